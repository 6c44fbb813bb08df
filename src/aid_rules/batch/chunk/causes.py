"""What changed in the rules that a programme in a division rests on: between the two sides, or in the months settled?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from aid_rules.plan import Parameter, Plan, closure, meaning_of

THE_DAY = "day"
"""Nothing changed but the day: an age, a term that has run out. Or there were no rules to compare with."""

Plans = Mapping[str, Plan]
"""By division, where there is one."""


class Causes:
    """The names of what changed, by division and programme. `months`: the plans of each month to settle."""

    def __init__(self, before: Plans, after: Plans, months: Sequence[Plans]) -> None:
        self.sides, self.months = (before, after), tuple(months)
        self._known: dict[tuple[str, ...], str] = {}
        self._meanings: dict[str, Mapping[str, str]] = {}

    def of(self, region: str, programme: str, *, settled: bool) -> str:
        """Names of numbers and rules, parted by spaces; `day` where the rules are the same.

        Where something is `settled`, what changed from month to month counts too. Numbers that a region sets stand
        alone where any changed: rules that only pass them on say nothing more.
        """
        times = (*self.sides, *self.months) if settled else self.sides
        plans = [plans.get(region) for plans in times]
        steps = [(was, now) for was, now in pairwise(plans) if was and now and was.digest != now.digest]
        key = (programme, *(plan.digest for step in steps for plan in step))
        if key not in self._known:
            self._known[key] = self._changed(steps, programme)
        return self._known[key]

    def _changed(self, steps: Sequence[tuple[Plan, Plan]], programme: str) -> str:
        changed: set[str] = set()
        numbers: set[str] = set()
        for plans in steps:
            was, now = (self._rests_on(plan, programme) for plan in plans)
            names = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
            changed |= names
            numbers |= {n for n in names if any(isinstance(plan.by_name.get(n), Parameter) for plan in plans)}
        return " ".join(sorted(numbers or changed)) or THE_DAY

    def _rests_on(self, plan: Plan, programme: str) -> dict[str, str]:
        """What each step means on which the programme rests."""
        roots = [name for each in plan.programmes if each.name == programme for name in each.roots]
        if plan.digest not in self._meanings:
            self._meanings[plan.digest] = {step.name: meaning_of(step) for step in plan.steps}
        meanings = self._meanings[plan.digest]
        return {name: meanings[name] for name in closure(plan.by_name, roots)}

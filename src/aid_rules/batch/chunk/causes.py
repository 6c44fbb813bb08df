"""What changed in the rules between the two sides that a programme in a division rests on?"""

from __future__ import annotations

from collections.abc import Mapping

from aid_rules.plan import Parameter, Plan, closure, meaning_of

THE_DAY = "day"
"""Nothing changed but the day: an age, a term that has run out. Or there were no rules to compare with."""


class Causes:
    """The names of what changed, by division and programme."""

    def __init__(self, before: Mapping[str, Plan], after: Mapping[str, Plan]) -> None:
        self.before, self.after = before, after
        self._known: dict[tuple[str, str, str], str] = {}
        self._meanings: dict[str, Mapping[str, str]] = {}

    def of(self, region: str, programme: str) -> str:
        """Names of numbers and rules, parted by spaces; `day` where the rules are the same.

        Numbers that a region sets stand alone where any changed: rules that only pass them on say nothing more.
        """
        before, after = self.before.get(region), self.after.get(region)
        if before is None or after is None or before.digest == after.digest:
            return THE_DAY
        key = (before.digest, after.digest, programme)
        if key not in self._known:
            self._known[key] = self._changed(before, after, programme)
        return self._known[key]

    def _changed(self, before: Plan, after: Plan, programme: str) -> str:
        was, now = self._rests_on(before, programme), self._rests_on(after, programme)
        changed = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
        numbers = {
            n for n in changed if any(isinstance(plan.by_name.get(n), Parameter) for plan in (before, after))
        }
        return " ".join(sorted(numbers or changed)) or THE_DAY

    def _rests_on(self, plan: Plan, programme: str) -> dict[str, str]:
        """What each step means on which the programme rests."""
        roots = [name for each in plan.programmes if each.name == programme for name in each.roots]
        if plan.digest not in self._meanings:
            self._meanings[plan.digest] = {step.name: meaning_of(step) for step in plan.steps}
        meanings = self._meanings[plan.digest]
        return {name: meanings[name] for name in closure(plan.by_name, roots)}

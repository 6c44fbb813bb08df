"""What does this plan give one household? Slots, from the fast variant or the three-valued one."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from aid_rules.case import Household
from aid_rules.plan import Plan
from aid_rules.scalar.runtime import NotKnown
from aid_rules.scalar.to_python import Writer

Decide = Callable[[Household, date], tuple[tuple[Any, ...], tuple[Any, ...]]]


class Slots(NamedTuple):
    """The value of every step (in the plan's order), and which arm fired for rules with ordered cases.

    A step per household has one value; per person a list in the order of members; per item a pair: lists by
    member, and the list for the household's own items.
    """

    values: tuple[Any, ...]
    arms: tuple[Any, ...]


class Evaluator:
    """A plan compiled once, in both variants; the second is compiled when first needed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        fast = Writer(plan, three_valued=False)
        self.decide = compiled(fast)
        self.armed = tuple(step.name for step in plan.steps if step.name in fast.armed)
        self._careful: Decide | None = None

    def __call__(self, case: Household, on: date) -> Slots:
        """The slots for a case on a day; CaseError where a finding contradicts a computed criterion."""
        try:
            values, arms = self.decide(case, on)
        except NotKnown:
            values, arms = self.careful(case, on)
        return Slots(values, arms)

    @property
    def careful(self) -> Decide:
        """The three-valued variant."""
        if self._careful is None:
            self._careful = compiled(Writer(self.plan, three_valued=True))
        return self._careful


def compiled(writer: Writer) -> Decide:
    """The function that the writer's source defines."""
    source = writer.source()
    name = f"<plan {writer.plan.digest[:12]}{' three-valued' if writer.three else ''}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    scope = dict(writer.names)
    exec(compile(source, name, "exec"), scope)  # source written by Writer from a checked plan
    decide: Decide = scope["decide"]
    return decide

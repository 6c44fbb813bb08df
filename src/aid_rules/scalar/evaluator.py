"""What does this plan give one household? Slots, from the fast variant or the three-valued one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from aid_rules.case import Household
from aid_rules.plan import Plan, defined, source_name
from aid_rules.scalar.runtime import NotKnown
from aid_rules.scalar.to_python import Writer

Slots = tuple[Any, ...]
"""The household's row: the value of every step for every row of the case, where the layout says."""

Decide = Callable[..., Slots]
"""The fast variant reads the laid-out rows of a case, the three-valued one its models."""


class Evaluator:
    """A plan compiled once, in both variants; the second is compiled when first needed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        fast = Writer(plan, three_valued=False)
        self.decide = compiled(fast)
        self.layout, self._schedule = fast.layout, fast.schedule
        self._careful: Decide | None = None

    def __call__(self, case: Household, on: date) -> Slots:
        """The slots for a case on a day; CaseError where a finding contradicts a computed criterion."""
        try:
            return self.decide(case.rows, on)
        except NotKnown:
            return self.careful(case, on)

    @property
    def careful(self) -> Decide:
        """The three-valued variant, which takes the case's models."""
        if self._careful is None:
            self._careful = compiled(Writer(self.plan, three_valued=True, schedule=self._schedule))
        return self._careful


def compiled(writer: Writer) -> Decide:
    """The function that the writer's source defines."""
    about = f"plan {writer.plan.digest[:12]}{' three-valued' if writer.three else ''}"
    decide: Decide = defined("decide", writer.source(), source_name(about), writer.names)
    return decide

"""What numbers and rules does the process go by, in one region and on a day?

They stand in libraries that only timelines read, `process` above all, so that a region can set and replace its own.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from aid_rules.case import Household
from aid_rules.engine.engine import Engine
from aid_rules.plan import Parameter
from aid_rules.rulebook import ReviewEntry, ReviewOf, Step
from aid_rules.scalar import View


class Process:
    """The numbers and rules of the process in one region, as of a day."""

    def __init__(self, engine: Engine, region: str) -> None:
        self._engine, self._region = engine, region
        self.changes = engine.rulebook.changes(region)
        """The days on which any of them may change."""
        self._kept: dict[int, dict[str, Parameter]] = {}

    def reviews(self, kind: ReviewOf) -> tuple[ReviewEntry, ...]:
        """Whose recipients are looked at again for this reason, and what says when."""
        return tuple(each for each in self._engine.rulebook.reviews if each.kind == kind)

    def term(self, programme: str, since: date) -> Parameter | None:
        """How long a confirmation from a day on holds, by the rules of that day or else the first after it; None: without end."""
        named = [each.by for each in self.reviews("term") if each.programme == programme]
        days = (since, *(day for day in self.changes if day > since))
        found = (self.of(name, day) for name in named for day in days)
        return next((each for each in found if each is not None and each.constant is not None), None)

    def terms_only(self) -> dict[str, str]:
        """Under which rule alone a confirmation of a programme has a term."""
        return {each.programme: each.only for each in self.reviews("term") if each.only is not None}

    def steps(self, on: date) -> tuple[Step, ...]:
        """The steps that run against time."""
        return self._engine.rulebook.steps(self._region, on)

    def view(self, case: Household, on: date) -> View:
        """The rules of the process, worked out for a household."""
        evaluator = self._engine.evaluator(self._engine.rulebook.process(self._region, on))
        return View(evaluator.plan, case, on, evaluator(case, on), evaluator.layout)

    def of(self, name: str, on: date) -> Parameter | None:
        """A parameter in force on a day, by its full name; None before there is one."""
        epoch = bisect_right(self.changes, on)
        if epoch not in self._kept:
            found = self._engine.rulebook.parameters(self._region, on)
            self._kept[epoch] = {p.name: p for p in found}
        return self._kept[epoch].get(name)

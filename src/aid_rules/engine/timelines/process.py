"""What numbers and rules does the process go by, in one region and on a day?

They stand in libraries that only timelines read, `process` above all, so that a region can set and replace its own.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from aid_rules.case import Household
from aid_rules.engine.engine import Engine
from aid_rules.plan import Parameter
from aid_rules.rulebook import ReviewEntry, Step
from aid_rules.scalar import View


class Process:
    """The numbers and rules of the process in one region, as of a day."""

    def __init__(self, engine: Engine, region: str) -> None:
        self._engine, self._region = engine, region
        self.changes = engine.rulebook.changes(region)
        """The days on which any of them may change."""
        self._kept: dict[int, dict[str, Parameter]] = {}

    @property
    def reviews(self) -> tuple[ReviewEntry, ...]:
        """Whose recipients are looked at again, and what says how often."""
        return self._engine.rulebook.reviews

    def steps(self, on: date) -> tuple[Step, ...]:
        """The steps that run against time."""
        return self._engine.rulebook.steps(self._region, on)

    def view(self, case: Household, on: date) -> View:
        """The rules of the process, worked out for a household."""
        evaluator = self._engine.evaluator(self._engine.rulebook.process(self._region, on))
        return View(evaluator.plan, case, on, evaluator(case, on), evaluator.layout)

    def parameter(self, name: str, on: date) -> Parameter | None:
        """A parameter of the library `process` in force on a day; None before there is one."""
        return self.of(f"process.{name}", on)

    def of(self, name: str, on: date) -> Parameter | None:
        """The same by full name."""
        epoch = bisect_right(self.changes, on)
        if epoch not in self._kept:
            found = self._engine.rulebook.parameters(self._region, on)
            self._kept[epoch] = {p.name: p for p in found}
        return self._kept[epoch].get(name)

    def number(self, name: str, on: date) -> int | None:
        """Its value: whole months, days or years; None where it is not set."""
        parameter = self.parameter(name, on)
        cell = None if parameter is None else parameter.constant
        return None if cell is None else int(cell.value)

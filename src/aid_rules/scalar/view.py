"""Which value does a step have for a row? Slots read by name; values as records show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from aid_rules.case import NOTHING, Household
from aid_rules.case.paths import Path, homes
from aid_rules.language import Type, Unknown
from aid_rules.language.to_text import plain_value
from aid_rules.money import Rounding
from aid_rules.plan import Plan, Step
from aid_rules.scalar.by_plan import below
from aid_rules.scalar.evaluator import Slots
from aid_rules.scalar.layout import Layout
from aid_rules.scalar.naming import in_case
from aid_rules.scalar.trials import Budget


class Row(NamedTuple):
    """A row of the case: its entity's path and the place in each list on the way (none for the household)."""

    path: Path = ()
    at: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """`members[0].incomes[1]`; empty for the household."""
        return ".".join(f"{name}[{i}]" for name, i in zip(self.path, self.at, strict=True))

    @property
    def member(self) -> int | None:
        """Which member it is or belongs to."""
        return self.at[0] if self.path[:1] == ("members",) else None


HOUSEHOLD = Row()

Proved = dict[tuple[str, Row], Any]
"""Values by step and row."""


@dataclass(frozen=True)
class View:
    """One evaluation: the plan, the case, the day and the slots."""

    plan: Plan
    case: Household
    on: date
    slots: Slots
    layout: Layout
    supposed: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """Values under what was supposed of unknown facts: every programme asks about the same few."""
    _marks: dict[tuple[str, Any], int] = field(default_factory=dict, compare=False, repr=False)
    """What was supposed of a fact, numbered."""
    budget: Budget = field(default_factory=Budget, compare=False, repr=False)
    outcomes: dict[tuple[str, Row], Any] = field(default_factory=dict, compare=False, repr=False)
    """Outcomes found out already, by programme and row."""
    settled: dict[tuple[str, Row], Any] = field(default_factory=dict, compare=False, repr=False)
    """What trying out found of steps of unknown value: the value if it is known after all, and what it waits for."""
    proved: Proved = field(default_factory=dict, compare=False, repr=False)
    """What trying out showed of steps of unknown value: that they are known all the same, or what alone they wait for. What
    rests on them starts there.
    """
    hurried: set[str] = field(default_factory=set, compare=False, repr=False)
    """Steps of which not everything that they wait for was tried out."""
    rests: dict[tuple[str, Row, bool], Any] = field(default_factory=dict, compare=False, repr=False)
    """What a step rests on for a row, as far as found out; of everything, or only of what may be assumed."""
    _seen: dict[tuple[str, Row], tuple[Any, Row]] = field(default_factory=dict, compare=False, repr=False)
    _proved_below: dict[str, tuple[int, bool]] = field(default_factory=dict, compare=False, repr=False)
    """Of a step, how much had been proved when it was last asked whether it rests on any of it, and the answer."""
    _below: dict[str, _Below] = field(default_factory=dict, compare=False, repr=False)

    def value(self, name: str, row: Row = HOUSEHOLD) -> Any:
        """The value of a step for a row (or for what the row belongs to)."""
        return self._at(name, row, arm=False)

    def home(self, name: str, row: Row) -> Row:
        """The row of a step, seen from a row at or below it."""
        for depth in range(len(row.path), -1, -1):
            if self.layout.way(name, row.path[:depth]) is not None:
                return Row(row.path[:depth], row.at[:depth])
        raise KeyError(name)

    def mark(self, supposed: tuple[str, Any]) -> int:
        """The number of what was supposed of a fact."""
        return self._marks.setdefault(supposed, len(self._marks))

    def seen(self, name: str, row: Row) -> tuple[Any, Row]:
        """The value of a step for a row at or below its own, and its own; looked up once."""
        found = self._seen.get((name, row))
        if found is None:
            found = self._seen[name, row] = self.value(name, row), self.home(name, row)
        return found

    def rests_on_proved(self, name: str) -> bool:
        """Is anything that a step reads, directly or not, known by trying out alone?"""
        if not self.proved:
            return False
        asked, rests = self._proved_below.get(name, (0, False))
        if not rests and asked < len(self.proved):  # more was proved since
            rests = not below(self.plan, name).isdisjoint([name for name, _ in self.proved])
            self._proved_below[name] = len(self.proved), rests
        return rests

    def waiting_below(self, name: str, facts: Iterable[str]) -> Iterator[Waiting]:
        """What a step rests on that is unknown for want of any of these facts, in the order of the plan."""
        if name not in self._below:
            self._below[name] = _Below(self, name)
        return self._below[name].waiting(facts)

    @cached_property
    def unknown(self) -> list[Waiting]:
        """Every step of unknown value, in the order of the plan."""
        values = ((s.name, row, self.value(s.name, row)) for s in self.plan.steps for row in self.rows(s))
        return [each for each in values if type(each[2]) is Unknown]

    def arm(self, name: str, row: Row) -> int | None:
        """Which of a rule's ordered cases gave the value; None where it has none or that is unknown."""
        if name not in self.layout.armed:
            return None
        found: int | None = self._at(name, row, arm=True)
        return found

    def _at(self, name: str, row: Row, arm: bool) -> Any:
        for depth in range(len(row.path), -1, -1):
            way = self.layout.way(name, row.path[:depth], arm)
            if way is not None:
                return self.layout.at(self.slots, way, row.at[:depth])
        raise KeyError(name)

    def rows(self, step: Step) -> Iterator[Row]:
        """Every row for which the step has a value, in the order of the case."""
        for path in homes(step.per):
            way = self.layout.way(step.name, path)
            if way is not None:
                yield from (Row(path, at) for at in self.layout.rows(self.slots, way))

    def of(self, row: Row) -> str:
        """How a record names a row: `household`, a person id, a path."""
        if not row.path:
            return "household"
        return self.person_id(row.at[0]) if row.path == ("members",) else in_case(self.case, row.text)

    def person_id(self, member: int) -> str:
        """The id of a member."""
        return self.case.members[member].person_id

    def persons(self) -> Iterator[Row]:
        """A row for each member."""
        return (Row(("members",), (i,)) for i in range(len(self.case.members)))


Waiting = tuple[str, Row, Unknown]
"""A step of unknown value: its name, its row and that value."""


class _Below:
    """The steps of unknown value that a step rests on, found by the facts they wait for."""

    def __init__(self, view: View, name: str) -> None:
        rests_on = below(view.plan, name)
        self.steps = [each for each in view.unknown if each[0] in rests_on]
        self.by_fact: dict[str, list[int]] = {}
        for number, (_, _, value) in enumerate(self.steps):
            for fact in value.facts:
                self.by_fact.setdefault(fact, []).append(number)

    def waiting(self, facts: Iterable[str]) -> Iterator[Waiting]:
        numbers = set().union(*(self.by_fact.get(fact, ()) for fact in facts))
        return (self.steps[number] for number in sorted(numbers))


def shown(value: Any, type_: Type) -> str | bool | None:
    """A value as records have it: yuan with decimals, exact fractions, dates, names; None for unknown."""
    if type(value) is Unknown or value is None:
        return None
    if isinstance(value, bool):
        return value
    if value is NOTHING:
        return "none"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Rounding):
        return f"{value.direction} {value.step}" if value.step else "none"
    if isinstance(value, int | Fraction):
        return plain_value(value, type_)
    return str(value)

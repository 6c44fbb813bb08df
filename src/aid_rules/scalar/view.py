"""Which value does a step have for a row? Slots read by name; values as records show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from aid_rules.case import NOTHING, Household
from aid_rules.language import Node, Read, Type, Unknown
from aid_rules.language.to_text import plain_value
from aid_rules.money import Rounding
from aid_rules.plan import Plan, Step
from aid_rules.scalar.evaluator import Slots
from aid_rules.scalar.schedule import Path, homes


@dataclass(frozen=True, slots=True)
class Row:
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


@dataclass(frozen=True)
class View:
    """One evaluation: the plan, the case, the day and the slots."""

    plan: Plan
    case: Household
    on: date
    slots: Slots
    armed: tuple[str, ...]

    @cached_property
    def _arm_slots(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.armed)}

    def value(self, name: str, row: Row = HOUSEHOLD) -> Any:
        """The value of a step for a row (or for what the row belongs to)."""
        return self._at(self.slots.values[self.plan.slots[name]], self.plan.by_name[name], row)

    def arm(self, name: str, row: Row) -> int | None:
        """Which of a rule's ordered cases gave the value; None where it has none or that is unknown."""
        index = self._arm_slots.get(name)
        if index is None:
            return None
        found: int | None = self._at(self.slots.arms[index], self.plan.by_name[name], row)
        return found

    @staticmethod
    def _at(slot: Any, step: Step, row: Row) -> Any:
        if step.per == "household":
            return slot
        if step.per == "person":
            return slot[row.at[0]]
        persons, household = slot
        return persons[row.at[0]][row.at[1]] if row.path[0] == "members" else household[row.at[0]]

    def rows(self, step: Step) -> Iterator[Row]:
        """Every row for which the step has a value, in the order of the case."""
        slot = self.slots.values[self.plan.slots[step.name]]
        for path in homes(step.per):
            match path:
                case ():
                    yield HOUSEHOLD
                case ("members",):
                    yield from (Row(path, (i,)) for i in range(len(slot)))
                case ("members", _):
                    yield from (Row(path, (i, j)) for i, inner in enumerate(slot[0]) for j in range(len(inner)))
                case _:
                    yield from (Row(path, (i,)) for i in range(len(slot[1])))

    def of(self, row: Row) -> str:
        """How a record names a row: `household`, a person id, a path."""
        if not row.path:
            return "household"
        return self.person_id(row.at[0]) if row.path == ("members",) else row.text

    def person_id(self, member: int) -> str:
        """The id of a member."""
        return self.case.members[member].person_id

    def persons(self) -> Iterator[Row]:
        """A row for each member."""
        return (Row(("members",), (i,)) for i in range(len(self.case.members)))

    def node_value(self, node: Node, row: Row) -> Any:
        """The value of a read of another step, seen from a row."""
        if not isinstance(node, Read):
            raise TypeError(node)
        step = self.plan.by_name[node.name]
        short = HOUSEHOLD if step.per == "household" else Row(row.path[:1], row.at[:1]) if step.per == "person" else row
        return self.value(node.name, short)


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



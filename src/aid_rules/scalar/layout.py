"""Where does each value stand in the row that an evaluator returns?

A household's row is a tuple: its own values, and for each loop over its members or items a table of the same build:
one flat list, row after row, because a list for each row is dear to make and dearer to keep. So a value is found by a
column and a width for each row on the way, and nothing is gathered while deciding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aid_rules.case.paths import Path
from aid_rules.language import Choice
from aid_rules.plan import Rule
from aid_rules.scalar.schedule import Instance, Loop, Schedule

Way = tuple[tuple[int, int], ...]
"""For each row on the way to a value, outermost first: the column to go on from, and how many columns the row has."""


@dataclass(frozen=True, slots=True)
class Column:
    """A place in a row: the value of a step, which of its arms fired, or the table of an inner loop."""

    name: str = ""
    arm: bool = False
    table: int | None = None


class Layout:
    """The columns of every loop of a schedule, and the way to each value. Both variants share it."""

    def __init__(self, schedule: Schedule) -> None:
        self.armed = {
            step.name
            for step in schedule.steps.values()
            if isinstance(step, Rule) and len(step.arms) > 1 and isinstance(step.node, Choice)
        }
        self.columns: dict[int, list[Column]] = {}
        self._loops: list[Loop] = []
        self._every: list[Loop] = []
        self._inside: dict[int, frozenset[Instance]] = {}
        self._ways: dict[tuple[str, Path, bool], Way] = {}
        self._homes: dict[str, set[Instance]] = {}
        self._arrange(schedule.top)
        self._find_ways(schedule.top, ())

    def _arrange(self, loop: Loop) -> None:
        columns: list[Column] = []
        for item in loop.body:
            if not isinstance(item, Loop):
                columns += self._of(item)
                continue
            self._every.append(item)
            self._arrange(item)
            for fold in item.folds:
                columns += self._of(fold)
            if self.columns[id(item)]:
                columns.append(Column(table=len(self._loops)))
                self._inside[len(self._loops)] = frozenset(item.computed())
                self._loops.append(item)
        self.columns[id(loop)] = columns

    def _of(self, instance: Instance) -> list[Column]:
        name = instance[0]
        return [Column(name), Column(name, arm=True)] if name in self.armed else [Column(name)]

    def _find_ways(self, loop: Loop, way: Way) -> None:
        columns = self.columns[id(loop)]
        for index, column in enumerate(columns):
            further = (*way, (index, len(columns)))
            if column.table is None:
                self._ways[column.name, loop.path, column.arm] = further
                self._homes.setdefault(column.name, set()).add((column.name, loop.path))
            else:
                self._find_ways(self._loops[column.table], further)

    def table(self, loop: Loop) -> int | None:
        """The number of a loop's table; None for a loop that only feeds folds."""
        return next((i for i, other in enumerate(self._loops) if other is loop), None)

    def loops_over(self, path: Path) -> Iterator[Loop]:
        """The loops over the rows at a path that have a table."""
        return (loop for loop in self._loops if loop.path == path)

    def every(self, path: Path) -> Iterator[Loop]:
        """The loops over the rows at a path, also those that only feed folds."""
        return (loop for loop in self._every if loop.path == path)

    def holds(self, column: Column) -> set[Instance]:
        """The instances that a column carries, in itself or in its table."""
        if column.table is not None:
            return set(self._inside[column.table])
        return self._homes[column.name]

    def way(self, name: str, path: Path, arm: bool = False) -> Way | None:
        """The way to a value; None where nothing is kept."""
        return self._ways.get((name, path, arm))

    @staticmethod
    def at(slots: Sequence[Any], way: Way, at: tuple[int, ...]) -> Any:
        """The value at the end of a way, for the rows numbered `at`; a table where the way ends before its rows."""
        found: Any = slots
        if not at:
            return found[way[0][0]]
        for (column, width), index in zip(way, (0, *at), strict=True):
            found = found[index * width + column]
        return found

    def rows(self, slots: Sequence[Any], way: Way) -> Iterator[tuple[int, ...]]:
        """The numbers of all rows for which there is a value at the end of a way."""
        numbered: list[tuple[int, ...]] = [()]
        for depth in range(1, len(way)):
            numbered = [
                (*at, index)
                for at in numbered
                for index in range(len(self.at(slots, way[:depth], at)) // way[depth][1])
            ]
        return iter(numbered)

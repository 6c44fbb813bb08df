"""Where does each value stand in the row that an evaluator returns?

A household's row is a tuple: its own values, and for each loop over its members or items a list of rows of the
same build. So a value is found by one column for each row on the way, and nothing is gathered while deciding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aid_rules.case.paths import Path
from aid_rules.language import Choice
from aid_rules.plan import Rule
from aid_rules.scalar.schedule import Instance, Loop, Schedule


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
        self._inside: dict[int, frozenset[Instance]] = {}
        self._ways: dict[tuple[str, Path, bool], tuple[int, ...]] = {}
        self._homes: dict[str, set[Instance]] = {}
        self._arrange(schedule.top)
        self._find_ways(schedule.top, ())

    def _arrange(self, loop: Loop) -> None:
        columns: list[Column] = []
        for item in loop.body:
            if not isinstance(item, Loop):
                columns += self._of(item)
                continue
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

    def _find_ways(self, loop: Loop, way: tuple[int, ...]) -> None:
        for index, column in enumerate(self.columns[id(loop)]):
            if column.table is None:
                self._ways[column.name, loop.path, column.arm] = (*way, index)
                self._homes.setdefault(column.name, set()).add((column.name, loop.path))
            else:
                self._find_ways(self._loops[column.table], (*way, index))

    def table(self, loop: Loop) -> int | None:
        """The number of a loop's table; None for a loop that only feeds folds."""
        return next((i for i, other in enumerate(self._loops) if other is loop), None)

    def loops_over(self, path: Path) -> Iterator[Loop]:
        """The loops over the rows at a path that have a table."""
        return (loop for loop in self._loops if loop.path == path)

    def holds(self, column: Column) -> set[Instance]:
        """The instances that a column carries, in itself or in its table."""
        if column.table is not None:
            return set(self._inside[column.table])
        return self._homes[column.name]

    def way(self, name: str, path: Path, arm: bool = False) -> tuple[int, ...] | None:
        """The column for each row on the way to a value, outermost first; None where nothing is kept."""
        return self._ways.get((name, path, arm))

    @staticmethod
    def at(row: tuple[Any, ...], way: tuple[int, ...], at: tuple[int, ...]) -> Any:
        """The value at the end of a way, for the rows numbered `at`."""
        found = row[way[0]]
        for index, column in zip(at, way[1:], strict=True):
            found = found[index][column]
        return found

"""Every value of every step for every row: as columns, and read out one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aid_rules.case import NOTHING
from aid_rules.case.paths import Path, homes
from aid_rules.columnar.block import Array, Block
from aid_rules.columnar.calendar import date_of
from aid_rules.columnar.columns import Column
from aid_rules.columnar.evaluator import PIECE, Evaluator, Outcome
from aid_rules.columnar.state import Place
from aid_rules.columnar.to_numpy import Writer
from aid_rules.language import Bounds
from aid_rules.plan import Plan, closure


@dataclass(frozen=True)
class Slot:
    """The values of a step for all rows at a path: ends of intervals as numerators over bases, masks.

    `unknown` and `nothing` are None where nothing is. Words are codes of `members`, -1 for none; dates days
    since 1970.
    """

    kind: str
    low: Array
    low_base: Array
    high: Array
    high_base: Array
    unknown: Array
    nothing: Array
    members: tuple[Any, ...]

    def value(self, row: int) -> tuple[bool, Any]:
        """Is it known; and the value, or else the bounds."""
        if self.nothing[row]:
            return True, NOTHING
        if self.unknown[row]:
            return False, self._bounds(row)
        match self.kind:
            case "number":
                return True, Fraction(int(self.low[row]), int(self.low_base[row]))
            case "boolean":
                return True, bool(self.low[row])
            case "date":
                return True, date_of(int(self.low[row]))
            case _:
                code = int(self.low[row])
                return True, NOTHING if code < 0 else self.members[code]

    def _bounds(self, row: int) -> Bounds:
        if self.kind not in ("number", "boolean"):
            return None
        ends = [(self.low, self.low_base), (self.high, self.high_base)]
        low, high = (Fraction(int(top[row]), int(base[row])) for top, base in ends)
        return (low, high)


def _sources(w: Writer, column: Column) -> list[str]:
    """The seven arrays of a slot."""
    return [
        column.low.n, str(column.low.d), column.high.n, str(column.high.d), w.unknown(column),
        column.nothing or "False", column.unset or "False",
    ]  # fmt: skip


class Slots:
    """Evaluates steps of plans that share their rules: every one, or those named."""

    def __init__(
        self, plans: list[tuple[Plan, date]], names: Iterable[str] | None = None, piece: int = PIECE
    ) -> None:
        plan = plans[0][0]
        wanted = {step.name for step in plan.steps} if names is None else set(names)
        self.places: list[Place] = [
            (path, step.name) for step in plan.steps if step.name in wanted for path in homes(step.per)
        ]
        self.evaluate = Evaluator(plans, frozenset(closure(plan.by_name, wanted)), self._results, piece)
        self._columns: dict[Place, Column] = {}

    def _results(self, w: Writer) -> list[tuple[str, Path]]:
        found = []
        for path, name in self.places:
            column = w.column(name, path)
            self._columns[path, name] = column
            found += [(source, path) for source in _sources(w, column)]
        return found

    def __call__(self, block: Block, which: NDArray[np.integer[Any]]) -> tuple[dict[Place, Slot], Outcome]:
        """The slots of a block, and which households were refused."""
        done = self.evaluate(block, which)
        self.evaluate.redo(block, which, done, done.marked)
        slots = {}
        for index, place in enumerate(self.places):
            low, low_base, high, high_base, unknown, nothing, _ = done.arrays[7 * index : 7 * index + 7]
            column = self._columns[place]
            slots[place] = Slot(column.kind, low, low_base, high, high_base, unknown, nothing, column.members)
        return slots, done

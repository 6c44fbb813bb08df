"""What is each household of a chunk entitled to by one side's rules, as of its day?

A household of which nobody was alive on the day is entitled to nothing: that is no fault. What the rules refuse,
and a division without rules, is a reject; so is, on the day of `--after`, who is still to be born.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.batch.chunk.fitting import fitted
from aid_rules.batch.chunk.layout import Layout
from aid_rules.batch.chunk.past import as_it_was
from aid_rules.batch.chunk.side import Side
from aid_rules.columnar import OUTCOMES, Columnar, to_cases
from aid_rules.problems import CaseError, Field, Problem, RuleError
from aid_rules.scalar import Decision, Evaluator

Array = NDArray[Any]
Mask = NDArray[np.bool_]

NO_RULE, NOT_APPLICABLE, INELIGIBLE, UNDETERMINED, ELIGIBLE = -1, 0, 1, 2, 3
"""Outcomes by number; the last four in the order of `columnar.OUTCOMES`."""
CANNOT_BE_PAID = "R309"
"""The code of an amount below zero, or beyond all payments."""


@dataclass
class Standing:
    """The decisions for the rows of a chunk, in the columns of the layout.

    `alive`: was anybody? `unborn`: was nobody, but somebody was to be born?
    """

    table: pa.Table
    layout: Layout
    alive: Mask
    unborn: Mask

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def outcome(self, programme: str) -> NDArray[np.int8]:
        """The outcome of each household by number."""
        column = _one(self.table.column(programme))
        codes: NDArray[np.int8] = column.indices.fill_null(NO_RULE).to_numpy(zero_copy_only=False)
        return codes

    def amount(self, programme: str) -> tuple[NDArray[np.int64], Mask]:
        """Fen for each household (0 where nothing is due), and where that is known."""
        own, outcome = self.layout.named[programme].amount, self.outcome(programme)
        if own is None:
            return np.zeros(len(self), dtype=np.int64), outcome != UNDETERMINED
        column = _one(self.table.column(own))
        given = np.array(column.is_valid(), dtype=bool)
        fen = column.fill_null(0).to_numpy(zero_copy_only=False)
        return np.where(outcome == ELIGIBLE, fen, 0), np.where(
            outcome == ELIGIBLE, given, outcome != UNDETERMINED
        )

    def take(self, rows: Array) -> Standing:
        """These rows only."""
        return Standing(self.table.take(pa.array(rows)), self.layout, self.alive[rows], self.unborn[rows])


class Decider:
    """Decides chunks by one side. Keeps what was compiled; not to be shared between threads."""

    def __init__(
        self, side: Side, layout: Layout, regions: Sequence[str], like: Decider | None = None
    ) -> None:
        """`like`: one whose rules are in part the same, which are then compiled once for both."""
        self.side, self.layout = side, layout
        self.columnar: Columnar = (
            like.columnar.at(side.on, side.plan) if like else Columnar(side.plan, side.on)
        )
        self.columnar.prepare(list(regions))
        self._evaluators: dict[int, Evaluator] = {}

    def __call__(self, chunk: pa.RecordBatch) -> tuple[Standing, dict[int, Problem]]:
        """The standing of every household, and by its row the problem of each that cannot be decided.

        Rows with a problem stand in the table too, with nothing in it.
        """
        then = as_it_was(chunk, self.side.on)
        places = then.places
        found = self.columnar(then.population, check=False)
        problems = {int(places[row]): problem for row, problem in found.rejects.items()}
        problems |= self._without_rules(chunk, then.unborn)
        gone = {row for row, problem in problems.items() if problem.code == "V107"}
        decided = np.delete(places, sorted(found.rejects)) if found.rejects else places
        table = _in_layout(found.decisions, self.layout)
        refused = _refused(found.decisions)
        for at in np.flatnonzero(refused):
            problems[int(decided[at])] = self._why(chunk.slice(int(decided[at]), 1))
        alive, unborn = np.ones(chunk.num_rows, dtype=bool), np.zeros(chunk.num_rows, dtype=bool)
        alive[[*then.dead.tolist(), *then.unborn.tolist(), *gone]] = False
        unborn[then.unborn] = True
        whole = _with_gaps(table, decided, chunk)
        return Standing(whole, self.layout, alive, unborn), {
            k: v for k, v in problems.items() if k not in gone
        }

    def trace(self, chunk: pa.RecordBatch) -> pa.Table:
        """Every value of every rule for each household of which anybody was alive."""
        then = as_it_was(chunk, self.side.on)
        return self.columnar.trace(then.population, check=False, within=then.within).decisions

    def _without_rules(self, chunk: pa.RecordBatch, unborn: NDArray[np.int64]) -> dict[int, Problem]:
        """Whose division has no rules on the day, of those whom no rule is asked about."""
        regions = chunk.column("region").take(pa.array(unborn)).to_pylist()
        found = (
            (row, self.side.nowhere(region)) for row, region in zip(unborn.tolist(), regions, strict=True)
        )
        return {row: problem for row, problem in found if problem is not None}

    def _why(self, household: pa.RecordBatch) -> Problem:
        """What the scalar evaluator says of a household that the rules refuse."""
        case = to_cases(as_it_was(household, self.side.on).population)[0]
        plan = self.side.plan(case.region)
        if id(plan) not in self._evaluators:
            self._evaluators[id(plan)] = Evaluator(plan)
        evaluator = self._evaluators[id(plan)]
        try:
            decision = Decision(evaluator, case, self.side.on, evaluator(case, self.side.on))
            _ = decision.programmes  # an amount that cannot be paid is found as it is put down
        except CaseError as error:
            return error.problems[0]
        except RuleError as error:
            return of_household(error, case.household_id)
        raise AssertionError(f"columns refuse {case.household_id} and the evaluator does not")


def of_household(error: RuleError, household: str) -> Problem:
    """What a rule gives that cannot be paid, as a problem of the household. Anything else is raised again."""
    problem = error.problems[0]
    if problem.code != CANNOT_BE_PAID:
        raise error
    return replace(problem, at=Field("", household))


def _refused(decisions: pa.Table) -> Mask:
    if not decisions.num_rows:
        return np.zeros(0, dtype=bool)
    found: Mask = decisions.column("refused").to_numpy()
    return found


def _in_layout(decisions: pa.Table, layout: Layout) -> pa.Table:
    """The columns of the layout that decisions have; the others null, or added by the caller."""
    count, columns = decisions.num_rows, []
    for field in layout.decisions:
        index = decisions.schema.get_field_index(field.name)
        column = (
            pa.nulls(count, field.type) if index < 0 else fitted(_one(decisions.column(index)), field.type)
        )
        columns.append(column)
    return pa.Table.from_arrays(columns, schema=layout.decisions)


def _with_gaps(table: pa.Table, places: Array, chunk: pa.RecordBatch) -> pa.Table:
    """A row for each household of the chunk: where none was decided, what it is called and nothing more."""
    count = chunk.num_rows
    if table.num_rows == count:
        whole = table
    else:
        at = np.full(count, -1, dtype=np.int64)
        at[places] = np.arange(len(places))
        whole = table.take(pa.array(at, mask=at < 0))
    for name in ("household_id", "region", "residence"):
        index = whole.schema.get_field_index(name)
        own = chunk.schema.get_field_index(name)
        field = whole.schema.field(index)
        given = pa.nulls(count, field.type) if own < 0 else fitted(chunk.column(own), field.type)
        whole = whole.set_column(index, field, given)
    return whole


def _one(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def words_of(codes: NDArray[np.int8]) -> pa.DictionaryArray:
    """Outcomes by number as words; null where there is no rule."""
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(OUTCOMES))


__all__ = [
    "CANNOT_BE_PAID", "ELIGIBLE", "INELIGIBLE", "NOT_APPLICABLE", "NO_RULE", "UNDETERMINED", "Decider", "Standing",
    "of_household", "words_of",
]  # fmt: skip

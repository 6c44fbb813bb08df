"""What does each programme decide for each household and person of a block: outcome, fen, first month?

An outcome that the values leave open is `undetermined` here even where trying all that the facts may turn out to
be would settle it: that, and which facts are missing, the scalar evaluator says. `Decided.open` names those
households.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.case.paths import Path
from aid_rules.columnar import masks
from aid_rules.columnar.block import Array, Block, Mask, Numbers
from aid_rules.columnar.columns import Column
from aid_rules.columnar.evaluator import PIECE, Evaluator, Outcome
from aid_rules.columnar.runtime import greatest, some, totals
from aid_rules.columnar.to_numpy import Writer
from aid_rules.money import LARGEST
from aid_rules.plan import Plan, Programme, closure

OUTCOMES = ("not_applicable", "ineligible", "undetermined", "eligible")
"""The outcomes by code. Of several persons' outcomes the household's is the greatest."""
UNDETERMINED, ELIGIBLE = 2, 3
MEMBERS: Path = ("members",)
_WORDS = pa.array(OUTCOMES, pa.string())


@dataclass
class Decided:
    """The decisions of a block, one row a household, and one a member.

    `outcomes`, `amounts` (fen; with the mask where there is one) and `months` (first days) are by programme;
    those of a person in `personal`. `refused`: a finding contradicts what is computed, or an amount is below zero or
    more than can be paid.
    """

    outcomes: dict[str, Array]
    amounts: dict[str, tuple[Array, Mask]]
    months: dict[str, tuple[Array, Mask]]
    personal_outcomes: dict[str, Array]
    personal_amounts: dict[str, tuple[Array, Mask]]
    offsets: Numbers
    open: Mask
    refused: Mask


class Programmes:
    """Decides all programmes of plans that share their rules and programmes."""

    def __init__(self, plans: Sequence[tuple[Plan, date]], piece: int = PIECE) -> None:
        self.plan = plans[0][0]
        self.programmes = self.plan.programmes
        roots = [name for programme in self.programmes for name in programme.roots]
        names = frozenset(closure(self.plan.by_name, roots))
        self.evaluate = Evaluator(plans, names, self._results, piece)

    def __call__(self, block: Block, which: NDArray[np.integer[Any]]) -> Decided:
        """The decisions for a block; `which` is each household's place among the plans."""
        done = self.evaluate(block, which)
        decided = self._read(block, done)
        again = done.marked & decided.open
        if again.any():
            self.evaluate.redo(block, which, done, again)
            decided = self._read(block, done)
        return decided

    def _results(self, w: Writer) -> list[tuple[str, Path]]:
        return [result for programme in self.programmes for result in self._of(w, programme)]

    def _of(self, w: Writer, programme: Programme) -> Iterator[tuple[str, Path]]:
        """Outcome; amount and where it is known; first month and where it is known."""
        path = _path(programme.unit)
        eligible = w.column(programme.eligible, path)
        applies = "True" if programme.applies is None else w.column(programme.applies, path).high.n
        yield _code(w, applies, eligible), path
        if programme.amount is not None:
            own = _path(programme.amount_row)
            amount = w.column(programme.amount, own)
            yield w.rounded("down", amount.low, 1, own).n, own
            yield masks.negated(w, w.unknown(amount)), own
        if programme.from_month is not None:
            day = w.column(programme.from_month, ())
            yield day.low.n, ()
            yield masks.negated(w, w.unknown(day)), ()

    def _read(self, block: Block, done: Outcome) -> Decided:
        offsets = block.rows(MEMBERS).offsets
        found = Decided({}, {}, {}, {}, {}, offsets, np.zeros(len(block), dtype=bool), done.refused.copy())
        arrays = iter(done.arrays)
        for programme in self.programmes:
            _one(found, programme, arrays)
        return found


def _code(w: Writer, applies: str, eligible: Column) -> str:
    """The code of an outcome; one for all where it is the same everywhere."""
    masks_ = (applies, eligible.low.n, eligible.high.n)
    if all(mask in ("True", "False") for mask in masks_):
        return str(int(masks_[0] == "True") * (1 + sum(mask == "True" for mask in masks_[1:])))
    return w.let(f"outcomes({', '.join(masks_)})")


def _path(unit: str) -> Path:
    return () if unit == "household" else MEMBERS


def _one(found: Decided, programme: Programme, arrays: Iterator[Array]) -> None:
    """Put one programme's results in place."""
    name, offsets = programme.name, found.offsets
    outcomes = next(arrays)
    eligible = outcomes == ELIGIBLE
    if programme.unit == "person":
        found.personal_outcomes[name] = outcomes
        found.open |= some(outcomes == UNDETERMINED, offsets)
        found.outcomes[name] = greatest(outcomes, offsets, 0)
    else:
        found.outcomes[name] = outcomes
        found.open |= outcomes == UNDETERMINED
    if programme.amount is not None:
        amount, known = next(arrays), next(arrays)
        _amount(found, programme, amount, known, eligible)
    if programme.from_month is not None:
        day, known = next(arrays), next(arrays)
        found.months[name] = day, known & (found.outcomes[name] == ELIGIBLE)


def _amount(found: Decided, programme: Programme, amount: Array, known: Mask, eligible: Mask) -> None:
    name, offsets = programme.name, found.offsets
    amount, unpayable = _payable(amount)
    if programme.amount_row == "household":
        found.amounts[name] = amount, known & eligible
        found.open |= eligible & ~known
        found.refused |= eligible & known & unpayable
        return
    paid = eligible if programme.unit == "person" else np.repeat(eligible, np.diff(offsets))
    found.personal_amounts[name] = amount, paid & known & ((amount != 0) | (programme.unit == "person"))
    missing = some(paid & ~known, offsets)
    found.open |= missing
    wrong = some(paid & known & unpayable, offsets)
    found.refused |= wrong if programme.unit == "person" else wrong & ~missing
    total = totals(np.where(paid & known & ~unpayable, amount, 0), offsets)
    found.refused |= some(paid, offsets) & ~missing & (total > LARGEST)
    found.amounts[name] = total, some(paid, offsets) & ~missing


def _payable(amount: Array) -> tuple[Array, Mask]:
    """The amounts in 64 bits, and which of them nobody can be paid: these may not even fit."""
    unpayable: Mask = (amount < 0) | (amount > LARGEST)
    if amount.dtype == object:
        amount = np.where(unpayable, 0, amount).astype(np.int64)
    return amount, unpayable


def to_arrow(decided: Decided, programmes: Sequence[Programme], block: Block) -> pa.Table:
    """The decisions as a table, one row a household: ids, `<programme>` outcome, `<programme>.monthly` or `.once` in
    fen, `<programme>.from_month`, the same for each of `members`; `open` and `refused`.
    """
    columns: dict[str, Any] = {name: block.batch.column(name) for name in ("household_id", "region")}
    inner: dict[str, Any] = {"person_id": block.rows(MEMBERS).records.field("person_id")}
    for programme in programmes:
        name = programme.name
        amount = f"{name}.{'monthly' if programme.amount_per == 'month' else 'once'}"
        columns[name] = _words(decided.outcomes[name])
        if name in decided.personal_outcomes:
            inner[name] = _words(decided.personal_outcomes[name])
        if name in decided.amounts:
            columns[amount] = _masked(*decided.amounts[name], pa.int64())
        if name in decided.personal_amounts:
            inner[amount] = _masked(*decided.personal_amounts[name], pa.int64())
        if name in decided.months:
            columns[f"{name}.from_month"] = _masked(*decided.months[name], pa.int32()).cast(pa.date32())
    offsets = pa.array(decided.offsets.astype(np.int32))
    columns["members"] = pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(
        list(inner.values()), names=list(inner)
    ))  # fmt: skip
    columns["open"] = pa.array(decided.open)
    columns["refused"] = pa.array(decided.refused)
    return pa.table(columns)


def _words(codes: Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), _WORDS)


def _masked(values: Array, known: Mask, type_: pa.DataType) -> pa.Array:
    return pa.array(values.astype(type_.to_pandas_dtype()), type_, mask=~known)

"""What changes for whom? A row for each household and programme of which the two sides say different things.

`new`: entitled now and not before. `ended`: the other way round. `raised`, `lowered`: entitled on both sides, with
another amount. `undetermined`: outcome or amount were known before and no longer are. `settled`: the other way round.
`unchanged` stands only where something is to be paid for past months, or was overpaid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.batch.chunk.arrears import Arrears
from aid_rules.batch.chunk.causes import Causes
from aid_rules.batch.chunk.fitting import fitted
from aid_rules.batch.chunk.layout import CHANGES, KINDS, Layout
from aid_rules.batch.chunk.standing import ELIGIBLE, UNDETERMINED, Array, Mask, Standing, words_of

Kinds = NDArray[np.int8]
UNCHANGED = KINDS.index("unchanged")


@dataclass(frozen=True)
class Compared:
    """A programme on both sides, for every household of a chunk. `kind` by number (see `layout.KINDS`)."""

    was: NDArray[np.int8]
    now: NDArray[np.int8]
    was_fen: NDArray[np.int64]
    now_fen: NDArray[np.int64]
    was_known: Mask
    now_known: Mask
    kind: Kinds


def compared(before: Standing, after: Standing, programme: str) -> Compared:
    """The two sides of a programme: outcomes come first, then the amounts of who is entitled on both sides."""
    was, now = before.outcome(programme), after.outcome(programme)
    (was_fen, was_known), (now_fen, now_known) = before.amount(programme), after.amount(programme)
    had, has = was == ELIGIBLE, now == ELIGIBLE
    open_then, open_now = was == UNDETERMINED, now == UNDETERMINED
    kind = np.select(
        [open_then & open_now, open_now, open_then, has & ~had, had & ~has, ~has, ~was_known & ~now_known, ~now_known,
         ~was_known, now_fen > was_fen, now_fen < was_fen],
        [KINDS.index(word) for word in
         ("unchanged", "undetermined", "settled", "new", "ended", "unchanged", "unchanged", "undetermined", "settled",
          "raised", "lowered")],
        UNCHANGED,
    )  # fmt: skip
    return Compared(was, now, was_fen, now_fen, was_known, now_known, kind.astype(np.int8))


def changes(
    sides: dict[str, Compared], after: Standing, layout: Layout, causes: Causes, owed: dict[str, Arrears]
) -> pa.Table:
    """The changes of a chunk, household by household in the order of the input."""
    found = list(_by_programme(sides, after, layout, causes, owed))
    if not found:
        return CHANGES.empty_table()
    tables, rows, places = zip(*found, strict=True)
    order = np.lexsort((np.concatenate(places), np.concatenate(rows)))
    together = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    return together.take(pa.array(order))


def told_of(both: Compared, arrears: Arrears | None) -> Mask:
    """The households that have a row for a programme."""
    told: Mask = both.kind != UNCHANGED
    if arrears is not None:
        told = told | (arrears.back_pay != 0) | (arrears.overpaid != 0) | (arrears.open != 0)
    return told


def _by_programme(
    sides: dict[str, Compared], after: Standing, layout: Layout, causes: Causes, owed: dict[str, Arrears]
) -> Iterator[tuple[pa.Table, Array, Array]]:
    for place, programme in enumerate(each.name for each in layout.programmes):
        both, arrears = sides[programme], owed.get(programme)
        rows = np.flatnonzero(told_of(both, arrears))
        if rows.size:
            why = _Why(causes, programme)
            yield _table(after, layout, programme, both, rows, why, arrears), rows, np.full(rows.size, place)


@dataclass(frozen=True)
class _Why:
    causes: Causes
    programme: str

    def __call__(self, regions: pa.Array, settled: Mask) -> pa.Array:
        """For the division of each row; where past months were settled, of these too."""
        codes = regions.dictionary_encode()
        divisions = codes.dictionary.to_pylist()
        words = [
            self.causes.of(region, self.programme, settled=past)
            for past in ((False, True) if settled.any() else (False,))
            for region in divisions
        ]
        at = codes.indices.to_numpy(zero_copy_only=False).astype(np.int64) + len(divisions) * settled
        return pa.array(words, pa.string()).take(pa.array(at))


def _table(
    after: Standing, layout: Layout, programme: str, both: Compared, rows: Array,
    why: Callable[[pa.Array, Mask], pa.Array], arrears: Arrears | None,
) -> pa.Table:  # fmt: skip
    count, at = rows.size, pa.array(rows)
    settled = np.zeros(count, dtype=bool) if arrears is None else arrears.months[rows] > 0
    own = after.table.select(["household_id", "region", "residence"]).take(at).combine_chunks()
    paid = layout.named[programme].amount is not None
    known = (both.was_known & both.now_known)[rows] & paid
    fen = [
        pa.array(amount[rows], mask=~((outcome == ELIGIBLE) & there & paid)[rows])
        for outcome, amount, there in (
            (both.was, both.was_fen, both.was_known), (both.now, both.now_fen, both.now_known),
        )
    ]  # fmt: skip
    columns = {
        **{name: own.column(name) for name in own.column_names},
        "programme": pa.repeat(programme, count),
        "kind": pa.DictionaryArray.from_arrays(pa.array(both.kind[rows]), pa.array(KINDS)),
        "before": words_of(both.was[rows]), "after": words_of(both.now[rows]),
        "before_amount": fen[0], "after_amount": fen[1],
        "difference": pa.array(both.now_fen[rows] - both.was_fen[rows], mask=~known),
        "causes": why(own.column("region").combine_chunks(), settled),
        **({} if arrears is None else arrears.columns(rows)),
    }  # fmt: skip
    return pa.Table.from_arrays(
        [
            fitted(_whole(columns[f.name]), f.type) if f.name in columns else pa.nulls(count, f.type)
            for f in CHANGES
        ],
        schema=CHANGES,
    )


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column

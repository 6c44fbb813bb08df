"""What did a population look like on an earlier day? Without who was not born and what had not happened yet.

The households of which anything is dated later are few: they are taken out, read as cases and put back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from aid_rules.batch.chunk.fitting import fitted_batch
from aid_rules.case import Places, as_of, living
from aid_rules.columnar import Block, from_cases, schema, to_cases

Numbers = NDArray[np.int64]

_DATED = {
    ("hardships",): ("date",),
    ("awards",): ("from",),
    ("members",): ("birth_date", "cleric_since", "employment.since"),
    ("members", "awards"): ("from",),
    ("members", "parents"): ("since",),
}
"""Days before which something was not so: see `case.as_of`."""


@dataclass(frozen=True)
class Then:
    """A population as a day could know it, and the places of its households.

    Of whom nobody was alive: `dead` tells those of whom nobody was left, `unborn` those of whom somebody was still to come.
    `within`: of each that had less, by its place in `population`, where its rows stand today.
    """

    population: pa.RecordBatch
    places: Numbers
    dead: Numbers
    unborn: Numbers
    within: Mapping[int, Places] = field(default_factory=dict)


def as_it_was(population: pa.RecordBatch, on: date) -> Then:
    """The population as a day could know it."""
    nobody = np.array([], dtype=np.int64)
    later = _later(Block(population), on)
    if not later.any():
        return Then(population, np.arange(population.num_rows), nobody, nobody)
    changed = np.flatnonzero(later)
    cases = to_cases(population.take(pa.array(changed)))
    then = [as_of(case, on) for case in cases]
    left = [household for household in then if household is not None]
    there = np.array([household is not None for household in then], dtype=bool)
    coming = np.array([living(case, on) is not None for case in cases], dtype=bool) & ~there
    plain = np.flatnonzero(~later)
    parts = [
        fitted_batch(population.take(pa.array(plain)), schema()),
        *from_cases(left).combine_chunks().to_batches(),
    ]
    together = pa.Table.from_batches(parts).combine_chunks().to_batches()
    places = np.concatenate([plain, changed[there]])
    order = np.argsort(places, kind="stable")
    whole = together[0] if together else population.slice(0, 0)
    moved = [*[None] * len(plain), *(household.places for household in left)]
    within = {at: found for at, place in enumerate(order.tolist()) if (found := moved[place]) is not None}
    return Then(
        whole.take(pa.array(order)), places[order], changed[~there & ~coming], changed[coming], within
    )


def _later(block: Block, on: date) -> NDArray[np.bool_]:
    """The households of which anything is dated after a day."""
    found = np.zeros(len(block), dtype=bool)
    for path, names in _DATED.items():
        for name in names:
            days = _leaf(block, path, name)
            if days is None or days.null_count == len(days):
                continue
            after = pc.fill_null(pc.greater(days, pa.scalar(on, pa.date32())), False)
            rows = np.flatnonzero(after.to_numpy(zero_copy_only=False))
            found[block.outer(path, ())[rows] if path else rows] = True
    return found


def _leaf(block: Block, path: tuple[str, ...], name: str) -> Any:
    leaf: Any = block.rows(path).records
    for part in name.split("."):
        index = leaf.type.get_field_index(part)
        if index < 0:
            return None
        leaf = pc.struct_field(leaf, [index])
    return leaf

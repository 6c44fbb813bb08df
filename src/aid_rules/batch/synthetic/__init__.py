"""What could a county's files look like? Seeded populations of any size, drawn from published totals.

Synthetic: nobody in them exists. Households are drawn block by block, each from a seed of its own, so that
the first million of two million are the million.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from aid_rules.batch.synthetic.assemble import block
from aid_rules.batch.synthetic.means import expenses, incomes, savings
from aid_rules.batch.synthetic.people import homes, people
from aid_rules.batch.synthetic.profiles import Profile, profiles
from aid_rules.columnar.schema import schema

BLOCK = 8192
"""Households drawn together."""

_EPOCH = date(1970, 1, 1)


def synthesize(count: int, *, seed: int = 1, on: date = date(2020, 6, 1)) -> Iterator[pa.RecordBatch]:
    """So many households, block by block, in the schema of a population; ages are those on the day `on`.

    The same `count`, `seed` and `on` give the same bytes. Raises ValueError for a count below zero.
    """
    if count < 0:
        raise ValueError(f"count must not be negative, found {count}")
    places, today = profiles(), (on - _EPOCH).days
    for number, first in enumerate(range(0, count, BLOCK)):
        rng = np.random.default_rng((seed, number))
        # A block is drawn whole and cut, so that a smaller population is the beginning of a larger one.
        here = homes(rng, places, BLOCK)
        who = people(rng, here, today)
        money = incomes(rng, here, who)
        whole = block(places, here, who, money, savings(rng, here), expenses(rng, here, who), first, today)
        yield whole.slice(0, min(BLOCK, count - first))


__all__ = ["BLOCK", "Profile", "profiles", "schema", "synthesize"]

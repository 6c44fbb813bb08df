"""What could a county's files look like? Seeded populations of any size, drawn from published totals.

Synthetic: nobody in them exists. Households are drawn block by block, each from a seed of its own, so that
the first million of two million are the million.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from aid_rules.batch.synthetic.assemble import Drawn, block
from aid_rules.batch.synthetic.awards import granted
from aid_rules.batch.synthetic.circumstances import SETTLED, circumstances
from aid_rules.batch.synthetic.homes import homes
from aid_rules.batch.synthetic.means import expenses, incomes, savings
from aid_rules.batch.synthetic.people import people
from aid_rules.batch.synthetic.profiles import Profile, profiles
from aid_rules.columnar.schema import schema

BLOCK = 8192
"""Households drawn together."""

_EPOCH = date(1970, 1, 1)


def synthesize(count: int, *, seed: int = 1, on: date = date(2021, 3, 31)) -> Iterator[pa.RecordBatch]:
    """So many households, block by block, in the schema of a population, as a county has them on file on the day `on`.

    Awards are paid up to the month of `on`. Apart from payments and deaths nothing is newer than `SETTLED` days
    before it, so that the households can be decided on those days too; of every one somebody is alive.

    The same `count`, `seed` and `on` give the same bytes. Raises ValueError for a count below zero.
    """
    if count < 0:
        raise ValueError(f"count must not be negative, found {count}")
    places = profiles()
    for number, first in enumerate(range(0, count, BLOCK)):
        # A block is drawn whole and cut, so that a smaller population is the beginning of a larger one.
        whole = block(_drawn(np.random.default_rng((seed, number)), places, on), first)
        yield whole.slice(0, min(BLOCK, count - first))


def _drawn(rng: np.random.Generator, places: tuple[Profile, ...], on: date) -> Drawn:
    today = (on - _EPOCH).days
    here = homes(rng, places, BLOCK)
    who = people(rng, here, today)
    money, kept, spent = incomes(rng, here, who), savings(rng, here), expenses(rng, here, who)
    case = circumstances(rng, here, who, today)
    return Drawn(
        places, here, who, money, kept, spent, case,
        granted(rng, places, here, who, money, case, on), today,
    )  # fmt: skip


__all__ = ["BLOCK", "SETTLED", "Profile", "profiles", "schema", "synthesize"]

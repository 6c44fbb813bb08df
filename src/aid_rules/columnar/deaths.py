"""Which households have lost somebody by a day, and who is left of them?

They are few, so they are taken out of the population, read as cases, and put back without their dead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.case import Household, Places, living
from aid_rules.columnar.block import Block, absent, child
from aid_rules.columnar.calendar import days_of
from aid_rules.columnar.facts import whole_numbers
from aid_rules.columnar.from_cases import case_of, from_cases, plain_rows
from aid_rules.problems import CaseError, Field, Problem

_MEMBERS = ("members",)


def bereaved(block: Block, on: date) -> NDArray[np.int64]:
    """The households of which somebody has died by a day, by their place."""
    records = block.rows(_MEMBERS).records
    deaths = child(records, "death_date")
    missing = absent(deaths, len(records))
    if missing is not None and missing.all():
        return np.array([], dtype=np.int64)
    dead = whole_numbers(deaths, len(records), np.int32) <= days_of(on)
    dead = dead if missing is None else dead & ~missing
    found: NDArray[np.int64] = np.unique(block.outer(_MEMBERS, ())[dead])
    return found


@dataclass(frozen=True)
class Survivors:
    """Households without their dead, their places in the batch, and the problem of those that cannot be decided.

    `within`: by its place, where the rows of each stand in the household that was handed in.
    """

    batch: pa.RecordBatch
    places: NDArray[np.int64]
    undecided: dict[int, Problem]
    within: dict[int, Places]


def survivors(batch: pa.RecordBatch, rows: NDArray[Any], on: date) -> Survivors:
    """These households without their dead."""
    if not rows.size:
        return Survivors(batch.slice(0, 0), rows, {}, {})
    left: list[Household] = []
    places: list[int] = []
    undecided: dict[int, Problem] = {}
    for place, row in zip(rows.tolist(), plain_rows(batch.take(pa.array(rows))), strict=True):
        try:
            case = case_of(row)
            household = living(case, on)
        except CaseError as error:
            undecided[place] = error.problems[0]
            continue
        if household is None:
            at = Field("members", case.household_id)
            undecided[place] = Problem("V107", at, {"found": str(on)})
        else:
            left.append(household)
            places.append(place)
    table = from_cases(left).combine_chunks()
    whole = table.to_batches()[0] if left else batch.slice(0, 0)
    within = {at: household.places for at, household in zip(places, left, strict=True) if household.places}
    return Survivors(whole, np.array(places, dtype=np.int64), undecided, within)

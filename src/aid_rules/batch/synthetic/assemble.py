"""Drawn people, means, circumstances and awards as a block of a population in Arrow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from aid_rules.batch.synthetic.arrow import findings, listed, rows_of, words
from aid_rules.batch.synthetic.awards import Granted
from aid_rules.batch.synthetic.circumstances import SETTLED, Circumstances, Hardships
from aid_rules.batch.synthetic.homes import Homes, Truths
from aid_rules.batch.synthetic.means import Items
from aid_rules.batch.synthetic.people import People
from aid_rules.batch.synthetic.persons import persons
from aid_rules.batch.synthetic.profiles import Profile
from aid_rules.batch.synthetic.rows import awards, hardships, items
from aid_rules.case import Asset, Expense, Household, Income
from aid_rules.columnar.schema import schema

_OF_PROPERTY = (
    "dibao.property_within_limits", "edge.property_within_limits",
    "rigid_expenditure.property_within_limits",
)  # fmt: skip
_WHEN_STRUCK = ("temporary_aid.livelihood_in_difficulty", "temporary_aid.property_accepted")


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that was drawn for a block; `today` is the day of the file, in days since 1970-01-01."""

    places: tuple[Profile, ...]
    here: Homes
    who: People
    money: Items
    kept: Items
    spent: Items
    case: Circumstances
    granted: Granted
    today: int


def block(drawn: Drawn, first: int) -> pa.RecordBatch:
    """The households as a record batch; `first` is the number of the first."""
    here, count = drawn.here, len(drawn.here.size)
    unseen = drawn.case.gaps.property
    columns = {
        "household_id": pa.array([f"s{first + i:09d}" for i in range(count)]),
        "region": pa.array([place.region for place in drawn.places]).take(pa.array(here.place)),
        "residence": words(Household, "residence", np.where(here.urban, 0, 1)),
        "members": listed(
            here.offsets,
            persons(
                drawn.places, here, drawn.who, drawn.money, drawn.case, drawn.granted.persons, drawn.today
            ),
        ),
        "incomes": listed(np.zeros(count + 1, np.int64), rows_of(Income, 0, {})),
        "assets": items(Asset, drawn.kept, count, absent=unseen),
        "expenses": items(Expense, drawn.spent, count),
        "hardships": hardships(drawn.case.hardships, count),
        "awards": awards(drawn.granted.homes, count),
        "findings": _findings(drawn, ~unseen),
    }
    return pa.RecordBatch.from_struct_array(rows_of(Household, count, columns)).cast(schema())


def _findings(drawn: Drawn, seen: Truths) -> pa.ListArray:
    """Of the property, of the tier where dibao is paid by tier, of the hardship where there is one."""
    case, here, tier = drawn.case, drawn.here, drawn.granted.tier
    count = len(here.size)
    by_tier = np.array([[bool(p.rural.tiers), bool(p.urban.tiers)] for p in drawn.places])
    tiered = by_tier[here.place, here.urban.astype(np.int64)]
    struck = _struck(case.hardships, count)
    return findings(
        [
            *((name, seen, case.within) for name in _OF_PROPERTY),
            ("dibao.first_tier", tiered, tier == 0),
            ("dibao.second_tier", tiered, tier == 1),
            *((name, struck, np.ones(count, bool)) for name in _WHEN_STRUCK),
        ],
        count,
        drawn.today - SETTLED,
    )


def _struck(struck: Hardships, count: int) -> Truths:
    return np.bincount(struck.owner, minlength=count) > 0

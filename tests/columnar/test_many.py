"""Do columns and slots agree on outcomes and amounts for very many households?

So many as AID_RULES_POPULATION says (`.ci/run` says 100,000): nine of ten from a synthetic population, the rest
drawn over the whole vocabulary and all shipped regions, half of them with facts unknown.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from random import Random

import pyarrow as pa
import pytest

from aid_rules.batch.synthetic import synthesize
from aid_rules.case import Household, living, read_case_dict
from aid_rules.columnar import Columnar, from_cases, to_cases
from tests.columnar import outcomes
from tests.laws.families import DAYS, REGIONS, Place, family
from tests.strategies import blanked

COUNT = int(os.environ.get("AID_RULES_POPULATION", "800"))
PARTS = 10
TOGETHER = 1000
"""Households compared at a time."""
FIRST = date(2021, 3, 31)
SYNTHETIC_DAYS = (date(2021, 4, 1), date(2021, 8, 1), date(2022, 6, 1), date(2026, 11, 1))


def compare(places: Sequence[Place], cases: Sequence[Household], columnar: Columnar, on: date) -> None:
    found = columnar(from_cases(cases))
    expected = []
    for place, case in zip(places, cases, strict=True):
        left = living(case, on)
        assert left is not None
        expected.append(outcomes.by_slots(place.evaluator, left, on))
    assert found.rejects == {}
    assert list(outcomes.differences(found.decisions, expected)) == []


@pytest.mark.parametrize("part", range(PARTS - 1))
def test_synthetic_households_agree(part: int) -> None:
    """Every part looks at another stretch of the same population, on a day of its own."""
    each = COUNT // PARTS
    on = SYNTHETIC_DAYS[part % len(SYNTHETIC_DAYS)]
    columnar = Columnar(lambda region: Place(region, on).plan, on)
    blocks = pa.Table.from_batches(synthesize((part + 1) * each, on=FIRST))
    stretch = blocks.slice(part * each, each)
    assert stretch.num_rows == each
    for first in range(0, each, TOGETHER):
        cases = to_cases(stretch.slice(first, TOGETHER))
        compare([Place(case.region, on) for case in cases], cases, columnar, on)


def test_drawn_households_agree() -> None:
    chance = Random(20261101)
    columnar = {on: Columnar(lambda region, on=on: Place(region, on).plan, on) for on in DAYS}  # type: ignore[misc]
    for first in range(0, COUNT // PARTS, TOGETHER):
        on = DAYS[first // TOGETHER % len(DAYS)]
        places = [Place(chance.choice(REGIONS), on) for _ in range(min(TOGETHER, COUNT // PARTS - first))]
        cases = []
        for number, place in enumerate(places):
            case = family(chance, place) | {"household_id": f"h{number}"}
            cases.append(read_case_dict(blanked(case, chance) if chance.random() < 0.5 else case))
        compare(places, cases, columnar[on], on)

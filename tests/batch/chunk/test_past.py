"""Is a population on an earlier day what its cases were on that day?"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from aid_rules.batch.chunk.past import as_it_was
from aid_rules.batch.synthetic import synthesize
from aid_rules.case import Household, as_of, read_case_dict
from aid_rules.columnar import from_cases, to_cases
from tests.batch import harbour
from tests.strategies import SINCE, Drawer, blanked
from tests.world import household, person

LATER = {"kind": "fire", "date": "2030-08-02", "route": "emergency"}


def written(case: Household) -> dict[str, Any]:
    """A case as JSON has it, without names; awards in any order, for columns keep those of persons apart."""
    found = case.model_dump()
    awards = found.pop("awards", ())
    return found | {"awards": awards if not awards else sorted(map(repr, awards))}


def agree(population: pa.RecordBatch, on: date) -> tuple[int, int]:
    """How many households were other than they are, and of how many nobody was alive."""
    known_then = as_it_was(population, on)
    then, places, nobody = known_then.population, known_then.places, [*known_then.dead, *known_then.unborn]
    cases = to_cases(population)
    left = {i: known for i, case in enumerate(cases) if (known := as_of(case, on)) is not None}
    # The dead are left out when decided; here only those who may not be known yet are asked of.
    found = {int(place): case for place, case in zip(places, to_cases(then), strict=True)}
    assert sorted([*found, *nobody]) == list(range(len(cases)))
    assert places.tolist() == sorted(places.tolist())
    for place, case in left.items():
        now = as_of(found[place], on)
        assert now is not None
        assert written(now) == written(case)
    for place in found.keys() - left.keys():
        assert as_of(found[place], on) is None
    other = sum(written(found[i]) != written(cases[i]) for i in found)
    return other, len(nobody)


def batch(table: pa.Table) -> pa.RecordBatch:
    (whole,) = table.combine_chunks().to_batches()
    return whole


def test_what_is_dated_later_is_left_out() -> None:
    other, _ = agree(batch(harbour.table(300)), date(2030, 7, 15))
    assert other > 20


@pytest.mark.parametrize("on", [date(2021, 3, 31), date(2020, 12, 1), date(2019, 1, 1), date(1960, 1, 1)])
def test_synthetic_households(on: date) -> None:
    agree(batch(pa.Table.from_batches(synthesize(150, on=date(2021, 3, 31)))), on)


def test_drawn_households_on_any_day() -> None:
    chance = Random(4)
    cases = [read_case_dict(blanked(Drawer(chance, "370902").household(), chance)) for _ in range(120)]
    whole = batch(from_cases(cases))
    gone = 0
    for _ in range(6):
        other, nobody = agree(whole, SINCE + timedelta(days=chance.randrange(30_000)))
        gone += nobody
        assert other
    assert gone


def test_nothing_later_is_the_same_batch() -> None:
    whole = batch(harbour.table(20))
    then = as_it_was(whole, date(2031, 1, 1))
    assert then.population is whole
    assert np.array_equal(then.places, np.arange(20))
    assert not [*then.dead, *then.unborn]


def test_nobody_born_at_all() -> None:
    then = as_it_was(batch(harbour.table(5)), date(1920, 1, 1))
    assert (then.population.num_rows, len(then.places), len(then.dead)) == (0, 0, 0)
    assert then.unborn.tolist() == [0, 1, 2, 3, 4]


def test_the_dead_and_the_unborn_are_told_apart() -> None:
    """Of one household somebody died before the day; of the other somebody is to be born after it."""
    dead = household(person(0, death_date="2029-01-01"), hardships=[LATER], household_id="dead")
    unborn = household(person(0, birth_date="2030-08-01"), household_id="unborn")
    both = household(
        person(0, death_date="2029-01-01"), person(1, birth_date="2030-08-01", relation="child"), household_id="both"
    )  # fmt: skip
    cases = [read_case_dict(case) for case in (dead, unborn, both)]
    then = as_it_was(batch(from_cases(cases)), date(2030, 7, 1))
    assert (then.dead.tolist(), then.unborn.tolist()) == ([0], [1, 2])

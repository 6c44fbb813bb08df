"""Do the fast and the three-valued variant agree, and is the three-valued one never wrong about what it claims?"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aid_rules import Engine, Household, Rulebook
from aid_rules.plan.bounds import step_bounds
from aid_rules.scalar import Evaluator
from tests.scalar.slots import arms_of, careful, contradictions, fast, outside, seen, values_of
from tests.strategies import completed, days, household_pairs, known_households
from tests.world import HILLSIDE, LAKESIDE, world

SHIPPED = Rulebook.load()
ENGINE, WORLD = Engine(SHIPPED), Engine(world())
PLACES = [pytest.param((ENGINE, code), id=code) for code, _ in SHIPPED.regions()]
PLACES += [pytest.param((WORLD, LAKESIDE), id="lakeside"), pytest.param((WORLD, HILLSIDE), id="hillside")]

Place = tuple[Engine, str]


@st.composite
def situations(draw: st.DrawFn, place: Place) -> tuple[Evaluator, date]:
    engine, region = place
    on = draw(days(engine.rulebook.changes(region)))
    return engine.evaluator(engine.rulebook.resolve(region, on)), on


def known(case: dict[str, Any]) -> Household:
    return Household.model_validate(case)


@cache
def with_all_set(place: Place, on: date) -> Evaluator:
    return Evaluator(completed(place[0].rulebook.resolve(place[1], on)))


@pytest.mark.parametrize("place", PLACES)
@settings(settings.get_profile("seeded"))
@given(data=st.data())
def test_both_variants_agree_on_known_cases(place: Place, data: st.DataObject) -> None:
    on = data.draw(st.sampled_from([date(2021, 7, 1), date(2026, 11, 1), date(2030, 8, 1)]))
    evaluate = with_all_set(place, on)
    case = known(data.draw(known_households(place[1], evaluate.plan)))
    quick, slow = fast(evaluate, case, on), careful(evaluate, case, on)
    said, other = values_of(quick), values_of(slow)
    assert [key for key in said if said[key][1] != other[key][1]] == []
    assert arms_of(quick) == arms_of(slow)


@pytest.mark.parametrize("place", PLACES)
@settings(settings.get_profile("seeded"))
@given(data=st.data())
def test_the_known_case_denies_nothing_that_was_said_before(
    place: Place, data: st.DataObject
) -> None:
    evaluate, on = data.draw(situations(place))
    whole, blank = data.draw(household_pairs(place[1], evaluate.plan))
    guesses = careful(evaluate, known(blank), on)
    assert contradictions(guesses, careful(evaluate, known(whole), on)) == []


@pytest.mark.parametrize("place", PLACES)
@settings(settings.get_profile("seeded"))
@given(data=st.data())
def test_values_stay_within_the_bounds_of_the_plan(place: Place, data: st.DataObject) -> None:
    evaluate, on = data.draw(situations(place))
    whole, blank = data.draw(household_pairs(place[1], evaluate.plan))
    spans = step_bounds(evaluate.plan.steps)
    for case in (whole, blank):
        assert [*outside(spans, seen(evaluate, known(case), on))] == []

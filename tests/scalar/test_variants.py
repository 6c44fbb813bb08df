"""Do the fast and the three-valued variant agree, and is what the latter claims never wrong?"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules import Engine, Household, Rulebook
from aid_rules.plan.bounds import step_bounds
from aid_rules.scalar import Evaluator
from tests.drawing import drawing
from tests.scalar.slots import arms_of, careful, contradictions, fast, outside, seen, values_of
from tests.strategies import completed, days, household_pairs, known_households
from tests.world import HILLSIDE, LAKESIDE, world

SHIPPED = Rulebook.load()
ENGINE, WORLD = Engine(SHIPPED), Engine(world())
Place = tuple[Engine, str]
PLACES: dict[str, list[Place]] = {
    "shipped": [(ENGINE, code) for code, _ in SHIPPED.regions()],
    "lakeside": [(WORLD, LAKESIDE)],
    "hillside": [(WORLD, HILLSIDE)],
}
SAMPLES = {"shipped": 60, "lakeside": 40, "hillside": 40}
"""Households a test: enough over all regions together, however many there are."""


@st.composite
def situations(draw: st.DrawFn, places: str) -> tuple[Evaluator, str, date]:
    engine, region = draw(st.sampled_from(PLACES[places]))
    on = draw(days(engine.rulebook.changes(region)))
    return engine.evaluator(engine.rulebook.resolve(region, on)), region, on


@st.composite
def completed_situations(draw: st.DrawFn, places: str) -> tuple[Evaluator, str, date]:
    place = draw(st.sampled_from(PLACES[places]))
    on = draw(st.sampled_from([date(2021, 7, 1), date(2026, 11, 1), date(2030, 8, 1)]))
    return with_all_set(place, on), place[1], on


def known(case: dict[str, Any]) -> Household:
    return Household.model_validate(case)


@cache
def with_all_set(place: Place, on: date) -> Evaluator:
    return Evaluator(completed(place[0].rulebook.resolve(place[1], on)))


@pytest.mark.parametrize("places", PLACES)
def test_both_variants_agree_on_known_cases(places: str) -> None:
    @drawing(SAMPLES[places])
    @given(situation=completed_situations(places), data=st.data())
    def agree(situation: tuple[Evaluator, str, date], data: st.DataObject) -> None:
        evaluate, region, on = situation
        case = known(data.draw(known_households(region, evaluate.plan, on)))
        quick, slow = fast(evaluate, case, on), careful(evaluate, case, on)
        said, other = values_of(quick), values_of(slow)
        assert [key for key in said if said[key][1] != other[key][1]] == []
        assert arms_of(quick) == arms_of(slow)

    agree()


@pytest.mark.parametrize("places", PLACES)
def test_the_known_case_denies_nothing_that_was_said_before(places: str) -> None:
    @drawing(SAMPLES[places])
    @given(situation=situations(places), data=st.data())
    def denies_nothing(situation: tuple[Evaluator, str, date], data: st.DataObject) -> None:
        evaluate, region, on = situation
        whole, blank = data.draw(household_pairs(region, evaluate.plan, on))
        guesses = careful(evaluate, known(blank), on)
        assert contradictions(guesses, careful(evaluate, known(whole), on)) == []

    denies_nothing()


@pytest.mark.parametrize("places", PLACES)
def test_values_stay_within_the_bounds_of_the_plan(places: str) -> None:
    @drawing(SAMPLES[places])
    @given(situation=situations(places), data=st.data())
    def within(situation: tuple[Evaluator, str, date], data: st.DataObject) -> None:
        evaluate, region, on = situation
        spans = step_bounds(evaluate.plan.steps)
        for case in data.draw(household_pairs(region, evaluate.plan, on)):
            assert [*outside(spans, seen(evaluate, known(case), on))] == []

    within()

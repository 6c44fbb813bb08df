"""Do the fast and the three-valued variant agree, and is the three-valued one never wrong about what it claims?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from aid_rules import Engine, Household, Rulebook
from aid_rules.plan.bounds import step_bounds
from aid_rules.scalar import Evaluator, View
from aid_rules.scalar.runtime import NotKnown
from tests.scalar.slots import arms_of, contradictions, outside, seen, values_of
from tests.strategies import days, household_pairs, known_households
from tests.world import LAKESIDE, world

SHIPPED = Rulebook.load()
ENGINE, WORLD = Engine(SHIPPED), Engine(world())
PLACES = [pytest.param((ENGINE, code), id=code) for code, _ in SHIPPED.regions()]
PLACES.append(pytest.param((WORLD, LAKESIDE), id="lakeside"))

Place = tuple[Engine, str]


@st.composite
def situations(draw: st.DrawFn, place: Place) -> tuple[Evaluator, date]:
    engine, region = place
    on = draw(days(engine.rulebook.changes(region)))
    return engine.evaluator(engine.rulebook.resolve(region, on)), on


def known(case: dict[str, Any]) -> Household:
    return Household.model_validate(case)


@pytest.mark.parametrize("place", PLACES)
@given(data=st.data())
def test_both_variants_agree_on_known_cases(place: Place, data: st.DataObject) -> None:
    evaluate, on = data.draw(situations(place))
    case = known(data.draw(known_households(place[1], evaluate.plan)))
    try:
        fast = View(evaluate.plan, case, on, evaluate.decide(case, on), evaluate.layout)
    except NotKnown:
        event("a parameter is unset")
        return
    careful = seen(evaluate, case, on, careful=True)
    other = values_of(careful)
    # The fast variant keeps None for an unset parameter that nothing needed.
    differing = [key for key, (_, value) in values_of(fast).items() if value is not None and value != other[key][1]]
    assert differing == []
    assert arms_of(fast) == arms_of(careful)


@pytest.mark.parametrize("place", PLACES)
@given(data=st.data())
def test_the_known_case_denies_nothing_that_was_said_before(
    place: Place, data: st.DataObject
) -> None:
    evaluate, on = data.draw(situations(place))
    whole, blank = data.draw(household_pairs(place[1], evaluate.plan))
    guesses = seen(evaluate, known(blank), on, careful=True)
    assert contradictions(guesses, seen(evaluate, known(whole), on, careful=True)) == []


@pytest.mark.parametrize("place", PLACES)
@given(data=st.data())
def test_values_stay_within_the_bounds_of_the_plan(place: Place, data: st.DataObject) -> None:
    evaluate, on = data.draw(situations(place))
    whole, blank = data.draw(household_pairs(place[1], evaluate.plan))
    spans = step_bounds(evaluate.plan.steps)
    for case in (whole, blank):
        assert [*outside(spans, seen(evaluate, known(case), on))] == []

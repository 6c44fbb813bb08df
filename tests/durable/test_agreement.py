"""Do the two engines agree on the shipped rules, and on the invented county, whatever family is drawn?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules import CaseError, evaluate
from aid_rules.case import read_case_dict
from aid_rules.durable import Crosscheck
from aid_rules.language import NUMBER, Literal, Node, call
from aid_rules.plan import Rule
from aid_rules.scalar import Evaluator
from tests.drawing import drawing
from tests.laws.families import Case, Place, decided, family, places
from tests.strategies import blanked, seeds
from tests.world import HILLSIDE, LAKESIDE, WITHIN, household, person, wage, world


def agree(second: Crosscheck, place: Place, case: Case) -> None:
    try:
        decision = place.decide(case)
    except CaseError:  # a finding contradicts the drawn facts: there is no decision to check
        return
    differences = second.differences(decision)
    assert not differences, "\n".join(difference.say("en") for difference in differences)


@drawing(30)
@given(data=st.data())
def test_known_families(second: Crosscheck, data: st.DataObject) -> None:
    place = data.draw(places(whole=True))
    agree(second, place, family(data.draw(seeds()), place))


@drawing(12)
@given(data=st.data())
def test_families_known_in_part(second: Crosscheck, data: st.DataObject) -> None:
    place, chance = data.draw(places()), data.draw(seeds())
    agree(second, place, blanked(family(chance, place), chance))


@pytest.mark.parametrize("region", [LAKESIDE, HILLSIDE])
@pytest.mark.parametrize(
    "case",
    [
        household(person(incomes=[wage("1894")]), person(1), person(2), findings=WITHIN),
        household(person(incomes=[wage("90000")]), person(1)),
        household(person(cohabiting=False)),
        household(person(birth_date="1945-05-05"), person(1, incomes=None)),
    ],
)
def test_the_invented_county(second: Crosscheck, region: str, case: dict[str, Any]) -> None:
    decision = evaluate(read_case_dict(case | {"region": region}), on=date(2030, 8, 1), rulebook=world())
    assert second.differences(decision) == ()


def test_a_condition_of_more_parts_than_the_library_joins(second: Crosscheck) -> None:
    place = Place("370900", date(2026, 11, 1), whole=True)

    def below(i: int) -> Node:
        return call("less", (Literal(NUMBER, None, i), Literal(NUMBER, None, i + 1)), None)

    wide = call("and", tuple(below(i) for i in range(40)), None)
    steps = tuple(
        replace(step, node=wide) if isinstance(step, Rule) and step.name == "edge.not_dibao" else step
        for step in place.plan.steps
    )
    evaluator = Evaluator(replace(place.plan, steps=steps))
    assert second.differences(decided(evaluator, family(Random(1), place), place.on)) == ()


def test_a_session_remembers_nothing_of_the_one_before(second: Crosscheck) -> None:
    rich = household(person(incomes=[wage("90000")]), findings=WITHIN)
    poor = household(person(incomes=[wage("1")]), findings=WITHIN)
    for case in (rich, poor, rich, poor):
        decision = evaluate(read_case_dict(case), on=date(2030, 8, 1), rulebook=world())
        assert second.differences(decision) == ()

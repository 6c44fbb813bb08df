"""Does the interpreter of expressions mean what the generated code means, and do suppositions hold?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules import CaseError, Household
from aid_rules.case import NOTHING
from aid_rules.language import Fold, Node, Unknown
from aid_rules.plan import Parameter
from aid_rules.scalar import Evaluator, View, node_value
from aid_rules.scalar.values import what_if
from tests.drawing import drawing
from tests.laws.families import Place, family
from tests.laws.guesses import ABSENT, blank, guesses
from tests.scalar.slots import careful
from tests.scalar.test_variants import PLACES, SAMPLES, situations
from tests.strategies import household_pairs


def same(one: Any, other: Any) -> bool:
    """The same value, or unknown for want of the same facts within the same bounds."""
    if type(one) is Unknown and type(other) is Unknown:
        return one.facts == other.facts and one.bounds == other.bounds
    return type(one) is type(other) and bool(one == other)


def strangers(view: View) -> list[str]:
    """Rules whose formula, read anew from the values below it, does not give the value in the slots."""
    return [
        f"{step.name} {row.text}: {found!r}, not {value!r}"
        for step in view.plan.steps
        if not isinstance(step, Parameter) and step.node is not None and not step.finding
        for row in view.rows(step)
        for value in (view.value(step.name, row),)
        for found in (node_value(view, step.node, row),)
        if not same(found, value) and not of_unknown_rows(step.node, found, value)
    ]


def of_unknown_rows(node: Node, found: Any, value: Any) -> bool:
    """Only the plan knows bounds of a sum over rows that nobody knows."""
    unknown = type(found) is Unknown and type(value) is Unknown
    return unknown and isinstance(node, Fold) and found.bounds is None and found.facts == value.facts


@pytest.mark.parametrize("places", PLACES)
def test_a_formula_read_anew_gives_what_the_generated_code_gave(places: str) -> None:
    @drawing(SAMPLES[places])
    @given(situation=situations(places), data=st.data())
    def agree(situation: tuple[Evaluator, str, date], data: st.DataObject) -> None:
        evaluate, region, on = situation
        for case in data.draw(household_pairs(region, evaluate.plan, on)):
            assert strangers(careful(evaluate, Household.model_validate(case), on)) == []

    agree()


WORDS = ("boolean", "enum")


def differing(view: View, filled: View, given: Mapping[str, Any]) -> list[str]:
    """Steps whose value under a supposition is not their value in the case where it is so."""
    return [
        f"{step.name} {row.text}: {found!r}, not {truth!r}"
        for step in view.plan.steps
        for row in view.rows(step)
        for found, truth in ((what_if(view, step.name, row, given), filled.value(step.name, row)),)
        if not same(found, truth)
    ]


@pytest.mark.parametrize(
    "place", [("370902", date(2026, 9, 1)), ("310000", date(2021, 9, 1)), ("421202", date(2026, 7, 1))]
)
def test_a_supposition_gives_what_the_case_gives_in_which_it_is_so(place: tuple[str, date]) -> None:
    chance, here, compared = Random(178), Place(*place, whole=False), 0
    while compared < 25:
        case = family(chance, here)
        asked = [guess for guess in guesses(case) if guess.kind in WORDS]
        unknown = chance.sample(asked, min(5, len(asked)))
        chosen = [(guess, chance.choice(guess.values)) for guess in unknown]
        truth = blank(case, unknown)
        for guess, value in chosen:
            guess.filled(truth, value)
        given = {guess.name: supposed(value) for guess, value in chosen}
        try:
            view, filled = here.decide(blank(case, unknown)).view, here.decide(truth).view
        except CaseError:
            continue
        compared += 1
        assert differing(view, filled, given) == []


def supposed(value: Any) -> Any:
    """A value of a case in JSON form as rules have it."""
    return NOTHING if value is ABSENT else value["holds"] if isinstance(value, dict) else value


def test_what_waits_for_nothing_supposed_stays_as_it_is() -> None:
    here = Place("370902", date(2026, 9, 1), whole=False)
    view = here.decide(family(Random(4), here)).view
    for step in view.plan.steps:
        for row in view.rows(step):
            assert same(
                what_if(view, step.name, row, {"members[9].cohabiting": True}), view.value(step.name, row)
            )

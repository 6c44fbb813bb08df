"""Is a planted difference found, said with both derivations, and nothing else reported?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aid_rules import Decision, Household, evaluate
from aid_rules.durable import Crosscheck, Difference, NoSecondOpinion, available, crosscheck
from aid_rules.language import call
from aid_rules.plan import Plan, Rule
from aid_rules.scalar import Evaluator
from tests.laws.families import SHIPPED, grown_ups, household

ON = date(2026, 11, 1)
TAIAN = "370900"


def poor() -> Household:
    """Two grown-up people in a dibao family; the second is severely disabled."""
    disabled = {"disability": {"kind": "physical", "grade": 1}, "labour_capacity": "none"}
    members = grown_ups(2)
    members[0] |= {"obligors": [], "labour_capacity": "full", "employment": {"status": "unemployed"}}
    members[1] |= {"obligors": [], "employment": {"status": "unemployed"}, **disabled}
    return Household.model_validate(household(TAIAN, members))


def altered(name: str) -> Plan:
    """The rules of Tai'an with one rule turned round."""
    plan = SHIPPED.resolve(TAIAN, ON)
    return replace(plan, steps=tuple(_turned(step) if step.name == name else step for step in plan.steps))


def _turned(step: Any) -> Rule:
    assert isinstance(step, Rule)
    assert step.node is not None
    return replace(step, node=call("not", (step.node,), None))


def by(plan: Plan) -> Decision:
    evaluator = Evaluator(plan)
    return Decision(evaluator, poor(), ON, evaluator(poor(), ON))


@pytest.fixture
def shipped(second: Crosscheck) -> Iterator[Crosscheck]:
    """The same worker, working by the shipped rules."""
    second.rulebook = SHIPPED
    yield second
    second.rulebook = None


def test_without_a_fault_there_is_no_difference(shipped: Crosscheck) -> None:
    assert shipped.differences(evaluate(poor(), on=ON)) == ()


def test_an_altered_exclusion_is_found(shipped: Crosscheck) -> None:
    found = shipped.differences(by(altered("dibao.single_person.dibao_household")))
    wrong = {(one.rule, one.of): (one.ours, one.theirs) for one in found}
    assert wrong == {
        ("dibao.single_person.dibao_household", "p0"): ("false", "true"),
        ("dibao.single_person.dibao_household", "p1"): ("false", "true"),
        ("dibao.single_person.eligible", "p1"): ("true", "false"),
        ("dibao.single_person", "p1"): ("eligible", "ineligible"),
    }


def test_both_derivations_are_told(shipped: Crosscheck) -> None:
    first = shipped.differences(by(altered("dibao.single_person.dibao_household")))[0]
    assert "not (dibao.qualifies and members.counted)" in first.our_derivation[0]
    assert any("dibao.qualifies" in line for line in first.their_derivation)
    assert "本引擎 false，durable-rules true" in first.say()
    assert "ours false, durable-rules true" in first.say("en")


def test_an_outcome_that_was_tampered_with_is_found(second: Crosscheck) -> None:
    decision = evaluate(poor(), on=ON)
    assert decision.programmes["dibao"].outcome == "eligible"
    lie = decision.programmes["dibao"].model_copy(update={"outcome": "ineligible"})
    decision.__dict__["programmes"] = {**decision.programmes, "dibao": lie}
    (found,) = second.differences(decision)
    assert (found.rule, found.of, found.ours, found.theirs) == (
        "dibao",
        "household",
        "ineligible",
        "eligible",
    )


def test_rules_that_lack_a_step_are_no_agreement(shipped: Crosscheck) -> None:
    early = evaluate(poor(), on=date(2016, 6, 1))
    late = Decision(early._evaluator, poor(), ON, early.slots)
    with pytest.raises(NoSecondOpinion, match="without"):
        shipped.differences(late)


def test_one_decision_by_a_worker_of_its_own() -> None:
    if available():
        pytest.skip(available())
    assert crosscheck(evaluate(poor(), on=ON)) == ()


def test_words_of_a_difference() -> None:
    one = Difference("h", "dibao.eligible", "household", "true", "false", ("a",), ("b",))
    assert one.say("en").splitlines() == [
        "h dibao.eligible [household]: the engines differ: ours true, durable-rules false",
        "  ours:",
        "    a",
        "  durable-rules:",
        "    b",
    ]

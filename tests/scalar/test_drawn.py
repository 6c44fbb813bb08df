"""A drawing proves that a fact matters, or there is none: small formulas for which anyone can see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aid_rules.language import OPERATIONS, TRUTH, Unknown
from aid_rules.scalar.drawn import by_drawing
from aid_rules.scalar.possible import Domain, Possible
from aid_rules.scalar.runtime import supposed
from aid_rules.scalar.span import Steps
from aid_rules.scalar.trials import Budget, Proof, Trials

AND, LESS = (OPERATIONS[name].lifted(2) for name in ("and", "less"))
WIDE = Steps(0, 10**9)
NUMBER, EITHER = Domain(WIDE.ends, whole=True, span=WIDE), Domain((True, False), whole=True)


def number(name: str, given: Mapping[str, Any]) -> Any:
    return supposed(name, given) if name in given else Unknown(frozenset((name,)), WIDE.ends)


def between(given: Mapping[str, Any]) -> Any:
    """`low < x and x < high`; `yes` is read and changes nothing."""
    low, x, high = (number(name, given) for name in ("low", "x", "high"))
    yes = given.get("yes", Unknown(frozenset(("yes",)), TRUTH))
    inside = AND(LESS(low, x), LESS(x, high))
    return Unknown(inside.facts | yes.facts, TRUTH) if type(inside) is type(yes) is Unknown else inside


def drawn(fact: str, *, left: int = 1000) -> Proof | None:
    trials = Trials(between, Budget())
    trials.left = left
    possible = Possible(lambda name: EITHER if name == "yes" else NUMBER, lambda _finding, _setting: False)
    outcome = between({})
    assert type(outcome) is Unknown
    return by_drawing(fact, outcome, trials, possible)


def test_what_is_drawn_leads_to_two_outcomes() -> None:
    for fact in ("low", "x", "high"):
        proof = drawn(fact)
        assert proof is not None
        one, other = (between({**proof.given, **either}) for either in proof.either)
        assert {one, other} == {True, False}


def test_of_what_never_matters_nothing_is_drawn() -> None:
    assert drawn("yes") is None


def test_the_same_question_is_drawn_the_same() -> None:
    assert drawn("x") == drawn("x")


def test_without_suppositions_left_nothing_is_drawn() -> None:
    assert drawn("x", left=0) is None

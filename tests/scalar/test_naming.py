"""Facts that are asked for are named by the places where the case, as it was handed in, has them."""

from copy import deepcopy
from datetime import date
from typing import Any

from aid_rules import Decision, evaluate, read_case_dict
from aid_rules.case import as_of, living
from aid_rules.scalar.naming import in_case

ON = date(2026, 11, 1)
GRANTED = {"programme": "dibao", "monthly_amount": "300.00", "from": "2025-01-01"}


def person(name: str, born: str, **more: Any) -> dict[str, Any]:
    return {"person_id": name, "birth_date": born, "cohabiting": True, "obligors": [], "parents": [], **more}


CASE: dict[str, Any] = {
    "household_id": "h", "region": "370902", "residence": "urban", "incomes": [], "assets": [], "expenses": [],
    "members": [
        person("late", "1950-01-01", relation="parent", incomes=[], death_date="2026-01-01"),
        person("a", "1980-01-01", relation="head", sex="male", labour_capacity="full", incomes=[]),
        person("b", "2010-01-01", relation="child", disability={"kind": "visual", "grade": 1}, incomes=[]),
    ],
}  # fmt: skip


def asked(decision: Decision) -> dict[str, str | None]:
    """Fact and person of all that is missing anywhere."""
    parts = decision.programmes.values()
    return {m.fact: m.person_id for part in parts for m in part.missing if m.kind != "parameter"}


def waited_for(decision: Decision) -> set[str]:
    return {fact for step in decision.trace for fact in step.waits_for}


def decided(**more: Any) -> Decision:
    return evaluate(read_case_dict({**deepcopy(CASE), **more}), on=ON)


def test_awards_of_which_nothing_is_known_are_asked_for_where_the_case_has_them() -> None:
    decision = decided(awards=None)
    found = asked(decision)
    assert "awards" in found
    assert found["awards"] is None
    assert not [fact for fact in found.keys() | waited_for(decision) if ".awards" in fact]


def test_an_award_to_a_person_keeps_its_place_among_those_of_the_household() -> None:
    unsure = {"programme": "tekun", "person_id": "b", "from": "2025-01-01", "until": None}
    decision = decided(awards=[GRANTED, {**unsure, "until": "2025-06-01"}, unsure])
    assert {fact for fact in waited_for(decision) if "awards" in fact} == {"awards[2].until"}


def test_members_are_counted_with_the_dead_among_them() -> None:
    case = deepcopy(CASE)
    case["members"][2]["incomes"] = None
    decision = evaluate(read_case_dict(case), on=ON)
    assert asked(decision)["members[2].incomes"] == "b"
    assert "members[1].incomes" not in asked(decision).keys() | waited_for(decision)
    assert "b" in decision.explain(lang="zh")


def test_findings_on_persons_are_named_by_the_same_places() -> None:
    decision = decided()
    found = {fact.partition(".")[0] for fact in waited_for(decision) if ".findings[" in fact}
    assert found == {"members[1]", "members[2]"}
    assert all(who == {"1": "a", "2": "b"}[fact[8]] for fact, who in asked(decision).items() if who)


def test_what_a_day_leaves_out_twice_is_counted_once() -> None:
    case = deepcopy(CASE)
    case["members"].insert(0, person("to-come", "2027-01-01", relation="grandchild"))
    case["hardships"] = [
        {"kind": "fire", "date": "2027-02-01"},
        {"kind": "fire", "date": "2026-05-01"},
    ]
    case["awards"] = [
        {"programme": "tekun", "person_id": "late", "from": "2020-01-01"},
        {"programme": "tekun", "person_id": "b", "from": "2027-01-01"},
        {"programme": "tekun", "person_id": "b", "from": "2025-01-01"},
    ]
    then = as_of(read_case_dict(case), ON)
    assert then is not None
    left = living(then, ON)
    assert left is not None
    assert [in_case(left, f"members[{i}].incomes") for i in range(2)] == [
        "members[2].incomes",
        "members[3].incomes",
    ]
    assert in_case(left, "hardships[0].kind") == "hardships[1].kind"
    assert in_case(left, "members[1].awards[0].until") == "awards[2].until"
    assert in_case(left, "members[1].awards") == "awards"

"""Who is of the household on a day?"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules import CaseError, Household, evaluate, read_case_dict
from aid_rules.case import as_of, living
from tests.case.drawn import households

ON = date(2025, 6, 1)


def household(*members: dict[str, Any], **facts: Any) -> Household:
    known = [{"person_id": f"p{i}", "birth_date": "1970-01-01"} | person for i, person in enumerate(members)]
    return read_case_dict(
        {"household_id": "h", "region": "370902", "residence": "urban", "members": known} | facts
    )


def relations(case: Household | None) -> dict[str, str]:
    assert case is not None
    return {person.person_id: person.relation for person in case.members}


DEAD = {"relation": "head", "death_date": "2025-06-01"}


def test_the_day_of_death_is_the_first_without_the_person() -> None:
    case = household(DEAD, {"relation": "spouse"})
    assert living(case, date(2025, 5, 31)) is case
    assert relations(living(case, ON)) == {"p1": "head"}


def test_the_spouse_follows_and_relatives_are_told_anew() -> None:
    others = [
        {"relation": "spouse"},
        {"relation": "child"},
        {"relation": "parent"},
        {"relation": "parent_in_law"},
    ]
    assert relations(living(household(DEAD, *others), ON)) == {
        "p1": "head", "p2": "child", "p3": "parent_in_law", "p4": "parent",
    }  # fmt: skip


def test_then_a_grown_up_child_then_a_parent_then_the_eldest() -> None:
    minor = {"relation": "child", "birth_date": "2015-01-01"}
    grown_up = {"relation": "child", "birth_date": "2000-01-01"}
    parent = {"relation": "parent", "birth_date": "1945-01-01"}
    assert relations(living(household(DEAD, minor, parent, grown_up), ON))["p3"] == "head"
    assert relations(living(household(DEAD, minor, parent), ON))["p2"] == "head"
    assert relations(living(household(DEAD, minor | {"birth_date": "2016-01-01"}, minor), ON))["p2"] == "head"


def test_twins_follow_by_their_ids_whatever_their_order() -> None:
    twins = [{"person_id": "b", "relation": "child"}, {"person_id": "a", "relation": "child"}]
    for order in (twins, twins[::-1]):
        assert relations(living(household(DEAD, *order), ON))["a"] == "head"


def test_of_unknown_age_somebody_follows_after_the_grown_ups() -> None:
    unknown, minor = (
        {"relation": "child", "birth_date": None},
        {"relation": "child", "birth_date": "2015-01-01"},
    )
    sibling = {"relation": "sibling", "birth_date": "1960-01-01"}
    assert relations(living(household(DEAD, unknown, sibling), ON))["p2"] == "head"
    assert (
        relations(living(household(DEAD, sibling, {"relation": "spouse", "birth_date": None}), ON))["p2"]
        == "head"
    )
    assert (
        relations(living(household(DEAD, unknown, {"relation": None, "birth_date": None}), ON))["p1"]
        == "head"
    )
    assert living(household(DEAD, minor, minor), ON)


def test_what_has_no_known_day_is_there_all_along() -> None:
    case = household(
        {"relation": "head"},
        {"relation": "child", "birth_date": None},
        hardships=[{"kind": "fire", "date": None}],
    )
    assert as_of(case, ON) is case
    before = as_of(case, date(1950, 1, 1))
    assert relations(before) == {"p1": "head"}
    assert before
    assert before.hardships == case.hardships


def test_what_was_granted_to_the_dead_goes_with_them() -> None:
    awards = [
        {"programme": "dibao", "from": "2020-01-01"},
        {"programme": "old_age_allowance", "from": "2020-01-01", "person_id": "p0"},
    ]
    assets = [{"kind": "deposit", "value": "5", "owner": "p0"}]
    left = living(household(DEAD, {"relation": "spouse"}, awards=awards, assets=assets), ON)
    assert left is not None
    assert [award.programme for award in left.awards or ()] == ["dibao"]
    assert [asset.value for asset in left.assets or ()] == [500]


def test_nobody_is_left() -> None:
    case = household(DEAD)
    assert living(case, ON) is None
    with pytest.raises(CaseError, match="V107"):
        evaluate(case, on=ON)


def test_a_decision_leaves_out_the_dead() -> None:
    case = household(DEAD, {"relation": "spouse"})
    assert [person.person_id for person in evaluate(case, on=ON).case.members] == ["p1"]
    assert len(evaluate(case, on=date(2025, 5, 31)).case.members) == 2


def test_death_does_not_come_before_birth() -> None:
    with pytest.raises(CaseError, match="C123") as refused:
        household({"relation": "head", "death_date": "1969-12-31"})
    assert "death_date" in str(refused.value)


def test_a_day_knows_nothing_of_what_comes_later() -> None:
    case = household(
        {
            "relation": "head", "employment": {"status": "employed", "since": "2025-07-01"},
            "cleric_since": "2025-07-01",
            "parents": [{"which": "father", "situation": "dead", "since": "2025-07-01"}],
        },
        {"relation": "child", "birth_date": "2025-07-01"},
        hardships=[{"kind": "fire", "date": "2025-07-01"}],
        awards=[{"programme": "dibao", "from": "2025-07-01"}],
    )  # fmt: skip
    then = as_of(case, ON)
    assert then is not None
    (head,) = then.members
    assert (head.employment, head.cleric_since, then.hardships) == (
        None,
        household(DEAD).members[0].cleric_since,
        (),
    )
    assert head.parents is not None
    assert (head.parents[0].which, head.parents[0].situation) == ("father", None)
    assert then.awards == ()
    assert as_of(case, date(2025, 7, 1)) is case


@given(drawn=households(), on=st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_whoever_is_left_makes_a_household(drawn: dict[str, Any], on: date) -> None:
    case = read_case_dict(drawn)
    for left in (living(case, on), as_of(case, on)):
        if left is not None:
            assert Household.model_validate_json(left.model_dump_json()) == left
            assert all(not isinstance(p.death_date, date) or p.death_date > on for p in left.members)
    then = as_of(case, on)
    assert then is None or then.latest_day <= on

"""Is what was not said kept apart from what is not there and from what is not known?"""

import copy
import pickle
from datetime import date
from typing import Any

import pytest

from aid_rules.case import NOTHING, Finding, Household, Nothing, Person, read_case, read_case_dict
from aid_rules.case.canonical import canonical
from aid_rules.case.whereabouts import homes, takes_null
from aid_rules.problems import CaseError

HEAD = {"person_id": "p1", "birth_date": "1970-02-28", "relation": "head"}


def person(**changes: Any) -> Person:
    return household(members=[{**HEAD, **changes}]).members[0]


def household(**changes: Any) -> Household:
    base = {"household_id": "H-7", "region": "990101", "residence": "urban", "members": [HEAD]}
    return read_case_dict({**base, **changes})


def test_nothing_is_falsy_empty_and_one() -> None:
    assert not NOTHING
    assert len(NOTHING) == 0
    assert list(NOTHING) == []
    assert repr(NOTHING) == str(NOTHING) == "NOTHING"
    assert pickle.loads(pickle.dumps(NOTHING)) is NOTHING
    assert copy.deepcopy(NOTHING) is NOTHING
    assert list(Nothing) == [NOTHING]


def test_a_status_on_record_is_absent_until_recorded() -> None:
    given = person()
    assert given.disability is given.custody is given.cleric_since is given.expenses is NOTHING
    assert given.serious_illness is given.declared_missing is False


def test_what_must_be_established_is_unknown() -> None:
    given = person()
    assert given.self_care is given.incomes is given.obligors is given.parents is given.sex is None
    assert household().incomes is household().assets is household().application_date is None


def test_null_is_unknown_everywhere() -> None:
    given = person(disability=None, serious_illness=None, expenses=None)
    assert given.disability is given.serious_illness is given.expenses is None


REFUSE_NULL = {
    "Household": {"household_id", "region", "members"},
    "Person": {"person_id", "death_date"},
    "Award": {"programme", "person_id", "from_"},
    "Payment": {"month", "amount"},
    "Finding": {"holds", "by", "on", "reason"},
}
"""Who it is about, which rules hold, and what the office itself has recorded: see docs/decisions/01."""


def test_all_but_a_few_fields_take_null() -> None:
    refuse: dict[str, set[str]] = {}
    for record in {home.record for home in homes(Household)} | {Finding}:
        kept = {name for name, field in record.model_fields.items() if not takes_null(field)}
        refuse |= {record.__name__: kept} if kept else {}
    assert refuse == REFUSE_NULL


def test_null_where_a_key_is_required_is_unknown_and_written() -> None:
    said = {
        "person_id": "p2", "birth_date": None, "relation": None, "custody": {"kind": None},
        "disability": {"kind": None, "grade": None}, "education": {"stage": None}, "employment": {"status": None},
        "obligors": [{"relation": None}], "parents": [{"which": None}],
        "incomes": [{"kind": None, "amount": None, "period": None}],
        "expenses": [{"kind": None, "amount": "5.00", "period": None}],
    }  # fmt: skip
    here = household(
        residence=None,
        members=[HEAD, said],
        assets=[{"kind": None}],
        hardships=[{"kind": None, "date": None}],
    )
    elder = here.members[1]
    assert here.residence is elder.birth_date is elder.relation is None
    assert elder.expenses
    assert elder.expenses[0].rate is None
    written = here.model_dump(mode="json")
    assert written["members"][1] == said
    assert written["hardships"] == [{"kind": None, "date": None}]
    assert read_case(here.model_dump_json()) == here
    assert canonical(here) != canonical(household(residence="urban", members=[HEAD, said]))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"members": [{"person_id": "p1", "relation": "head"}]}, "C101"),
        ({"members": [{**HEAD, "disability": {"kind": "visual"}}]}, "C101"),
        ({"members": [{**HEAD, "relation": None}]}, "C150"),
        ({"members": [{**HEAD, "death_date": None}]}, "C105"),
        ({"members": [{**HEAD, "incomes": [{"kind": "wage", "amount": "1", "period": None, "months": 3}]}]}, "C126"),
    ],
)  # fmt: skip
def test_a_missing_key_is_still_a_fault(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(CaseError) as refused:
        household(**changes)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_an_empty_list_is_known() -> None:
    assert household(incomes=[]).incomes == ()
    assert person(obligors=[]).obligors == ()


@pytest.mark.parametrize(
    ("given", "kept"),
    [({}, True), ({"cohabiting": False}, False), ({"cohabiting": None}, None)],
)
def test_the_head_lives_with_the_household_unless_said_otherwise(given: Any, kept: bool | None) -> None:
    here = household(members=[{**HEAD, **given}])
    assert here.members[0].cohabiting is kept
    assert read_case(here.model_dump_json()) == here


def test_others_may_or_may_not() -> None:
    child = {**HEAD, "person_id": "p2", "relation": "child"}
    assert household(members=[HEAD, child]).members[1].cohabiting is None


def test_written_is_only_what_was_said() -> None:
    said = {**HEAD, "custody": None, "serious_illness": True, "self_care": {"eating": False}}
    written = household(members=[said]).model_dump(mode="json")
    assert written["members"] == [said | {"cohabiting": True}]
    assert set(written) == {"household_id", "region", "residence", "members"}


def test_a_name_is_read_and_kept_nowhere() -> None:
    here = household(members=[{**HEAD, "name": "王小明"}])
    made = Person(person_id="p", birth_date=date(1990, 1, 1), relation="head", name="王小明")
    assert here.members[0].name is made.name is NOTHING
    kept = [
        here.model_dump_json(),
        repr(here),
        here.model_dump(),
        vars(here.members[0]),
        here.rows,
        vars(made),
    ]
    assert "王小明" not in "".join(map(str, kept))
    assert "王小明".encode() not in pickle.dumps(here) + pickle.dumps(made)
    assert here == household(members=[HEAD]) == household(members=[{**HEAD, "name": None}])


def test_nothing_removes_a_field_from_a_copy() -> None:
    blind = person(disability={"kind": "visual", "grade": 1})
    assert blind.model_copy(update={"disability": NOTHING}).disability is NOTHING

"""Do the parts of a household fit together, and what is derived from them?"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from aid_rules.case import Expense, Household, Income, Person, check_on, read_case_dict
from aid_rules.problems import CaseError

HEAD = {"person_id": "p1", "birth_date": "1970-02-28", "relation": "head"}
CHILD = {"person_id": "p2", "birth_date": "2012-02-29", "relation": "child"}
OURS = {"programme": "dibao", "from": "2026-01-01", "monthly_amount": "316.00"}
THEIRS = {**OURS, "programme": "disability_living", "person_id": "p2"}
ON = date(2026, 11, 1)


def household(**changes: Any) -> Household:
    base = {"household_id": "H-7", "region": "990101", "residence": "urban", "members": [HEAD, CHILD]}
    return read_case_dict({**base, **changes})


@pytest.mark.parametrize(
    ("period", "months", "rate"),
    [
        ("month", None, 10000),
        ("quarter", None, Fraction(10000, 3)),
        ("year", None, Fraction(2500, 3)),
        ("once", 4, 2500),
        ("once", None, None),
    ],
)
def test_an_income_a_month(period: Any, months: int | None, rate: object) -> None:
    income = Income.model_validate({"kind": "wage", "amount": 100, "period": period, "months": months})
    assert income.rate == rate


@pytest.mark.parametrize(
    ("months", "rate"), [({}, Fraction(2500, 3)), ({"months": None}, None), ({"months": 4}, 2500)]
)
def test_a_one_off_expense_counts_once_a_year(months: Any, rate: object) -> None:
    expense = Expense.model_validate({"kind": "medical", "amount": 100, "period": "once", **months})
    assert expense.rate == rate


def test_an_unknown_amount_has_no_rate() -> None:
    assert Income.model_validate({"kind": "wage", "amount": None, "period": "month"}).rate is None


def test_a_changed_copy_has_its_own_rate() -> None:
    income = Income.model_validate({"kind": "wage", "amount": 100, "period": "month"})
    assert income.rate == 10000
    assert income.model_copy(update={"amount": "200"}).rate == 20000


def test_awards_go_to_whom_they_name() -> None:
    here = household(awards=[OURS, THEIRS])
    assert here.awards
    assert here.own_awards == (here.awards[0],)
    assert [person.awards for person in here.members] == [(), (here.awards[1],)]


def test_awards_unknown_to_the_household_are_unknown_to_each() -> None:
    here = household(awards=None)
    assert here.own_awards is None
    assert [person.awards for person in here.members] == [None, None]


def test_no_awards() -> None:
    assert household().own_awards == ()
    assert [person.awards for person in household().members] == [(), ()]


def test_one_person_in_two_households_keeps_both_apart() -> None:
    first = household(awards=[THEIRS])
    second = household(members=first.members)
    assert first.members[1].awards
    assert second.members[1].awards == ()


def test_a_changed_copy_hands_out_its_awards_again() -> None:
    without = household(awards=[THEIRS]).model_copy(update={"awards": []})
    assert without.members[1].awards == ()


def test_a_copy_is_checked_like_any_input() -> None:
    with pytest.raises(CaseError, match="C150"):
        household().model_copy(update={"members": [CHILD]})


def test_records_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        household().members[0].sex = "male"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"members": [{**HEAD, "birth_date": "2026-11-02"}]}, "members[0].birth_date"),
        ({"members": [HEAD, {**CHILD, "cleric_since": "2027-01-01"}]}, "members[1].cleric_since"),
        (
            {"members": [{**HEAD, "employment": {"status": "employed", "since": "2027-01-01"}}]},
            "members[0].employment.since",
        ),
        (
            {
                "members": [
                    {**HEAD, "parents": [{"which": "father"}, {"which": "mother", "since": "2027-01-01"}]}
                ]
            },
            "members[0].parents[1].since",
        ),
        ({"hardships": [{"kind": "fire", "date": "2026-11-02"}]}, "hardships[0].date"),
    ],
)
def test_what_has_happened_is_not_dated_after_the_decision_day(changes: Any, path: str) -> None:
    here = household(**changes)
    with pytest.raises(CaseError) as caught:
        check_on(here, ON)
    assert [(problem.code, str(problem.at)) for problem in caught.value.problems] == [
        ("C140", f"H-7: {path}")
    ]
    assert "2026-11-01" in str(caught.value)


def test_the_decision_day_itself_is_not_too_late() -> None:
    check_on(household(members=[{**HEAD, "birth_date": "2026-11-01"}]), ON)


def test_what_lies_ahead_may_be_known_already() -> None:
    custody = {"kind": "prison", "from": "2026-01-01", "until": "2030-01-01"}
    check_on(household(members=[{**HEAD, "custody": custody}], awards=[{**OURS, "from": "2027-01-01"}]), ON)


FIRST_USE = """
from concurrent.futures import ThreadPoolExecutor
from aid_rules.case import Income, Obligor, Person
def read(_):
    Person.model_validate({"person_id": "p1", "birth_date": "1970-02-28", "relation": "head"})
    Obligor.model_validate({"relation": "child"})
    return Income.model_validate({"kind": "wage", "amount": 1, "period": "month"}).rate
with ThreadPoolExecutor(8) as pool:
    assert set(pool.map(read, range(64))) == {100}
"""


def test_the_first_use_may_come_from_many_threads() -> None:
    subprocess.run([sys.executable, "-c", FIRST_USE], check=True)


def test_many_threads_read_alike() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len({case.model_dump_json() for case in pool.map(lambda _: household(), range(50))}) == 1


def test_a_person_alone_has_no_awards() -> None:
    assert Person.model_validate(CHILD).awards == ()

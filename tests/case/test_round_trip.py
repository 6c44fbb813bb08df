"""Does a case survive being written and read, to the fen and to the null?"""

import json
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from aid_rules.case import Household, SquareMetres, read_case, read_case_dict
from aid_rules.money import Fen
from tests.case.drawn import households

HEAD = {"person_id": "p1", "birth_date": "1970-02-28", "relation": "head"}
BASE = {"household_id": "H-7", "region": "990101", "residence": "urban", "members": [HEAD]}


def with_income(amount: object) -> dict[str, Any]:
    return {**BASE, "incomes": [{"kind": "wage", "amount": amount, "period": "month"}]}


@given(households())
def test_json_and_python_forms_come_back_equal(case: dict[str, Any]) -> None:
    here = read_case(json.dumps(case))
    assert read_case_dict(case) == here
    assert read_case(here.model_dump_json()) == here
    assert read_case_dict(here.model_dump()) == here
    assert read_case_dict(here.model_dump(mode="json")) == here
    assert read_case(here.model_dump_json()).model_dump_json() == here.model_dump_json()


@given(households())
def test_copies_are_equal(case: dict[str, Any]) -> None:
    here = read_case_dict(case)
    again = pickle.loads(pickle.dumps(here))
    assert again == here == here.model_copy()
    assert [person.awards for person in again.members] == [person.awards for person in here.members]


@given(households())
def test_a_pickle_holds_facts_and_nothing_worked_out(case: dict[str, Any]) -> None:
    here = read_case_dict(case)
    for record in (here, *here.members, *(here.incomes or ())):
        assert set(record.__getstate__()["__dict__"]) == set(type(record).model_fields)
    assert pickle.loads(pickle.dumps(here)).rows == here.rows


def test_a_pickle_of_another_release_is_laid_out_as_this_one_reads_it() -> None:
    """It may know fewer facts than this release, and others that have gone; rows of it stand in other columns."""
    here = read_case_dict(with_income("12.50"))
    state = here.__getstate__()
    there = state["__dict__"] | {"rows": (None, here.rows), "latest_day": None, "gone": 1}
    del there["application_date"]
    again = Household.__new__(Household)
    again.__setstate__({**state, "__dict__": there})
    assert (again, again.rows, again.latest_day) == (here, here.rows, here.latest_day)
    assert again.application_date is None


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ('"1894.00"', 189400),
        ('"1894"', 189400),
        ("1894", 189400),
        ("1894.1", 189410),
        ("1894.100", 189410),
        ("1894.0", 189400),
        ("0", 0),
        ("1e2", 10000),
        ("0.29", 29),
        ("10000000000", 10**12),
    ],
)
def test_amounts_are_read_exactly(text: str, fen: int) -> None:
    here = read_case(json.dumps(with_income("AMOUNT")).replace('"AMOUNT"', text))
    assert here.incomes is not None
    amount = here.incomes[0].amount
    assert amount == fen
    assert type(amount) is Fen
    assert here.incomes[0].model_dump(mode="json")["amount"] == f"{Decimal(fen) / 100:.2f}"


@pytest.mark.parametrize(("number", "fen"), [("0.1", 10), ("1894.29", 189429), ("5e-2", 5)])
def test_json_read_by_another_model_takes_a_number_by_its_shortest_text(number: str, fen: int) -> None:
    text = json.dumps(with_income("AMOUNT")).replace('"AMOUNT"', number)
    here = TypeAdapter(Household).validate_json(text)
    assert here.incomes is not None
    assert here.incomes[0].amount == fen


def test_fen_are_never_taken_for_yuan() -> None:
    here = read_case_dict(with_income(Fen(150)))
    assert here.incomes is not None
    assert here.incomes[0].amount == 150


def test_area_and_number_are_exact() -> None:
    here = read_case_dict(
        {
            **BASE,
            "assets": [{"kind": "dwelling", "floor_area": "89.5"}],
            "hardships": [{"kind": "fire", "date": "2026-01-01", "multiplier": Decimal("1.2500")}],
        }
    )
    assert here.assets is not None
    area = here.assets[0].floor_area
    multiplier = next(iter(here.hardships or ())).multiplier
    assert (area, type(area), multiplier) == (8950, SquareMetres, Fraction(5, 4))
    assert '"89.50"' in here.model_dump_json()
    assert '"1.25"' in here.model_dump_json()


def test_a_byte_order_mark_is_no_fault() -> None:
    text = json.dumps(BASE)
    assert read_case(b"\xef\xbb\xbf" + text.encode()) == read_case("\ufeff" + text) == read_case(text)

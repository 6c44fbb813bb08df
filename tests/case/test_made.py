"""Is a record made in Python read as strictly as JSON, and is it refused in the same words?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from aid_rules import Award, CaseError, Fen, Household, Income, Person, SquareMetres
from aid_rules.case import Asset, Custody, Hardship

HEAD = Person(person_id="p", birth_date=date(1990, 1, 1), relation="head")
INCOME = Income(kind="wage", amount=Fen.of("1200.01"), period="month")


def household(**facts: Any) -> Household:
    return Household(household_id="h", region="990101", residence="urban", **facts)


@pytest.mark.parametrize(
    ("make", "code", "path"),
    [
        (lambda: household(members=()), "C125", "members"),
        (lambda: household(members=[{"person_id": "p"}]), "C101", "members[0].birth_date"),
        (lambda: Person(person_id="p", birth_date="x", relation="head"), "C111", "birth_date"),
        (lambda: Person.model_validate({"person_id": "p", "relation": "head"}), "C101", "birth_date"),
        (lambda: Person.model_validate_json('{"person_id": "p", "person_id": "q"}'), "C131", ""),
        (lambda: Income(kind="wage", amount=0.5, period="month"), "C110", "amount"),
        (lambda: INCOME.model_copy(update={"amount": 0.5}), "C110", "amount"),
        (lambda: INCOME.model_copy(update={"amount": -INCOME.amount}), "C109", "amount"),
        (lambda: INCOME.model_copy(update={"amuont": 1}), "C102", "amuont"),
        (lambda: Award(programme="dibao", from_=date(2020, 1, 1), until=date(2019, 1, 1)), "C123", "until"),
        (lambda: Award(programme="dibao", from_="2020-01-01", **{"from": "2020-01-01"}), "C102", "from_"),
        (lambda: Award.model_validate({"programme": "dibao", "from_": "2020-01-01"}), "C102", "from_"),
        (lambda: Asset(kind="dwelling", floor_area=Fen(1)), "C106", "floor_area"),
        (lambda: Hardship(kind="fire", date=date(2020, 1, 1), multiplier=Fen(1)), "C106", "multiplier"),
    ],
)  # fmt: skip
def test_every_way_in_raises_case_error(make: Callable[[], object], code: str, path: str) -> None:
    with pytest.raises(CaseError) as refused:
        make()
    assert (code, path) in [(p.code, getattr(p.at, "path", "")) for p in refused.value.problems]


def test_pydantic_itself_is_answered_in_its_own_way() -> None:
    """A model of another program that holds a case gathers the faults of all its fields."""
    with pytest.raises(ValidationError):
        TypeAdapter(Household).validate_python({"members": []})


@pytest.mark.parametrize("key", ["from_", "from"])
def test_python_says_from_with_a_line_below(key: str) -> None:
    award = Award(programme="dibao", **{key: date(2020, 1, 1)})
    assert award.from_ == Custody(kind="prison", **{key: date(2020, 1, 1)}).from_ == date(2020, 1, 1)
    assert award.model_copy(update={"until": None}).from_ == award.from_


@pytest.mark.parametrize("given", ["1200.01", Decimal("1200.01"), Fen(120001)])
def test_amounts_are_read_as_in_json(given: object) -> None:
    assert Income(kind="wage", amount=given, period="month") == INCOME
    assert Asset(kind="dwelling", floor_area="89.5") == Asset(
        kind="dwelling", floor_area=SquareMetres.of("89.5")
    )


def test_an_amount_reckoned_with_goes_back_in_as_it_is() -> None:
    assert INCOME.model_copy(update={"amount": INCOME.amount // 2}).amount == 60000
    assert Income(kind="wage", amount=INCOME.amount + INCOME.amount, period="month").amount == 240002
    assert INCOME.model_copy(update={"amount": 5}).amount == 500  # a plain number is yuan, as in JSON


def test_reading_json_does_not_pass_through_the_constructor() -> None:
    assert not Household.__pydantic_custom_init__

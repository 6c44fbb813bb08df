"""Does a program that is typed against the package do what its types promise? That it is typed, mypy says."""

from datetime import date
from decimal import Decimal

import pytest

from aid_rules import Fen
from tests.house import client

ON = date(2020, 12, 31)


def test_a_household_made_in_python_reads_back_from_its_json() -> None:
    case = client.household(Fen.of("100.00"))
    assert client.decided(case.model_dump_json(), ON).case == case


def test_what_is_due_has_its_amount_and_its_documents() -> None:
    """Rural Tai'an pays the gap to 537 yuan."""
    decision = client.decided(client.household(Fen.of("100.00")).model_dump_json(), ON)
    found = {each.programme: each for each in client.entitled(decision)}
    assert found["dibao"].monthly == Decimal("437.00")
    assert "社会救助暂行办法" in found["dibao"].documents
    assert client.to_ask(decision)["price_subsidy"] == ["price_subsidy.cpi"]


@pytest.mark.parametrize(
    ("right", "where"), [('"1980-05-01"', "members[0].birth_date"), ('"rural"', "residence")]
)
def test_a_fault_names_its_code_and_its_field(right: str, where: str) -> None:
    text = client.household(Fen.of("100.00")).model_dump_json()
    (fault,) = client.faults(text.replace(right, '"ruhral"'))
    assert fault.startswith("C1")
    assert fault.endswith(where)


def test_the_months_for_which_something_is_due() -> None:
    case = client.household(Fen.of("100.00"))
    assert client.months(case, date(2020, 11, 1), ON) == ["2020-11", "2020-12"]

"""Does everyone who decides mini-aid column by column give what the kernel written by hand gives: all ten outputs, to the fen?"""

from typing import Any

import numpy as np
import pytest

from aid_rules.columnar import to_cases
from benchmarks.columnar import Contender, contenders, households_that_differ
from benchmarks.mini_aid import by_hand
from benchmarks.mini_aid.arrow import as_arrow
from benchmarks.mini_aid.plain import plain_arrow, plain_population
from benchmarks.mini_aid.population import Population, as_case, draw

TEN = {*by_hand.HOUSEHOLD_OUTPUTS, *by_hand.PERSON_OUTPUTS}
EXACT = {
    "aid_rules": "aid_rules",
    "openfisca-core, int32 fen, gathered": "openfisca_core",
    "Polars": "polars",
    "DuckDB": "duckdb",
}
"""Who is exact, and the module without which they cannot be asked."""


def found_by(name: str, people: Population) -> dict[str, Any]:
    """The outputs of a contender."""
    contender: Contender = next(each for each in contenders(people) if each.name == name)
    return contender.read(contender.decide())


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("households", [1, 9000])
@pytest.mark.parametrize("name", EXACT)
def test_all_ten_outputs_agree(name: str, households: int) -> None:
    pytest.importorskip(EXACT[name], reason="a peer of the `bench` extra, not installed")
    people = draw(households)
    found = found_by(name, people)
    assert set(found) == TEN
    assert households_that_differ(found, by_hand.decide(people), people) == 0


def test_what_is_paid_agrees() -> None:
    people = draw(9000)
    found = found_by("aid_rules, programmes", people)
    assert households_that_differ(found, by_hand.decide(people), people) == 0


@pytest.mark.filterwarnings("default")
def test_float32_pays_one_household_in_a_hundred_something_else() -> None:
    """Not a fault of the benchmark: openfisca-core's money is float32. Conditions and whole yuan come out right."""
    pytest.importorskip("openfisca_core", reason="a peer of the `bench` extra, not installed")
    people = draw(9000)
    expected, found = by_hand.decide(people), found_by("openfisca-core, float32 yuan", people)
    wrong = found["total"] != expected["total"]
    assert 90 <= int(wrong.sum()) <= 270
    assert int(np.abs(found["total"] - expected["total"]).max()) <= 10
    for name in ("eligible", "edge", "single", "tekun_amt", "living", "nursing"):
        assert (found[name] == expected[name]).all(), name


def test_a_fen_too_much_for_one_person_is_a_household_that_differs() -> None:
    people = draw(100)
    expected = by_hand.decide(people)
    found = {name: column.copy() for name, column in expected.items()}
    found["nursing"][people.offsets[40]] += 1
    found["total"][[40, 60]] += 1
    assert households_that_differ(found, expected, people) == 2


def test_arrow_holds_the_same_households() -> None:
    people = draw(200)
    for number, case in enumerate(to_cases(as_arrow(people, first=7))):
        told = case.model_dump(mode="json")
        wanted = as_case(people, number)
        assert told["household_id"] == f"mini-{number + 7}"
        assert told["region"] == wanted["region"]
        assert told["assets"][0]["value"] == wanted["assets"][0]["value"]
        for person, other in zip(told["members"], wanted["members"], strict=True):
            assert [i["amount"] for i in person["incomes"]] == [i["amount"] for i in other["incomes"]]
            assert person["self_care"] == other["self_care"]
            assert person.get("disability") == other.get("disability")
            assert person["birth_date"] == other["birth_date"]


def test_plain_columns_hold_the_same_households() -> None:
    people = draw(200)
    again = plain_population(plain_arrow(people))
    for name in set(Population.__slots__) - {"kind"}:
        assert np.array_equal(getattr(again, name), getattr(people, name)), name

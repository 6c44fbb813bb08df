"""Do the mini-aid rules, column by column, give what the kernel written by hand gives: all ten outputs, to the fen?"""

import pytest

from aid_rules.columnar import to_cases
from benchmarks.columnar import outputs
from benchmarks.mini_aid import by_hand
from benchmarks.mini_aid.arrow import as_arrow
from benchmarks.mini_aid.population import as_case, draw


@pytest.mark.parametrize("households", [1, 9000])
def test_all_outputs_agree(households: int) -> None:
    people = draw(households)
    expected, found = by_hand.decide(people), outputs(people)
    assert {name: column.tolist() for name, column in found.items()} == {
        name: column.tolist() for name, column in expected.items()
    }


def test_arrow_holds_the_same_households() -> None:
    people = draw(200)
    for number, case in enumerate(to_cases(as_arrow(people))):
        told = case.model_dump(mode="json")
        wanted = as_case(people, number)
        assert told["household_id"] == wanted["household_id"]
        assert told["region"] == wanted["region"]
        assert told["assets"][0]["value"] == wanted["assets"][0]["value"]
        for person, other in zip(told["members"], wanted["members"], strict=True):
            assert [i["amount"] for i in person["incomes"]] == [i["amount"] for i in other["incomes"]]
            assert person["self_care"] == other["self_care"]
            assert person.get("disability") == other.get("disability")
            assert person["birth_date"] == other["birth_date"]

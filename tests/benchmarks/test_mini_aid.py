"""Do the contenders solve the same problem to the fen?"""

import json
from typing import Any

import numpy as np
import pytest

from benchmarks.mini_aid import by_hand, by_zen
from benchmarks.mini_aid.population import Population, as_case, as_plain, draw
from benchmarks.mini_aid.reference import decide

HOUSEHOLDS = 20_000


@pytest.fixture(scope="module")
def people() -> Population:
    return draw(HOUSEHOLDS)


def test_by_hand_agrees_with_the_reference_on_every_output(people: Population) -> None:
    columns = {name: column.tolist() for name, column in by_hand.decide(people).items()}
    differing = [k for k in range(HOUSEHOLDS) if _of(columns, people, k) != decide(as_plain(people, k))]
    assert differing == []


def test_by_hand_is_int64_throughout(people: Population) -> None:
    assert {column.dtype for column in by_hand.decide(people).values()} == {np.dtype(np.int64)}


def test_zen_agrees_with_the_reference_from_cases_and_from_what_was_made_ready(people: Population) -> None:
    by_case, by_plain = (by_zen.decider(form, trace=True) for form in ("cases", "plain"))
    for k in range(500):
        plain, case = as_plain(people, k), as_case(people, k)
        assert by_zen.outputs(by_plain(json.dumps(plain))) == decide(plain), k
        assert by_zen.outputs(by_case(by_zen.case_text(case))) == decide(plain), k


def test_every_branch_of_the_problem_is_drawn(people: Population) -> None:
    columns = by_hand.decide(people)
    for name, column in columns.items():
        assert (column == 0).any(), name
        assert (column > 0).any(), name


def test_the_same_seed_draws_the_same_population(people: Population) -> None:
    again = draw(HOUSEHOLDS)
    assert all(np.array_equal(getattr(people, name), getattr(again, name)) for name in Population.__slots__)


def test_a_case_carries_the_plain_household_s_facts(people: Population) -> None:
    for k in range(200):
        plain, case = as_plain(people, k), as_case(people, k)
        assert case["region"] == f"9901{plain['region'] + 1:02}"
        assert _fen(case["expenses"]) == plain["medical_spend"]
        for person, shown in zip(plain["persons"], case["members"], strict=True):
            assert _fen(shown["incomes"]) == person["wage"] + person["transfer"] + person["pension"]
            assert list(shown["self_care"].values()).count(False) == person["adl_lost"]


def _of(columns: dict[str, list[int]], people: Population, k: int) -> dict[str, Any]:
    first = int(people.offsets[k])
    rows = range(first, first + int(people.members[k]))
    household = {name: columns[name][k] for name in by_hand.HOUSEHOLD_OUTPUTS}
    persons = [{name: columns[name][i] for name in by_hand.PERSON_OUTPUTS} for i in rows]
    return {**household, "persons": persons}


def _fen(items: list[dict[str, str]]) -> int:
    return sum(int(item["amount"].replace(".", "")) for item in items)

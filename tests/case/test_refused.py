"""Does every faulty case say where, what and what to write instead?

`bad/` holds a case a fault, and beside it the exact message.
"""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aid_rules.case import Household, read_case, read_case_dict
from aid_rules.problems import CaseError
from aid_rules.problems.words.case import CASE

BAD = Path(__file__).parent / "bad"
CASES = sorted(BAD.glob("*.json"))
HEAD = {"person_id": "p1", "birth_date": "1970-02-28", "relation": "head"}
NAME = "王小明"
IDENTITY = "37090219900101123X"

ELSEWHERE = {
    "C110": "only a Python float",
    "C135": "only a Python mapping",
    "C140": "only on a decision day",
    "C199": "for what pydantic may add",
}
"""Codes that no JSON text can show."""


def household(**changes: Any) -> dict[str, Any]:
    return {"household_id": "H-7", "region": "990101", "residence": "urban", "members": [HEAD], **changes}


def refusal(case: Any) -> str:
    with pytest.raises(CaseError) as caught:
        read_case_dict(case)
    return str(caught.value)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_message(path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(path.read_bytes())
    assert f"{caught.value}\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_each_message_has_its_case() -> None:
    assert {path.stem for path in BAD.glob("*.txt")} == {path.stem for path in CASES}


def test_each_code_is_shown() -> None:
    shown = "".join(path.with_suffix(".txt").read_text(encoding="utf-8") for path in CASES)
    assert {code for code in CASE if code not in shown} == set(ELSEWHERE)


@pytest.mark.parametrize(("word", "meant"), [("城镇", "urban"), ("农村", "rural")])
def test_the_chinese_name_of_a_word_is_known(word: str, meant: str) -> None:
    said = refusal(household(residence=word))
    assert f'"{word}"' in said
    assert f"write: {meant}" in said


@pytest.mark.parametrize("mark", ["\x1b", "\x00", "\x07", "\u202e", "\u2066"])
def test_nothing_unseen_reaches_terminals_and_pages(mark: str) -> None:
    """Neither by an id nor by what an officer wrote, which may have several lines."""
    finding = {"holds": True, "by": "o", "on": "2020-01-01", "reason": "first\nsecond"}
    read_case_dict(household(findings={"dibao.property_within_limits": finding}))
    assert "household_id  C117" in refusal(household(household_id=f"h{mark}1"))
    finding = {**finding, "reason": f"a{mark}b"}
    assert "C117" in refusal(household(findings={"dibao.property_within_limits": finding}))


def test_the_model_itself_names_the_field() -> None:
    with pytest.raises(ValueError, match=r"members\[0\]\.relation"):
        Household.model_validate_json('{"members": [{"relation": "heda"}]}')


def test_a_python_float_is_no_amount() -> None:
    said = refusal(household(incomes=[{"kind": "wage", "amount": 1894.5, "period": "month"}]))
    assert "incomes[0].amount  C110" in said
    assert "pass a string or a Decimal" in said


@pytest.mark.parametrize("amount", [True, Decimal("NaN"), Decimal("Infinity"), b"1", [1]])
def test_other_values_are_no_amount(amount: object) -> None:
    assert "C106" in refusal(household(incomes=[{"kind": "wage", "amount": amount, "period": "month"}]))


def test_a_moment_is_no_day() -> None:
    assert "C111" in refusal(household(application_date=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_keys_are_text() -> None:
    assert "C135" in refusal(household(members=[{**HEAD, 1: 2}]))


@pytest.mark.parametrize(
    "case",
    [
        household(members=[{**HEAD, "name": {"given": NAME}}]),
        household(members=[{**HEAD, "name": NAME * 400}]),
        household(members=[{**HEAD, "person_id": IDENTITY * 4}]),
        household(members=[{**HEAD, "person_id": int(IDENTITY[:-1])}]),
        household(members=[{**HEAD, "person_id": IDENTITY}, {**HEAD, "person_id": IDENTITY}]),
        household(assets=[{"kind": "deposit", "owner": IDENTITY}]),
        household(awards=[{"programme": "dibao", "from": "2026-01-01", "person_id": IDENTITY}]),
        household(members=[{**HEAD, "identity_card": IDENTITY}]),
        household(members=[{**HEAD, "sex": IDENTITY, "relation": IDENTITY}]),
        household(findings={"dibao.x": {"holds": 1, "by": [NAME], "on": IDENTITY, "reason": ""}}),
    ],
)
def test_no_one_is_named(case: dict[str, Any]) -> None:
    said = refusal(case)
    assert NAME not in said
    assert IDENTITY[:-1] not in said


def test_what_was_found_is_cut_short() -> None:
    assert max(len(line) for line in refusal(household(application_date="x" * 10**6)).splitlines()) < 160


def test_a_suggestion_only_where_one_is_close() -> None:
    assert "写成 / write: incomes" in refusal(household(income=[]))
    assert "写成" not in refusal(household(colour="red"))


def codes_of(case: Any) -> set[str]:
    with pytest.raises(CaseError) as caught:
        read_case_dict(case)
    return {problem.code for problem in caught.value.problems}


OUT_OF_RANGE = {**HEAD, "disability": {"kind": "physical", "grade": 5}}
TO_A_STRANGER = [{"programme": "tekun", "from": "2026-01-01", "person_id": "p9"}]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"members": [OUT_OF_RANGE], "awards": TO_A_STRANGER}, {"C115", "C124"}),
        ({"members": [OUT_OF_RANGE, HEAD]}, {"C115", "C151", "C152"}),
        ({"members": [{**HEAD, "colour": 1}], "awards": TO_A_STRANGER}, {"C102", "C124"}),
        ({"members": [{"person_id": "p1", "relation": "head"}], "awards": TO_A_STRANGER}, {"C101", "C124"}),
        # the head may be the one of whom the relation cannot be read
        ({"members": [{**HEAD, "relation": "haed"}], "awards": TO_A_STRANGER}, {"C120", "C124"}),
        # without a person_id there is no telling who is who
        ({"members": [{**HEAD, "person_id": 7}, HEAD]}, {"C116"}),
    ],
)
def test_a_faulty_field_hides_nothing_beside_it(changes: dict[str, Any], told: set[str]) -> None:
    assert codes_of(household(**changes)) == told

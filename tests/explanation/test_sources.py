"""Is every source named on which an amount or a condition rests, also where it stays open which of several gave it?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aid_rules import Decision, evaluate, read_case_dict
from aid_rules.explanation import FULL, to_text
from tests.laws.families import household

ON = date(2025, 11, 1)
PAID = "《上海市残疾人两项补贴标准（2025年）》护理补贴"


@pytest.fixture(scope="module")
def decision() -> Decision:
    """Someone in Shanghai of whom it is open whether the household draws dibao: no standard is on record."""
    member: dict[str, Any] = {
        "person_id": "p1",
        "birth_date": "1968-02-02",
        "relation": "head",
        "labour_capacity": "none",
        "employment": {"status": "out_of_labour_force"},
        "disability": {"kind": "mental", "grade": 1},
        "needs_long_term_care": True,
        "self_care": dict.fromkeys(
            ("eating", "dressing", "transferring", "toileting", "walking", "bathing"), False
        ),
        "obligors": [{"relation": "child", "age": 30, "able": True}],
        "incomes": [{"kind": "employee_pension", "amount": "2000", "period": "month"}],
    }
    case = household("310116", [member], residence="urban", application_date="2025-10-12")
    return evaluate(read_case_dict(case), on=ON)


def test_the_cells_that_agree_are_the_standard_of_the_trace(decision: Decision) -> None:
    steps = {step.rule: step for step in decision.trace if step.of == "p1"}
    amount = steps["disability_nursing.amount"]
    assert (amount.value, amount.operands["status"]) == ("350.00", None)
    assert amount.standard
    assert (amount.standard.region, amount.standard.valid_from) == ("310000", "2025-01-01")
    assert [basis.document for basis in amount.basis] == ["上海市残疾人两项补贴标准（2025年）"]
    assert steps["disability_nursing.payment"].basis


def test_what_their_region_assumed_is_warned_of(decision: Decision) -> None:
    assert (
        "重度残疾人护理补贴标准：只写2025年，自年初起使用"
        in decision.programmes["disability_nursing"].warnings
    )


def test_the_text_names_the_standard_once_and_no_case_distinction(decision: Decision) -> None:
    text = to_text(decision, programme="disability_nursing")
    assert f"重度残疾人护理补贴标准：350.00 元/月，自 2025-01-01 起（区划 310000） {PAID}" in text
    assert PAID in text.partition("依据：")[2]
    assert "否则" not in text


def test_a_condition_with_alternatives_names_the_one_that_held_and_its_document(decision: Decision) -> None:
    text = to_text(decision, programme="disability_living")
    assert "因为：重残无业人员\n" in text
    assert "（2021年12月27日）》重残无业人员" in text.partition("依据：")[2]


def test_what_nobody_has_set_is_said_to_be_so_and_has_no_ends(decision: Decision) -> None:
    text = to_text(decision, depth=FULL)
    assert "本人月收入 2000.00 元/月，是否低于最低生活保障标准（当地没有设定）" in text
    for end in ("1000000", "1200 个月", "10000000000.00"):
        assert end not in text, end


def test_of_an_income_that_is_not_known_its_least_is_told_where_there_is_one() -> None:
    incomes = [{"kind": "wage", "amount": amount, "period": "month"} for amount in ("2000", None)]
    member = {"person_id": "p1", "birth_date": "1980-02-02", "relation": "head", "incomes": incomes}
    case = household("370902", [member], residence="urban")
    text = evaluate(read_case_dict(case), on=date(2026, 11, 1)).explain()
    assert "家庭人均月收入（未定，不低于 2000.00 元/月），不低于最低生活保障标准 719.00 元/月" in text


def test_what_an_officer_chose_is_told_while_it_is_open_whether_it_counts() -> None:
    """Whether the expenditure route is open depends on a standard that Shanghai has not on record."""
    hardship = {
        "kind": "serious_illness",
        "date": "2025-10-01",
        "out_of_pocket": "30000",
        "route": "expenditure",
    }
    member = {"person_id": "p1", "birth_date": "1980-02-02", "relation": "head", "incomes": []}
    member["incomes"] = [{"kind": "wage", "amount": "2000", "period": "month"}]
    case = household("310116", [member], residence="urban", hardships=[{**hardship, "multiplier": "5"}])
    text = to_text(evaluate(read_case_dict(case), on=ON), depth=FULL)
    assert "5，是否计入尚未确定" in text
    assert "在 0 与 5 之间" not in text

"""Is every source named on which an amount or a condition rests, also where it stays open which of several gave it?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aid_rules import Decision, Rulebook, evaluate, read_case_dict
from aid_rules.explanation import FULL, USUAL, to_text
from aid_rules.plan import Parameter, reads
from tests.laws.families import as_items, household

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
        "incomes": [{"kind": "support_received", "amount": "2000", "period": "month"}],
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


VALUES = """
- {parameter: dibao.rounding, value: {direction: up, to: yuan}}
- {parameter: income.basic_pension_excluded, value: true}
- {parameter: income.orphan_allowance_excluded, value: true}
"""


@pytest.fixture(scope="module")
def settled() -> Decision:
    """A pensioner in Tai'an whose county rounds up to the yuan and leaves basic pensions out."""
    pension = {"kind": "basic_pension", "amount": "180", "period": "month"}
    wage = {"kind": "wage", "amount": "100.40", "period": "month"}
    member: dict[str, Any] = {
        "person_id": "p1",
        "birth_date": "1970-02-02",
        "relation": "head",
        "expenses": [],
    }
    found = {"dibao.property_within_limits": {"holds": True, "by": "o", "on": "2026-10-01", "reason": "r"}}
    case = household("370902", [member | {"incomes": [pension, wage]}], residence="urban", findings=found)
    on = date(2026, 11, 1)
    rules = Rulebook.load().with_values("370902", "某县实施细则", as_items(VALUES), on)
    return evaluate(read_case_dict(case), on=on, rulebook=rules)


@pytest.mark.parametrize("depth", [USUAL, FULL])
def test_a_rounding_that_a_county_set_stands_among_the_standards(settled: Decision, depth: int) -> None:
    text = to_text(settled, programme="dibao", depth=depth)
    assert "= 618.60，进位到元 = 619.00 元/月" in text
    (standard,) = (line for line in text.splitlines() if line.strip().startswith("低保金的取整：进位到元"))
    assert "（区划 370902） 《某县实施细则》" in standard
    assert "《某县实施细则》" in text.rpartition("依据：")[2]


def test_what_a_county_leaves_out_is_left_out_by_its_own_document(settled: Decision) -> None:
    text = to_text(settled, programme="dibao")
    (left,) = (line for line in text.splitlines() if "计入家庭收入的月额为 0" in line)
    assert "《某县实施细则》" in left


def test_the_tree_has_what_was_worked_into_a_rule(settled: Decision) -> None:
    text = to_text(settled, programme="dibao", depth=FULL)
    tree = text[text.index("逐项来历") :]
    assert "· 低保金的取整 = 进位到元\n" in tree
    assert "《某县实施细则》" in tree[tree.index("· 低保金的取整") :].split("\n")[1]


def test_every_number_that_a_step_reads_is_among_its_operands(settled: Decision) -> None:
    """Worked in, asked for in a list, or asked whether it is set; the entry of that name has its own basis."""
    steps = {(step.rule, step.of): step for step in settled.trace}
    rounded = steps["dibao.by_gap", "household"]
    assert rounded.operands["dibao.rounding"] == "up to yuan"
    assert [b.document for b in steps["dibao.rounding", "household"].basis] == ["某县实施细则"]
    told = {rule.partition("~")[0] for rule, _ in steps}
    named = {name for step in settled.trace for name in step.operands}
    plan = settled.plan
    silent = {
        step.name
        for step in plan.steps
        if isinstance(step, Parameter)
        and step.name not in named
        and any(step.name in reads(other) for other in plan.steps if other.name.partition("~")[0] in told)
    }
    assert silent == set()

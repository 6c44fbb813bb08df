"""Does an explanation in Chinese speak Chinese: no key, enum member or name of the rule files?"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

import pytest

from aid_rules import Decision, Rulebook, evaluate, read_case_dict
from aid_rules.engine import Scenarios, read_scenario, scenario_files
from aid_rules.explanation import FULL, to_html, to_text
from aid_rules.rulebook import shipped
from tests.laws.families import as_items, household

ON = date(2026, 11, 1)
FILES = dict(scenario_files(shipped()))
TOLD = (
    "child_allowance/2020-01-01/taian_earlier.yaml",
    "child_allowance/2026-07-01/in_school_after_18.yaml",
    "dibao.single_person/2026-07-01/fixed_amount.yaml",
    "dibao.topup/2026-07-01/longxian_rural_illness.yaml",
    "disability_nursing/2021-07-01/care_unknown.yaml",
    "old_age_allowance/2018-12-29/check_not_yet_due.yaml",
    "temporary_aid/2026-07-01/no_range.yaml",
)
"""Cases in which keys of parameters were once told as rule files write them."""
FIRST = {name.split("/")[1]: name for name in sorted(FILES, reverse=True)}
"""A scenario of every programme."""
CITED = re.compile(r"《[^》]*》[^\s；：]*|（[^（）]*\d{4}-\d\d-\d\d）")
"""Documents with their places, and by whom and when something was found: words of others."""


@cache
def scenarios() -> Scenarios:
    return Scenarios(Rulebook.load())


def decided(name: str) -> Decision:
    return scenarios().decide(read_scenario(FILES[name], name))


def foreign(text: str, decision: Decision) -> set[str]:
    ids = {decision.case.household_id, *(person.person_id for person in decision.case.members)}
    return set(re.findall(r"[A-Za-z][A-Za-z_.0-9]*", CITED.sub("", text))) - ids - {"CPI"}


@pytest.mark.parametrize("name", sorted({*(f"cases/{name}" for name in TOLD), *FIRST.values()}))
def test_chinese_has_no_word_of_the_rule_files(name: str) -> None:
    decision = decided(name)
    assert foreign(to_text(decision, "zh", depth=FULL), decision) == set()


def test_a_page_has_none_either() -> None:
    decision = decided(f"cases/{TOLD[4]}")
    page = to_html([decision], "zh").partition("<body>")[2].partition("<footer>")[0]
    assert foreign(re.sub(r"<[^>]*>", " ", page), decision) == set()


def test_keys_of_a_number_that_is_missing_are_said_in_both_languages() -> None:
    facts = decided(f"cases/{TOLD[2]}").programmes["disability_living"].missing
    said = {(missing.title.zh, missing.title.en) for missing in facts if missing.kind == "parameter"}
    assert (
        "困难残疾人生活补贴标准（残疾等级 2、其他残疾、低保）",
        "Living subsidy (grade 2, other, dibao)",
    ) in said


def test_what_another_programme_pays_is_named_by_it() -> None:
    plan = Rulebook.load().resolve("370902", ON)
    titles = [
        plan.by_name[p.amount].title.say(lang) for p in plan.programmes if p.amount for lang in ("zh", "en")
    ]
    assert len(titles) == len(set(titles))


def alone(wage: str, *expenses: tuple[str, str], values: str = "") -> str:
    """What is told of dibao for one person in Tai'an, where the standard is 719 yuan."""
    member = {
        "person_id": "p1",
        "birth_date": "1970-03-01",
        "relation": "head",
        "incomes": [{"kind": "wage", "amount": wage, "period": "month"}],
        "expenses": [{"kind": kind, "amount": amount, "period": "month"} for kind, amount in expenses],
    }
    found = {"dibao.property_within_limits": {"holds": True, "by": "o", "on": "2026-10-01", "reason": "r"}}
    case = household("370902", [member], residence="urban", findings=found)
    rules = Rulebook.load()
    if values:
        rules = rules.with_values("370902", "drawn", as_items(values), ON)
    return to_text(evaluate(read_case_dict(case), on=ON, rulebook=rules), "zh", programme="dibao")


def test_whoever_is_eligible_for_nothing_is_told_so() -> None:
    """40 fen, rounded down to the yuan."""
    values = "- {parameter: dibao.rounding, value: {direction: down, to: yuan}}"
    assert "■ 最低生活保障：符合条件，按计算没有应发金额（0 元）\n" in alone("718.60", values=values)


def test_a_floor_of_zero_is_not_told_as_the_amount_while_that_is_open() -> None:
    """Whether the cost of working is deducted Tai'an has not said: between 219 and 319 yuan."""
    text = alone("500", ("employment_cost", "100"))
    assert "符合条件，金额待定" in text
    assert "最低补差" not in text


def test_a_condition_of_several_cases_says_which_one_made_it_hold() -> None:
    text = to_text(decided("cases/dibao/2026-07-01/cleric_three_years.yaml"), "zh")
    assert "属于可以单独提出申请的人员\n        因为：脱离家庭在宗教场所居住三年以上的宗教教职人员\n" in text


def beside_a_disabled_elder(lang: Literal["zh", "en"], **facts: object) -> str:
    """Why a spouse has no dibao, in a family in Fuchuan of whom an elder has it."""
    worker, farmer, elder = (
        {"person_id": "p1", "birth_date": "1968-05-20", "relation": "head"},
        {"person_id": "p2", "birth_date": "1970-09-01", "relation": "spouse", "cohabiting": True, **facts},
        {"person_id": "p3", "birth_date": "1942-03-15", "relation": "parent", "cohabiting": True},
    )
    wages = {"incomes": [{"kind": "wage", "amount": "1500.00", "period": "month"}], "labour_capacity": "full"}
    disabled = {"disability": {"kind": "physical", "grade": 1}, "labour_capacity": "none", "incomes": []}
    out = {"employment": {"status": "out_of_labour_force"}, "self_care": {"eating": True}}
    farming = {"incomes": [], "labour_capacity": "full", "employment": {"status": "farming"}}
    members = [worker | wages, farmer | farming, elder | disabled | out]
    found = {"dibao.property_within_limits": {"holds": True, "by": "o", "on": "2026-10-01", "reason": "r"}}
    case = household("451123", members, residence="rural", findings=found)
    return to_text(evaluate(read_case_dict(case), on=ON), lang, programme="dibao.topup")


@pytest.mark.parametrize(
    ("lang", "neither", "grade"),
    [
        ("zh", "没有残疾证；脱离家庭在宗教场所居住三年以上的宗教教职人员：否；", "残疾等级 4，超过 2；"),
        (
            "en",
            "no disability certificate; Cleric who has lived apart for three years: no; ",
            "grade 4 > 2; ",
        ),
    ],
)
def test_what_is_not_there_is_not_compared(lang: Literal["zh", "en"], neither: str, grade: str) -> None:
    without = beside_a_disabled_elder(lang)
    assert neither in without
    assert not re.search(r"(无|none)(，| )(超过|未满|低于|[<>≤≥])", without)
    assert grade in beside_a_disabled_elder(lang, disability={"kind": "physical", "grade": 4})

"""Does a decision say aloud what the rule files chose because the documents are silent, and only where it mattered?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from aid_rules import Decision, Rulebook
from aid_rules.engine import Scenarios, read_scenario

CASES = Path(__file__).parents[2] / "rules" / "cases"


@cache
def scenarios() -> Scenarios:
    return Scenarios(Rulebook.load())


def decided(name: str) -> Decision:
    return scenarios().decide(read_scenario(CASES / name, name))


def warned(name: str, programme: str, said: str) -> bool:
    return any(said in warning for warning in decided(name).programmes[programme].warnings)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("two_hardships", "各项分别按自己的倍数和封顶计算后相加"),
        ("two_hardships_uncapped", "国家规则不另设合计的封顶"),
        ("two_fires_at_once", "同一事由只计金额最高的一项"),
    ],
)
def test_several_hardships_are_added_up_aloud(name: str, said: str) -> None:
    assert warned(f"temporary_aid/2026-07-01/{name}.yaml", "temporary_aid", said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("temporary_aid/2026-07-01/times_two_hardships_once", "没有写一次申请有几项困难时怎样计次"),
        ("temporary_aid/2026-07-01/times_one_decision_two_causes", "同一天登记的几项救助视为同一次决定"),
        ("regions/310000/temp_two_hardships", "各项合计不超过每人3倍"),
        ("regions/620000/temp_two_hardships", "各项合计不超过每人6倍"),
    ],
)
def test_what_limits_a_decision_is_told_of_several_hardships(name: str, said: str) -> None:
    assert warned(f"{name}.yaml", "temporary_aid", said)


@pytest.mark.parametrize(
    "name",
    ["temporary_aid/2026-07-01/times_in_year", "regions/310000/temp_three_months", "regions/620000/temp"],
)
def test_one_hardship_is_one_decision_by_itself(name: str) -> None:
    assert not warned(f"{name}.yaml", "temporary_aid", "一次决定")


@pytest.mark.parametrize("name", ["longhua_twelve", "two_hardships_one_not_open"])
def test_one_hardship_is_no_sum(name: str) -> None:
    assert not warned(f"temporary_aid/2026-07-01/{name}.yaml", "temporary_aid", "一户同时有几项困难")


@pytest.mark.parametrize(
    ("name", "says"), [("illness_cost_without_local_rule", True), ("three_people_700", False)]
)
def test_costs_of_illness_are_not_dropped_in_silence(name: str, says: bool) -> None:
    """The measures let a place deduct them; where no such rule is on record, nothing is deducted."""
    assert warned(f"dibao/2026-07-01/{name}.yaml", "dibao", "医疗、康复支出没有从收入中扣减") is says


def test_equal_shares_of_a_payment_made_of_unequal_parts() -> None:
    """Zhejiang pays the severely disabled member in full, and does not say who of the family gets how much."""
    name = "regions/330000/disabled_in_family_alone.yaml"
    assert len(decided(name).programmes["dibao"].shares) > 1
    assert warned(name, "dibao", "分到个人时按人平分，条文没有写")
    assert warned(name, "dibao", "其余成员按家庭收入减去重度残疾成员收入后的余额和自己的人数补差")


def test_only_the_measures_of_2021_speak_of_deducting_costs_of_illness() -> None:
    name = "dibao/2020-08-25/illness_cost_before_2021.yaml"
    assert warned(name, "dibao", "当时的国家文件只写扣除个人所得税和社会保障性支出")
    assert not warned(name, "dibao", "因残疾、患重病等增加的刚性支出可按规定适当扣减")


@pytest.mark.parametrize(("name", "says"), [("temp_two_not_special", True), ("temp_six", False)])
def test_the_limit_for_a_person_is_told_of_several_hardships(name: str, says: bool) -> None:
    """Section 39 of Zhejiang limits what one person is given at once, and is silent on several hardships."""
    assert warned(f"regions/330000/{name}.yaml", "temporary_aid", "合计不超过每人六倍") is says


@pytest.mark.parametrize(
    ("name", "programme", "said"),
    [
        (
            "dibao.single_person/2026-07-01/unemployed_disabled.yaml",
            "dibao.single_person",
            "没有文件为单独申请的成年无业重度残疾人",
        ),
        (
            "dibao.single_person/2026-07-01/serious_illness.yaml",
            "edge",
            "社会救助法第21条第3款把上浮的比例留给各省",
        ),
        (
            "dibao.single_person/2026-07-01/serious_illness.yaml",
            "edge",
            "只写低保边缘家庭的财产可参照低保规定",
        ),
        (
            "disability_living/2023-10-08/welfare_living_lower.yaml",
            "disability_living",
            "意见只写同类补贴择高",
        ),
        (
            "disability_nursing/2021-07-01/elderly_nursing_lower.yaml",
            "disability_nursing",
            "意见只写同类补贴择高",
        ),
        (
            "temporary_aid/2026-07-01/edge_family_law.yaml",
            "temporary_aid",
            "可以不再重复审核已确认家庭的经济状况",
        ),
    ],
)
def test_what_a_text_leaves_open_is_told(name: str, programme: str, said: str) -> None:
    assert warned(name, programme, said)


def test_a_single_member_of_an_edge_family_has_no_property_test_of_the_own() -> None:
    name = "dibao.single_person/2026-07-01/serious_illness.yaml"
    assert not warned(name, "dibao.single_person", "没有文件为单独申请的成年无业重度残疾人")


@pytest.mark.parametrize(
    ("name", "person", "articles"),
    [
        ("dibao/2026-07-01/cleric_three_years.yaml", "p2", {"第8条（3）"}),
        ("dibao.single_person/2026-07-01/intellectual_3.yaml", "p3", {"第21条", "第8条（1）", "一（四）"}),
        ("dibao.single_person/2026-07-01/serious_illness.yaml", "p3", {"第21条", "第8条（2）", "一（四）"}),
    ],
)
def test_who_is_taken_in_alone_is_cited_by_the_own_category(
    name: str, person: str, articles: set[str]
) -> None:
    """Section 21 of the law is on edge families: a cleric apart from the family comes in by §8(3) of the measures."""
    own = decided(name).programmes["dibao.single_person"].persons[person]
    category = next(c for c in own.criteria if c.name == "belongs_to_category")
    assert category.holds
    assert {basis.article for basis in category.basis} == articles


def test_an_assumed_first_month_is_told() -> None:
    """Only 62号 says from when an allowance is paid, and of unattended children alone."""
    name = "child_allowance/2026-07-01/orphan_by_parents.yaml"
    assert warned(name, "child_allowance", "当地没有规定的也按下月起")

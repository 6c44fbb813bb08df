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
        ("two_hardships_uncapped", "当地没有设定的不另封顶"),
        ("two_fires_at_once", "同一事由只计金额最高的一项"),
    ],
)
def test_several_hardships_are_added_up_aloud(name: str, said: str) -> None:
    assert warned(f"temporary_aid/2026-07-01/{name}.yaml", "temporary_aid", said)


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

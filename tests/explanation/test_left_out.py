"""Does an explanation name what did not count and what was taken off, also where nothing of the term is left?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aid_rules import Rulebook, evaluate, read_case_dict
from aid_rules.engine import Scenarios, read_scenario
from tests.laws.families import as_items, household

CASES = Path(__file__).parents[2] / "rules" / "cases"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("employment_cost_capped", "p1：减去必要的就业成本扣减 100.00 元/月"),
        ("employment_cost_deducted", "p1：减去必要的就业成本扣减"),
    ],
)
def test_a_deduction_is_told_where_it_is_in_no_line(name: str, said: str) -> None:
    path = CASES / "dibao" / "2021-07-01" / f"{name}.yaml"
    decision = Scenarios(Rulebook.load()).decide(read_scenario(path, path.name))
    dibao = decision.explain().split("■")[1]
    assert said in dibao
    assert dibao.count(said) == 1


VALUES = """
- {parameter: assets.deposit_limit_months, value: 36 months}
"""


def test_a_condition_made_of_conditions_tells_which_one_failed_and_by_how_much() -> None:
    """36 months of 719 yuan are 25,884: savings of 30,000 are 4,116 too much."""
    case = household(
        "370902",
        [{"person_id": "p1", "birth_date": "1980-03-01", "relation": "head", "incomes": []}],
        assets=[{"kind": "deposit", "value": "30000"}],
        residence="urban",
    )
    on = date(2026, 11, 1)
    rulebook = Rulebook.load().with_values("370902", "某区通知", as_items(VALUES), on)
    said = evaluate(read_case_dict(case), on=on, rulebook=rulebook).explain().split("■")[1]
    assert "未满足：家庭财产状况符合当地规定" in said
    assert "金融资产总额 30000.00 元，超过金融资产上限 25884.00 元，相差 4116.00 元" in said
    assert "某区通知" in said.split("所用标准")[1]

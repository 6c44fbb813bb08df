"""Does an explanation name what did not count and what was taken off, also where nothing of the term is left?"""

from __future__ import annotations

from pathlib import Path

import pytest

from aid_rules import Rulebook
from aid_rules.engine import Scenarios, read_scenario

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

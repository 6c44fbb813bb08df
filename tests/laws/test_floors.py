"""Is a published amount below its floor pointed out, to the fen, and nothing at the floor?"""

from datetime import date

import pytest

from tests.laws.families import SHIPPED, as_items

NOWHERE = "990101"
DIBAO, WAGE = "719 yuan/month", "1680 yuan/month"


def below_floor(parameter: str, value: str) -> bool:
    """Is there a warning where a place with these standards publishes this value?"""
    sets = f"""
- {{parameter: dibao.standard, value: {DIBAO}}}
- {{parameter: tekun.minimum_wage, value: {WAGE}}}
- {{parameter: tekun.care_fraction, when: {{level: self}}, value: 1/10}}
- {{parameter: tekun.care_fraction, when: {{level: half}}, value: 1/6}}
- {{parameter: tekun.care_fraction, when: {{level: full}}, value: 1/3}}
- {{parameter: {parameter}, value: {value}}}
"""
    rulebook = SHIPPED.with_values(NOWHERE, "county", as_items(sets), date(2021, 7, 1))
    errors, warnings = rulebook.problems(NOWHERE)
    assert errors == []
    return any(warning.code == "R304" and parameter.partition(",")[0] in str(warning) for warning in warnings)


@pytest.mark.parametrize(
    ("parameter", "floor", "below"),
    [
        # plan-taian-plan-basic-1.3: 719 × 1.3 = 934.70
        ("tekun.basic_amount", "934.70 yuan/month", "934.69 yuan/month"),
        # plan-taian-plan-care-mapping: 1680 / 10, / 6, / 3
        ("tekun.care_amount, when: {level: self}", "168 yuan/month", "167.99 yuan/month"),
        ("tekun.care_amount, when: {level: half}", "280 yuan/month", "279.99 yuan/month"),
        ("tekun.care_amount, when: {level: full}", "560 yuan/month", "559.99 yuan/month"),
    ],
)
def test_floor(parameter: str, floor: str, below: str) -> None:
    assert (below_floor(parameter, floor), below_floor(parameter, below)) == (False, True)

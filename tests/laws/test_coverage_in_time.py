"""Is there a plan, and a decision, in every shipped region on the first day of every quarter?"""

from datetime import date

import pytest

from tests.laws.families import REGIONS, SHIPPED, Place, grown_ups, household

QUARTERS = [
    day
    for year in range(2014, 2028)
    for month in (1, 4, 7, 10)
    if date(2014, 6, 1) <= (day := date(year, month, 1)) <= date(2027, 1, 1)
]
OUTCOMES = {"eligible", "ineligible", "undetermined", "not_applicable"}


@pytest.mark.parametrize("region", REGIONS)
def test_every_quarter_is_decided(region: str) -> None:
    """Undetermined exactly as long as some number that the region must set is not set."""
    members = grown_ups(2)
    members[0]["incomes"] = [{"kind": "wage", "amount": "300", "period": "month"}]
    case = household(region, members)
    before = None
    for on in (date(2014, 6, 1), *QUARTERS):
        place = Place(region, on)
        plan = SHIPPED.resolve(region, on)
        if plan is before:  # nothing has changed since the quarter before
            continue
        before = plan
        decision = place.decide(case)
        assert {programme.outcome for programme in decision.programmes.values()} <= OUTCOMES
        dibao = decision.programmes["dibao"]
        if place.standard("rural") is None:
            assert dibao.outcome == "undetermined", on
            assert {missing.kind for missing in dibao.missing} == {"parameter"}, on
        elif place.standard("rural") > 150_00:
            assert dibao.outcome == "eligible", on

"""Is there a plan, and a decision, in every shipped region on the first day of every quarter?

Two regions are decided on every such day; each of the others on every twentieth, so that all days see some.
"""

from datetime import date

import pytest

from tests.laws.families import REGIONS, Place, grown_ups, household

QUARTERS = [
    date(2014, 6, 1),
    *(
        date(year, month, 1)
        for year in range(2014, 2027)
        for month in (1, 4, 7, 10)
        if (year, month) > (2014, 6)
    ),
    date(2027, 1, 1),
]
OUTCOMES = {"eligible", "ineligible", "undetermined", "not_applicable"}
THROUGHOUT = ("370900", "451123")


@pytest.mark.parametrize("region", REGIONS)
def test_every_quarter_is_decided(region: str) -> None:
    """Undetermined exactly as long as some number that the region must set is not set."""
    members = grown_ups(2)
    members[0]["incomes"] = [{"kind": "wage", "amount": "300", "period": "month"}]
    case = household(region, members)
    for on in QUARTERS if region in THROUGHOUT else QUARTERS[REGIONS.index(region) % 20 :: 20]:
        place = Place(region, on)
        decision = place.decide(case)
        assert {programme.outcome for programme in decision.programmes.values()} <= OUTCOMES
        dibao = decision.programmes["dibao"]
        if place.standard("rural") is None:
            assert dibao.outcome == "undetermined", on
            assert {missing.kind for missing in dibao.missing} == {"parameter"}, on
        elif place.standard("rural") > 150_00:
            assert dibao.outcome == "eligible", on

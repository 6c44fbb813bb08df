"""Do the mini-aid rules, in this engine's own language, pay what the reference pays?"""

from decimal import Decimal

import pytest

from aid_rules import Household, Rulebook, evaluate
from benchmarks.mini_aid.population import ON, as_case, as_plain, draw
from benchmarks.mini_aid.reference import decide
from benchmarks.mini_aid.standards import REGIONS
from benchmarks.scalar import RULES

HOUSEHOLDS = 1000


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load(RULES, shipped_rules=False)


@pytest.mark.parametrize("number", range(1, REGIONS + 1))
def test_every_region_resolves(rulebook: Rulebook, number: int) -> None:
    names = {step.name for step in rulebook.resolve(region=f"9901{number:02}", on=ON).steps}
    assert {"mini_aid.total", "mini_aid.tekun_amt", "mini_aid.pc"} <= names


def test_totals_agree_with_the_reference(rulebook: Rulebook) -> None:
    people = draw(HOUSEHOLDS)
    for k in range(HOUSEHOLDS):
        programme = evaluate(
            Household.model_validate(as_case(people, k)), on=ON, rulebook=rulebook
        ).programmes["mini_aid"]
        total = decide(as_plain(people, k))["total"]
        assert programme.outcome == ("eligible" if total else "ineligible"), k
        assert (programme.monthly or Decimal(0)) * 100 == total, k

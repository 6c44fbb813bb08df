"""Do columns and slots agree: every value of every rule for every row, and every outcome and amount?

Families are drawn over all shipped regions and days, known in full or with facts unknown. `test_many` asks the same
of outcomes and amounts for very many households.
"""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from aid_rules.case import Household, read_case_dict
from aid_rules.columnar import rules_of
from tests.columnar.slots import differences
from tests.drawing import drawing
from tests.laws.families import DAYS, REGIONS, Place, family, places
from tests.strategies import blanked, seeds

SEEDED = drawing(8)


def families(chance: Random, at: Place, count: int, known: bool) -> list[Household]:
    """Households of a place."""
    found = []
    for number in range(count):
        case = family(chance, at)
        case["household_id"] = f"h{number}"
        found.append(read_case_dict(case if known or chance.random() < 0.2 else blanked(case, chance)))
    return found


@SEEDED
@given(places(), seeds(), st.booleans())
def test_every_value_agrees(at: Place, chance: Random, known: bool) -> None:
    cases = families(chance, at, 12, known)
    assert list(differences([at.evaluator], at.on, cases, [0] * len(cases))) == []


@SEEDED
@given(st.sampled_from(DAYS), seeds())
def test_every_value_agrees_where_regions_mix(on: date, chance: Random) -> None:
    alike: dict[object, list[Place]] = {}
    for region in chance.sample(REGIONS, 12):
        place = Place(region, on)
        alike.setdefault(rules_of(place.plan), []).append(place)
    places_ = max(alike.values(), key=len)
    which = [chance.randrange(len(places_)) for _ in range(12)]
    cases = [families(chance, places_[number], 1, chance.random() < 0.5)[0] for number in which]
    assert list(differences([place.evaluator for place in places_], on, cases, which)) == []

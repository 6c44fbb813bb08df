"""Do the order of members and items, and the ids they go by, change nothing that anyone gets?"""

import copy
import re
from random import Random
from typing import Any

from hypothesis import given

from aid_rules import Decision
from tests.drawing import drawing
from tests.laws.families import Case, Place, half_known
from tests.strategies import seeds

LAW = drawing(15)
LISTS = ("incomes", "expenses", "assets", "hardships", "awards", "obligors", "parents", "payments")


def shuffled(case: Case, chance: Random) -> tuple[Case, dict[str, str]]:
    """The case in another order and with other ids; the old id of each new one."""
    found = copy.deepcopy(case)
    old = {f"q{chance.random()}-{i}": person["person_id"] for i, person in enumerate(found["members"])}
    new = {was: now for now, was in old.items()}
    for person in found["members"]:
        person["person_id"] = new[person["person_id"]]
    for award in found.get("awards") or ():
        if award.get("person_id"):
            award["person_id"] = new[award["person_id"]]
    for row in (found, *found["members"]):
        for name in LISTS:
            if row.get(name):
                chance.shuffle(row[name])
    chance.shuffle(found["members"])
    return found, old


def told(decision: Decision, names: dict[str, str], missing: bool) -> dict[str, Any]:
    """Outcomes and amounts, by the old ids; and what is missing, without the places in lists."""
    return {
        name: (
            (p.outcome, p.monthly, p.once, p.from_month, p.reasons),
            {names[share.person_id]: share.monthly for share in p.shares},
            {names[who]: (one.outcome, one.monthly, one.once) for who, one in p.persons.items()},
            sorted(re.sub(r"\[\d+\]", "[]", one.fact) for one in p.missing) if missing else [],
        )
        for name, p in decision.programmes.items()
    }


@LAW
@given(half_known(), seeds())
def test_order_and_ids_change_nothing(situation: tuple[Place, Case, Case], chance: Random) -> None:
    place, *cases = situation
    for case in cases:
        other, old = shuffled(case, chance)
        same = {person["person_id"]: person["person_id"] for person in case["members"]}
        decisions = place.decide(case), place.decide(other)
        exact = all(looked_into(decision) for decision in decisions)
        assert told(decisions[0], same, exact) == told(decisions[1], old, exact)


def looked_into(decision: Decision) -> bool:
    """Were suppositions enough for every fact listed? Where not, it goes by their order which of them stay listed."""
    assert decision.programmes
    return not decision.view.hurried

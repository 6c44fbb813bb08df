"""Does anybody lose for being worse off: less able to care for themselves, more disabled, orphaned?

Where a rule says so, they may: whoever comes under tekun support leaves dibao and the disability subsidies. Then
an exclusion has come to hold, or somebody no longer counts, and that is the rule.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from aid_rules import CaseError, Decision
from aid_rules.language import Unknown
from tests.laws.families import DAYS, REGIONS, Case, Place, family, household

TRIES = 120
PUBLISHED = ("370902", "420900", "451123", "450100", "320100", "341881", "370500")
"""Regions of which the standards of dibao are published: what is compared there are real numbers."""

ABLE = ("eating", "dressing", "transferring", "toileting", "walking", "bathing")
WITHIN = {"holds": True, "by": "o", "on": "2022-05-01", "reason": "r"}
NOT_WITHIN = WITHIN | {"holds": False}
PAYING = (
    "dibao",
    "dibao.single_person",
    "dibao.topup",
    "tekun",
    "child_allowance",
    "disability_living",
    "disability_nursing",
)

Change = Callable[[Case], bool]


def less_able(person: Case) -> bool:
    """Three more things of daily life are beyond them."""
    able = [what for what, can in (person.get("self_care") or {}).items() if can]
    person.get("self_care", {}).update(dict.fromkeys(able[:3], False)) if able else None
    return bool(able)


def more_disabled(person: Case) -> bool:
    """A grade more severe."""
    certificate = person.get("disability")
    if not certificate or certificate["grade"] == 1:
        return False
    certificate["grade"] -= 1
    return True


def settled(decision: Decision) -> bool:
    """Is every outcome and amount known?"""
    return not any(programme.missing for programme in decision.programmes.values())


def rules_against(decision: Decision) -> Counter[str]:
    """How often each exclusion holds, and how many do not count as members."""
    view = decision.view
    names = [name for programme in view.plan.programmes for name in programme.exclusions]
    found: Counter[str] = Counter()
    for name in [*names, "members.counted"]:
        for row in view.rows(view.plan.by_name[name]):
            value = view.value(name, row)
            found[name] += type(value) is not Unknown and bool(value) is (name != "members.counted")
    return found


@pytest.mark.parametrize(
    ("change", "whole"),
    [(less_able, True), (more_disabled, False)],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_whoever_is_worse_off_loses_only_by_a_rule(change: Change, whole: bool) -> None:
    chance, compared = Random(649), 0
    for _ in range(TRIES):
        place = Place(chance.choice(REGIONS if whole else PUBLISHED), chance.choice(DAYS), whole)
        case = family(chance, place)
        worse = copy.deepcopy(case)
        if not change(chance.choice(worse["members"])):
            continue
        try:
            before, after = place.decide(case), place.decide(worse)
        except CaseError:  # a finding on record contradicts the change
            continue
        if settled(before) and settled(after):
            compared += 1
            if after.monthly_total < before.monthly_total:
                assert rules_against(after) - rules_against(before)
    assert compared >= (TRIES // 4 if whole else 1)


@pytest.mark.parametrize("pension", ["0", "500", "900", "1500", "6000"])
@pytest.mark.parametrize("residence", ["urban", "rural"])
def test_a_child_who_becomes_an_orphan_loses_nothing(pension: str, residence: str) -> None:
    """A grandchild at home whose parents were able to care, and then both died."""
    place = Place("370902", date(2022, 6, 1))

    def total(child: Case) -> Decimal:
        incomes = [{"kind": "employee_pension", "amount": pension, "period": "month"}]
        members = [
            {"person_id": "p1", "birth_date": "1955-03-01", "relation": "head", "incomes": incomes, "obligors": []},
            {"person_id": "p2", "birth_date": "2014-05-01", "relation": "grandchild", "cohabiting": True, "incomes": [],
             "settlement": "dispersed", "needs_long_term_care": False, "self_care": dict.fromkeys(ABLE, True)} | child,
        ]  # fmt: skip
        for person in members:
            person["findings"] = {"tekun.property_within_limits": NOT_WITHIN}
        found = {"dibao.property_within_limits": WITHIN, "edge.property_within_limits": WITHIN}
        decision = place.decide(household("370902", members, residence=residence, findings=found))
        waiting = [m.fact for name in PAYING for m in decision.programmes[name].missing]
        assert waiting == []
        return decision.monthly_total

    parents = [{"which": which, "situation": "able"} for which in ("father", "mother")]
    lost = [{"which": which, "situation": "dead"} for which in ("father", "mother")]
    assert total({"child_status": "orphan", "parents": lost}) >= total({"parents": parents})

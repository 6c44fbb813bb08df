"""A date, a record with dates or a list that is not known and changes nothing is not asked for; and what is like what."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from aid_rules import Rulebook, evaluate, read_case
from aid_rules.scalar import ProgrammeDecision
from aid_rules.scalar.days import days_of

ON = date(2026, 11, 1)
ABLE = dict.fromkeys(("bathing", "walking", "toileting", "transferring", "dressing", "eating"), True)
HEAD = {
    "person_id": "p1", "birth_date": "1980-08-20", "relation": "head",
    "incomes": [{"kind": "wage", "amount": "1500", "period": "month"}],
}  # fmt: skip
SPOUSE = {
    "person_id": "p2", "birth_date": "1980-08-20", "relation": "spouse", "cohabiting": True, "incomes": [],
}  # fmt: skip
WAGE = [{"kind": "wage", "amount": "3000", "period": "month"}]


def case(*members: dict[str, Any]) -> dict[str, Any]:
    return {
        "household_id": "h", "region": "370902", "residence": "urban", "incomes": [], "assets": [], "expenses": [],
        "members": list(members),
    }  # fmt: skip


def dibao(*members: dict[str, Any]) -> ProgrammeDecision:
    return evaluate(read_case(json.dumps(case(*members))), on=ON).programmes["dibao"]


@pytest.mark.parametrize(
    "members",
    [
        pytest.param(
            [{"person_id": "p1", "birth_date": "1944-08-20", "sex": "female", "relation": "head", "incomes": [], "obligors": [],
              "self_care": ABLE, "settlement": "dispersed", "custody": None}],
            id="custody of an old woman who is tekun, or does not count",
        ),
        pytest.param(
            [HEAD, SPOUSE | {"incomes": WAGE, "cohabiting": None, "cleric_since": "2020-01-01", "custody": None},
             {"person_id": "p3", "birth_date": "2000-08-20", "relation": "child", "cohabiting": True, "incomes": []}],
            id="custody and home of a cleric, where 750 a head are too much already",
        ),
        pytest.param(
            [HEAD, SPOUSE, {"person_id": "p3", "birth_date": None, "relation": "child", "cohabiting": False,
                            "labour_capacity": "full", "incomes": WAGE}],
            id="age of a child who brings more than the standard, or does not count",
        ),
        pytest.param(
            [HEAD, SPOUSE | {"incomes": WAGE, "custody": {"kind": "prison", "from": "2024-01-01", "until": None}}],
            id="end of a term",
        ),
        pytest.param(
            [HEAD, SPOUSE | {"incomes": None},
             SPOUSE | {"person_id": "p3", "relation": "sibling", "cohabiting": None, "incomes": WAGE}],
            id="incomes beside a sibling who may live here",
        ),
    ],
)  # fmt: skip
def test_what_changes_nothing_is_not_asked_for(members: list[dict[str, Any]]) -> None:
    found = dibao(*members)
    assert found.outcome in ("ineligible", "not_applicable")
    assert not found.missing


def test_a_date_that_decides_is_asked_for() -> None:
    found = dibao(
        HEAD | {"incomes": []},
        SPOUSE | {"incomes": WAGE, "custody": {"kind": "prison", "from": "2024-01-01", "until": None}},
    )
    assert found.outcome == "undetermined"
    assert "members[1].custody.until" in [missing.fact for missing in found.missing]


@pytest.mark.parametrize(
    "name", ["members[0].birth_date", "members[0].cleric_since", "members[0].custody.until"]
)
def test_every_day_is_like_one_that_can_be_told_apart(name: str) -> None:
    """It has as many years as the last of them before it, and lies on the same side of the day of the decision."""
    from aid_rules.dates import full_years

    plan = Rulebook.load().resolve("370902", ON)
    days = [
        day
        for day in days_of(plan, read_case(json.dumps(case(HEAD, SPOUSE))), name, ON)
        if isinstance(day, date)
    ]
    assert days == sorted(set(days))
    for step in range(0, 30_000, 37):
        day = ON - timedelta(days=step)
        like = max(each for each in days if each <= day)
        assert (day <= ON) == (like <= ON)
        if "until" not in name:
            assert full_years(day, ON) == full_years(like, ON)


def test_of_what_is_no_date_no_days_are_told() -> None:
    plan = Rulebook.load().resolve("370902", ON)
    here = read_case(json.dumps(case(HEAD)))
    for name in ("members[0].relation", "@dibao.standard[urban]", "findings[dibao.property_within_limits]"):
        assert days_of(plan, here, name, ON) == ()

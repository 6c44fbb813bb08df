"""Lakeside: an invented county with invented laws, so that no new law ever breaks a test of the engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from aid_rules import Rulebook

RULES = Path(__file__).parent / "rules"
LAKESIDE = "990101"
HILLSIDE = "990102"


@cache
def world() -> Rulebook:
    """The rules of the invented province."""
    return Rulebook.load(RULES, shipped_rules=False)


def person(number: int = 0, **facts: Any) -> dict[str, Any]:
    """A grown-up without income of whom everything the rules ask is known; the first is the head."""
    known: dict[str, Any] = {
        "person_id": f"p{number}",
        "birth_date": "1985-03-10",
        "relation": "child" if number else "head",
        "cohabiting": True,
        "settlement": "dispersed",
        "self_care": dict.fromkeys(
            ("eating", "dressing", "transferring", "toileting", "walking", "bathing"), True
        ),
        "parents": [],
        "incomes": [],
    }
    return known | facts


def household(*members: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A household in lakeside, urban, without income or assets."""
    known: dict[str, Any] = {
        "household_id": "h1",
        "region": LAKESIDE,
        "residence": "urban",
        "application_date": "2030-07-20",
        "members": list(members) or [person()],
        "incomes": [],
        "assets": [],
        "expenses": [],
    }
    return known | facts


def wage(yuan: str, **facts: Any) -> dict[str, Any]:
    """A monthly wage."""
    return {"kind": "wage", "amount": yuan, "period": "month"} | facts


def finding(name: str, holds: bool = True) -> dict[str, Any]:
    """An officer's finding on a criterion."""
    return {name: {"holds": holds, "by": "officer", "on": "2030-07-25", "reason": "visited"}}


WITHIN = finding("shore.property_within")
"""Lakeside sets no limit on deposits, so that an officer's finding decides."""

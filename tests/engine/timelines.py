"""Families in an invented county under the shipped rules, for the tests of timelines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from aid_rules import Rulebook, Timeline, read_case_dict, timeline

COUNTY, SAME_MONTH = "990101", "990102"
FOUND = {"holds": True, "by": "o", "on": "2020-01-01", "reason": "r"}


@cache
def rules() -> Rulebook:
    """The shipped rules with the numbers of the county."""
    return Rulebook.load(Path(__file__).parent / "county")


def person(number: int = 0, **facts: Any) -> dict[str, Any]:
    """A grown-up in health without income, of whom the first is the head."""
    known = {
        "person_id": f"p{number}", "birth_date": "1985-03-10", "relation": "child" if number else "head",
        "cohabiting": True, "labour_capacity": "full", "employment": {"status": "unemployed"},
        "incomes": [], "obligors": [], "findings": {"tekun.property_within_limits": FOUND | {"holds": False}},
    }  # fmt: skip
    return known | facts


def family(*members: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A family without income whose property is within the limits."""
    known = {
        "household_id": "h1", "region": COUNTY, "residence": "urban", "incomes": [], "assets": [], "expenses": [],
        "members": list(members) or [person()], "findings": {"dibao.property_within_limits": FOUND},
    }  # fmt: skip
    return known | facts


def award(programme: str, since: str, paid: dict[str, str] | None = None, **facts: Any) -> dict[str, Any]:
    """An award, with its payments by month where there are any on record."""
    known: dict[str, Any] = {"programme": programme, "from": since}
    if paid is not None:
        known["payments"] = [{"month": month, "amount": amount} for month, amount in paid.items()]
    return known | facts


def told(case: dict[str, Any], first: str, last: str, **options: Any) -> Timeline:
    """The timeline of a case from one month to another, by the county's rules."""
    days = (date.fromisoformat(f"{month}-01") for month in (first, last))
    return timeline(read_case_dict(case), *days, options.pop("rulebook", rules()), **options)


def amounts(found: Timeline, programme: str, person_id: str | None = None) -> dict[str, Decimal | None]:
    """What is due under a programme by month, months without anything left out."""
    return {
        month.month: due.amount
        for month in found.months
        for due in month.due
        if due.programme == programme and due.person_id == person_id
    }


def kinds(found: Timeline, since: str) -> dict[str, str]:
    """Kind and Chinese words of the causes of the span that begins on a day."""
    span = next(span for span in found.spans if span.since == since)
    return {cause.kind: cause.text.zh for cause in span.causes}


def begins(found: Timeline) -> list[str]:
    """The days on which spans begin, but the first."""
    return [span.since for span in found.spans[1:]]

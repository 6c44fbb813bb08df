"""Does a timeline follow what a place sets: from which age an allowance rises, from which month aid is paid?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aid_rules import Rulebook
from tests.engine.timelines import COUNTY, amounts, award, begins, family, kinds, person, rules, told
from tests.laws.families import as_items

DISABLED = {"disability": {"kind": "physical", "grade": 1}, "needs_long_term_care": True}


def county(values: str) -> Rulebook:
    """The invented county with more of its own."""
    return rules().with_values(COUNTY, "more", as_items(values), date(2020, 1, 1))


def from_seventy(start: str) -> Rulebook:
    """An allowance of 50 yuan from seventy and of 100 from eighty."""
    return county(
        "- {parameter: old_age_allowance.starting_age, value: 70}\n"
        "- {parameter: dibao.topup.elderly_age, value: 60}\n"
        "- {parameter: old_age_allowance.amount, when: {band: [from_70, from_75]}, value: 50 yuan/month}\n"
        f"- {{parameter: old_age_allowance.start, value: {start}}}"
    )


def old(born: str, **facts: Any) -> dict[str, Any]:
    return family(person(birth_date=born, labour_capacity="none"), **facts)


@pytest.mark.parametrize(
    ("start", "born", "split"),
    [
        ("next_month", "08-20", "2025-09-01"),
        ("next_month", "08-31", "2025-09-01"),
        ("next_month", "09-01", "2025-10-01"),
        ("same_month", "08-20", "2025-08-01"),
        ("same_month", "09-01", "2025-09-01"),
    ],
)
@pytest.mark.parametrize(("age", "amounts_in_turn"), [(70, [50]), (80, [50, 100])])
def test_an_allowance_begins_at_seventy_and_rises_at_eighty(
    start: str, born: str, split: str, age: int, amounts_in_turn: list[int]
) -> None:
    found = told(old(f"{2025 - age}-{born}"), "2025-07", "2025-11", rulebook=from_seventy(start))
    assert begins(found) == [split]
    assert kinds(found, split) == {"age": f"p0 于 2025-{born} 满 {age} 周岁"}
    due = amounts(found, "old_age_allowance", "p0")
    assert list(dict.fromkeys(due.values())) == amounts_in_turn
    assert next(month for month, amount in due.items() if amount == amounts_in_turn[-1]) == split[:7]


def test_who_is_born_on_a_leap_day_is_older_at_the_end_of_february() -> None:
    found = told(old("1956-02-29"), "2026-01", "2026-02", rulebook=from_seventy("same_month"))
    assert kinds(found, "2026-02-01") == {"age": "p0 于 2026-02-28 满 70 周岁"}


def test_a_shipped_county_pays_from_the_month_after_the_eightieth_birthday() -> None:
    """Linkou: 100 yuan to who is on dibao or on its edge; not in the month of the birthday."""
    found = told(old("1945-11-10", region="231025"), "2025-10", "2026-01", rulebook=Rulebook.load())
    # From the birthday itself the top-up of the elderly is waited for: at eighty nobody doubts that they are.
    assert begins(found) == ["2025-11-10", "2025-12-01"]
    assert kinds(found, "2025-12-01") == {"age": "p0 于 2025-11-10 满 80 周岁"}
    assert amounts(found, "old_age_allowance", "p0") == {"2025-12": 100, "2026-01": 100}


def test_a_shipped_county_pays_what_was_due_before_the_application() -> None:
    """page-lingu-elderly-payback: from October 2024 or the month after the eightieth birthday, at the rate of each month."""
    shipped = Rulebook.load()
    late = told(
        old("1944-11-10", region="231025", application_date="2025-03-20"),
        "2024-08",
        "2025-04",
        rulebook=shipped,
    )
    assert amounts(late, "old_age_allowance", "p0") == dict.fromkeys(
        ("2024-12", "2025-01", "2025-02", "2025-03", "2025-04"), 100
    )
    older = told(
        old("1934-12-10", region="231025", application_date="2025-03-20"),
        "2024-10",
        "2025-03",
        rulebook=shipped,
    )
    assert sum(amounts(older, "old_age_allowance", "p0").values()) == 600
    edge = told(
        old("1924-12-10", region="231025", application_date="2025-03-20"),
        "2024-10",
        "2025-03",
        rulebook=shipped,
    )
    assert list(amounts(edge, "old_age_allowance", "p0").values()) == [100, 100, 100, 300, 300, 300]


def paid_from(rule: str) -> Rulebook:
    return county(
        "\n".join(
            f"- {{parameter: {programme}.effective_month_rule, value: {rule}}}"
            for programme in ("dibao", "disability_nursing")
        )
    )


FIRST_MONTHS = [
    # When entitlement begins, when it was applied for, and the first month by each rule; None: told to be open.
    ("2025-09-12", "2024-05-05", {"same_month": "09", "next_month": "10", "application_month": "09"}),
    ("2025-09-12", "2025-08-20", {"same_month": "09", "next_month": "10", "application_month": "09"}),
    ("2025-09-12", "2025-10-20", {"same_month": "10", "next_month": "11", "application_month": "10"}),
    ("2025-09-12", None, {"same_month": "09", "next_month": "10", "application_month": None}),
    ("2025-01-01", "2025-09-01", {"same_month": "09", "next_month": "10", "application_month": "09"}),
    ("2025-01-01", "2025-09-30", {"same_month": "09", "next_month": "10", "application_month": "09"}),
]
"""Whoever earned in the household dies on the first day; earlier than the months told: entitled all along."""


@pytest.mark.parametrize("rule", ["same_month", "next_month", "application_month"])
@pytest.mark.parametrize(("since", "applied", "first"), FIRST_MONTHS)
def test_the_first_month_by_the_local_rule(
    since: str, applied: str | None, first: dict[str, str | None], rule: str
) -> None:
    wage = {"kind": "wage", "amount": "3000", "period": "month"}
    earner = person(1, relation="spouse", incomes=[wage], death_date=since)
    case = family(person(), earner, **({"application_date": applied} if applied else {}))
    found = told(case, "2025-08", "2025-12", rulebook=paid_from(rule))
    due = amounts(found, "dibao")
    if first[rule] is None:
        assert set(due.values()) == {None}
        assert {m.due[0].missing for m in found.months if m.due} == {("application_date",)}
    else:
        assert list(due) == [f"2025-{month:02d}" for month in range(int(first[rule] or 0), 13)]
        assert set(due.values()) == {660}


@pytest.mark.parametrize(
    ("rule", "first"), [("same_month", 3), ("next_month", 4), ("application_month", 3)]
)  # fmt: skip
def test_a_subsidy_by_the_local_rule(rule: str, first: int) -> None:
    case = family(person(**DISABLED), application_date="2025-03-20")
    due = amounts(told(case, "2025-01", "2025-05", rulebook=paid_from(rule)), "disability_nursing", "p0")
    assert list(due) == [f"2025-{month:02d}" for month in range(first, 6)]


def test_chongqing_pays_dibao_from_the_month_of_the_decision() -> None:
    """The one shipped place whose rule is `same_month`; its standard is put beside it, for none is published here."""
    standard = as_items("- {parameter: dibao.standard, value: 700 yuan/month}")
    rulebook = Rulebook.load().with_values("500000", "standard", standard, date(2020, 1, 1))
    case = family(region="500000", application_date="2025-03-20")
    assert list(amounts(told(case, "2025-02", "2025-04", rulebook=rulebook), "dibao")) == [
        "2025-03",
        "2025-04",
    ]
    granted = case | {"awards": [award("dibao", "2024-01-01")]}
    assert len(amounts(told(granted, "2025-02", "2025-04", rulebook=rulebook), "dibao")) == 3

"""Is the calendar of columns that of single days?"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from aid_rules import dates
from aid_rules.columnar import calendar
from aid_rules.columnar.calendar import date_of, days_of
from aid_rules.plan import EARLIEST, LATEST

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
ENDS = [
    date(y, m, d)
    for y in (1900, 1904, 2000, 2023, 2024, 2999)
    for m, d in ((1, 1), (2, 28), (3, 31), (12, 31))
]
ENDS += [date(2024, 2, 29), date(2000, 2, 29)]


def drawn(seed: int) -> list[date]:
    chance = Random(seed)
    return [*ENDS, *(FIRST + timedelta(days=chance.randrange((LAST - FIRST).days)) for _ in range(300))]


STARTS, STOPS = drawn(1), list(reversed(drawn(2)))


def columns(days: list[date]) -> np.ndarray:
    return np.array([days_of(day) for day in days], dtype=np.int32)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (calendar.full_years, dates.full_years),
        (calendar.full_months, dates.full_months),
        (calendar.days, dates.days_between),
    ],
)
def test_distances(ours: object, theirs: object) -> None:
    found = ours(columns(STARTS), columns(STOPS))  # type: ignore[operator]
    assert found.tolist() == [theirs(a, b) for a, b in zip(STARTS, STOPS, strict=True)]  # type: ignore[operator]


def test_the_calendar_is_as_wide_as_what_a_plan_may_come_to() -> None:
    assert (date_of(calendar.FIRST), date_of(calendar.LAST)) == (EARLIEST, LATEST)
    chance = Random(3)
    days = [EARLIEST + timedelta(days=chance.randrange((LATEST - EARLIEST).days)) for _ in range(300)]
    days += [EARLIEST, LATEST]
    others = list(reversed(days))
    for ours, theirs in ((calendar.full_years, dates.full_years), (calendar.full_months, dates.full_months)):
        found = ours(columns(days), columns(others))
        assert found.tolist() == [theirs(a, b) for a, b in zip(days, others, strict=True)]
    table = calendar.years_until(days_of(LATEST))
    assert table[columns(days) - calendar.FIRST].tolist() == [dates.full_years(day, LATEST) for day in days]


@pytest.mark.parametrize("months", [-3600, -1500, 1500, 3600])
def test_days_centuries_away(months: int) -> None:
    found = calendar.add_months(columns(STARTS), np.full(len(STARTS), months))
    assert [date_of(day) for day in found] == [dates.add_months(day, months) for day in STARTS]


@pytest.mark.parametrize("months", [0, 1, 11, 12, 13, 600, -1, -12, -25])
def test_days_some_months_away(months: int) -> None:
    days = [day for day in STARTS if day.year > 1905]
    found = calendar.add_months(columns(days), np.full(len(days), months))
    assert [date_of(day) for day in found] == [dates.add_months(day, months) for day in days]


def test_month_starts_months_and_years() -> None:
    days = columns(STARTS)
    assert [date_of(day) for day in calendar.month_start(days)] == [dates.month_start(day) for day in STARTS]
    assert calendar.month_of(days).tolist() == [day.month for day in STARTS]
    assert calendar.year_of(days).tolist() == [day.year for day in STARTS]


@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2026, 11, 1)])
def test_ages_by_table(on: date) -> None:
    table = calendar.years_until(days_of(on))
    found = table[columns(STARTS) - calendar.FIRST]
    assert found.tolist() == [dates.full_years(day, on) for day in STARTS]

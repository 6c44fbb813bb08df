"""How old is somebody, and which day comes a month later?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules.dates import (
    add_months,
    add_years,
    days_between,
    full_months,
    full_years,
    month_start,
    month_text,
    next_month,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        # The birthday itself counts; the day before does not.
        ("2010-11-01", "2026-10-31", 15),
        ("2010-11-01", "2026-11-01", 16),
        ("2010-11-01", "2026-11-02", 16),
        # Born on 29 February: 28 February in a common year, the 29th in a leap year.
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2024-02-28", 15),
        ("2008-02-29", "2024-02-29", 16),
        ("2000-02-29", "2100-02-28", 100),
        # Born on 28 February: nothing special in a leap year.
        ("2008-02-28", "2024-02-28", 16),
        ("2026-11-01", "2026-11-01", 0),
        ("2027-11-01", "2026-11-01", -1),
    ],
)
def test_full_years(born: str, on: str, age: int) -> None:
    assert full_years(date.fromisoformat(born), date.fromisoformat(on)) == age


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-01-15", "2026-02-14", 0),
        ("2026-01-15", "2026-02-15", 1),
        ("2026-01-31", "2026-02-28", 1),
        ("2025-11-01", "2026-11-01", 12),
        ("2026-02-15", "2026-01-15", -1),
    ],
)
def test_full_months(start: str, end: str, months: int) -> None:
    assert full_months(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_days_and_months_of_the_calendar() -> None:
    assert days_between(date(2026, 2, 28), date(2026, 3, 1)) == 1
    assert days_between(date(2028, 2, 28), date(2028, 3, 1)) == 2
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert month_start(date(2026, 11, 30)) == date(2026, 11, 1)
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert month_text(date(2026, 3, 5)) == "2026-03"


@given(DAYS, st.integers(0, 120))
def test_the_anniversary_is_the_first_day_of_that_age(born: date, age: int) -> None:
    anniversary = add_years(born, age)
    assert full_years(born, anniversary) == age
    assert full_years(born, anniversary - timedelta(days=1)) == age - 1 or age == 0


@given(DAYS, DAYS, DAYS)
def test_age_never_falls(born: date, earlier: date, later: date) -> None:
    born, earlier, later = sorted([born, earlier, later])
    assert full_years(born, earlier) <= full_years(born, later)
    assert full_years(born, later) == full_months(born, later) // 12


@given(DAYS)
def test_the_next_month_begins_after_every_day_of_this_one(day: date) -> None:
    assert month_start(day) <= day < next_month(day)
    assert month_start(next_month(day) - timedelta(days=1)) == month_start(day)

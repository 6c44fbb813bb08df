"""Whole years, months and days between two dates.

A person is N years old (周岁) from the N-th anniversary on: the birthday itself counts. Who was born
on 29 February has the anniversary on 28 February in common years, as python-dateutil has it.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta


@lru_cache(maxsize=65536)
def full_years(start: date, end: date) -> int:
    """Whole years from `start` to `end`; negative when `end` comes first."""
    return int(_gap(start, end).years)


@lru_cache(maxsize=65536)
def full_months(start: date, end: date) -> int:
    """Whole months from `start` to `end`; negative when `end` comes first."""
    gap = _gap(start, end)
    return int(gap.years * 12 + gap.months)


def days_between(start: date, end: date) -> int:
    """Days from `start` to `end`."""
    return (end - start).days


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    return _later(day, int(months))


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28 February in a common year."""
    return _later(day, int(years) * 12)


def month_start(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the following month (次月)."""
    return add_months(month_start(day), 1)


def month_text(day: date) -> str:
    """`2026-11`."""
    return f"{day.year:04d}-{day.month:02d}"


# dateutil loads with the first date that is reckoned with: reading a case needs none.


def _gap(start: date, end: date) -> relativedelta:
    from dateutil.relativedelta import relativedelta

    return relativedelta(end, start)


@lru_cache(maxsize=65536)
def _later(day: date, months: int) -> date:
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(months=months)

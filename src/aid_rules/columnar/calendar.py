"""Whole years and months between days, and days some months away, for whole columns.

Days are counted from 1970-01-01, as Arrow does. The calendar is that of `aid_rules.dates`: 29 February has its
anniversary on 28 February in common years, and a day that a month lacks is the month's last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aid_rules.plan import EARLIEST, LATEST

Days = NDArray[Any]

_EPOCH = date(1970, 1, 1).toordinal()
FIRST, LAST = EARLIEST.toordinal() - _EPOCH, LATEST.toordinal() - _EPOCH
"""A plan comes to no day outside: its builder sees to it."""


@cache
def _tables() -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Month (counted from January 1970) of every day from FIRST to LAST; first day of every month there and the next."""
    days = np.arange(FIRST, LAST + 1).astype("datetime64[D]")
    months = days.astype("datetime64[M]").astype(np.int32)
    first = np.arange(months[0], months[-1] + 2).astype("datetime64[M]")
    return months, first.astype("datetime64[D]").astype(np.int32)


def days_of(day: date) -> int:
    """A day as a number of days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def date_of(days: int) -> date:
    """The day of a number of days since 1970-01-01."""
    return date.fromordinal(int(days) + _EPOCH)


def _months_of(days: Days) -> Days:
    """The month of each day; beyond the tables (a day that is unknown may be anything) the nearest there is."""
    return _tables()[0].take(np.asarray(days) - FIRST, mode="clip")


def _first_days(months: Days) -> Days:
    starts = _tables()[1]
    found: Days = starts.take(_index(months) - int(_tables()[0][0]), mode="clip")
    return found


def _index(numbers: Any) -> Days:
    """Numbers of months as an index, exact ones too: whatever lies beyond the tables is clipped there."""
    found = np.asarray(numbers)
    return np.clip(found, -(10**6), 10**6).astype(np.int64) if found.dtype == object else found


def month_start(days: Days) -> Days:
    """The first day of each day's month."""
    return _first_days(_months_of(days))


def add_months(days: Days, months: Days) -> Days:
    """The same day of the month, months later; the last one of a shorter month."""
    start = _months_of(days)
    later = start + _index(months)
    first = _first_days(later)
    found: Days = first + np.minimum(days - _first_days(start), _first_days(later + 1) - first - 1)
    return found


def full_months(start: Days, end: Days) -> NDArray[np.int64]:
    """Whole months from `start` to `end`; negative when `end` comes first."""
    from_, to = _months_of(start), _months_of(end)
    first = _first_days(to)
    anniversary = np.minimum(start - _first_days(from_), _first_days(to + 1) - first - 1)
    day = end - first
    forward = start <= end
    whole = (to - from_) - (forward & (day < anniversary)) + (np.logical_not(forward) & (day > anniversary))
    found: NDArray[np.int64] = whole.astype(np.int64)
    return found


def full_years(start: Days, end: Days) -> NDArray[np.int64]:
    """Whole years from `start` to `end`; negative when `end` comes first."""
    months = full_months(start, end)
    return np.where(months < 0, -(-months // 12), months // 12)


def days(start: Days, end: Days) -> NDArray[np.int64]:
    """Days from `start` to `end`."""
    return np.subtract(end, start, dtype=np.int64)


def month_of(day: Days) -> NDArray[np.int64]:
    """The month of each day, 1 to 12."""
    return (_months_of(day) % 12 + 1).astype(np.int64)


def year_of(day: Days) -> NDArray[np.int64]:
    """The year of each day."""
    return (_months_of(day) // 12 + 1970).astype(np.int64)


@cache
def years_until(end: int) -> NDArray[np.int16]:
    """Whole years from every day from FIRST on to one day."""
    return full_years(np.arange(FIRST, LAST + 1), np.asarray(end)).astype(np.int16)


WORK: Mapping[str, Callable[..., Any]] = {
    work.__name__: work
    for work in (full_years, full_months, days, month_of, year_of, add_months, month_start)
}
"""The operations on dates by name."""

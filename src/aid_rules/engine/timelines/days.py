"""Which days have to be looked at, so that no change of an outcome is overlooked?

Between two days that are looked at whatever changes is found by halving, also several changes one after
another. Only what changes and changes back in between would escape: so the days are a month apart at most,
and every day is among them on which a rule, a standard or a date of the case begins or ends something.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from aid_rules.case import Household
from aid_rules.case.record import Record
from aid_rules.dates import add_months, add_years, full_months, full_years, next_month

DAY = timedelta(days=1)


def months_between(first: date, end: date) -> Iterator[date]:
    """The first day of every month from `first`, itself the first of one, to before `end`."""
    while first < end:
        yield first
        first = next_month(first)


def days_to_look_at(case: Household, changes: tuple[date, ...], first: date, end: date) -> list[date]:
    """The days in [first, end), in order: months, changes of the rules, and the anniversaries of what the case dates.

    A date counts with the day after it, since a rule may say `on <= date`. A birth comes round by the year:
    ages in months are counted by whole months.
    """
    births = {person.birth_date for person in case.members}
    found = {*months_between(first, end), *changes, end - DAY}
    for day in set(_dates(case)):
        rounds = _yearly(day, first, end) if day in births else _monthly(day, first, end)
        found |= {found_day for each in rounds for found_day in (each, each + DAY)}
    return sorted(day for day in found if first <= day < end)


def _yearly(day: date, first: date, end: date) -> Iterator[date]:
    years = max(0, full_years(day, first))
    while (each := add_years(day, years)) < end:
        yield each
        years += 1


def _monthly(day: date, first: date, end: date) -> Iterator[date]:
    months = max(0, full_months(day, first))
    while (each := add_months(day, months)) < end:
        yield each
        months += 1


def _dates(record: Any) -> Iterator[date]:
    """Every date in a record of the case; what an officer dated (findings, in maps) is no date of the case."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, date):
                yield part
            elif isinstance(part, Record):
                yield from _dates(part)

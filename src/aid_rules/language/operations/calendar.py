"""Whole years, months and days between dates, and days some months away."""

from __future__ import annotations

from collections.abc import Sequence

from aid_rules.dates import add_months, add_years, days_between, full_months, full_years, month_start
from aid_rules.language.operations.record import BoundsRule, Op, Refused, Typing
from aid_rules.language.types import DATE, NUMBER, Type, number
from aid_rules.language.units import DAYS, MONTHS, PLAIN, YEARS, Unit
from aid_rules.language.unknown import Bounds


def from_to(unit: Unit) -> Typing:
    """Two dates; the gap in `unit`."""

    def typing(types: Sequence[Type]) -> Type:
        for type_ in types:
            if type_.kind != "date":
                raise Refused("L213", found=type_.say(), found_en=type_.say("en"))
        return number(unit)

    return typing


def moved(unit: Unit) -> Typing:
    """A date and a number of `unit`; a date."""

    def typing(types: Sequence[Type]) -> Type:
        if types[0].kind != "date":
            raise Refused("L213", found=types[0].say(), found_en=types[0].say("en"))
        if types[1].kind != "number" or types[1].unit not in (unit, PLAIN):
            wanted = number(unit)
            raise Refused(
                "L204",
                left=types[1].say(),
                right=wanted.say(),
                left_en=types[1].say("en"),
                right_en=wanted.say("en"),
            )
        return DATE

    return typing


def of_date(result: Type) -> Typing:
    """One date."""

    def typing(types: Sequence[Type]) -> Type:
        if types[0].kind != "date":
            raise Refused("L213", found=types[0].say(), found_en=types[0].say("en"))
        return result

    return typing


def _always(least: int, most: int) -> BoundsRule:
    """Bounds that hold for all days there are, from year 1 to 9999."""

    def bounds(*_: Bounds) -> Bounds:
        return (least, most)

    return bounds


def no_order(*_: Bounds) -> Bounds:
    """Dates have no bounds."""
    return None


_HELPERS = {
    f.__name__: f for f in (add_months, add_years, days_between, full_months, full_years, month_start)
}


def _op(name: str, typing: Typing, scalar: str, bounds: BoundsRule, zh: str, en: str) -> Op:
    return Op(name, typing, scalar, bounds, zh, en, absent="absent", helpers=_HELPERS)


CALENDAR = (
    _op(
        "full_years",
        from_to(YEARS),
        "full_years({0}, {1})",
        _always(-10_000, 10_000),
        "{0}至{1}的周年数",
        "full years from {0} to {1}",
    ),
    _op(
        "full_months",
        from_to(MONTHS),
        "full_months({0}, {1})",
        _always(-120_000, 120_000),
        "{0}至{1}的整月数",
        "full months from {0} to {1}",
    ),
    _op(
        "days",
        from_to(DAYS),
        "days_between({0}, {1})",
        _always(-4_000_000, 4_000_000),
        "{0}至{1}的天数",
        "days from {0} to {1}",
    ),
    _op("add_months", moved(MONTHS), "add_months({0}, {1})", no_order, "{0}后{1}个月", "{0} plus {1} months"),
    _op("add_years", moved(YEARS), "add_years({0}, {1})", no_order, "{0}后{1}年", "{0} plus {1} years"),
    _op(
        "month_start",
        of_date(DATE),
        "month_start({0})",
        no_order,
        "{0}所在月的第一天",
        "first day of the month of {0}",
    ),
    _op("month_of", of_date(NUMBER), "{0}.month", _always(1, 12), "{0}的月份", "month of {0}"),
    _op("year_of", of_date(NUMBER), "{0}.year", _always(1, 9999), "{0}的年份", "year of {0}"),
)

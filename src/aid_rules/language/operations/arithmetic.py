"""Plus, minus, times, divided by, larger, smaller, a month, a year: exact, with units."""

from __future__ import annotations

from collections.abc import Sequence

from aid_rules.language.operations.comparison import units_differ
from aid_rules.language.operations.record import MONOTONE, Op, Refused, Typing
from aid_rules.language.types import Type, number
from aid_rules.language.units import PLAIN, YUAN_MONTH, YUAN_PERIOD, YUAN_YEAR, Unit
from aid_rules.language.unknown import Bounds, Number
from aid_rules.money import ratio

Span = tuple[Number, Number]
HUGE = 10**30
"""Beyond every value: the bounds of a quotient whose divisor may, for all that is known, be zero."""
BEYOND = 10**100
"""Here bounds end, and so does what a rule may come to: rules that square each other would double the digits each time."""


def numbers(types: Sequence[Type]) -> None:
    """All operands are numbers of a period that is settled."""
    for type_ in types:
        if type_.kind != "number":
            raise Refused("L206", found=type_.say(), found_en=type_.say("en"))
        if type_.unit == YUAN_PERIOD:
            raise Refused("L207")


def one_unit(types: Sequence[Type]) -> Type:
    """Numbers of one unit."""
    numbers(types)
    for other in types[1:]:
        if other.unit != types[0].unit:
            raise units_differ(types[0], other)
    return number(types[0].unit)


def product(types: Sequence[Type]) -> Type:
    """Numbers multiplied: their units too."""
    numbers(types)
    return _money_once(number(types[0].unit * types[1].unit))


def quotient(types: Sequence[Type]) -> Type:
    """Numbers divided: their units too."""
    numbers(types)
    return _money_once(number(types[0].unit / types[1].unit))


def _money_once(type_: Type) -> Type:
    if type_.unit.powers[0] not in (0, 1):
        raise Refused("L208", found=type_.say(), found_en=type_.say("en"))
    return type_


def plain_number(types: Sequence[Type]) -> Type:
    """One number without unit."""
    numbers(types)
    if types[0].unit != PLAIN:
        raise Refused("L209", found=types[0].say(), found_en=types[0].say("en"))
    return number(PLAIN)


def of_period(*allowed: Unit, result: Type) -> Typing:
    """One amount of an allowed period."""

    def typing(types: Sequence[Type]) -> Type:
        if types[0].kind != "number" or types[0].unit not in allowed:
            raise Refused("L210", found=types[0].say(), found_en=types[0].say("en"))
        return result

    return typing


def plus(a: Span, b: Span) -> Bounds:
    """Bounds of a sum."""
    return (a[0] + b[0], a[1] + b[1])


def minus(a: Span, b: Span) -> Bounds:
    """Bounds of a difference."""
    return (a[0] - b[1], a[1] - b[0])


def times(a: Span, b: Span) -> Bounds:
    """Bounds of a product."""
    corners = [x * y for x in a for y in b]
    return _within_reach(min(corners), max(corners))


def over(a: Span, b: Span) -> Bounds:
    """Bounds of a quotient."""
    if b[0] <= 0 <= b[1]:
        return (-HUGE, HUGE)
    corners = [ratio(x, y) for x in a for y in b]
    return _within_reach(min(corners), max(corners))


def _within_reach(least: Number, most: Number) -> Bounds:
    """These ends, unless one of them is too large or too fine to be worked with."""
    if max(-least, most, least.denominator, most.denominator) < BEYOND:
        return (least, most)
    return (-BEYOND if least < 0 else 0, BEYOND if most > 0 else 0)


def negative(a: Span) -> Bounds:
    """Bounds of the opposite."""
    return (-a[1], -a[0])


def largest(*spans: Span) -> Bounds:
    """Bounds of the largest."""
    return (max(s[0] for s in spans), max(s[1] for s in spans))


def smallest(*spans: Span) -> Bounds:
    """Bounds of the smallest."""
    return (min(s[0] for s in spans), min(s[1] for s in spans))


_EXACT = {"ratio": ratio}


def _keeping(name: str, units: tuple[Unit, ...], scalar: str, result: Type, zh: str, en: str) -> Op:
    return Op(name, of_period(*units, result=result), scalar, MONOTONE, zh, en, helpers=_EXACT)


ARITHMETIC = (
    Op("add", one_unit, "{0} + {1}", plus, "{0} + {1}", "{0} + {1}", rank=5, levels=True),
    Op("subtract", one_unit, "{0} - {1}", minus, "{0} - {1}", "{0} - {1}", rank=5, levels=True),
    Op("multiply", product, "{0} * {1}", times, "{0} × {1}", "{0} × {1}", rank=6),
    Op("divide", quotient, "ratio({0}, {1})", over, "{0} ÷ {1}", "{0} ÷ {1}", rank=6, helpers=_EXACT),
    Op("negate", one_unit, "-{0}", negative, "-{0}", "-{0}", rank=7),
    Op("max", one_unit, "max({all})", largest, "（{all}）中的较大值", "larger of ({all})", levels=True),
    Op("min", one_unit, "min({all})", smallest, "（{all}）中的较小值", "smaller of ({all})", levels=True),
    Op("higher_of", one_unit, "max({all})", largest, "（{all}）择高", "the higher of ({all})", levels=True),
    Op("floor", plain_number, "{0} // 1", MONOTONE, "{0}（只取整数部分）", "whole part of {0}"),
    Op("ceil", plain_number, "-(-{0} // 1)", MONOTONE, "{0}（有小数即进一）", "{0} up to a whole"),
    _keeping("monthly", (YUAN_MONTH, YUAN_PERIOD), "{0}", number(YUAN_MONTH), "{0}（按月）", "{0} a month"),
    _keeping("monthly_from_year", (YUAN_YEAR,), "ratio({0}, 12)", number(YUAN_MONTH), "{0} ÷ 12", "{0} ÷ 12"),
    _keeping(
        "yearly", (YUAN_MONTH, YUAN_PERIOD), "{0} * 12", number(YUAN_YEAR), "{0} × 12（按年）", "{0} a year"
    ),
    _keeping("yearly_from_year", (YUAN_YEAR,), "{0}", number(YUAN_YEAR), "{0}（按年）", "{0} a year"),
)

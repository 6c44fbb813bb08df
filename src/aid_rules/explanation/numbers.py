"""How is a value said exactly? A fraction of a fen as a fraction, with a marked approximation beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from aid_rules.explanation.words import Lang, say
from aid_rules.language import YUAN_MONTH, YUAN_PERIOD, YUAN_YEAR, Type, Unknown, number, show_value
from aid_rules.language.to_text import plain_value, spoken_value
from aid_rules.plan import Cell, Parameter
from aid_rules.scalar import ENDLESS


def said(value: Any, type_: Type, lang: Lang) -> str:
    """`719.00 元/月`, `1894/3 元/月（约 631.33 元/月）`, `是`; what is not known by its bounds."""
    if type(value) is Unknown:
        return _unknown(value, type_, lang)
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return show_value(value, type_, lang)
    # An amount with a period of its own is held by the month.
    unit = (YUAN_MONTH if type_.unit == YUAN_PERIOD else type_.unit).say(lang)
    if lang == "en" and value == 1:
        unit = unit.removesuffix("s")
    exact = f"{spoken_value(value, type_)} {unit}".rstrip()
    near = approximate(value, type_)
    return exact if near is None else say("about", lang, exact=exact, about=f"{near} {unit}".rstrip())


def bare(value: Any, type_: Type, lang: Lang) -> str:
    """The value as an operand of a worked calculation: without its unit where that is money."""
    if isinstance(value, int | Fraction) and not isinstance(value, bool) and type_.unit.is_money:
        return plain_value(value, type_)
    return said(value, type_, lang)


def in_its_period(parameter: Parameter, cell: Cell, lang: Lang) -> str:
    """A local number with the unit in which it was set: an annual standard as an annual one."""
    if parameter.type.unit != YUAN_PERIOD:
        return said(cell.value, parameter.type, lang)
    yearly = cell.published.endswith(YUAN_YEAR.name)
    return said(cell.value * (12 if yearly else 1), number(YUAN_YEAR if yearly else YUAN_MONTH), lang)


def published(parameter: Parameter, cell: Cell, lang: Lang) -> str:
    """What was published: a bare figure (`35%`) as it stands, anything that rule files write in words of theirs in ours."""
    bare_figure = parameter.type.kind == "number" and not any(letter.isalpha() for letter in cell.published)
    return cell.published if bare_figure else in_its_period(parameter, cell, lang)


def approximate(value: int | Fraction, type_: Type) -> str | None:
    """Two decimals, half up, of a value that has no finite decimal of its kind; None where it has."""
    if "/" not in plain_value(value, type_):
        return None
    hundredths = Fraction(value) if type_.unit.is_money or type_.unit.name == "m2" else Fraction(value) * 100
    whole = (abs(hundredths) * 2 + 1) // 2
    sign = "-" if hundredths < 0 and whole else ""
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def _unknown(value: Unknown, type_: Type, lang: Lang) -> str:
    """By the ends that it has; that it is not below zero says nothing of an amount."""
    if value.bounds is None or type_.kind != "number":
        return say("unknown", lang)
    least, most = value.bounds
    low = said(least, type_, lang) if least and least > -ENDLESS else ""
    high = said(most, type_, lang) if most < ENDLESS else ""
    key = "between" if low and high else "at_least" if low else "at_most" if high else "unknown"
    return say(key, lang, low=low, high=high)

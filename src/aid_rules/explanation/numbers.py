"""How is a value said exactly? A fraction of a fen as a fraction, with a marked approximation beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from aid_rules.explanation.words import Lang, say
from aid_rules.language import YUAN_MONTH, YUAN_PERIOD, Type, Unknown, show_value
from aid_rules.language.to_text import plain_value


def said(value: Any, type_: Type, lang: Lang) -> str:
    """`719.00 元/月`, `1894/3 元/月（约 631.33）`, `是`; what is not known by its bounds."""
    if type(value) is Unknown:
        return _unknown(value, type_, lang)
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return show_value(value, type_, lang)
    # An amount with a period of its own is held by the month.
    unit = (YUAN_MONTH if type_.unit == YUAN_PERIOD else type_.unit).say(lang)
    exact = f"{plain_value(value, type_)} {unit}".rstrip()
    near = approximate(value, type_)
    return exact if near is None else say("about", lang, exact=exact, about=near)


def bare(value: Any, type_: Type, lang: Lang) -> str:
    """The value as an operand of a worked calculation: without its unit where that is money."""
    if isinstance(value, int | Fraction) and not isinstance(value, bool) and type_.unit.is_money:
        return plain_value(value, type_)
    return said(value, type_, lang)


def approximate(value: int | Fraction, type_: Type) -> str | None:
    """Two decimals, half up, of a value that has no finite decimal of its kind; None where it has."""
    if "/" not in plain_value(value, type_):
        return None
    hundredths = Fraction(value) if type_.unit.is_money or type_.unit.name == "m2" else Fraction(value) * 100
    whole = (abs(hundredths) * 2 + 1) // 2
    sign = "-" if hundredths < 0 and whole else ""
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def _unknown(value: Unknown, type_: Type, lang: Lang) -> str:
    if value.bounds is None or type_.kind != "number":
        return say("unknown", lang)
    low, high = value.bounds
    far = _FAR if type_.unit.is_money else _MANY
    if not -far <= low <= high <= far:
        return say("unknown", lang)
    return say("between", lang, low=said(low, type_, lang), high=said(high, type_, lang))


_FAR, _MANY = 10**9, 10**6 - 1
"""A bound beyond this many fen, or this many of anything else, says only that nothing is known."""

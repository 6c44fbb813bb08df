"""How is an amount read, kept and shown without losing a fen?"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

LARGEST = 10**12
"""Largest amount of a case or a rule file, in fen (ten thousand million yuan): the bound that
keeps every integer column within 64 bits."""

_YUAN = re.compile(r"(-?)(\d{1,11})(?:\.(\d{1,2}))?", re.ASCII)
_FRACTION = re.compile(r"(-?\d{1,18})(?:\.(\d{1,9}))?(?:/(\d{1,18}))?(%)?", re.ASCII)


class InexactAmount(ValueError):
    """The text or number is no amount of whole fen; `str()` says what was found."""


class Fen(int):
    """A whole number of fen (分). `Fen(63200).yuan` is `Decimal("632.00")`.

    Arithmetic gives a plain `int`: what a sum or product means is for the rule that asks.
    """

    __slots__ = ()

    @property
    def yuan(self) -> Decimal:
        """The same amount in yuan with two decimals."""
        return Decimal(int(self)).scaleb(-2)

    def __str__(self) -> str:
        return show_yuan(int(self))

    def __repr__(self) -> str:
        return f"Fen({int(self)})"


def parse_yuan(value: object) -> Fen:
    """Read decimal yuan: a string, an integer or a `Decimal`, at most two decimals.

    Raises InexactAmount for anything else: floats, exponents, separators, a third decimal,
    more than ten thousand million yuan.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise InexactAmount(f"{type(value).__name__} {value!r}")
    text = format(value, "f") if isinstance(value, Decimal) and value.is_finite() else str(value)
    match = _YUAN.fullmatch(text)
    if match is None:
        raise InexactAmount(repr(text[:40]))
    sign, whole, decimals = match.groups()
    fen = int(whole) * 100 + int((decimals or "").ljust(2, "0"))
    if fen > LARGEST:
        raise InexactAmount(repr(text))
    return Fen(-fen if sign else fen)


def parse_fraction(text: str) -> Fraction:
    """Read an exact number: `1.5`, `1/3`, `35%`. Raises InexactAmount for anything else."""
    match = _FRACTION.fullmatch(text.strip())
    if match is None or (match[2] and match[3]) or (match[3] and int(match[3]) == 0):
        raise InexactAmount(repr(text[:40]))
    whole, decimals, below, percent = match.groups()
    value = Fraction(int(whole), int(below)) if below else Fraction(f"{whole}.{decimals or 0}")
    return value / 100 if percent else value


def ratio(a: int | Fraction, b: int | Fraction) -> int | Fraction:
    """`a / b` exactly, as an `int` when it is whole."""
    if type(a) is int and type(b) is int:
        whole, rest = divmod(a, b)
        return Fraction(a, b) if rest else whole
    value = Fraction(a, b)
    return value.numerator if value.denominator == 1 else value


def show_yuan(fen: int | Fraction) -> str:
    """Yuan with two decimals; where fen are not whole an exact fraction of yuan: `1894/3`, `33333/400` and not `83.3325`."""
    if isinstance(fen, Fraction) and fen.denominator != 1:
        return f"{(fen / 100).numerator}/{(fen / 100).denominator}"
    whole = int(fen)
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def show_fraction(value: int | Fraction) -> str:
    """A finite decimal of up to six places as such (`1.5`), anything else as a fraction (`1/3`)."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    scaled = exact * 10**6
    if scaled.denominator != 1:
        return f"{exact.numerator}/{exact.denominator}"
    return format((Decimal(scaled.numerator) / 10**6).normalize(), "f")

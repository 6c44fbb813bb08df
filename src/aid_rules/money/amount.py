"""How is an amount read, kept and shown without losing a fen?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from aid_rules.money.quantity import Quantity

LARGEST = 10**12
"""Largest amount of a case or a rule file, in fen (ten thousand million yuan): the bound that
keeps every integer column within 64 bits."""

_YUAN = re.compile(r"(-?)(\d{1,11})(?:\.(\d{1,2}))?", re.ASCII)
_FRACTION = re.compile(r"(-?\d{1,18})(?:\.(\d{1,9}))?(?:/(\d{1,18}))?(%)?", re.ASCII)


class InexactAmount(ValueError):
    """The text or number is no amount of whole fen; `str()` says what was found."""


class Fen(Quantity):
    """A whole number of fen (分). `Fen(63200).yuan` is `Decimal("632.00")`, and `Fen.of("632")` the same amount.

    Sums, multiples and parts (`//`) are Fen: where an amount is read, a plain `int` would be taken for yuan.
    """

    __slots__ = ()

    @classmethod
    def of(cls, yuan: str | int | Decimal) -> Fen:
        """Decimal yuan as `parse_yuan` reads them. Raises InexactAmount."""
        return parse_yuan(yuan)

    @property
    def yuan(self) -> Decimal:
        """The same amount in yuan with two decimals."""
        return as_yuan(int(self))

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


def as_yuan(fen: int) -> Decimal:
    """Fen as decimal yuan; read from text, so that no precision or trap of the host program's decimals reaches it."""
    return Decimal(show_yuan(int(fen)))


def fen_of(yuan: Decimal) -> int:
    """Decimal yuan as fen. Raises InexactAmount where they are not whole."""
    fen = Fraction(yuan) * 100
    if fen.denominator != 1:
        raise InexactAmount(repr(str(yuan)))
    return fen.numerator


def sum_yuan(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum of decimal yuan, `0.00` of none: `sum` would round by the host program's context."""
    return as_yuan(sum(map(fen_of, amounts)))


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
    whole, rest = divmod(abs(scaled.numerator), 10**6)
    return f"{'-' if exact < 0 else ''}{whole}.{rest:06d}".rstrip("0")

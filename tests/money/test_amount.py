"""Is no fen lost or made when amounts are read and shown?"""

from decimal import Decimal, Inexact, Rounded, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules.money import (
    LARGEST,
    Fen,
    InexactAmount,
    parse_fraction,
    parse_yuan,
    ratio,
    show_fraction,
    show_yuan,
    sum_yuan,
)

FEN = st.integers(-LARGEST, LARGEST)
FRACTIONS = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6)


@pytest.mark.parametrize(
    ("given_", "fen"),
    [
        ("632", 63200),
        ("632.5", 63250),
        ("0.01", 1),
        (632, 63200),
        (Decimal("632.50"), 63250),
        ("-1.05", -105),
    ],
)
def test_yuan_are_read(given_: object, fen: int) -> None:
    assert parse_yuan(given_) == fen


@pytest.mark.parametrize(
    "given_",
    ["", "1.", ".5", "1,000", "1e3", " 1", "１", "1.005", 1.5, True, None, Decimal("NaN"), "10000000000.01"],
)
def test_anything_else_is_refused(given_: object) -> None:
    with pytest.raises(InexactAmount):
        parse_yuan(given_)


@given(FEN)
def test_shown_yuan_are_read_back(fen: int) -> None:
    assert parse_yuan(show_yuan(fen)) == fen
    assert parse_yuan(Fen(fen).yuan) == fen
    assert str(Fen(fen)) == show_yuan(fen)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (63133, "631.33"), (Fraction(189400, 3), "1894/3")],
)
def test_yuan_are_shown(fen: int | Fraction, text: str) -> None:
    assert show_yuan(fen) == text


def test_fen_are_shown_as_such() -> None:
    assert repr(Fen(63200)) == "Fen(63200)"


@pytest.mark.parametrize("text", ["-12345678.25", "1/3", "0.000001", "-0.5"])
def test_the_decimals_of_the_host_program_change_nothing(text: str) -> None:
    with localcontext(prec=4, traps=[Inexact, Rounded]):
        assert show_fraction(Fraction(text)) == text
        assert Fen(1234567).yuan == Decimal("12345.67")
        assert Fen.of(Decimal("12345.67")) == 1234567
        assert sum_yuan([Decimal("12345.67"), Decimal("0.01")]) == Decimal("12345.68")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.5", Fraction(3, 2)), ("1/3", Fraction(1, 3)), ("35%", Fraction(7, 20)), ("-2", Fraction(-2))],
)
def test_exact_numbers_are_read(text: str, value: Fraction) -> None:
    assert parse_fraction(text) == value


@pytest.mark.parametrize("text", ["", "1/0", "1.5/2", "a", "1 / 2", "1e2"])
def test_inexact_numbers_are_refused(text: str) -> None:
    with pytest.raises(InexactAmount):
        parse_fraction(text)


@given(FRACTIONS)
def test_shown_numbers_are_read_back(value: Fraction) -> None:
    assert parse_fraction(show_fraction(value)) == value


@given(FEN | FRACTIONS, st.integers(1, 600))
def test_a_ratio_is_exact_and_whole_where_it_can_be(a: int | Fraction, b: int) -> None:
    quotient = ratio(a, b)
    assert quotient * b == a
    assert isinstance(quotient, int) == (Fraction(a, b).denominator == 1)

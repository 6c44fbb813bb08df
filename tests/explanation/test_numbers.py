"""Is a value said exactly, and an approximation only as one?"""

from fractions import Fraction

import pytest

from aid_rules.explanation.numbers import approximate, said
from aid_rules.language import BY_NAME, NUMBER, Unknown, number
from aid_rules.scalar import ENDLESS

MONTHLY = number(BY_NAME["yuan/month"])


@pytest.mark.parametrize(
    ("fen", "zh"),
    [
        (71900, "719.00 元/月"),
        (Fraction(189400, 3), "1894/3 元/月（约 631.33 元/月）"),
        (Fraction(1, 2), "1/200 元/月（约 0.01 元/月）"),
        (Fraction(-189400, 3), "-1894/3 元/月（约 -631.33 元/月）"),
        (Fraction(99999, 10), "99999/1000 元/月（约 100.00 元/月）"),
        (Fraction(33333, 4), "33333/400 元/月（约 83.33 元/月）"),
        (Fraction(-1, 3), "-1/300 元/月（约 0.00 元/月）"),
    ],
)
def test_money(fen: int | Fraction, zh: str) -> None:
    assert said(fen, MONTHLY, "zh") == zh


def test_a_ratio() -> None:
    assert said(Fraction(1, 3), NUMBER, "en") == "1/3 (about 0.33)"
    assert said(Fraction(3, 2), NUMBER, "en") == "1.5"
    assert approximate(7, NUMBER) is None


def test_what_is_not_known_by_its_bounds() -> None:
    unknown = Unknown(frozenset({"x"}), (25000, 44000))
    assert said(unknown, MONTHLY, "zh") == "未定，在 250.00 元/月 与 440.00 元/月 之间"
    assert said(Unknown(frozenset({"x"}), (0, ENDLESS)), MONTHLY, "en") == "unknown"
    assert said(Unknown(frozenset({"x"}), (25000, ENDLESS)), MONTHLY, "zh") == "未定，不低于 250.00 元/月"
    assert said(Unknown(frozenset({"x"}), (-ENDLESS, 25000)), MONTHLY, "zh") == "未定，不高于 250.00 元/月"
    assert said(Unknown(frozenset({"x"}), (0, 25000)), MONTHLY, "zh") == "未定，不高于 250.00 元/月"
    assert said(Unknown(frozenset({"x"})), MONTHLY, "en") == "unknown"

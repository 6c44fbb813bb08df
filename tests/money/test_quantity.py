"""Does an amount stay an amount whatever is reckoned with it, and is what would lose the unit refused?"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from aid_rules.case import Income, SquareMetres
from aid_rules.money import Fen

A, B = Fen(63251), Fen(100)


@pytest.mark.parametrize(
    ("found", "fen"),
    [
        (A + B, 63351), (A - B, 63151), (sum([A, B]), 63351), (0 + A, 63251), (A - 0, 63251), (0 - A, -63251),
        (-A, -63251), (+A, 63251), (abs(-A), 63251), (A * 3, 189753), (3 * A, 189753), (A // 2, 31625),
        (A % B, 51), (A % 2, 1), (round(A, -2), 63300), (max(A, B), 63251), (divmod(A, 2)[0], 31625),
        (divmod(A, B)[1], 51), (Fen.of("632.51"), 63251), (copy.deepcopy(A), 63251), (pickle.loads(pickle.dumps(A)), 63251),
    ],
)  # fmt: skip
def test_fen_stay_fen(found: object, fen: int) -> None:
    assert type(found) is Fen
    assert found == fen
    assert Income(kind="wage", amount=abs(found), period="month").amount == abs(fen)


@pytest.mark.parametrize(
    ("found", "number"),
    [
        (A / B, Fraction(63251, 100)), (A // B, 632), (divmod(A, B)[0], 632), (A * Fraction(1, 2), Fraction(63251, 2)),
        (Fraction(1, 2) * A, Fraction(63251, 2)), (A / Fraction(2), Fraction(63251, 2)), (A + Fraction(1, 2), Fraction(126503, 2)),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_a_plain_number(found: object, number: object) -> None:
    assert type(found) is type(number)
    assert found == number


@pytest.mark.parametrize(
    "reckon",
    [
        lambda a: a + 100, lambda a: 100 + a, lambda a: a - 100, lambda a: 100 - a, lambda a: a + True,
        lambda a: a * a, lambda a: a * Decimal("0.5"), lambda a: a * 0.5, lambda a: a / 2, lambda a: 2 / a,
        lambda a: 2 // a, lambda a: a**2, lambda a: a + Decimal(1), lambda a: a + SquareMetres(1),
        lambda a: a * SquareMetres(1), lambda a: a // 0.5, lambda a: a % 0.5, lambda a: sum([a], 1),
    ],
)  # fmt: skip
def test_what_would_lose_the_unit_is_refused(reckon: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError):
        reckon(A)


def test_areas_keep_their_unit_too() -> None:
    area = SquareMetres.of("89.5")
    assert (type(area * 2), area * 2, str(area * 2)) == (SquareMetres, 17900, "179.00")

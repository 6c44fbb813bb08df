"""Does rounding go where the rule says, and never further than a step?"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules.money import DIRECTIONS, STEPS, Rounding, round_down, round_half_up, round_up

AMOUNTS = st.integers(-(10**12), 10**12) | st.fractions(-(10**9), 10**9, max_denominator=10**4)
STEP = st.sampled_from(sorted(STEPS.values()))


@pytest.mark.parametrize(
    ("x", "up", "down", "half_up"),
    [
        (Fraction(189400, 3), 63200, 63100, 63100),
        (63150, 63200, 63100, 63200),
        (63149, 63200, 63100, 63100),
        (63100, 63100, 63100, 63100),
        (1, 100, 0, 0),
        (-50, 0, -100, 0),
    ],
)
def test_to_the_yuan(x: int | Fraction, up: int, down: int, half_up: int) -> None:
    assert (round_up(x, 100), round_down(x, 100), round_half_up(x, 100)) == (up, down, half_up)


@given(AMOUNTS, STEP)
def test_rounded_amounts_are_multiples_within_a_step(x: int | Fraction, step: int) -> None:
    assert round_down(x, step) <= x <= round_up(x, step)
    assert round_up(x, step) - round_down(x, step) in {0, step}
    assert abs(round_half_up(x, step) - x) * 2 <= step
    for rounded in (round_down(x, step), round_up(x, step), round_half_up(x, step)):
        assert rounded % step == 0
        assert type(rounded) is int


@given(AMOUNTS, AMOUNTS, STEP, st.sampled_from(DIRECTIONS))
def test_rounding_keeps_the_order(x: int | Fraction, y: int | Fraction, step: int, direction: str) -> None:
    low, high = sorted([x, y])
    assert Rounding(direction, step)(low) <= Rounding(direction, step)(high)


def test_no_rounding_is_none_at_all() -> None:
    assert Rounding("up", 0)(Fraction(1, 3)) == Fraction(1, 3)

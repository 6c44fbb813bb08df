"""Which way does a rule round, and to what?

No national text names a rounding for these payments, so a rule always says both.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

STEPS = {"fen": 1, "jiao": 10, "yuan": 100, "ten_yuan": 1000}
"""What an amount may be rounded to, in fen."""

DIRECTIONS = ("up", "down", "half_up")


def round_up(x: int | Fraction, step: int) -> int:
    """Least multiple of `step` fen not below `x` fen: 63133⅓ to the yuan is 63200."""
    return -(-x // step) * step


def round_down(x: int | Fraction, step: int) -> int:
    """Greatest multiple of `step` fen not above `x` fen."""
    return x // step * step


def round_half_up(x: int | Fraction, step: int) -> int:
    """Nearest multiple of `step` fen; the half goes up (四舍五入; for amounts below zero too)."""
    return (2 * x + step) // (2 * step) * step


_BY_DIRECTION = {"up": round_up, "down": round_down, "half_up": round_half_up}


@dataclass(frozen=True, slots=True)
class Rounding:
    """A direction and a step, as a region sets them; `step` in fen, 0 for no rounding at all."""

    direction: str
    step: int

    def __call__(self, x: int | Fraction) -> int | Fraction:
        """Round `x` fen."""
        return _BY_DIRECTION[self.direction](x, self.step) if self.step else x

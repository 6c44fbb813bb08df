"""Part of the values that a number not known may have: how "what if it lies between these" is asked."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Protocol

from aid_rules.case.items import MOST_MONTHS
from aid_rules.money import ratio

Number = int | Fraction
_CLOSEST = Fraction(1, 12 * MOST_MONTHS)
"""No amount a month, of so much once in up to so many months, comes closer to a twelfth of a fen without being one."""


class Span(Protocol):
    """Values of a number, in order. Hashable: it stands for the number in what is supposed."""

    @property
    def ends(self) -> tuple[Number, Number]:
        """The least and the greatest."""

    @property
    def size(self) -> int:
        """How many times it can be parted, about."""

    def parts(self) -> tuple[Number | Span, ...]:
        """All of it; nothing where it cannot be parted."""


@dataclass(frozen=True, slots=True)
class Steps:
    """`least` and every `step` from there to `greatest`; `between`: and anything between two of these."""

    least: Number
    greatest: Number
    step: Number = 1
    between: bool = False

    @property
    def ends(self) -> tuple[Number, Number]:
        """The least and the greatest."""
        return self.least, self.greatest

    @property
    def size(self) -> int:
        """How many steps; none lie between two neighbours."""
        return int((self.greatest - self.least) // self.step)

    def parts(self) -> tuple[Number | Span, ...]:
        """Two halves, by size as long as the ends differ in size: what money decides lies near the small end."""
        if self.size == 0:
            return ()
        if self.size == 1:
            inner = Steps(self.least + _CLOSEST, self.greatest - _CLOSEST, self.step)
            return (self.least, self.greatest, *((inner,) if self.between else ()))
        half = self.size // 2
        first = int(self.least / Fraction(self.step))
        if first >= 0 and self.size > 4 * (first + 1):
            half = max(1, isqrt((first + 1) * (first + self.size)) - first)
        upper = half if self.between else half + 1
        return self._part(0, half), self._part(upper, self.size)

    def _part(self, first: int, last: int) -> Number | Span:
        least, greatest = (ratio(self.least + steps * self.step, 1) for steps in (first, last))
        return least if first == last else Steps(least, greatest, self.step, self.between)


@dataclass(frozen=True, slots=True)
class Shares:
    """An amount a month of what comes once and is spread over `fewest` to `most` months."""

    amount: int
    fewest: int
    most: int

    @property
    def ends(self) -> tuple[Number, Number]:
        """The least and the greatest."""
        return ratio(self.amount, self.most), ratio(self.amount, self.fewest)

    @property
    def size(self) -> int:
        """How many numbers of months less one."""
        return self.most - self.fewest

    def parts(self) -> tuple[Number | Span, ...]:
        """Two halves."""
        middle = (self.fewest + self.most) // 2
        return self._part(self.fewest, middle), self._part(middle + 1, self.most)

    def _part(self, fewest: int, most: int) -> Number | Span:
        return ratio(self.amount, most) if fewest == most else Shares(self.amount, fewest, most)

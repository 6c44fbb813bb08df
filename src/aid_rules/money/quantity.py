"""What may be done with a whole number of some unit, and what is it a number of afterwards?

A sum of fen is fen, and so is a multiple or a part of an amount. What would lose the unit or the exactness is
refused: a plain number added (fen or yuan?), an amount times an amount, a division that makes a float.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal, NoReturn, Self, overload


class Quantity(int):
    """A whole number of one unit. A plain `int` beside it in a comparison is taken in that unit."""

    __slots__ = ()

    def _alike(self, other: object) -> bool:
        """May it be added as it is: the same unit, or the zero with which `sum` begins? TypeError for anything else."""
        if type(other) is type(self) or (type(other) is int and other == 0):
            return True
        if isinstance(other, Fraction):
            return False
        raise TypeError(
            f"{type(self).__name__} and {type(other).__name__} do not add up: say what unit it is"
        )

    def _count(self, other: object) -> bool:
        """Is it a plain whole number? A Fraction answers for itself, exactly; TypeError for anything else."""
        if isinstance(other, Fraction):
            return False
        if isinstance(other, int) and not isinstance(other, Quantity | bool):
            return True
        raise TypeError(f"{type(self).__name__} goes with whole numbers and fractions here, not {other!r}")

    def __add__(self, other: Self | Literal[0], /) -> Self:  # type: ignore[override]
        return type(self)(int(self) + int(other)) if self._alike(other) else NotImplemented

    def __radd__(self, other: Self | Literal[0], /) -> Self:  # type: ignore[override]
        return type(self)(int(self) + int(other)) if self._alike(other) else NotImplemented

    def __sub__(self, other: Self | Literal[0], /) -> Self:  # type: ignore[override]
        return type(self)(int(self) - int(other)) if self._alike(other) else NotImplemented

    def __rsub__(self, other: Self | Literal[0], /) -> Self:  # type: ignore[override]
        return type(self)(int(other) - int(self)) if self._alike(other) else NotImplemented

    def __mul__(self, other: int, /) -> Self:
        return type(self)(int(self) * int(other)) if self._count(other) else NotImplemented

    __rmul__ = __mul__

    @overload
    def __floordiv__(self, other: Self, /) -> int: ...  # type: ignore[overload-overlap]
    @overload
    def __floordiv__(self, other: int, /) -> Self: ...
    def __floordiv__(self, other: int, /) -> int:
        if type(other) is type(self):
            return int(self) // int(other)
        return type(self)(int(self) // int(other)) if self._count(other) else NotImplemented

    def __mod__(self, other: int, /) -> Self:
        if type(other) is not type(self) and not self._count(other):
            return NotImplemented
        return type(self)(int(self) % int(other))

    @overload
    def __divmod__(self, other: Self, /) -> tuple[int, Self]: ...  # type: ignore[overload-overlap]
    @overload
    def __divmod__(self, other: int, /) -> tuple[Self, Self]: ...
    def __divmod__(self, other: int, /) -> tuple[int, Self]:
        return self // other, self % other

    def __truediv__(self, other: Self, /) -> Fraction:  # type: ignore[override]
        """How many times the other: exact. For a part of an amount, `//` says that it rounds."""
        found: object = other
        if isinstance(found, Fraction):
            return NotImplemented
        return Fraction(int(self), int(other)) if type(found) is type(self) else self._inexact()

    def _inexact(self, *_: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} is divided exactly: `a // n`, `Fraction(a, n)`, or `a / b` of two"
        )

    __rtruediv__ = __rfloordiv__ = __rmod__ = __rdivmod__ = __pow__ = __rpow__ = _inexact

    def __neg__(self) -> Self:
        return type(self)(-int(self))

    def __pos__(self) -> Self:
        return self

    def __abs__(self) -> Self:
        return type(self)(abs(int(self)))

    def __round__(self, ndigits: Any = 0, /) -> Self:
        return type(self)(round(int(self), ndigits))

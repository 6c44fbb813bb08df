"""What is known of a column while its source is written: names of arrays, bounds, base, what can be missing.

Where nothing in a column can be unknown, `high` is `low`: one array and no mask.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from aid_rules.case.paths import Path


@dataclass(frozen=True, slots=True)
class Part:
    """The values, or the least or greatest values, of a column, as source.

    Of numbers `n` are the numerators, within `span`, over a base `d` that is one number or an array (then at
    most `most`). `bits`: how wide the array is; 0 for a literal.
    """

    n: str
    span: tuple[int, int] = (0, 0)
    d: int | str = 1
    most: int = 1
    bits: int = 64
    wild: str = ""

    @property
    def base(self) -> Part:
        """The base as a number of its own."""
        if isinstance(self.d, int):
            return whole(self.d)
        return Part(self.d, (1, self.most))


def whole(value: int) -> Part:
    """A literal whole number."""
    return Part(str(value), (value, value), bits=0)


def exact(value: Any) -> Part:
    """A literal number, whole or broken."""
    return replace(whole(value.numerator), d=value.denominator, most=value.denominator)


@dataclass(frozen=True, slots=True)
class Column:
    """A value of every row at a path.

    Truth: `low` and `high` are masks. Numbers: the ends of intervals. Dates: days since 1970. Enums and settings:
    codes of `members`, -1 for none. `unknown`, `nothing`: masks where the value is not known or there is none;
    truth and numbers without `unknown` are unknown where their ends differ. `unset`: where an unknown value
    waits for a local parameter (and anything where it is known).
    """

    kind: str
    path: Path
    low: Part
    high: Part
    unknown: str = ""
    nothing: str = ""
    unset: str = ""
    members: tuple[Any, ...] = ()

    @property
    def closed(self) -> bool:
        """Is nothing unknown?"""
        return self.low == self.high and not self.unknown and not self.low.wild

    @property
    def literal(self) -> bool:
        """Is it one value that stands in the source?"""
        return self.closed and self.low.bits == 0 and isinstance(self.low.d, int) and not self.nothing


def truth(path: Path, low: str, high: str, unset: str = "") -> Column:
    """A column of conditions; the unset mask goes where nothing is unknown."""
    bits = 0 if low == high and low in ("True", "False") else 1
    return Column("boolean", path, Part(low, (0, 1), bits=bits), Part(high, (0, 1), bits=bits),
                  unset="" if low == high else unset)  # fmt: skip


def number(path: Path, low: Part, high: Part, unset: str = "") -> Column:
    """A column of numbers."""
    return Column("number", path, low, high, unset="" if low == high and not low.wild else unset)


TRUE = truth((), "True", "True")
FALSE = truth((), "False", "False")

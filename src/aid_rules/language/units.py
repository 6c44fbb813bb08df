"""Which unit does a number have, and what comes of adding, multiplying, dividing it?

A unit is a product of powers: 元/月 is yuan¹·month⁻¹. Amounts are held in fen whatever the unit is called.
"""

from __future__ import annotations

from dataclasses import dataclass

_BASES = ("yuan", "month", "year", "day", "m2", "period")


@dataclass(frozen=True, slots=True)
class Unit:
    """Powers of yuan, month, year, day, m2 and `period` (a period that belongs to the value itself)."""

    powers: tuple[int, ...] = (0,) * len(_BASES)

    def __mul__(self, other: Unit) -> Unit:
        return Unit(tuple(a + b for a, b in zip(self.powers, other.powers, strict=True)))

    def __truediv__(self, other: Unit) -> Unit:
        return Unit(tuple(a - b for a, b in zip(self.powers, other.powers, strict=True)))

    @property
    def is_money(self) -> bool:
        """Does it count yuan, at once or a period?"""
        return self.powers[0] == 1

    @property
    def name(self) -> str:
        """As rule files write it; empty for a plain number; a product where it has no name."""
        found = _NAMES.get(self)
        if found is None:
            found = "·".join(f"{b}^{p}" for b, p in zip(_BASES, self.powers, strict=True) if p)
        return found

    @property
    def has_name(self) -> bool:
        """May a rule's value have this unit?"""
        return self in _NAMES

    def say(self, lang: str = "zh") -> str:
        """`元/月`; empty for a plain number."""
        return _ZH.get(self.name, self.name) if lang == "zh" else self.name


def _unit(**powers: int) -> Unit:
    return Unit(tuple(powers.get(base, 0) for base in _BASES))


PLAIN = _unit()
YUAN = _unit(yuan=1)
YUAN_MONTH = _unit(yuan=1, month=-1)
YUAN_YEAR = _unit(yuan=1, year=-1)
YUAN_PERIOD = _unit(yuan=1, period=-1)
MONTHS = _unit(month=1)
YEARS = _unit(year=1)
DAYS = _unit(day=1)
AREA = _unit(m2=1)

_NAMES = {
    PLAIN: "",
    YUAN: "yuan",
    YUAN_MONTH: "yuan/month",
    YUAN_YEAR: "yuan/year",
    YUAN_PERIOD: "yuan/period",
    MONTHS: "months",
    YEARS: "years",
    DAYS: "days",
    AREA: "m2",
}
_ZH = {
    "yuan": "元",
    "yuan/month": "元/月",
    "yuan/year": "元/年",
    "yuan/period": "元/期",
    "months": "个月",
    "years": "年",
    "days": "天",
    "m2": "平方米",
}

BY_NAME = {name: unit for unit, name in _NAMES.items()}
"""Unit by the name that rule files use."""

FACTORS = {"yuan": (100, YUAN), "month": (1, MONTHS), "year": (1, YEARS), "day": (1, DAYS), "m2": (100, AREA)}
"""Units as factors of an expression: `20 * yuan / month`. The number is in stored units: fen, and hundredths of m²."""

TAKES_PLAIN_NUMBERS = (MONTHS, YEARS, DAYS)
"""`age >= 60`: units in which a whole number of the text needs no unit of its own."""

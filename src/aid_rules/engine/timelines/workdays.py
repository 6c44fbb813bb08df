"""Which days are working days?

Without the State Council's yearly arrangement of holidays only weekends are known to be free: whoever has the
arrangement gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Workdays:
    """`holidays` are free days of the week, `worked` weekend days that are worked (调休). By default neither."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_worked(self, day: date) -> bool:
        """Is the day a working day?"""
        return day in self.worked or (day.weekday() <= _FRIDAY and day not in self.holidays)

    @property
    def known(self) -> bool:
        """Has an arrangement been given?"""
        return bool(self.holidays or self.worked)

    def after(self, day: date, count: int) -> date:
        """The last of `count` working days; the day itself does not count (民法典 §201)."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_worked(day)
        return day

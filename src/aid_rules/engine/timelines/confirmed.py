"""Until when does a confirmation on record hold, where the law gives it a term?

A family found to have unavoidable costs is confirmed for twelve months at most; then it has to apply again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from aid_rules.case import Award
from aid_rules.dates import add_months


class Confirmed:
    """The confirmations among awards. `term`: of a programme and the day of a confirmation, for how many months it holds."""

    def __init__(self, awards: Iterable[Award], term: Callable[[str, date], int | None]) -> None:
        self._periods: dict[str, list[tuple[date, date]]] = {}
        for award in awards:
            months = term(award.programme, award.from_)
            if months is None:
                continue
            end = add_months(award.from_, months)
            until = min(award.until, end) if isinstance(award.until, date) else end
            self._periods.setdefault(award.programme, []).append((award.from_, until))

    def until(self, programme: str, on: date) -> date | None:
        """The first day after the last confirmation that has begun by `on`; None where none is on record."""
        return max((end for begin, end in self._periods.get(programme, ()) if begin <= on), default=None)

    def lapsed(self, programme: str, on: date) -> bool:
        """Has the last confirmation run out by `on`? False where none is on record."""
        until = self.until(programme, on)
        return until is not None and until <= on

    def ends(self) -> list[tuple[str, date]]:
        """Programme and first day after, of every confirmation."""
        return sorted((name, end) for name, periods in self._periods.items() for _, end in periods)

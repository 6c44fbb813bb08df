"""What was paid for the months, and what is the difference?

Compared is what was granted: the months that an award on record covers, and any month for which something was
paid. An award that begins after the first of a month covers that month only where the programme's rule pays from it.
What would be due without an award is told apart: that asks for an application. Payments for months outside
the range, under programmes that the rules do not know, or of aid paid once stand beside the comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from aid_rules.case import NOTHING, Award, Household
from aid_rules.dates import month_text
from aid_rules.engine.timelines.days import months_between
from aid_rules.engine.timelines.months import Key
from aid_rules.engine.timelines.record import (
    Balance,
    Due,
    Month,
    MonthBalance,
    Payments,
    Ungranted,
    Unmatched,
)
from aid_rules.money import Fen, as_yuan, fen_of, sum_yuan
from aid_rules.scalar import Said

_ZERO = Decimal("0.00")
Beside = Literal["outside_range", "no_such_programme", "not_monthly"]


FirstMonth = Callable[[str, date], date | None]
"""Of a programme and the day within a month on which it was granted: the first month paid; None: not known."""


class Granted:
    """The awards of a case: what they cover and what was paid under them, by programme and person.

    Where an award to the household stands beside awards to persons of it, or a programme pays the household,
    the programme is compared as a whole.
    """

    def __init__(
        self, case: Household, per_person: frozenset[str], first_month: FirstMonth, continues: Mapping[str, str]
    ) -> None:  # fmt: skip
        """`first_month`: from when what was granted within a month is paid. `continues`: as `Rulebook.continues`."""
        self._first_month, self._continues = first_month, continues
        self._awards: dict[Key, list[Award]] = {}
        awards = case.awards or ()
        whole = {a.programme for a in awards if a.person_id is NOTHING or a.programme not in per_person}
        for award in awards:
            person = None if award.programme in whole or award.person_id is NOTHING else award.person_id
            self._awards.setdefault((award.programme, person), []).append(award)

    @property
    def keys(self) -> list[Key]:
        """Programme and person of every award."""
        return list(self._awards)

    def key_of(self, key: Key) -> Key:
        """The key under which something due is compared."""
        programme = key[0]
        if all(own != programme for own, _ in self._awards):
            programme = self._continues.get(programme, programme)
        return (programme, None) if (programme, None) in self._awards else (programme, key[1])

    def on_record(self, key: Key) -> bool:
        """Are payments on record under this key (be it that there were none)?"""
        return any(isinstance(award.payments, tuple) for award in self._awards[key])

    def covers(self, key: Key, month: str) -> bool:
        """Does an award cover the month, or may it?"""
        return any(self._covers(award, month) is not False for award in self._awards.get(key, ()))

    def begins(self, key: Key, month: str) -> bool:
        """May an award cover the month, and none surely does?"""
        found = [self._covers(award, month) for award in self._awards.get(key, ())]
        return None in found and True not in found

    def _covers(self, award: Award, month: str) -> bool | None:
        first = date.fromisoformat(f"{month}-01")
        if isinstance(award.until, date) and award.until <= first:
            return False
        if award.from_ <= first or month_text(award.from_) > month:
            return award.from_ <= first
        begin = self._first_month(award.programme, award.from_)
        return None if begin is None else begin <= first

    def paid(self, key: Key) -> dict[str, Decimal]:
        """What was paid, by month."""
        found: dict[str, Fen] = {}
        for award in self._awards[key]:
            for payment in award.payments or ():
                found[payment.month] = found.get(payment.month, Fen(0)) + payment.amount
        return {month: amount.yuan for month, amount in found.items()}


def compare(
    case: Household, months: list[Month], first: date, end: date, titles: Mapping[str, Said],
    monthly: frozenset[str], per_person: frozenset[str], first_month: FirstMonth, continues: Mapping[str, str],
) -> Payments | None:  # fmt: skip
    """The comparison; None where no award has payments on record.

    `titles` names the programmes that the rules know within the range, `monthly` those that pay by the month,
    `per_person` those that pay persons, `first_month` from when what begins within a month is paid.
    """
    granted = Granted(case, per_person, first_month, continues)
    if not any(granted.on_record(key) for key in granted.keys):
        return None
    due = _due(months, granted)
    covered = [month_text(day) for day in months_between(first, end)]
    unmatched = [
        Unmatched(programme=key[0], person_id=key[1], month=month, paid=amount, reason=reason)
        for key in granted.keys
        for month, amount in sorted(granted.paid(key).items())
        if (reason := _beside(key[0], month, covered, titles, monthly)) is not None
    ]
    balances = [
        _balance(key, granted, due.get(key, {}), covered, titles[key[0]])
        for key in granted.keys
        if granted.on_record(key) and key[0] in monthly
    ]
    return Payments(
        balances=tuple(balances), unmatched=tuple(unmatched), ungranted=tuple(_ungranted(granted, due, titles)),
        not_on_record=tuple(
            dict.fromkeys(key[0] for key in granted.keys if not granted.on_record(key) and key[0] in monthly)
        ),
        back_pay=sum_yuan(each.back_pay for each in balances),
        overpaid=sum_yuan(each.overpaid for each in balances),
    )  # fmt: skip


def _beside(
    programme: str, month: str, covered: list[str], titles: Mapping[str, Said], monthly: frozenset[str]
) -> Beside | None:
    if programme not in titles:
        return "no_such_programme"
    if programme not in monthly:
        return "not_monthly"
    return None if month in covered else "outside_range"


def _due(months: list[Month], granted: Granted) -> dict[Key, dict[str, list[Due]]]:
    found: dict[Key, dict[str, list[Due]]] = {}
    for month in months:
        for each in month.due:
            key = granted.key_of((each.programme, each.person_id))
            found.setdefault(key, {}).setdefault(month.month, []).append(each)
    return found


def _sum(due: list[Due]) -> Decimal | None:
    amounts = [each.amount for each in due]
    return None if None in amounts else sum_yuan(a for a in amounts if a is not None)


def _balance(
    key: Key, granted: Granted, due: Mapping[str, list[Due]], covered: list[str], title: Said
) -> Balance:
    paid = granted.paid(key)
    months = []
    for month in covered:
        if month in paid or granted.covers(key, month):
            had = paid.get(month, _ZERO)
            open_ = month not in paid and granted.begins(key, month)
            owed = None if open_ else _sum(due.get(month, []))
            difference = None if owed is None else as_yuan(fen_of(owed) - fen_of(had))
            months.append(MonthBalance(month=month, due=owed, paid=had, difference=difference))
    differences = [each.difference for each in months if each.difference is not None]
    return Balance(
        programme=key[0], title=title, person_id=key[1], months=tuple(months),
        due=sum_yuan(each.due for each in months if each.due is not None),
        paid=sum_yuan(each.paid for each in months),
        back_pay=sum_yuan(d for d in differences if d > 0),
        overpaid=sum_yuan(d.copy_negate() for d in differences if d < 0),
        open=len(months) - len(differences),
    )  # fmt: skip


def _ungranted(
    granted: Granted, due: Mapping[Key, Mapping[str, list[Due]]], titles: Mapping[str, Said]
) -> list[Ungranted]:
    found = []
    for key, months in due.items():
        paid = granted.paid(key) if key in granted.keys else {}
        sums = {
            month: owed
            for month, each in months.items()
            if (owed := _sum(each)) and month not in paid and not granted.covers(key, month)
        }
        if sums:
            found.append(
                Ungranted(
                    programme=key[0], title=titles[key[0]], person_id=key[1], months=tuple(sums),
                    due=sum_yuan(sums.values()),
                )
            )  # fmt: skip
    return found

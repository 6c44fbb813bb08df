"""What is still to be paid for past months, and what was paid too much?

The months from the first day of the new rules to the last one asked for, each decided as of its first day by the
new rules, against what was paid for it (`awards[].payments`): the conventions are those of a household's timeline
(`engine.timelines`), and so are the results. Where an award has no payments on record, the amount a month that it
states counts as paid, or else what the old rules give for that month, and `paid_by` says so. What no award covers is owed nothing
without an application.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.batch.chunk.awards import (
    HOUSEHOLD,
    NOT_STATED,
    Awards,
    Mask,
    Numbers,
    month_number,
)
from aid_rules.batch.chunk.layout import Layout
from aid_rules.batch.chunk.seats import Seats
from aid_rules.batch.chunk.standing import ELIGIBLE, UNDETERMINED, Standing
from aid_rules.columnar.calendar import days_of

PAID_BY = ("before", "award", "payments", "mixed")
"""What says how much was paid: the old rules, the amount that an award states, payments on record; several of them."""
BEFORE, AWARD, PAYMENTS = 1, 2, 4
"""The same as bits: of awards to several persons each may be paid by something else."""
_WORD_OF = np.full(BEFORE + AWARD + PAYMENTS + 1, PAID_BY.index("mixed"), dtype=np.int8)
_WORD_OF[[BEFORE, AWARD, PAYMENTS]] = 0, 1, 2


@dataclass
class Arrears:
    """One programme, a row a household, in fen. `months`: how many were compared; `open`: of how many the due is open.

    `by`: what says how much was paid, as bits.
    """

    months: Numbers
    open: Numbers
    due: Numbers
    paid: Numbers
    back_pay: Numbers
    overpaid: Numbers
    by: NDArray[np.int8]

    @classmethod
    def none(cls, households: int) -> Arrears:
        """Nothing compared."""
        months, open_, due, paid, back_pay, overpaid = (
            np.zeros(households, dtype=np.int64) for _ in range(6)
        )
        return cls(months, open_, due, paid, back_pay, overpaid, np.zeros(households, dtype=np.int8))

    def spread(self, rows: Numbers, households: int) -> Arrears:
        """The same for more households, of which these are the rows; of the others nothing was compared."""
        whole = Arrears.none(households)
        for column, values in zip(whole.numbers, self.numbers, strict=True):
            column[rows] = values
        whole.by[rows] = self.by
        return whole

    def take(self, rows: Numbers) -> Arrears:
        """Of these households only."""
        months, open_, due, paid, back_pay, overpaid = (column[rows] for column in self.numbers)
        return Arrears(months, open_, due, paid, back_pay, overpaid, self.by[rows])

    def add(self, other: Arrears) -> None:
        """Add another one to this one."""
        for column, more in zip(self.numbers, other.numbers, strict=True):
            column += more
        self.by |= other.by

    def paid_by(self, word: str) -> Mask:
        """The households of which this says how much was paid."""
        found: Mask = (self.months > 0) & (_WORD_OF[self.by] == PAID_BY.index(word))
        return found

    @property
    def numbers(self) -> tuple[Numbers, ...]:
        """The columns of numbers, in the order of `told` (see `Reckoning.settle`)."""
        return self.months, self.open, self.due, self.paid, self.back_pay, self.overpaid

    def columns(self, rows: Numbers) -> dict[str, pa.Array]:
        """The columns of changes for these households; null where nothing was compared."""
        none = self.months[rows] == 0
        found = {
            "months": self.months, "months_open": self.open, "due": self.due, "paid": self.paid,
            "back_pay": self.back_pay, "overpaid": self.overpaid,
        }  # fmt: skip
        by = pa.DictionaryArray.from_arrays(pa.array(_WORD_OF[self.by[rows]], mask=none), pa.array(PAID_BY))
        return {name: pa.array(values[rows], mask=none) for name, values in found.items()} | {"paid_by": by}


@dataclass
class Key:
    """What awards of one programme are compared under: rows of (household, member), and their payments by month.

    `covered`: the months to compare, which an award covers or for which a payment is on record, be it of nothing.
    """

    household: Numbers
    member: Numbers
    recorded: Mask
    stated: Mask
    paid: NDArray[np.int64]
    covered: NDArray[np.bool_]


class Reckoning:
    """Adds up month by month.

    `unsteady` are the households of which the timeline has to tell; `idle` those that had nothing due on the first day
    of the month added last, of what a rule says from which month it is paid: it may have begun within that month.
    """

    def __init__(
        self, chunk: pa.RecordBatch, awards: Awards | None, layout: Layout, months: Sequence[date]
    ) -> None:  # fmt: skip
        self.seats, self.layout, self.months = Seats(chunk), layout, months
        self.count = chunk.num_rows
        self.keys = (
            {} if awards is None else _keys(awards, layout, [month_number(day) for day in months], months)
        )
        self.unsteady, self.idle = np.zeros(self.count, dtype=bool), np.zeros(self.count, dtype=bool)
        monthly = [each.name for each in layout.programmes if each.per == "month"]
        self._found, self._recorded = ({name: Arrears.none(self.count) for name in monthly} for _ in range(2))
        self._on_record = {name: np.zeros(self.count, dtype=bool) for name in monthly}
        for name, key in self.keys.items():
            self._on_record[name][key.household[key.recorded]] = True
        self._held: dict[str, Mask] = {}
        # What goes on under an award of another programme, and who has one of its own for it.
        self._more = {each.continues: each.name for each in layout.programmes if each.continues is not None}
        self._own = {name: _granted(awards, name, self.count) for name in self._more.values()}
        self._applied_late(chunk, awards)
        if awards is not None:
            self._begun_midway(awards)

    def _applied_late(self, chunk: pa.RecordBatch, awards: Awards | None) -> None:
        """Who applied within the months: what was granted earlier decides when it begins."""
        index = chunk.schema.get_field_index("application_date")
        if index < 0 or awards is None:
            return
        days = chunk.column(index).cast(pa.int32()).fill_null(-(2**31)).to_numpy(zero_copy_only=False)
        applied = days >= days_of(self.months[0])
        self.unsteady |= applied & _granted(awards, None, self.count)

    def _begun_midway(self, awards: Awards) -> None:
        """To whom something was granted within a month: the programme's rule says whether that month is paid."""
        first, last = month_number(self.months[0]), month_number(self.months[-1])
        midway = (awards.begun >= first) & (awards.begun <= last) & awards.recorded
        self.unsteady[awards.household[midway]] = True

    def add(self, place: int, standing: Standing, failed: Mask) -> None:
        """The decisions as of the first day of a month; of who could not be decided then (`failed`) all is open."""
        self.idle[:] = False
        for name, key in self.keys.items():
            self._against_payments(name, key, place, standing, failed)

    def by_old_rules(self, place: int) -> Numbers:
        """The households with an award for the month that says nothing of what was paid."""
        found = np.zeros(self.count, dtype=bool)
        for key in self.keys.values():
            found |= self._silent(key, place)
        return np.flatnonzero(found)

    def add_before(
        self, place: int, rows: Numbers, few: pa.RecordBatch, was: Standing, standing: Standing, failed: Mask
    ) -> None:  # fmt: skip
        """Of these households: what the old rules give for the month counts as paid where an award does not say."""
        seats = Seats(few)
        for name, key in self.keys.items():
            granted = self._silent(key, place)[rows]
            paid, known = was.amount(name)
            due, waits = _of_households(name, standing, seats)
            waits |= failed
            compared = (was.outcome(name) == ELIGIBLE) & known & granted
            difference = np.where(compared & ~waits, due - paid, 0)
            found = self._found[name]
            found.by[rows[compared]] |= BEFORE
            for total, part in (
                (found.months, compared), (found.open, compared & waits), (found.due, np.where(compared & ~waits, due, 0)),
                (found.paid, np.where(compared, paid, 0)),
                (found.back_pay, np.maximum(difference, 0)), (found.overpaid, np.maximum(-difference, 0)),
            ):  # fmt: skip
                total[rows] += part

    def _silent(self, key: Key, place: int) -> Mask:
        """The households with an award of this programme for the month, none of which says what was paid."""
        found = np.zeros(self.count, dtype=bool)
        found[key.household[key.covered[:, place]]] = True
        found[key.household[key.recorded | key.stated]] = False
        return found

    def settle(self, household: int, told: Mapping[str, Sequence[int]]) -> None:
        """Put what the timeline tells of a household in place of what was added up of payments on record.

        `told`: the numbers of each programme.
        """
        for name, found in self._recorded.items():
            if self._on_record[name][household]:
                numbers = told.get(name, (0,) * len(found.numbers))
                for column, number in zip(found.numbers, numbers, strict=True):
                    column[household] = number
                found.by[household] = PAYMENTS if found.months[household] else 0

    def leave_open(self, household: int) -> None:
        """What was added up of payments on record is not to be relied on: all its months are open."""
        for found in self._recorded.values():
            found.open[household] = found.months[household]
            for column in (found.due, found.back_pay, found.overpaid):
                column[household] = 0

    def _against_payments(self, name: str, key: Key, place: int, standing: Standing, failed: Mask) -> None:
        due, waits = self._due(name, key, standing)
        waits |= failed[key.household]
        held = (due > 0) | waits
        compared = (key.recorded | key.stated) & key.covered[:, place]
        if self.layout.named[name].dated:
            self.idle[key.household[compared & ~held]] = True
        ever = self._held.get(name)
        if ever is not None:
            self.unsteady[key.household[compared & held & ~ever]] = True
        self._held[name] = held if ever is None else held & ever
        for found, by, mine in (
            (self._recorded[name], PAYMENTS, key.recorded), (self._found[name], AWARD, key.stated),
        ):  # fmt: skip
            _enter_month(found, by, mine & compared, key, place, due, waits)

    def _due(self, name: str, key: Key, standing: Standing) -> tuple[Numbers, Mask]:
        """What is due under each key for the month, and where that is open."""
        whole = key.member == HOUSEHOLD
        due, waits = _of_households(name, standing, self.seats)
        more = self._more.get(name)
        if more is not None:
            more_due, more_waits = _of_households(more, standing, self.seats)
            mine = ~self._own[more]
            due, waits = due + np.where(mine, more_due, 0), waits | (mine & more_waits)
        found, open_ = due[key.household], waits[key.household]
        if not whole.all():
            own, own_open = self.seats.due(name, standing)
            member = np.where(whole, 0, key.member)
            found, open_ = np.where(whole, found, own[member]), np.where(whole, open_, own_open[member])
        return found, open_

    def found(self) -> dict[str, Arrears]:
        """What was added up, by programme."""
        for name, found in self._found.items():
            found.add(self._recorded.pop(name, Arrears.none(self.count)))
        return self._found


def _of_households(name: str, standing: Standing, seats: Seats) -> tuple[Numbers, Mask]:
    """What is due to each household under a programme, and where that is open."""
    amount, known = standing.amount(name)
    outcome = standing.outcome(name)
    waits = (outcome == UNDETERMINED) | ((outcome == ELIGIBLE) & ~known) | seats.waiting(name, standing)
    return amount, waits


def _enter_month(
    found: Arrears, by: int, compared: Mask, key: Key, place: int, due: Numbers, waits: Mask
) -> None:  # fmt: skip
    """Add the month at `place` of the compared keys to their households; `due` and `waits` are of each key."""
    paid = key.paid[:, place]
    difference = np.where(waits, 0, due - paid)
    for total, part in (
        (found.months, 1), (found.open, waits), (found.due, np.where(waits, 0, due)), (found.paid, paid),
        (found.back_pay, np.maximum(difference, 0)), (found.overpaid, np.maximum(-difference, 0)),
    ):  # fmt: skip
        np.add.at(total, key.household[compared], np.broadcast_to(part, compared.shape)[compared])
    found.by[key.household[compared]] |= by


def _keys(awards: Awards, layout: Layout, numbers: list[int], months: Sequence[date]) -> dict[str, Key]:
    """The keys of every programme that is paid by the month."""
    found = {}
    for each in layout.programmes:
        rows = np.flatnonzero(awards.programme == each.name)
        if each.per == "month" and rows.size:
            found[each.name] = _key(awards, rows, each.to_persons, numbers, months)
    return found


def _key(awards: Awards, rows: Numbers, to_persons: bool, numbers: list[int], months: Sequence[date]) -> Key:
    """Awards to persons are compared person by person, unless one stands with the household."""
    household = awards.household[rows]
    member = awards.member[rows] if to_persons else np.full(rows.size, HOUSEHOLD)
    member = np.where(np.isin(household, household[member == HOUSEHOLD]), HOUSEHOLD, member)
    pairs, of_award = np.unique(np.stack([household, member]), axis=1, return_inverse=True)
    of_award = of_award.reshape(-1)
    count = pairs.shape[1]
    recorded = np.zeros(count, dtype=bool)
    recorded[of_award[awards.recorded[rows]]] = True
    covered = np.zeros((count, len(months)), dtype=bool)
    for place, (number, day) in enumerate(zip(numbers, months, strict=True)):
        holds = (awards.since[rows] <= number) & (awards.until[rows] > days_of(day))
        covered[of_award[holds], place] = True
    stated = ~recorded
    stated[of_award[awards.monthly[rows] == NOT_STATED]] = False
    paid = np.zeros(covered.shape, dtype=np.int64)
    for place, (number, day) in enumerate(zip(numbers, months, strict=True)):
        holds = (awards.since[rows] <= number) & (awards.until[rows] > days_of(day)) & stated[of_award]
        np.add.at(paid[:, place], of_award[holds], awards.monthly[rows][holds])
    _enter(awards, rows, of_award, numbers[0], paid, covered)
    return Key(pairs[0], pairs[1], recorded, stated, paid, covered)


def _enter(
    awards: Awards, rows: Numbers, of_award: Numbers, first: int, paid: NDArray[np.int64], covered: Mask
) -> None:  # fmt: skip
    """Enter the fen paid under each key for each month."""
    place = awards.payment_month - first
    at = np.searchsorted(rows, awards.payment_award)
    mine = (at < rows.size) & (rows[np.minimum(at, rows.size - 1)] == awards.payment_award)
    mine &= (place >= 0) & (place < paid.shape[1])
    where = of_award[at[mine]], place[mine]
    np.add.at(paid, where, awards.payment_fen[mine])
    covered[where] = True


def _granted(awards: Awards | None, programme: str | None, households: int) -> Mask:
    """The households that have an award, of one programme or of any."""
    found = np.zeros(households, dtype=bool)
    if awards is not None:
        mine = slice(None) if programme is None else awards.programme == programme
        found[awards.household[mine]] = True
    return found

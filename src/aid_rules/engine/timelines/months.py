"""What is due for each month?

Conventions, and where they come from:

* What holds on the first day of a month decides the month (assumed: payments are monthly and no text divides
  a month). So entitlement that ends on a day keeps its month, and a standard that begins in the middle of a
  month counts from the next.
* Entitlement that begins within the range is paid from the month that the programme's rule gives for a
  decision on that very day: the next month (dibao, 民发〔2021〕57号 §21; tekun, 民发〔2021〕43号 §17; unattended
  children, 民发〔2019〕62号 二（三）), the same month where a region says so, or the month of application (the
  disability subsidies). Never earlier than it begins.
* A programme without such a rule counts whole months only.
* An application within the range is the beginning of what was not granted before: nobody is paid for months
  before applying. Entitlement on the first day of the range, without an application in it, is taken to run.
* What is not determined is not determined, and says what it waits for; it is never 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from aid_rules.case import NOTHING
from aid_rules.dates import month_start, month_text, next_month
from aid_rules.engine.timelines.days import DAY, months_between
from aid_rules.engine.timelines.looking import Looking, Standing
from aid_rules.engine.timelines.record import Due, Month
from aid_rules.engine.timelines.stretches import Stretch
from aid_rules.language import Unknown
from aid_rules.money import sum_yuan
from aid_rules.plan import Rule
from aid_rules.scalar import HOUSEHOLD

Key = tuple[str, str | None]
"""Programme and person; None: the household."""

_APPLICATION = "application_date"
_ARREARS = "entitlement_month"
"""The setting by which a programme pays every month of entitlement."""


@dataclass(frozen=True, slots=True)
class Run:
    """Days on end on which somebody is entitled, or may be. `begin`: the day it is paid after; None: before the range."""

    since: date
    until: date
    begin: date | None
    first_month: date | None
    """None where the month cannot be told for want of the application's date."""


class Owed:
    """What every programme owes, month by month. Missing facts are looked up by stretch."""

    def __init__(
        self, looking: Looking, stretches: Sequence[Stretch], missing: dict[Key, dict[date, tuple[str, ...]]]
    ) -> None:
        self.looking, self.stretches, self._missing = looking, stretches, missing
        self.first, self.end = stretches[0].since, stretches[-1].until
        self._runs = {key: list(self._runs_of(key)) for key in self.keys()}

    def keys(self) -> list[Key]:
        """Everything that is paid by the month to anybody within the range, in the order of the plan."""
        found: dict[Key, None] = {}
        for stretch in self.stretches:
            for each in self.looking.state(stretch.since) or ():
                if self.monthly(each.name, stretch.since):
                    paid_to = [row for row in each.rows if row.person_id] or list(each.rows)
                    found |= dict.fromkeys((each.name, row.person_id) for row in paid_to)
        households = {name for name, person in found if person is not None}
        return [key for key in found if key[1] is not None or key[0] not in households]

    def monthly(self, programme: str, on: date) -> bool:
        """Is it a programme that pays by the month?"""
        decision = self.looking.decision(on)
        assert decision is not None
        return any(p.name == programme and p.amount_per == "month" for p in decision.plan.programmes)

    def months(self) -> list[Month]:
        """Every month of the range."""
        return [self._month(first) for first in months_between(self.first, self.end)]

    def _month(self, first: date) -> Month:
        due = [found for key in self._runs if (found := self.due(key, first)) is not None]
        known = [each.amount for each in due if each.amount is not None]
        return Month(
            month=month_text(first),
            due=tuple(due),
            total=sum_yuan(known),
            open=len(known) < len(due),
        )

    def due(self, key: Key, first: date) -> Due | None:
        """What is due under a key for the month that begins on `first`; None: nothing."""
        for run in self._runs[key]:
            if run.since <= first < run.until:
                if run.begin is None or (run.first_month is not None and run.first_month <= first):
                    return self._due(key, first)
                if run.first_month is None:
                    return self._due(key, first, waits_for=(_APPLICATION,))
                return None
            if first < run.since < next_month(first):
                return self._begun(key, run, first)
        return None

    def _begun(self, key: Key, run: Run, first: date) -> Due | None:
        """A month in which entitlement begins after its first day."""
        if run.first_month is None:
            return self._due(key, run.since, waits_for=(_APPLICATION,))
        return self._due(key, run.since) if run.first_month <= first else None

    def _due(self, key: Key, on: date, waits_for: tuple[str, ...] = ()) -> Due | None:
        row = self.row(key, on)
        if row is None:
            return None
        if waits_for or row.outcome == "undetermined" or row.open:
            missing = waits_for or self._missing.get(key, {}).get(self._stretch(on), ())
            return Due(programme=key[0], person_id=key[1], amount=None, missing=missing)
        return Due(programme=key[0], person_id=key[1], amount=row.amount) if row.amount else None

    def _stretch(self, on: date) -> date:
        return next(each.since for each in self.stretches if each.since <= on < each.until)

    def row(self, key: Key, on: date) -> Standing | None:
        """What somebody is entitled to on a day, or may be; None: nothing."""
        for each in self.looking.state(self._stretch(on)) or ():
            if each.name == key[0]:
                own = next((row for row in each.rows if row.person_id == key[1]), None)
                whole = next((row for row in each.rows if row.person_id is None), None)
                found = own or (whole if whole is not None and whole.outcome == "undetermined" else None)
                if found is not None and found.outcome in ("eligible", "undetermined"):
                    return found
        return None

    def _runs_of(self, key: Key) -> Iterator[Run]:
        """Entitlement that may or may not exist runs on with what comes before and after it."""
        since: date | None = None
        for stretch in self.stretches:
            held = self.row(key, stretch.since) is not None
            if held and since is None:
                since = stretch.since
            if not held and since is not None:
                yield self._run(key, since, stretch.since)
                since = None
        if since is not None:
            yield self._run(key, since, self.end)

    def _run(self, key: Key, since: date, until: date) -> Run:
        begin = None if since == self.first else since
        applied = self.looking.case.application_date
        rule = self._rule(key[0], since)
        bars = applied is not None and self.first <= applied and not self._granted(key, applied)
        bars = bars and not (applied is not None and self._paid_from_entitlement(key[0], applied))
        if rule and bars and applied is not None and applied >= since:
            begin = applied
        if begin is None:
            return Run(since, until, None, self.first)
        if begin >= until:
            return Run(since, until, begin, next_month(until - DAY))
        if not rule:
            return Run(since, until, begin, begin if begin == month_start(begin) else next_month(begin))
        return Run(since, until, begin, self._from_month(key[0], begin))

    def _granted(self, key: Key, before: date) -> bool:
        """Is an award on record that began before a day, be it the one that this goes on with?"""
        programmes = (key[0], self.looking.engine.rulebook.continues.get(key[0]))
        return any(
            award.programme in programmes and award.from_ < before and award.person_id in (NOTHING, key[1])
            for award in self.looking.case.awards or ()
        )

    def _rule(self, programme: str, on: date) -> bool:
        """Has the programme a rule for the first month?"""
        decision = self.looking.decision(on)
        assert decision is not None
        return any(p.name == programme and p.from_month is not None for p in decision.plan.programmes)

    def _paid_from_entitlement(self, programme: str, on: date) -> bool:
        """Are months before the application paid too?"""
        decision = self.looking.decision(on)
        own = (
            None
            if decision is None
            else next((p for p in decision.plan.programmes if p.name == programme), None)
        )
        if decision is None or own is None:
            return False
        step = None if own.from_month is None else decision.plan.by_name[own.from_month]
        settings = step.settings if isinstance(step, Rule) else ()
        return any(decision.view.value(name, HOUSEHOLD) == _ARREARS for name in settings)

    def first_month(self, programme: str, on: date) -> date | None:
        """From which month something is paid that was granted on a day within the range; None: not known."""
        decision = self.looking.decision(on)
        if decision is None or not self._rule(programme, on):
            return on if on == month_start(on) else next_month(on)
        return self._from_month(programme, on)

    def _from_month(self, programme: str, on: date) -> date | None:
        """The first month paid after a decision on this day, but not before that month; None: not known."""
        decision = self.looking.decision(on)
        assert decision is not None
        own = next(p for p in decision.plan.programmes if p.name == programme)
        assert own.from_month is not None
        value = decision.view.value(own.from_month, HOUSEHOLD)
        return None if type(value) is Unknown else max(value, month_start(on))

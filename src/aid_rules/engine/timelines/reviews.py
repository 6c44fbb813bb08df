"""When is a household to be looked at again?

Regularly, as often as the rules of the process say; after a death; and when a confirmation runs out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aid_rules.dates import add_months, next_month
from aid_rules.engine.timelines.days import DAY
from aid_rules.engine.timelines.interval import Interval, interval
from aid_rules.engine.timelines.looking import Looking
from aid_rules.engine.timelines.process import Process
from aid_rules.engine.timelines.record import Review, ReviewKind
from aid_rules.engine.timelines.stretches import Stretch
from aid_rules.plan import Parameter
from aid_rules.rulebook import ReviewEntry
from aid_rules.scalar import Said, based

_KINDS: Mapping[int, ReviewKind] = {1: "monthly", 3: "quarterly", 6: "half_yearly", 12: "yearly"}
_FROM_AWARD = "自救助起始日起算 / counted from the first day of the award"
_FROM_MONTH = "没有救助起始日，自首个应发月起算 / no award on record: counted from the first month due"
_OPEN = "有事实未知，按可能的最短周期；也可能为 {months} 个月 / facts are unknown: the shortest that may be; or {months} months"


@dataclass(frozen=True)
class Reviewing:
    """What reviews are found from."""

    looking: Looking
    process: Process
    stretches: Sequence[Stretch]
    first_due: Mapping[str, date]
    """The first month for which each programme is due."""

    @property
    def since(self) -> date:
        """The first day of the range."""
        return self.stretches[0].since

    @property
    def until(self) -> date:
        """The first day after it."""
        return self.stretches[-1].until

    def reviews(self) -> list[Review]:
        """Regular reviews and renewals that fall due within the range, and what deaths within it call for; by day."""
        regular = (found for review in self.process.reviews("every") for found in self._regular(review))
        found = [*regular, *self._deaths(), *self._renewals()]
        return sorted(found, key=lambda review: (review.due, review.programme, review.person_id or ""))

    def _regular(self, review: ReviewEntry) -> Iterator[Review]:
        """From review to review, those before the range too: the interval is that of the day from which it runs."""
        anchor = self._anchor(review.programme)
        day = None if anchor is None else anchor.day
        while anchor is not None and anchor < self.until:
            ruled = self._ruled(review, anchor)
            if ruled is None:
                break
            begin, found = ruled
            if begin != anchor:
                anchor, day = begin, begin.day
            anchor = _on_day(add_months(anchor, found.months), day)
            if self.since <= anchor < self.until and self._draws(review.programme, anchor):
                yield self._review(review.programme, found, anchor)

    def _anchor(self, programme: str) -> date | None:
        """The day from which reviews are counted: the first award still running, else the first month due."""
        awards = [
            award.from_
            for award in self.looking.case.awards or ()
            if award.programme == programme
            and award.from_ < self.until
            and not (isinstance(award.until, date) and award.until <= self.since)
        ]
        return min(awards, default=self.first_due.get(programme))

    def _ruled(self, review: ReviewEntry, on: date) -> tuple[date, Interval] | None:
        """The first day from `on` on which it is said how often, and somebody is alive; and how often that is."""
        changes = {*self.process.changes, *(stretch.since for stretch in self.stretches)}
        for day in (on, *sorted(day for day in changes if on < day < self.until)):
            household = self.looking.household(day)
            found = None if household is None else interval(self.process, review, household, day)
            if found is not None:
                return day, found
        return None

    def _draws(self, programme: str, on: date) -> bool:
        since = next(stretch.since for stretch in self.stretches if stretch.since <= on < stretch.until)
        state = self.looking.state(since) or ()
        return any(each.name == programme and each.outcome == "eligible" for each in state)

    def _review(self, programme: str, found: Interval, due: date) -> Review:
        granted = any(award.programme == programme for award in self.looking.case.awards or ())
        may_be = _OPEN.format(months="/".join(map(str, found.others))) if found.others else ""
        notes = (_FROM_AWARD if granted else _FROM_MONTH, may_be, found.assumed)
        return Review(
            kind=_KINDS.get(found.months, "periodic"), programme=programme, title=found.title, person_id=None,
            due=due.isoformat(), case=found.case, missing=found.missing, basis=based(found.basis),
            assumed="；".join(filter(None, notes)),
        )  # fmt: skip

    def _deaths(self) -> Iterator[Review]:
        """What the household of somebody who has died drew on the last day before, the first on the list."""
        for person in self.looking.case.members:
            died = person.death_date
            if not isinstance(died, date) or not self.since <= died < self.until:
                continue
            before = max(self.since, died - DAY)
            drawn = (
                each for each in self.process.reviews("after_death") if self._draws(each.programme, before)
            )
            review = next(drawn, None)
            parameter = None if review is None else self.process.of(review.by, died)
            cell = None if parameter is None else parameter.constant
            if review is not None and parameter is not None and cell is not None and cell.value:
                yield Review(
                    kind="after_death", programme=review.programme, title=_said(parameter), person_id=person.person_id,
                    due=add_months(died, int(cell.value)).isoformat(), basis=based(cell.basis),
                )  # fmt: skip

    def _renewals(self) -> Iterator[Review]:
        for programme, end in self.looking.confirmed.ends():
            parameter, decision = (
                self.process.term(programme, min(end, self.until)),
                self.looking.decision(end),
            )
            if decision is not None and not self.looking.has_term(programme, decision.view):
                continue
            if self.since <= end < self.until and parameter is not None and parameter.constant is not None:
                yield Review(
                    kind="renewal", programme=programme, title=_said(parameter), person_id=None,
                    due=end.isoformat(), basis=based(parameter.constant.basis), assumed=parameter.constant.assumed,
                )  # fmt: skip


def _on_day(due: date, day: int | None) -> date:
    """The same month on this day, or its last: after the 31st come the 28th and the 31st again."""
    last = (next_month(due) - DAY).day
    return due if day is None else due.replace(day=min(day, last))


def _said(parameter: Parameter) -> Said:
    return Said(zh=parameter.title.zh, en=parameter.title.en)

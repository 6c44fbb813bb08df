"""When is a household to be looked at again, and by when must a step of the process be done?

The numbers are parameters of the library `process`, so that a region can set its own. Half-yearly review is for
families whose income is not steady or with a member able to work: taken to be so where a member of the
household of working age is not without labour capacity, or farms or works on their own account. A capacity that is
not known counts as able, and so does an age; that only brings the review forward.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from aid_rules.case import NOTHING, Household, Person
from aid_rules.dates import add_months, full_years, next_month
from aid_rules.engine.timelines.days import DAY
from aid_rules.engine.timelines.looking import Looking
from aid_rules.engine.timelines.record import Deadline, Review
from aid_rules.engine.timelines.stretches import Stretch
from aid_rules.engine.timelines.workdays import Workdays
from aid_rules.plan import Parameter
from aid_rules.rulebook import DeadlineEntry, Rulebook
from aid_rules.scalar import Said, based

_DIBAO = ("dibao", "dibao.single_person")
_UNSTEADY = ("self_employed", "farming")
_RECEIVED = "以申请日作为受理日 / the day of application is taken as the day of receipt"
_AFTER = "自上一环节期限的最后一日起算，提前办完的相应提前 / counted from the last day of the step before, which may be done sooner"
_FROM_AWARD = "自救助起始日起算 / counted from the first day of the award"
_FROM_MONTH = "没有救助起始日，自首个应发月起算 / no award on record: counted from the first month due"


class Process:
    """The numbers of the process in one region, as of a day."""

    def __init__(self, rulebook: Rulebook, region: str) -> None:
        self._rulebook, self._region = rulebook, region
        self.deadlines = rulebook.deadlines
        self._changes = rulebook.changes(region)
        self._kept: dict[int, dict[str, Parameter]] = {}

    def parameter(self, name: str, on: date) -> Parameter | None:
        """A parameter of the library `process` in force on a day; None before there is one."""
        return self.of(f"process.{name}", on)

    def of(self, name: str, on: date) -> Parameter | None:
        """The same by full name."""
        epoch = bisect_right(self._changes, on)
        if epoch not in self._kept:
            found = self._rulebook.parameters(self._region, on)
            self._kept[epoch] = {p.name: p for p in found}
        return self._kept[epoch].get(name)

    def number(self, name: str, on: date) -> int | None:
        """Its value: whole months, days or years; None where it is not set."""
        parameter = self.parameter(name, on)
        cell = None if parameter is None else parameter.constant
        return None if cell is None else int(cell.value)


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
        found = [*self._regular(), *self._deaths(), *self._renewals()]
        return sorted(found, key=lambda review: (review.due, review.programme, review.person_id or ""))

    def _regular(self) -> Iterator[Review]:
        """From review to review; the interval is that of the day from which it runs."""
        for programme in (*_DIBAO, "tekun"):
            anchor = self._anchor(programme)
            day = None if anchor is None else anchor.day
            while anchor is not None and anchor < self.until:
                on = max(anchor, self.since)
                name, kind = self._interval(programme, on)
                begin = self._ruled(name, on)
                if begin is None:
                    break
                if begin != on:
                    anchor, day = begin, begin.day
                review = self._review(kind, programme, name, anchor, begin)
                if review is None:
                    break
                anchor = _on_day(date.fromisoformat(review.due), day)
                review = review.model_copy(update={"due": anchor.isoformat()})
                if self.since <= anchor < self.until and self._draws(programme, anchor):
                    yield review

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

    def _ruled(self, name: str, on: date) -> date | None:
        """The first day from `on` on which the interval is set."""
        days = [on, *(stretch.since for stretch in self.stretches if stretch.since > on)]
        return next((day for day in days if self.process.parameter(name, day) is not None), None)

    def _draws(self, programme: str, on: date) -> bool:
        since = next(stretch.since for stretch in self.stretches if stretch.since <= on < stretch.until)
        state = self.looking.state(since) or ()
        return any(each.name == programme and each.outcome == "eligible" for each in state)

    def _interval(self, programme: str, on: date) -> tuple[str, Literal["yearly", "half_yearly"]]:
        if programme == "tekun":
            return "tekun_review", "yearly"
        household = self.looking.household(on)
        if household is not None and unsteady(household, self.process, on):
            return "dibao_review_unsteady", "half_yearly"
        return "dibao_review", "yearly"

    def _deaths(self) -> Iterator[Review]:
        for person in self.looking.case.members:
            died = person.death_date
            if isinstance(died, date) and self.since <= died < self.until:
                before = max(self.since, died - DAY)
                if any(self._draws(programme, before) for programme in _DIBAO):
                    review = self._review("after_death", "dibao", "after_death", died, died, person.person_id)
                    if review is not None:
                        yield review

    def _renewals(self) -> Iterator[Review]:
        for programme, end in self.looking.confirmed.ends():
            parameter = self.process.parameter("rigid_term", min(end, self.until))
            if self.since <= end < self.until and parameter is not None and parameter.constant is not None:
                yield Review(
                    kind="renewal", programme=programme, title=_said(parameter), person_id=None,
                    due=end.isoformat(), basis=based(parameter.constant.basis), assumed=parameter.constant.assumed,
                )  # fmt: skip

    def _review(
        self, kind: Literal["yearly", "half_yearly", "after_death"], programme: str, name: str, start: date,
        on: date, person: str | None = None,
    ) -> Review | None:  # fmt: skip
        parameter, months = self.process.parameter(name, on), self.process.number(name, on)
        if parameter is None or parameter.constant is None or not months:
            return None
        granted = any(award.programme == programme for award in self.looking.case.awards or ())
        assumed = "" if kind == "after_death" else _FROM_AWARD if granted else _FROM_MONTH
        return Review(
            kind=kind, programme=programme, title=_said(parameter), person_id=person,
            due=add_months(start, months).isoformat(), basis=based(parameter.constant.basis), assumed=assumed,
        )  # fmt: skip


def _on_day(due: date, day: int | None) -> date:
    """The same month on this day, or its last: after the 31st come the 28th and the 31st again."""
    last = (next_month(due) - DAY).day
    return due if day is None else due.replace(day=min(day, last))


def unsteady(household: Household, process: Process, on: date) -> bool:
    """Is the income of the household unsteady, or a member able to work?"""
    ages = process.number("working_from", on), process.number("working_until", on)
    return any(_able(person, *ages, on) for person in household.members)


def _able(person: Person, least: int | None, end: int | None, on: date) -> bool:
    if person.employment is not None and person.employment.status in _UNSTEADY:
        return True
    return (
        _of_working_age(person, least, end, on)
        and person.labour_capacity != "none"
        and person.education in (None, NOTHING)
    )


def _of_working_age(person: Person, least: int | None, end: int | None, on: date) -> bool:
    if person.birth_date is None:
        return True
    age = full_years(person.birth_date, on)
    return (least is None or age >= least) and (end is None or age < end)


def deadlines(
    looking: Looking, process: Process, workdays: Workdays, since: date, until: date
) -> list[Deadline]:
    """The steps that run from an application within the range, for the programmes that may come of it.

    What follows another step is counted from the last day of that: when it was really done no case tells.
    """
    applied = looking.case.application_date
    if applied is None or not since <= applied < until:
        return []
    state = {each.name: each.outcome for each in looking.state(applied) or ()}
    found: dict[tuple[str, str], Deadline] = {}
    for entry in process.deadlines:
        parameter = process.of(entry.step, applied)
        before = found.get((entry.programme, entry.after)) if entry.after else None
        if state.get(entry.programme) not in ("eligible", "undetermined") or bool(entry.after) != bool(
            before
        ):
            continue
        if parameter is None or parameter.constant is None or not _may_hold(looking, entry, applied):
            continue
        if any(step == entry.step for _, step in found):  # two programmes of one procedure
            continue
        start, days = date.fromisoformat(before.due) if before else applied, int(parameter.constant.value)
        due = workdays.after(start, days) if entry.counted == "working" else start + timedelta(days=days)
        found[entry.programme, entry.step] = Deadline(
            name=entry.step.rpartition(".")[2], programme=entry.programme, title=_said(parameter),
            who=Said(zh=entry.who.zh, en=entry.who.en) if entry.who.zh else None,
            counted_from=start.isoformat(), length=parameter.constant.published, due=due.isoformat(),
            basis=based(parameter.constant.basis), assumed=_AFTER if before else _RECEIVED,
        )  # fmt: skip
    return sorted(found.values(), key=lambda each: each.due)


def _may_hold(looking: Looking, entry: DeadlineEntry, on: date) -> bool:
    """May the rule hold of somebody who may be entitled? Also where the day has no such rule."""
    decision, rule = looking.decision(on), entry.only
    if rule is None or decision is None or rule not in decision.plan.by_name:
        return True
    view = decision.view
    eligible = next(p.eligible for p in decision.plan.programmes if p.name == entry.programme)
    rows = view.rows(decision.plan.by_name[rule])
    return any(view.value(rule, row) is not False and view.value(eligible, row) is not False for row in rows)


def _said(parameter: Parameter) -> Said:
    return Said(zh=parameter.title.zh, en=parameter.title.en)

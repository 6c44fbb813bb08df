"""What is a household entitled to from month to month, and why does it change? All parts put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from aid_rules.case import Household, check_day
from aid_rules.dates import month_start, next_month
from aid_rules.engine.engine import engine_of
from aid_rules.engine.timelines.causes import causes
from aid_rules.engine.timelines.confirmed import Confirmed
from aid_rules.engine.timelines.days import days_to_look_at
from aid_rules.engine.timelines.deadlines import deadlines
from aid_rules.engine.timelines.looking import Looking, ProgrammeStanding
from aid_rules.engine.timelines.months import Key, Owed
from aid_rules.engine.timelines.payments import compare
from aid_rules.engine.timelines.process import Process
from aid_rules.engine.timelines.record import Month, PersonState, ProgrammeState, Span, Timeline
from aid_rules.engine.timelines.reviews import Reviewing
from aid_rules.engine.timelines.stretches import Stretch, stretches
from aid_rules.engine.timelines.workdays import Workdays
from aid_rules.money import sum_yuan
from aid_rules.plan import Parameter, Programme
from aid_rules.problems import CaseError, Field, Problem
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import HOUSEHOLD, Missing, Row, Said, View, based, missing, outcome_of, settled
from aid_rules.scalar.decision import case_digest, engine_version

_NOTES = {
    "months": Said(
        zh="每月按当月第一天的情况计算；没有日期的事实按全期不变处理",
        en="a month goes by its first day; facts without a date are taken to hold throughout",
    ),
    "weekends": Said(
        zh="工作日只除去星期六、星期日；法定节假日和调休未提供",
        en="working days leave out weekends only: no holidays were given",
    ),
    "ages": Said(
        zh="有成员出生日期未知：其生日带来的变化无法预告，可能早已发生",
        en="a member's date of birth is unknown: changes that come with birthdays cannot be told, nor whether they have come",
    ),
    "head": Said(
        zh="户主死亡后由在世成员接任户主，与户主关系据此推定，应当核实",
        en="after the head's death a member alive follows as head; relations are inferred and should be checked",
    ),
}


def timeline(
    case: Household, since: date, to: date, rulebook: Rulebook | None = None, workdays: Workdays | None = None
) -> Timeline:
    """The entitlement of a household over the whole months from that of `since` to that of `to`.

    Spans without change with the causes between them, what is due for each month, the difference to what was
    paid where payments are on record, reviews and deadlines. Who has died, or is not born, is left out on that
    day. The conventions of months are those of `timelines.months`.

    Raises CaseError and RuleError as `evaluate` does, and CaseError where `to` comes before `since`.
    """
    check_day(since)
    check_day(to)
    if to < since:
        raise CaseError([Problem("V108", Field("to"), {"found": str(to), "since": str(since)})])
    engine = engine_of(rulebook)
    first, end = month_start(since), next_month(to)
    process = Process(engine, case.region)
    confirmed = Confirmed(case.awards or (), lambda programme, day: _months(process.term(programme, day)))
    looking = Looking(engine, case, confirmed, process.terms_only())
    days = days_to_look_at(case, engine.rulebook.changes(case.region), first, end)
    days = sorted({*days, *(day for _, day in confirmed.ends() if first <= day < end)})
    found = stretches(days, end, looking.state)
    return _together(looking, found, process, workdays or Workdays())


def _months(parameter: Parameter | None) -> int | None:
    return None if parameter is None or parameter.constant is None else int(parameter.constant.value)


def _together(looking: Looking, found: list[Stretch], process: Process, workdays: Workdays) -> Timeline:
    case, first, end = looking.case, found[0].since, found[-1].until
    place = looking.engine.rulebook.chain(case.region)[0].title
    spans = Spans(looking, found)
    owed = Owed(looking, found, spans.missing)
    months = owed.months()
    programmes = list(spans.programmes())
    return Timeline(
        household_id=case.household_id, region=case.region, region_name=Said(zh=place.zh, en=place.en),
        since=first.isoformat(), until=end.isoformat(),
        engine=engine_version(), case=f"sha256:{case_digest(case)}", spans=tuple(spans.all()), months=tuple(months),
        payments=compare(
            case, months, first, end,
            titles={p.name: Said(zh=p.title.zh, en=p.title.en) for p in programmes},
            monthly=frozenset(p.name for p in programmes if p.amount_per == "month"),
            per_person=frozenset(p.name for p in programmes if p.amount_row == "person"),
            first_month=owed.first_month, continues=looking.engine.rulebook.continues,
        ),
        reviews=tuple(Reviewing(looking, process, found, _first_due(months)).reviews()),
        deadlines=tuple(deadlines(looking, process, workdays, first, end)),
        notes=tuple(_notes(looking, first, end, workdays)),
    )  # fmt: skip


def _first_due(months: Sequence[Month]) -> dict[str, date]:
    """The first month in which something is due under each programme."""
    found: dict[str, date] = {}
    for month in months:
        for each in month.due:
            if each.amount:
                found.setdefault(each.programme, date.fromisoformat(f"{month.month}-01"))
    return found


def _notes(looking: Looking, first: date, end: date, workdays: Workdays) -> Iterator[Said]:
    yield _NOTES["months"]
    applied = looking.case.application_date
    if applied is not None and first <= applied:
        yield Said(
            zh=f"申请日为 {applied.isoformat()}：此前没有批准过的项目，申请以前的月份没有应发金额",
            en=f"applied for on {applied.isoformat()}: nothing is due for months before that under what was not granted earlier",
        )
    if not workdays.known:
        yield _NOTES["weekends"]
    if any(person.birth_date is None for person in looking.case.members):
        yield _NOTES["ages"]
    if any(
        p.relation == "head" and isinstance(p.death_date, date) and p.death_date < end
        for p in looking.case.members
    ):
        yield _NOTES["head"]


class Spans:
    """Stretches in words; what is missing is found once for each."""

    def __init__(self, looking: Looking, found: Sequence[Stretch]) -> None:
        self.looking, self.found = looking, found
        self.missing: dict[Key, dict[date, tuple[str, ...]]] = {}
        self._spans = [self._span(stretch) for stretch in found]

    def all(self) -> list[Span]:
        """The spans in order."""
        return self._spans

    def programmes(self) -> Iterator[Programme]:
        """Every programme that the rules know within the range, as it was last, whether anybody is alive or not."""
        known: dict[str, Programme] = {}
        for stretch in self.found:
            known |= {p.name: p for p in self.looking.plan(stretch.since).programmes}
        yield from known.values()

    def _span(self, stretch: Stretch) -> Span:
        since = stretch.since
        state = self.looking.state(since)
        told = {each.name: self._programme(each, since) for each in state or ()}
        first = stretch is self.found[0]
        return Span(
            since=since.isoformat(), until=stretch.until.isoformat(), alive=state is not None,
            monthly_total=sum_yuan(p.monthly for p in told.values() if p.monthly is not None),
            programmes=told,
            causes=() if first else causes(self.looking, since - timedelta(days=1), since),
        )  # fmt: skip

    def _programme(self, standing: ProgrammeStanding, since: date) -> ProgrammeState:
        decision = self.looking.decision(since)
        assert decision is not None
        programme = next(p for p in decision.plan.programmes if p.name == standing.name)
        key = "once" if programme.amount_per == "once" else "monthly"
        persons = {
            row.person_id: PersonState.model_validate({"outcome": row.outcome, key: row.amount})
            for row in standing.rows
            if row.person_id is not None
        }
        paying = [
            row for row in standing.rows if row.outcome == "eligible" and (row.person_id or not persons)
        ]
        amounts = [row.amount for row in paying if row.amount is not None]
        total = sum_yuan(amounts) if amounts and not any(row.open for row in paying) else None
        until = standing.confirmed_until
        lacking = self._missing(decision.view, programme, standing, since)
        return ProgrammeState.model_validate(
            {
                "outcome": standing.outcome, "title": Said(zh=programme.title.zh, en=programme.title.en),
                "persons": persons, key: total, "confirmed_until": until.isoformat() if until else None,
                "lapsed": standing.lapsed, "missing": lacking, "basis": based(programme.basis),
            }
        )  # fmt: skip

    def _missing(
        self, view: View, programme: Programme, standing: ProgrammeStanding, since: date
    ) -> tuple[Missing, ...]:
        """What outcomes and amounts that are open wait for."""
        found: dict[Missing, None] = {}
        for number, row in enumerate(standing.rows):
            if row.outcome != "undetermined" and not row.open:
                continue
            at = HOUSEHOLD
            if row.person_id is not None:
                at = Row(("members",), (number - (standing.rows[0].person_id is None),))
            facts = outcome_of(view, programme, at)[1] if row.outcome == "undetermined" else frozenset()
            if row.open and programme.amount is not None:
                facts |= settled(view, programme.amount, at)[1]
            told = missing(view, facts, programme.name)
            found |= dict.fromkeys(told)
            self.missing.setdefault((standing.name, row.person_id), {})[since] = tuple(m.fact for m in told)
        return tuple(found)

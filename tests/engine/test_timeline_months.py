"""From which month is it paid, and does every month say what a decision of its day says?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aid_rules import Workdays, evaluate, read_case_dict
from aid_rules.engine.timelines.days import days_to_look_at
from aid_rules.engine.timelines.stretches import stretches
from tests.drawing import drawing
from tests.engine.test_timeline import working
from tests.engine.timelines import COUNTY, SAME_MONTH, amounts, award, family, person, rules, told

SLOW = drawing(6)


def widowed(region: str = COUNTY, **facts: Any) -> dict[str, Any]:
    """Entitled from a day in the middle of a month on: whoever earned has died."""
    wage = {"kind": "wage", "amount": "3000", "period": "month"}
    earner = person(1, relation="spouse", incomes=[wage], death_date="2025-09-12")
    return family(person(), earner, region=region, **facts)


def test_entitlement_that_begins_is_paid_from_the_next_month() -> None:
    assert list(amounts(told(widowed(), "2025-08", "2025-11"), "dibao")) == ["2025-10", "2025-11"]


def test_or_from_the_same_month_where_the_region_says_so() -> None:
    found = told(widowed(SAME_MONTH), "2025-08", "2025-11")
    assert list(amounts(found, "dibao")) == ["2025-09", "2025-10", "2025-11"]


def test_nothing_is_paid_for_months_before_applying() -> None:
    found = told(family(application_date="2025-03-20"), "2025-01", "2025-05")
    assert list(amounts(found, "dibao")) == ["2025-04", "2025-05"]
    found = told(family(application_date="2025-03-20", region=SAME_MONTH), "2025-01", "2025-05")
    assert list(amounts(found, "dibao")) == ["2025-03", "2025-04", "2025-05"]


def test_what_was_granted_before_is_paid_on() -> None:
    """An application on record does not stop an award that began earlier."""
    case = family(application_date="2025-03-20", awards=[award("dibao", "2024-01-01")])
    assert len(amounts(told(case, "2025-01", "2025-05"), "dibao")) == 5


def test_months_before_the_application_say_why_nothing_is_due() -> None:
    told_of = told(family(application_date="2025-03-20"), "2025-01", "2025-05")
    assert any("2025-03-20" in note.zh and "申请以前" in note.zh for note in told_of.notes)
    assert not any("申请以前" in note.zh for note in told(family(), "2025-01", "2025-05").notes)
    later = told(family(application_date="2025-06-02"), "2025-01", "2025-05")
    assert amounts(later, "dibao") == {}
    assert any("2025-06-02" in note.zh for note in later.notes)


DISABLED = {"disability": {"kind": "physical", "grade": 1}, "needs_long_term_care": True}


def test_the_month_of_application() -> None:
    found = told(family(person(**DISABLED), application_date="2025-03-20"), "2025-02", "2025-05")
    assert list(amounts(found, "disability_nursing", "p0")) == ["2025-03", "2025-04", "2025-05"]


def test_a_grace_period_goes_on_under_the_award_that_it_continues() -> None:
    """An application within the months, for whatever else, does not put off what follows from an older award."""
    applied = told(working() | {"application_date": "2025-12-10"}, "2025-10", "2026-05")
    assert amounts(applied, "dibao.grace_exit") == amounts(
        told(working(), "2025-10", "2026-05"), "dibao.grace_exit"
    )
    assert len(amounts(applied, "dibao.grace_exit")) == 6


def test_deadlines_run_from_the_application() -> None:
    """Friday 2025-09-26 and three working days: Wednesday, or after the week of holidays."""
    case = family(application_date="2025-09-26")
    plain = {d.name: d.due for d in told(case, "2025-09", "2025-10").deadlines}
    assert plain["dibao_survey"] == "2025-10-01"
    assert plain["dibao_decision"] == "2025-11-07"
    week = frozenset(date(2025, 10, day) for day in range(1, 9))
    given_days = Workdays(holidays=week, worked=frozenset({date(2025, 9, 28), date(2025, 10, 11)}))
    arranged = told(case, "2025-09", "2025-10", workdays=given_days)
    assert {d.name: d.due for d in arranged.deadlines}["dibao_survey"] == "2025-09-30"
    assert not any("节假日" in note.zh for note in arranged.notes)


def test_reviews_come_half_yearly_where_somebody_can_work() -> None:
    case = family(awards=[award("dibao", "2024-02-01")])
    found = told(case, "2025-01", "2025-12")
    assert [(r.kind, r.due) for r in found.reviews] == [
        ("half_yearly", "2025-02-01"),
        ("half_yearly", "2025-08-01"),
    ]


def test_reviews_counted_from_the_last_of_a_month_stay_there() -> None:
    case = family(awards=[award("dibao", "2024-08-31")])
    assert [r.due for r in told(case, "2025-01", "2026-03").reviews] == [
        "2025-02-28",
        "2025-08-31",
        "2026-02-28",
    ]


def test_and_yearly_where_nobody_can() -> None:
    case = family(
        person(birth_date="1955-01-01", labour_capacity="none"), awards=[award("dibao", "2024-02-01")]
    )
    assert [(r.kind, r.due) for r in told(case, "2025-01", "2025-12").reviews] == [("yearly", "2025-02-01")]


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Families with birthdays, certificates, deaths and work within the range."""
    chance: Random = draw(st.randoms(use_true_random=True))

    def day() -> str:
        return str(date(2025, 1, 1) + timedelta(days=chance.randrange(600)))

    def ago(years: int) -> str:
        return str(date(2025 - years, 1, 1) + timedelta(days=chance.randrange(600)))

    members = []
    for number in range(chance.choice((1, 2, 3))):
        facts: dict[str, Any] = {"birth_date": ago(chance.choice((15, 17, 40, 59, 79)))}
        facts["relation"] = ("head", chance.choice(("spouse", "parent")), "child")[number]
        if chance.random() < 0.4:
            valid = {"valid_until": day()} if chance.random() < 0.5 else {}
            facts |= {"disability": {"kind": "mental", "grade": chance.randint(1, 4), **valid}}
        if chance.random() < 0.3:
            facts |= {"death_date": day()}
        if chance.random() < 0.4:
            wage = {"kind": "wage", "amount": str(chance.choice((500, 900, 1500))), "period": "month"}
            facts |= {"employment": {"status": "employed", "since": ago(1)}, "incomes": [wage]}
        members.append(person(number, **facts))
    awards = [award("dibao", ago(2), monthly_amount="500")] if chance.random() < 0.5 else []
    return family(*members, awards=awards)


@SLOW
@given(case=cases(), chance=st.randoms(use_true_random=True))
def test_spans_cover_the_range_and_say_what_each_day_says(case: dict[str, Any], chance: Random) -> None:
    found = told(case, "2025-03", "2026-08")
    assert found.spans[0].since == found.since
    assert found.spans[-1].until == found.until
    assert all(a.until == b.since for a, b in pairwise(found.spans))
    first = date.fromisoformat(found.since)
    household = read_case_dict(case)
    for _ in range(5):
        day = first + timedelta(days=chance.randrange((date.fromisoformat(found.until) - first).days))
        if household.latest_day > day:
            continue
        span = next(s for s in found.spans if s.since <= str(day) < s.until)
        if not span.alive:
            assert all(p.death_date and p.death_date <= day for p in household.members)
            continue
        decision = evaluate(household, on=day, rulebook=rules())
        assert span.monthly_total == decision.monthly_total
        for name, programme in decision.programmes.items():
            if name not in span.programmes:
                assert programme.outcome == "not_applicable"
                continue
            told_of = span.programmes[name]
            assert (told_of.outcome, told_of.monthly, told_of.once) == (
                programme.outcome, programme.monthly, programme.once,
            )  # fmt: skip
            for who, theirs in programme.persons.items():
                assert told_of.persons[who].monthly == theirs.monthly


@SLOW
@given(case=cases())
def test_months_say_what_their_first_day_says(case: dict[str, Any]) -> None:
    """Where entitlement has run since before the month, so that no rule of the first month plays a part."""
    found = told(case, "2025-03", "2026-08")
    household = read_case_dict(case)
    for month in found.months[::4]:
        day = date.fromisoformat(f"{month.month}-01")
        alive = [
            p for p in household.members if p.death_date is None or not p.death_date or p.death_date > day
        ]
        if household.latest_day > day or not alive:
            continue
        decision = evaluate(household, on=day, rulebook=rules())
        for due in month.due:
            programme = decision.programmes[due.programme]
            if due.person_id is None:
                assert due.amount == programme.monthly
            elif due.person_id in programme.persons:
                assert due.amount == programme.persons[due.person_id].monthly


def test_every_change_is_found_by_halving() -> None:
    """Three changes within one month, seen from its ends only."""
    begins = [date(2025, 3, day) for day in (4, 5, 20)]
    found = stretches(
        [date(2025, 3, 1), date(2025, 3, 31)], date(2025, 4, 1), lambda day: sum(day >= b for b in begins)
    )
    assert [each.since for each in found] == [date(2025, 3, 1), *begins]


def test_the_days_looked_at_hold_every_date_of_the_case() -> None:
    case = read_case_dict(widowed(awards=[award("dibao", "2025-01-31", until="2025-10-15")]))
    days = days_to_look_at(case, (date(2025, 7, 7),), date(2025, 1, 1), date(2026, 1, 1))
    assert {date(2025, 7, 7), date(2025, 9, 12), date(2025, 10, 15), date(2025, 2, 28)} <= set(days)
    assert all(b - a <= timedelta(days=31) for a, b in pairwise(days))

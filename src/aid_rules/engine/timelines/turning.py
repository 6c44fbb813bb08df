"""Which date of the case made a rule turn on this day: a birthday, the end of a certificate, months that are over?

Read off the parts of the rule that weigh a date against the day: those that came out otherwise than the day
before, and the dates in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from aid_rules.case import VOCABULARY, FactField
from aid_rules.dates import add_months, add_years, full_months, full_years, month_start
from aid_rules.engine.timelines.clock import places, values_at
from aid_rules.language import Fact, walk
from aid_rules.plan import Rule
from aid_rules.scalar import Row, View, fact_value

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turning:
    """A date of the case that a rule weighs against the day. `count`: whole years of age, or months since."""

    kind: Literal["age", "expiry", "period"]
    person_id: str | None
    day: date
    zh: str
    en: str
    count: int = 0


def turning(was: View, now: View, rule: Rule, rows: tuple[Row, Row]) -> Turning | None:
    """What turned for a rule, whose rows of the two days are given; None where no date explains it."""
    if rule.node is None:
        return None
    found: list[Turning] = []
    for folds, part in places(rule.node, ()):
        before = [value for _, value in values_at(was, rows[:1], folds, part)]
        after = list(values_at(now, rows[1:], folds, part))
        if len(before) != len(after):
            continue
        for then, (row, value) in zip(before, after, strict=True):
            if then != value:
                found += filter(None, (_one(now, fact, row) for fact in walk(part) if isinstance(fact, Fact)))
    order = {"expiry": 0, "period": 1, "age": 2}
    return min(found, key=lambda each: (order[each.kind], each.day), default=None)


def _one(view: View, fact: Fact, row: Row) -> Turning | None:
    """What a date fact means for the day of the view; None for other facts and dates that are not there."""
    day, on = fact_value(view, fact, row), view.on
    if not isinstance(day, date):
        return None
    person = None if row.member is None else view.person_id(row.member)
    if (fact.row, fact.path) == ("person", "birth_date"):
        return _birthday(person, day, on)
    title = VOCABULARY[fact.row].fields[fact.path]
    if fact.path.endswith("until") and day in (on, on - _DAY):
        record = VOCABULARY[fact.row].fields.get(fact.path.rpartition(".")[0]) or VOCABULARY[fact.row]
        en = record.en if isinstance(record, FactField) else record.name
        return Turning("expiry", person, day, record.zh, en)
    return Turning("period", person, day, title.zh, title.en, max(0, full_months(day, on)))


def _birthday(person: str | None, born: date, on: date) -> Turning | None:
    """A birthday of today, or of the month before where a rule counts by months."""
    age = full_years(born, on)
    birthday = add_years(born, age)
    recent = birthday in (on, on - _DAY) or (on == month_start(on) and add_months(on, -1) <= birthday)
    by_month = on == month_start(on) and month_start(add_years(born, age + 1)) == on
    if age > 0 and recent:
        return Turning("age", person, birthday, "", "", age)
    if by_month:
        return Turning("age", person, add_years(born, age + 1), "", "", age + 1)
    return None

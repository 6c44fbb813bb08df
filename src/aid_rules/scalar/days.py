"""Which days can be told apart of a date that is not known? All others are like one of these, as far as the rules ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from aid_rules.case import FIRST_DAY, LAST_DAY, NOTHING, VOCABULARY, Household
from aid_rules.case.record import Record
from aid_rules.dates import add_months, month_start
from aid_rules.language import Call, Fact, Literal, Today, children, walk
from aid_rules.plan import Plan, Rule
from aid_rules.scalar.by_plan import by_plan
from aid_rules.scalar.naming import place_of
from aid_rules.scalar.runtime import is_finding, is_setting


def days_of(plan: Plan, case: Household, name: str, on: date) -> tuple[Any, ...]:
    """Days of a date of which every other is like one, as far as rules ask: whether it lies before one that is known or written
    in a rule, or how many years or months from `on` (30 years of months, 120 of years). Nothing of what is no date, or of which
    rules ask something else, such as whether it lies before a day that is worked out.
    """
    if is_setting(name) or is_finding(name):
        return ()
    entity, path = place_of(name)
    field = VOCABULARY[entity].fields.get(path)
    if field is None or field.kind != "date":
        return ()
    asked = _asked_of(plan).get((entity, path), frozenset())
    if not asked <= _TOLD:
        return ()
    months = (*range(361), *_AGES) if asked - _ORDER - {"full_years"} else _AGES if asked - _ORDER else ()
    marks = {on, *_written(plan), *_known_days(case)}
    turns = {add_months(day, sign * m) for m in months for sign in (1, -1) for day in (on, month_start(on))}
    days = {FIRST_DAY, LAST_DAY, *(day + timedelta(days=by) for day in marks for by in (-1, 0, 1))}
    days |= {day + timedelta(days=by) for day in turns for by in (0, 1)}
    last = on if field.past else LAST_DAY
    none = (NOTHING,) if field.within == "none" else ()
    return (*sorted(day for day in days if FIRST_DAY <= day <= last), *none)


_ORDER = frozenset(("less", "at_most", "more", "at_least", "same", "differs", "has"))
"""Operations that ask of a day only whether it comes before another, or is there."""
_TOLD = _ORDER | {"full_years", "full_months", "add_months", "month_start"}
_AGES = range(0, 1441, 12)


@by_plan
def _asked_of(plan: Plan) -> Mapping[tuple[str, str], frozenset[str]]:
    """The operations that read a field; what else happens to it counts as an operation of its own."""
    found: dict[tuple[str, str], set[str]] = {}
    for step in plan.steps:
        for node in walk(step.node) if isinstance(step, Rule) and step.node is not None else ():
            parts = children(node)
            op = node.op.name if isinstance(node, Call) else "else"
            if op in _ORDER and not all(isinstance(part, Fact | Today | Literal) for part in parts):
                op = "worked out"
            for each in parts:
                if isinstance(each, Fact):
                    found.setdefault((each.row, each.path), set()).add(op)
        if isinstance(step, Rule) and isinstance(step.node, Fact):
            found.setdefault((step.node.row, step.node.path), set()).add("else")
    return {key: frozenset(ops) for key, ops in found.items()}


@by_plan
def _written(plan: Plan) -> frozenset[date]:
    """The days that stand in rules."""
    nodes = (
        node
        for step in plan.steps
        if isinstance(step, Rule) and step.node is not None
        for node in walk(step.node)
    )
    return frozenset(n.value for n in nodes if isinstance(n, Literal) and isinstance(n.value, date))


def _known_days(record: Any) -> Iterator[date]:
    """The days that stand in a case."""
    if isinstance(record, date):
        yield record
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from _known_days(getattr(record, name))
    elif isinstance(record, tuple | list | dict):
        for each in record.values() if isinstance(record, dict) else record:
            yield from _known_days(each)

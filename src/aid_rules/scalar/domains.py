"""Which values can an unknown fact, parameter or finding turn out to have?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from aid_rules.case import FIRST_DAY, LAST_DAY, NOTHING, VOCABULARY, FactField, Household, Person
from aid_rules.case.household import CONTRADICTED, contradictions
from aid_rules.case.items import MOST_MONTHS
from aid_rules.case.record import Record
from aid_rules.case.scalars import NUMBER_DECIMALS
from aid_rules.dates import add_months, add_years, month_start
from aid_rules.language import Call, Fact, Fold, Literal, children, walk
from aid_rules.money import ratio
from aid_rules.plan import Parameter, Plan, Rule, Step
from aid_rules.plan.bounds import type_bounds
from aid_rules.scalar.by_plan import below, by_plan
from aid_rules.scalar.facts import record_at
from aid_rules.scalar.naming import STEP, parameter_name
from aid_rules.scalar.possible import Domain, Possible
from aid_rules.scalar.runtime import RECORD, is_finding, is_setting
from aid_rules.scalar.span import Shares, Span, Steps
from aid_rules.scalar.view import Row

_NONE = Domain((), whole=False)
_EMPTY = Domain(((),), whole=False)
_FEW = 10
"""Grades: so few that all are tried."""
_RATIOS = Fraction(1, 10_000)
"""Steps in which a ratio is set, at the finest: hundredths of a percent."""
_AMOUNTS = Fraction(1, 12)
"""Steps of a fen in which an amount a month is set: published by the month, the quarter or the year."""
_YEARS = (1, 2, 3, 6, 14, 16, 17, 18, 22, 30, 40, 50, 60, 65, 70, 75, 80, 90, 100)
_EITHER = Domain((True, False), whole=True)


def possible_of(plan: Plan, case: Household, on: date) -> Possible:
    """What the unknown facts of a case can turn out to be on a day."""

    def stands_in(finding: str, for_what: str) -> bool:
        rule = finding.rpartition("findings[")[2].removesuffix("]")
        if is_setting(for_what):
            return parameter_name(plan, for_what)[0] in below(plan, rule)
        return any(place_of(for_what) in _read_by(plan)[step] for step in below(plan, rule))

    return Possible(
        cache(domain_of(plan, case, on)), stands_in, cache(lambda name: days_of(plan, case, name, on))
    )


def days_of(plan: Plan, case: Household, name: str, on: date) -> tuple[Any, ...]:
    """Days of a date of which every other is like one, as far as rules ask: whether it lies before one that is known or written
    in a rule, or how many years or months from `on`. Nothing of what is no date.
    """
    if is_setting(name) or is_finding(name):
        return ()
    entity, path = place_of(name)
    field = VOCABULARY[entity].fields.get(path)
    if field is None or field.kind != "date":
        return ()
    asked = _asked_of(plan).get((entity, path), frozenset())
    months = (*range(121), *_AGES) if asked - _ORDER - {"full_years"} else _AGES if asked - _ORDER else ()
    marks = {on, *_written(plan), *_known_days(case)}
    turns = {add_months(day, sign * m) for m in months for sign in (1, -1) for day in (on, month_start(on))}
    days = {FIRST_DAY, LAST_DAY, *(day + timedelta(days=by) for day in marks for by in (-1, 0, 1))}
    days |= {day + timedelta(days=by) for day in turns for by in (0, 1)}
    last = on if field.past else LAST_DAY
    none = (NOTHING,) if field.within == "none" else ()
    return (*sorted(day for day in days if FIRST_DAY <= day <= last), *none)


_ORDER = frozenset(("less", "at_most", "more", "at_least", "same", "differs", "has"))
"""Operations that ask of a day only whether it comes before another, or is there."""
_FEW_DAYS = 60
"""So few days that can be told apart are tried as any values are, and not last."""
_AGES = range(0, 1441, 12)


@by_plan
def _asked_of(plan: Plan) -> Mapping[tuple[str, str], frozenset[str]]:
    """The operations that read a field; what else happens to it counts as an operation of its own."""
    found: dict[tuple[str, str], set[str]] = {}
    for step in plan.steps:
        for node in walk(step.node) if isinstance(step, Rule) and step.node is not None else ():
            op = node.op.name if isinstance(node, Call) else "else"
            for each in children(node):
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


@by_plan
def _read_by(plan: Plan) -> Mapping[str, frozenset[tuple[str, str]]]:
    """The facts that each step reads: entity, and field, the record that holds it, or list."""
    return {step.name: frozenset(_facts(step)) for step in plan.steps}


def _facts(step: Step) -> Iterator[tuple[str, str]]:
    for node in walk(step.node) if isinstance(step, Rule) and step.node is not None else ():
        if isinstance(node, Fact):
            yield node.row, node.path
            yield node.row, node.path.partition(".")[0]
        elif isinstance(node, Fold):
            yield node.owner, node.list


def domain_of(plan: Plan, case: Household, on: date) -> Callable[[str], Domain]:
    """Values to try for a fact by its name: all of them for yes/no, enums and grades, spans of other numbers, some dates
    (of what has happened, up to the day `on`), no rows for a list, nothing for a record.
    """

    def domain(name: str) -> Domain:
        if is_setting(name):
            return _parameter(plan, name)
        if is_finding(name):
            return _EITHER
        days = days_of(plan, case, name, on)
        return Domain(days, whole=True) if 0 < len(days) <= _FEW_DAYS else _fact(case, name, on)

    return domain


def _parameter(plan: Plan, name: str) -> Domain:
    step = plan.by_name[parameter_name(plan, name)[0]]
    if not isinstance(step, Parameter):
        return _NONE
    if step.type.kind == "boolean":
        return _EITHER
    if step.type.kind == "enum":
        return Domain(step.type.members, whole=True)
    bounds = type_bounds(step.type)
    if bounds is None:
        return _NONE
    return _within(Steps(*bounds, _AMOUNTS if step.type.unit.is_money else _RATIOS))


def place_of(name: str) -> tuple[str, str]:
    """The entity of the row that a fact belongs to, and the field or list."""
    entity, rest = "household", name
    for match in STEP.finditer(name):
        entity = VOCABULARY[entity].lists[match[1]].entity
        rest = name[match.end() :]
    return entity, rest


def _fact(case: Household, name: str, on: date) -> Domain:
    entity, path = place_of(name)
    if path in VOCABULARY[entity].lists:
        return _EMPTY
    field = VOCABULARY[entity].fields.get(path)
    none = (NOTHING,) if field is None or field.within == "none" else ()
    if field is None or field.kind == "record":  # such as the disability certificate
        return Domain((*none, RECORD), whole=True)
    if field.kind in ("boolean", "enum"):
        # There is one head, and that is known.
        words = [word for word in field.values if (entity, path, word) != ("person", "relation", "head")]
        values = (True, False) if field.kind == "boolean" else tuple(words)
        return Domain(tuple(_fitting(record_named(case, name), path, (*values, *none))), whole=True)
    if field.kind == "date":
        return Domain((*_days(field.past, on), *none), whole=False)
    if field.kind == "rate":
        return _rate(case, name, field)
    if field.kind == "integer" and field.most - field.least < _FEW:
        return Domain((*range(field.least, field.most + 1), *none), whole=True)
    step = Fraction(1, 10**NUMBER_DECIMALS) if field.kind == "number" else 1
    return _within(Steps(field.least, field.most, step), none)


def _fitting(record: Any, path: str, values: Iterable[Any]) -> Iterator[Any]:
    """Of the values of a field those that can be beside the rest of the record: no others can be told."""
    for value in values:
        told = isinstance(record, Person) and path in CONTRADICTED
        if not told or path not in (n for _, n in contradictions(record.model_copy(update={path: value}))):
            yield value


def _within(span: Span, others: tuple[Any, ...] = ()) -> Domain:
    return Domain((*span.ends, *others), whole=True, span=span)


def _days(past: bool, on: date) -> Iterator[date]:
    """The ends, and days so many years from the day of the decision: what dates decide is mostly an age or a term."""
    yield FIRST_DAY
    yield on if past else LAST_DAY
    for years in _YEARS:
        yield add_years(on, -years)
        if not past:
            yield add_years(on, years)


def _rate(case: Household, name: str, field: FactField) -> Domain:
    """So much a month: of an amount that is known, what the periods make of it; else any, in steps of its period."""
    found = record_named(case, name)
    if found.amount is not None:
        if found.months is NOTHING:
            return Domain(tuple(ratio(int(found.amount), each) for each in (1, 3, 12)), whole=True)
        return _within(Shares(int(found.amount), 1, MOST_MONTHS))  # 1, 3 and 12 among them
    once = 12 if found.months is NOTHING else found.months
    months = {"month": 1, "quarter": 3, "year": 12, "once": once}.get(found.period)
    if months is None:
        return _within(Steps(field.least, field.most, Fraction(1, 12), between=True))
    return _within(Steps(field.least, ratio(field.most, months), ratio(1, months)))


def record_named(case: Household, name: str) -> Any:
    """The record that holds a fact."""
    steps = [(match[1], int(match[2])) for match in STEP.finditer(name)]
    return record_at(case, Row(tuple(row for row, _ in steps), tuple(at for _, at in steps)))

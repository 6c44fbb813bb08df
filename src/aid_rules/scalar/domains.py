"""Which values can an unknown fact, parameter or finding turn out to have?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from aid_rules.case import FIRST_DAY, LAST_DAY, NOTHING, VOCABULARY, FactField, Household, Person
from aid_rules.case.household import CONTRADICTED, contradictions
from aid_rules.case.items import MOST_MONTHS
from aid_rules.case.scalars import NUMBER_DECIMALS
from aid_rules.dates import add_years
from aid_rules.language import Fact, Fold, walk
from aid_rules.money import ratio
from aid_rules.plan import Parameter, Plan, Rule, Step
from aid_rules.plan.bounds import type_bounds
from aid_rules.scalar.by_plan import below, by_plan
from aid_rules.scalar.days import days_of
from aid_rules.scalar.facts import record_at
from aid_rules.scalar.naming import STEP, parameter_name, place_of
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
_FEW_DAYS = 60
"""So few days that can be told apart are tried as any values are, and not last."""
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

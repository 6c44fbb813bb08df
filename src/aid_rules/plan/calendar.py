"""Which days can the dates of a plan come to? None beyond the calendar that every evaluator has.

Days of a case and the day of the decision are bounded by the case models; a rule may move them by months and years, and a
region file may set any date. Columns look days up in a table, so a date beyond it would be another date there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import ceil, floor

from aid_rules.case import FIRST_DAY, LAST_DAY
from aid_rules.language import Call, Choice, Fact, Fold, Literal, Node, Read, Today, walk
from aid_rules.plan.bounds import StepBounds, bounds, whole
from aid_rules.plan.model import Parameter, Step
from aid_rules.problems import Problem

EARLIEST, LATEST = date(1600, 1, 1), date(3299, 12, 31)
"""The calendar's first and last day: three hundred years beyond what a case can tell of, either way."""

Months = tuple[int, int]
"""The first and the last month that a date can be in, counted from the year 0."""

_MOVES = {"add_months": 1, "add_years": 12}


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


_CALENDAR = _month(EARLIEST), _month(LATEST)
_CASE = _month(FIRST_DAY), _month(LAST_DAY)


def days_beyond_the_calendar(steps: Iterable[Step], found: StepBounds) -> Iterator[Problem]:
    """Every date moved by months or years that may not be whole, or moved or set to where there is no calendar."""
    known: dict[str, Months] = {}
    for step in steps:
        if isinstance(step, Parameter):
            months = _hull(_months_of(cell.value) for cell in step.cells.values())
            beyond = [] if _within(months) else [step.at]
        else:
            nodes = [] if step.node is None else walk(step.node)
            months = None if step.node is None else _months(step.node, known, found)
            beyond = [
                part.at or step.at for node in nodes if (part := _astray(node, known, found)) is not None
            ]
        if months is not None:
            known[step.name] = _cut(months)
        for at in beyond:
            yield Problem("R310", at, {"first": str(EARLIEST), "last": str(LATEST)})


def _astray(node: Node, known: Mapping[str, Months], found: StepBounds) -> Node | None:
    """The number of months, where it may not be whole; the date, where it may not stay within the calendar."""
    if isinstance(node, Literal):
        return None if _within(_months_of(node.value)) else node
    if not isinstance(node, Call) or node.op.name not in _MOVES:
        return None
    if not whole(node.operands[1], found.wholes):
        return node.operands[1]
    return None if _within(_moved(node, known, found)) else node


def _months(node: Node, known: Mapping[str, Months], found: StepBounds) -> Months | None:
    """The months that a date can be in, the calendar's at most; None for what is no date."""
    match node:
        case Fact() | Today() if node.type.kind == "date":
            return _CASE
        case Literal():
            set_to = _months_of(node.value)
            return None if set_to is None else _cut(set_to)
        case Read():
            return known.get(node.name)
        case Call() if node.op.name in _MOVES:
            return _cut(_moved(node, known, found))
        case Call():
            return _hull(_months(part, known, found) for part in node.operands)
        case Choice():
            values = (*(value for _, value in node.arms), node.otherwise)
            return _hull(_months(value, known, found) for value in values)
        case Fold():
            parts = (node.value, *(() if node.default is None else (node.default,)))
            return _hull(_months(part, known, found) for part in parts)
        case _:
            return None


def _moved(node: Call, known: Mapping[str, Months], found: StepBounds) -> Months:
    """The months to which a date is moved, wherever that is. One that nobody has set yet counts as a day of a case: none
    is moved before it is set, and then it is looked at.
    """
    start = _months(node.operands[0], known, found) or _CASE
    count = bounds(node.operands[1], found)
    if count is None:
        return _CALENDAR[0] - 1, _CALENDAR[1] + 1
    per = _MOVES[node.op.name]
    return start[0] + floor(count[0]) * per, start[1] + ceil(count[1]) * per


def _months_of(value: object) -> Months | None:
    return (_month(value), _month(value)) if isinstance(value, date) else None


def _hull(spans: Iterable[Months | None]) -> Months | None:
    there = [span for span in spans if span is not None]
    return (min(s[0] for s in there), max(s[1] for s in there)) if there else None


def _within(span: Months | None) -> bool:
    return span is None or (_CALENDAR[0] <= span[0] and span[1] <= _CALENDAR[1])


def _cut(span: Months) -> Months:
    """As much of it as the calendar has: what lies beyond is told where it comes about, and only there."""
    low, high = _CALENDAR
    return min(max(span[0], low), high), max(min(span[1], high), low)

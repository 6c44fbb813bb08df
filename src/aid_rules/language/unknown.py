"""What is known of a value that is not known: its least and greatest, and the facts it waits for.

Logic and arithmetic share one rule. A truth value lies between 0 and 1, so Kleene's three values are
intervals too: an operation over unknowns yields the interval that its bounds give, and where that has
shrunk to one point the value is known again and waits for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from aid_rules.case import NOTHING

Number = int | Fraction
Bounds = tuple[Number, Number] | None
"""Least and greatest value; None for what has no order (dates, enums)."""

TRUTH: Bounds = (0, 1)


class Unknown:
    """A value not known: `bounds` as above, `facts` the places (case paths, parameters) it waits for."""

    __slots__ = ("bounds", "facts")

    def __init__(self, facts: frozenset[str], bounds: Bounds = None) -> None:
        self.facts = facts
        self.bounds = bounds

    def __repr__(self) -> str:
        return f"Unknown({sorted(self.facts)}, {self.bounds})"

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false")


def bounds_of(value: Any) -> Bounds:
    """The interval in which a value lies, known or not."""
    if type(value) is Unknown:
        return value.bounds
    if isinstance(value, int | Fraction):
        point = int(value) if isinstance(value, bool) else value
        return (point, point)
    return None


def facts_of(*values: Any) -> frozenset[str]:
    """All facts that these values wait for."""
    return frozenset().union(*(v.facts for v in values if type(v) is Unknown))


def settle(facts: frozenset[str], bounds: Bounds, truth: bool) -> Any:
    """An unknown with these bounds, or the value itself where the bounds leave only one."""
    if bounds is not None and bounds[0] == bounds[1]:
        return bool(bounds[0]) if truth else bounds[0]
    return Unknown(facts, bounds)


def lift(function: Callable[..., Any], bounds: Callable[..., Bounds], truth: bool) -> Callable[..., Any]:
    """`function` for operands of which some may be unknown."""

    def lifted(*operands: Any) -> Any:
        for operand in operands:
            if type(operand) is Unknown:
                break
        else:
            return function(*operands)
        return settle(facts_of(*operands), bounds(*map(bounds_of, operands)), truth)

    return lifted


def hull(values: list[Any], facts: frozenset[str]) -> Any:
    """One of `values`, not known which: equal values are that value."""
    first = values[0]
    if all(type(v) is not Unknown and type(v) is type(first) and v == first for v in values):
        return first
    spans = [bounds_of(v) for v in values if v is not NOTHING]
    known = [span for span in spans if span is not None]
    span = (
        (min(s[0] for s in known), max(s[1] for s in known)) if known and len(known) == len(spans) else None
    )
    if len(spans) < len(values):  # bounds are of what may be there, not of whether it is
        return Unknown(facts | facts_of(*values), span)
    truth = all(isinstance(v, bool) or (type(v) is Unknown and v.bounds == TRUTH) for v in values)
    return settle(facts | facts_of(*values), span, truth)

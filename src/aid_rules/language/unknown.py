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


NO_FACTS: frozenset[str] = frozenset()


def bounds_of(value: Any) -> Bounds:
    """The interval in which a value lies, known or not."""
    kind = type(value)
    if kind is Unknown:
        bounds: Bounds = value.bounds
        return bounds
    if kind is int or kind is Fraction:
        return (value, value)
    if isinstance(value, int):
        return (int(value), int(value))
    return None


def facts_of(*values: Any) -> frozenset[str]:
    """All facts that these values wait for."""
    found = NO_FACTS
    for value in values:
        if type(value) is Unknown and value.facts is not found:
            found = found | value.facts if found else value.facts
    return found


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
    facts |= facts_of(*values)
    first = values[0]
    kind = type(first)
    if kind is not Unknown and all(type(v) is kind and v == first for v in values):
        return first
    there = [value for value in values if value is not NOTHING]
    spans = [bounds_of(value) for value in there]
    span: Bounds = None
    if spans and None not in spans:
        span = (min([s[0] for s in spans if s]), max([s[1] for s in spans if s]))
    if len(there) < len(values):  # bounds are of what may be there, not of whether it is
        return Unknown(facts, span)
    truth = span is not None and all(
        type(v) is bool or (type(v) is Unknown and v.bounds == TRUTH) for v in there
    )
    return settle(facts, span, truth)


def conjunction(*operands: Any) -> Any:
    """Kleene's and: false where one is false, whatever the others are."""
    return False if False in operands else _undecided(operands)


def disjunction(*operands: Any) -> Any:
    """Kleene's or: true where one is true, whatever the others are."""
    return True if True in operands else _undecided(operands)


def negation(operand: Any) -> Any:
    """Kleene's not."""
    return Unknown(operand.facts, TRUTH) if type(operand) is Unknown else not operand


def _undecided(operands: tuple[Any, ...]) -> Any:
    """What all the operands agree on that are known, if they all are."""
    if any(type(operand) is Unknown for operand in operands):
        return Unknown(facts_of(*operands), TRUTH)
    return operands[0]

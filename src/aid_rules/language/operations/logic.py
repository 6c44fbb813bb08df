"""And, or, not, is there: Kleene's logic as least and greatest of 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aid_rules.case import NOTHING
from aid_rules.language.operations.record import Op, Refused
from aid_rules.language.types import BOOLEAN, Type
from aid_rules.language.unknown import (
    TRUTH,
    Bounds,
    Unknown,
    bounds_of,
    conjunction,
    disjunction,
    facts_of,
    negation,
)


def conditions(types: Sequence[Type]) -> Type:
    """All operands are conditions."""
    for type_ in types:
        if type_.kind != "boolean":
            raise Refused("L201", found=type_.say("zh"), found_en=type_.say("en"))
    return BOOLEAN


def a_record(types: Sequence[Type]) -> Type:
    """One operand that may not exist."""
    if not types[0].optional and types[0].kind != "record":
        raise Refused("L202", name="has")
    return BOOLEAN


def alike(types: Sequence[Type]) -> Type:
    """Something that may not exist, and what stands for it then."""
    first, other = types
    if not first.optional:
        raise Refused("L202", name="given")
    if (first.kind, first.unit) != (other.kind, other.unit) or first.kind == "record":
        raise Refused(
            "L203", left=first.say(), right=other.say(), left_en=first.say("en"), right_en=other.say("en")
        )
    return first.required()


def widest(first: Bounds, other: Bounds) -> Bounds:
    """One or the other; only the other where it is known that there is nothing."""
    return other if first is None or other is None else (min(first[0], other[0]), max(first[1], other[1]))


def instead(first: Any, other: Any) -> Any:
    """What there is, be the other known or not; where that itself is not known, one of the two."""
    if first is NOTHING:
        return other
    if type(first) is not Unknown:
        return first
    bounds = bounds_of(other)
    return Unknown(facts_of(first, other), None if bounds is None else widest(first.bounds, bounds))


def all_of(*spans: tuple[int, int]) -> Bounds:
    """The least of the truths."""
    return (min(s[0] for s in spans), min(s[1] for s in spans))


def any_of(*spans: tuple[int, int]) -> Bounds:
    """The greatest of the truths."""
    return (max(s[0] for s in spans), max(s[1] for s in spans))


def opposite(span: tuple[int, int]) -> Bounds:
    """The truth turned round."""
    return (1 - span[1], 1 - span[0])


LOGIC = (
    Op("or", conditions, "{all}", any_of, "{all}", "{all}", joint=" or ", rank=1, kleene=disjunction),
    Op("and", conditions, "{all}", all_of, "{all}", "{all}", joint=" and ", rank=2, kleene=conjunction),
    Op("not", conditions, "not {0}", opposite, "并非{0}", "not {0}", rank=3, kleene=negation),
    Op(
        "has",
        a_record,
        "{0} is not NOTHING",
        lambda _: TRUTH,
        "有{0}",
        "has {0}",
        absent="member",
        rank=4,
        helpers={"NOTHING": NOTHING},
        zh_not="没有{0}",
    ),
    Op(
        "given",
        alike,
        "({1} if {0} is NOTHING else {0})",
        widest,
        "{0}（没有时为{1}）",
        "{0}, or {1} where there is none",
        absent="member",
        rank=9,
        levels=True,
        helpers={"NOTHING": NOTHING},
        kleene=instead,
    ),
)

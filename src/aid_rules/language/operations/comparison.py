"""Below, above, same: with the exact, unrounded values.

“低于” is `<`: who is exactly at a limit is not below it. A comparison with something that does not exist
is false; for enums `none` is a member like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aid_rules.language.operations.record import Op, Refused
from aid_rules.language.types import BOOLEAN, Type
from aid_rules.language.unknown import TRUTH, Bounds, Number

COMPARATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def same_unit(types: Sequence[Type]) -> Type:
    """Numbers of one unit, or dates."""
    first = types[0]
    for other in types:
        if other.kind not in ("number", "date") or other.kind != first.kind:
            raise Refused(
                "L203", left=first.say(), right=other.say(), left_en=first.say("en"), right_en=other.say("en")
            )
        if other.unit != first.unit:
            raise units_differ(first, other)
    return BOOLEAN


def units_differ(left: Type, right: Type) -> Refused:
    """The refusal of two units that do not meet."""
    return Refused(
        "L204", left=left.say(), right=right.say(), left_en=left.say("en"), right_en=right.say("en")
    )


def comparable(types: Sequence[Type]) -> Type:
    """Values of one kind: members of one enum, numbers of one unit, dates, truth values."""
    first = types[0]
    for other in types[1:]:
        if other.kind != first.kind or first.kind in ("record", "rounding", "comparison"):
            raise Refused(
                "L203", left=first.say(), right=other.say(), left_en=first.say("en"), right_en=other.say("en")
            )
        if first.kind == "enum" and not {*first.members} & {*other.members}:
            raise Refused(
                "L203", left=first.say(), right=other.say(), left_en=first.say("en"), right_en=other.say("en")
            )
        if other.unit != first.unit:
            raise units_differ(first, other)
    return BOOLEAN


def by_comparator(types: Sequence[Type]) -> Type:
    """A number, a comparison set by a region, a number of the same unit."""
    if types[1].kind != "comparison":
        raise Refused("L205", found=types[1].say(), found_en=types[1].say("en"))
    return same_unit([types[0], types[2]])


def _truth(least: bool, most: bool) -> Bounds:
    return (int(least), int(most))


def below(a: Bounds, b: Bounds) -> Bounds:
    """Is `a` surely, or possibly, below `b`?"""
    return TRUTH if a is None or b is None else _truth(a[1] < b[0], a[0] < b[1])


def at_most(a: Bounds, b: Bounds) -> Bounds:
    """Is `a` surely, or possibly, at most `b`?"""
    return TRUTH if a is None or b is None else _truth(a[1] <= b[0], a[0] <= b[1])


def _meet(a: tuple[Number, Number], b: tuple[Number, Number]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def same(a: Bounds, b: Bounds) -> Bounds:
    """Are they surely, or possibly, the same?"""
    if a is None or b is None:
        return TRUTH
    return _truth(a[0] == a[1] == b[0] == b[1], _meet(a, b))


def differs(a: Bounds, b: Bounds) -> Bounds:
    """Are they surely, or possibly, different?"""
    span = same(a, b)
    return TRUTH if span is None else (1 - span[1], 1 - span[0])


def by_any(*_: Bounds) -> Bounds:
    """The comparison itself may be what is unknown: sure only where all comparisons agree, which they never do."""
    return TRUTH


COMPARISONS = (
    Op(
        "less",
        same_unit,
        "{0} < {1}",
        below,
        "{0}低于{1}",
        "{0} < {1}",
        absent="false",
        rank=4,
        levels=True,
        opposite="at_least",
        zh_dates="{0}早于{1}",
        zh_ages="{0}未满{1}",
    ),
    Op(
        "at_most",
        same_unit,
        "{0} <= {1}",
        at_most,
        "{0}不超过{1}",
        "{0} ≤ {1}",
        absent="false",
        rank=4,
        levels=True,
        opposite="more",
        zh_dates="{0}不晚于{1}",
        zh_ages="{0}不超过{1}",
    ),
    Op(
        "more",
        same_unit,
        "{0} > {1}",
        lambda a, b: below(b, a),
        "{0}超过{1}",
        "{0} > {1}",
        absent="false",
        rank=4,
        levels=True,
        opposite="at_most",
        zh_dates="{0}晚于{1}",
        zh_ages="{0}超过{1}",
    ),
    Op(
        "at_least",
        same_unit,
        "{0} >= {1}",
        lambda a, b: at_most(b, a),
        "{0}不低于{1}",
        "{0} ≥ {1}",
        absent="false",
        rank=4,
        levels=True,
        opposite="less",
        zh_dates="{0}不早于{1}",
        zh_ages="{0}已满{1}",
    ),
    Op(
        "same",
        comparable,
        "{0} == {1}",
        same,
        "{0}为{1}",
        "{0} is {1}",
        absent="member",
        rank=4,
        levels=True,
        opposite="differs",
    ),
    Op(
        "differs",
        comparable,
        "{0} != {1}",
        differs,
        "{0}不为{1}",
        "{0} is not {1}",
        absent="member",
        rank=4,
        levels=True,
        opposite="same",
    ),
    Op(
        "among",
        comparable,
        "{0} in ({rest},)",
        by_any,
        "{0}属于（{rest}）",
        "{0} is one of {rest}",
        absent="member",
        rank=4,
        levels=True,
        zh_not="{0}不属于（{rest}）",
    ),
    Op(
        "compare",
        by_comparator,
        "COMPARATORS[{1}]({0}, {2})",
        by_any,
        "{0} {1} {2}",
        "{0} {1} {2}",
        absent="false",
        rank=4,
        helpers={"COMPARATORS": COMPARATORS},
    ),
)

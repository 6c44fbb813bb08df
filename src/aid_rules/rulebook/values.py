"""What type does a parameter have, and what is a value of it? `630 yuan/month`, `1/3`, `<=`, `true`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from aid_rules.language import (
    BOOLEAN,
    BY_NAME,
    COMPARISON,
    DATE,
    NUMBER,
    ROUNDING,
    YUAN_MONTH,
    YUAN_PERIOD,
    YUAN_YEAR,
    Type,
    enum,
    number,
)
from aid_rules.money import DIRECTIONS, LARGEST, STEPS, InexactAmount, Rounding, parse_fraction, ratio
from aid_rules.problems import nearest
from aid_rules.rulebook.read_rules import members_of
from aid_rules.rulebook.reading import Keys, day, fault, member, text, truth
from aid_rules.rulebook.yaml_tree import Items, Table, Tree

_NAMED = {
    **{name: number(unit) for name, unit in BY_NAME.items() if name},
    "area": number(BY_NAME["m2"]),
    "ratio": NUMBER,
    "number": NUMBER,
    "boolean": BOOLEAN,
    "date": DATE,
    "comparison": COMPARISON,
    "rounding": ROUNDING,
}
MOST = {"": 10**6, "months": 1200, "years": 150, "days": 40000, "m2": 10**6}
"""Largest numbers that a rule file may set; none is below zero. The bounds of what is unset are the same."""

_SIGNS = ("<", "<=", ">", ">=")
_MEASURE = re.compile(r"(\S+)(?:\s+(\S+))?")
_SAME_UNIT = {"month": "months", "year": "years", "day": "days", "area": "m2"}


def read_type(tree: Tree) -> Type:
    """A type by its name, or an enum: a list of members, or a mapping from member to Chinese word."""
    if isinstance(tree, Items | Table):
        return labelled(members_of(tree))
    return _NAMED[member(tree, "type", _NAMED)]


def labelled(members: tuple[tuple[str, str], ...]) -> Type:
    """An enum with its words, if all members have one."""
    words = tuple(word for _, word in members)
    return enum(*(name for name, _ in members), labels=words if all(words) else ())


def read_value(tree: Tree, type_: Type) -> tuple[Any, str]:
    """The exact value in stored units (fen; fen a month for yuan/period) and the text as published."""
    match type_.kind:
        case "boolean":
            return truth(tree, "value"), text(tree, "value").value
        case "date":
            return day(tree, "value"), text(tree, "value").value
        case "comparison":
            return (member(tree, "value", _SIGNS),) * 2
        case "enum":
            return (member(tree, "value", type_.members),) * 2
        case "rounding":
            return _rounding(tree)
        case _:
            return _number(tree, type_)


_OUR_WORDS = {
    "元/月": "yuan/month",
    "元/年": "yuan/year",
    "元": "yuan",
    "个月": "months",
    "年": "years",
    "天": "days",
    "日": "days",
}


def _in_our_words(written: str) -> str | None:
    """`719 yuan/month` for `719元/月`."""
    number = written.rstrip("元/月年个天日每").strip()
    unit = _OUR_WORDS.get(written[len(number) :].strip())
    return f"{number} {unit}" if unit is not None and _MEASURE.fullmatch(f"{number} {unit}") else None


def _rounding(tree: Tree) -> tuple[Rounding, str]:
    if not isinstance(tree, Table):
        member(tree, "value", ("none",))
        return Rounding("down", 0), "none"
    keys = Keys(tree, "rounding")
    direction = member(keys.of("direction"), "direction", DIRECTIONS)
    step = member(keys.of("to"), "to", STEPS)
    keys.end()
    return Rounding(direction, STEPS[step]), f"{direction} to {step}"


def _number(tree: Tree, type_: Type) -> tuple[Any, str]:
    written = text(tree, "value")
    match = _MEASURE.fullmatch(written.value.strip())
    unit = type_.unit
    write = _in_our_words(written.value.strip())
    if match is None:
        raise fault("R130", written.at, write, found=written.value[:40], wanted=unit.name or "1.5, 1/3, 35%")
    amount, name = match[1], match[2] or ""
    name = _SAME_UNIT.get(name, name)
    try:
        exact = parse_fraction(amount)
    except InexactAmount:
        raise fault(
            "R130", written.at, write, found=written.value[:40], wanted=unit.name or "1.5, 1/3, 35%"
        ) from None
    if unit == YUAN_PERIOD:
        if name not in (YUAN_MONTH.name, YUAN_YEAR.name):
            near = nearest(
                name, (YUAN_MONTH.name, YUAN_YEAR.name)
            )  # whether a month or a year is not for us to say
            write = f"{amount} {near}" if near else None
            raise fault(
                "R131",
                written.at,
                write,
                found=name or "无单位",
                found_en=name or "none",
                wanted="yuan/month, yuan/year",
            )
        fen = _fen(exact, written.value, tree)
        return (ratio(fen, 12) if name == YUAN_YEAR.name else fen), written.value
    if name != unit.name and not (name == "" and not unit.is_money):
        slip = name == "" or nearest(name, [unit.name]) is not None  # a month is no day, whatever was meant
        raise fault(
            "R131",
            written.at,
            f"{amount} {unit.name}".strip() if slip else None,
            found=name or "无单位",
            found_en=name or "none",
            wanted=unit.name or "-",
        )
    if unit.is_money:
        return _fen(exact, written.value, tree), written.value
    most = MOST.get(unit.name)
    if most is not None and not 0 <= exact <= most:
        raise fault("R130", written.at, found=written.value[:40], wanted=f"0…{most} {unit.name}")
    scaled = exact * 100 if unit.name == "m2" else exact
    return (scaled.numerator if scaled.denominator == 1 else scaled), written.value


def _fen(yuan: Fraction, written: str, tree: Tree) -> int:
    fen = yuan * 100
    if fen.denominator != 1 or not 0 <= fen <= LARGEST:
        raise fault("R132", tree.at, found=written[:40])
    return fen.numerator

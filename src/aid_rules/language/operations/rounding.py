"""Rounding: up, down, half up, or as a region says; to fen, jiao, yuan, ten yuan."""

from __future__ import annotations

from collections.abc import Sequence

from aid_rules.language.operations.arithmetic import Span, numbers
from aid_rules.language.operations.record import MONOTONE, Op, Refused
from aid_rules.language.types import Type
from aid_rules.language.unknown import Bounds
from aid_rules.money import STEPS, round_down, round_half_up, round_up

_LARGEST_STEP = max(STEPS.values())


def money(types: Sequence[Type]) -> Type:
    """An amount of a settled period, to a step."""
    numbers(types[:1])
    if not types[0].unit.is_money:
        raise Refused("L211", found=types[0].say(), found_en=types[0].say("en"))
    return types[0].required()


def money_by_rule(types: Sequence[Type]) -> Type:
    """An amount and a rounding set by a region."""
    if types[1].kind != "rounding":
        raise Refused("L212", found=types[1].say(), found_en=types[1].say("en"))
    return money(types[:1])


def within_a_step(x: Span, _: Bounds) -> Bounds:
    """The rounding itself may be unknown: not further than the largest step away."""
    return (round_down(x[0], _LARGEST_STEP), round_up(x[1], _LARGEST_STEP))


_HELPERS = {"round_up": round_up, "round_down": round_down, "round_half_up": round_half_up}


def _to_step(name: str, zh: str, en: str) -> Op:
    return Op(name, money, f"{name}({{0}}, {{1}})", MONOTONE, zh, en, helpers=_HELPERS)


ROUNDINGS = (
    _to_step("round_up", "{0}，进位到{1}", "{0}, up to the {1}"),
    _to_step("round_down", "{0}，舍去到{1}", "{0}, down to the {1}"),
    _to_step("round_half_up", "{0}，四舍五入到{1}", "{0}, half up to the {1}"),
    Op("round_by", money_by_rule, "{1}({0})", within_a_step, "{0}，按“{1}”取整", "{0}, rounded by {1}"),
)

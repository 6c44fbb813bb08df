"""Does a condition hold, and by how much? One sentence with the value, the limit and the gap."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from aid_rules.explanation.account import Criterion
from aid_rules.explanation.numbers import said
from aid_rules.explanation.reading import Reader
from aid_rules.explanation.tree import Grower
from aid_rules.explanation.words import say
from aid_rules.language import OPERATIONS, Call, Literal, Node, Read
from aid_rules.plan import Rule
from aid_rules.scalar import CriterionResult, Row

_OPPOSITE = {"less": "at_least", "at_most": "more", "more": "at_most", "at_least": "less"}


def criterion(reader: Reader, grower: Grower, programme: str, result: CriterionResult, row: Row) -> Criterion:
    """A criterion or exclusion in words."""
    name = f"{programme}.{result.name}"
    found, reason = result.finding, ""
    step = reader.step(name)
    if isinstance(step, Rule) and step.node is not None:
        reason = comparison(reader, reader.settled(step.node, row), row, result.holds)
        if not reason and result.holds is False and found is None:
            reason = say("semicolon", reader.lang).join(_why_not(reader, step.node, row))
        if not reason and result.holds and found is None and reader.decided_by(step.node, row) is not None:
            reason = reader.because(step.node, row)  # of ordered cases, the one that made it hold
    finding = ""
    if found is not None:
        holds = say("finding_yes" if found.holds else "finding_no", reader.lang)
        finding = say("finding", reader.lang, holds=holds, by=found.by, on=found.on, reason=found.reason)
    title = result.title.zh if reader.lang == "zh" else result.title.en
    return Criterion(result.holds, title, reason, finding, result.basis, grower.branch(name, row))


def comparison(reader: Reader, node: Node, row: Row, holds: bool | None) -> str:
    """`人均收入 400.00 元/月，低于标准 719.00 元/月，相差 319.00 元/月`; empty where nothing is compared."""
    for _ in range(3):
        if not isinstance(node, Read):
            break
        step = reader.step(node.name)
        if not isinstance(step, Rule) or step.node is None or step.type.kind != "boolean":
            break
        row = reader.row_of(step, row)
        node = reader.settled(step.node, row)
    if not isinstance(node, Call) or node.op.name not in _OPPOSITE:
        return ""
    op = OPERATIONS[_OPPOSITE[node.op.name]] if holds is False else node.op
    left, right = (_side(reader, operand, row) for operand in node.operands)
    sides = (left + say("side_open" if holds is None else "side", reader.lang), right)
    text = (op.zh if reader.lang == "zh" else op.en).format(*sides)
    values = [reader.value(operand, row) for operand in node.operands]
    if holds is None:
        return say("comparison_open", reader.lang, text=text)
    return text + _gap(reader, node, values)


_MOST = 4
"""Obstacles told of one condition."""

_DEEPEST = 6
"""Rules behind rules that are looked into for them."""


def _why_not(reader: Reader, node: Node, row: Row) -> list[str]:
    """What made a condition fail that is no comparison itself: each obstacle in a few words."""
    told = []
    for leaf, at in obstacles(reader, node, row):
        if isinstance(leaf, Read):
            told.append(say("not_true", reader.lang, title=reader.step_title(reader.step(leaf.name), at)))
        else:
            told.append(comparison(reader, leaf, at, False))
    return [*dict.fromkeys(filter(None, told))][:_MOST]


def obstacles(reader: Reader, node: Node, row: Row, depth: int = _DEEPEST) -> list[tuple[Node, Row]]:
    """The comparisons and rules, each with its row, that a failed condition failed by, as far down as there are any."""
    node = reader.settled(node, row)
    if reader.value(node, row) is not False:
        return []
    if isinstance(node, Call) and node.op.name in ("and", "or"):
        return [found for operand in node.operands for found in obstacles(reader, operand, row, depth)]
    if isinstance(node, Call) and node.op.name in _OPPOSITE:
        return [(node, row)]
    if not isinstance(node, Read):
        return []
    step = reader.step(node.name)
    home = reader.row_of(step, row)
    below = (
        obstacles(reader, step.node, home, depth - 1)
        if depth and isinstance(step, Rule) and step.node is not None
        else []
    )
    own: list[tuple[Node, Row]] = [] if isinstance(step, Rule) and step.role == "part" else [(node, home)]
    return below or own


def _side(reader: Reader, node: Node, row: Row) -> str:
    value = said(reader.value(node, row), node.type, reader.lang)
    return value if isinstance(node, Literal) else f"{reader.words(node, row)} {value}"


def _gap(reader: Reader, node: Call, values: list[Any]) -> str:
    if not all(isinstance(value, int | Fraction) for value in values):
        return ""
    gap = abs(values[0] - values[1])
    text = (
        say("gap", reader.lang, gap=said(gap, node.operands[0].type, reader.lang))
        if gap
        else say("equal", reader.lang)
    )
    return say("comma", reader.lang) + text

"""Does a condition hold, and by how much? One sentence with the value, the limit and the gap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from aid_rules.case import NOTHING, VOCABULARY
from aid_rules.explanation.account import Criterion
from aid_rules.explanation.numbers import said
from aid_rules.explanation.reading import Reader
from aid_rules.explanation.tree import Grower
from aid_rules.explanation.words import say
from aid_rules.language import OPERATIONS, Call, Choice, Fact, Fold, Literal, Node, Read, Unknown, children
from aid_rules.language.to_text import template
from aid_rules.plan import Rule, Step
from aid_rules.scalar import CriterionResult, Row

_ORDERING = ("less", "at_most", "more", "at_least")


def criterion(reader: Reader, grower: Grower, programme: str, result: CriterionResult, row: Row) -> Criterion:
    """A criterion or exclusion in words."""
    name = f"{programme}.{result.name}"
    found, reason = result.finding, ""
    basis = dict.fromkeys(result.basis)
    step = reader.step(name)
    if isinstance(step, Rule) and step.node is not None:
        reason = comparison(reader, reader.settled(step.node, row), row, result.holds)
        if not reason and result.holds is False and found is None:
            reason = say("semicolon", reader.lang).join(_why_not(reader, step.node, row))
        if not reason and result.holds is None:
            reason = _undecided(reader, step.node, row)
        if not reason and result.holds and found is None:
            reason = _why(reader, step.node, row)
            for ground in grounds(reader, step.node, row):
                if isinstance(rule := ground.rule(reader), Rule):
                    basis |= dict.fromkeys(grower.basis(rule, ground.row))
    finding = ""
    if found is not None:
        holds = say("finding_yes" if found.holds else "finding_no", reader.lang)
        finding = say("finding", reader.lang, holds=holds, by=found.by, on=found.on, reason=found.reason)
    title = result.title.zh if reader.lang == "zh" else result.title.en
    return Criterion(result.holds, title, reason, finding, tuple(basis), grower.branch(name, row))


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
    if not isinstance(node, Call) or node.op.name not in _ORDERING:
        return ""
    lacking = [text for operand in node.operands if (text := _lacking(reader, operand, row))]
    if lacking:
        return say("semicolon", reader.lang).join(dict.fromkeys(lacking))
    op = OPERATIONS[node.op.opposite] if holds is False else node.op
    left, right = (_side(reader, operand, row) for operand in node.operands)
    values = [reader.value(operand, row) for operand in node.operands]
    if holds is not None and _counts(node) and values[1] == 0:
        return left  # how many there are: that they are more than none the number says
    if reader.lang == "zh" and right[:1].isdigit():
        right = f" {right}"  # a number stands apart from the words before it
    sides = (left + say("side_open" if holds is None else "side", reader.lang), right)
    text = template(replace(node, op=op), reader.lang).format(*sides)
    if holds is None:
        return say("comparison_open", reader.lang, text=text)
    return text + _gap(reader, node, values)


def _lacking(reader: Reader, node: Node, row: Row) -> str:
    """`没有残疾证`: what is not there cannot be compared; of a fact of a record that is not there, the record."""
    if reader.value(node, row) is not NOTHING:
        return ""
    absent = _absent(reader, node, row)
    if absent is None:
        return say("has_none", reader.lang, what=reader.words(node, row))
    owner, _, own = absent.path.rpartition(".")
    record = replace(absent, path=owner) if own and owner in VOCABULARY[absent.row].fields else absent
    if record is not absent and reader.value(record, row) is not NOTHING:
        record = absent
    key = "has_none" if record is absent else "not_there"
    return say(key, reader.lang, what=reader.words(record, row))


def _absent(reader: Reader, node: Node, row: Row) -> Fact | None:
    """The first fact of an expression that is not there; the rows of a list are others' facts."""
    if isinstance(node, Fact):
        return node if reader.value(node, row) is NOTHING else None
    below = () if isinstance(node, Fold) else children(node)
    return next((found for part in below if (found := _absent(reader, part, row))), None)


_MOST = 4
"""Obstacles told of one condition."""

_DEEPEST = 6
"""Rules behind rules that are looked into for them."""


@dataclass(frozen=True)
class Ground:
    """One of several ways to fulfil a condition, which was the way here."""

    node: Node
    row: Row

    def rule(self, reader: Reader) -> Step | None:
        """The rule that it is."""
        return reader.step(self.node.name) if isinstance(self.node, Read) else None


def grounds(reader: Reader, node: Node, row: Row, depth: int = _DEEPEST) -> list[Ground]:
    """By which of its alternatives a condition holds; nothing where it has none."""
    node = reader.settled(node, row)
    if isinstance(node, Call) and node.op.name == "or":
        held = [operand for operand in node.operands if reader.value(operand, row) is True]
        return [
            one
            for operand in held
            for one in grounds(reader, operand, row, depth) or [Ground(operand, reader.home(operand, row))]
        ]
    if depth and isinstance(node, Read):
        step = reader.step(node.name)
        if isinstance(step, Rule) and step.node is not None and reader.value(node, row) is True:
            return grounds(reader, step.node, reader.row_of(step, row), depth - 1)
    return []


def _why(reader: Reader, node: Node, row: Row) -> str:
    """Of ordered cases or alternatives, the one that made a condition hold."""
    test = reader.decided_by(node, row)
    if test is not None:
        compared = comparison(reader, test, row, True)
        return say("because", reader.lang, test=compared) if compared else reader.because(node, row)
    told = [
        comparison(reader, g.node, g.row, True) or reader.words(g.node, g.row)
        for g in grounds(reader, node, row)
    ]
    texts = [*dict.fromkeys(told)][:_MOST]
    return say("because", reader.lang, test=say("semicolon", reader.lang).join(texts)) if texts else ""


def _undecided(reader: Reader, node: Node, row: Row) -> str:
    """Of ordered cases of which it is open which one counts, or whether the last one does: what was compared first."""
    for test, _ in node.arms if isinstance(node, Choice) else ():
        holds = reader.value(test, row)
        told = comparison(reader, reader.settled(test, row), row, None if type(holds) is Unknown else holds)
        if told:
            return told
    return ""


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
    if isinstance(node, Call) and node.op.name in _ORDERING:
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


def _counts(node: Call) -> bool:
    """Is a number of things compared with one that the rule writes?"""
    type_ = node.operands[0].type
    return type_.kind == "number" and not type_.unit.name and isinstance(node.operands[1], Literal)


def _side(reader: Reader, node: Node, row: Row) -> str:
    """`人均月收入 400.00 元/月`, `低保标准（当地没有设定）`."""
    value = reader.told(node, row)
    if isinstance(node, Literal):
        return value
    if type(reader.value(node, row)) is Unknown:
        value = f"{say('open_bracket', reader.lang)}{value}{say('close_bracket', reader.lang)}"
        return f"{reader.words(node, row)}{value}"
    return f"{reader.words(node, row)} {value}"


def _gap(reader: Reader, node: Call, values: list[Any]) -> str:
    """By how much; of a grade or a number of things held against what the rule itself writes there is no more to tell."""
    written = not node.operands[0].type.unit.name and any(isinstance(o, Literal) for o in node.operands)
    if written or not all(isinstance(v, int | Fraction) and not isinstance(v, bool) for v in values):
        return ""
    gap = abs(values[0] - values[1])
    text = (
        say("gap", reader.lang, gap=said(gap, node.operands[0].type, reader.lang))
        if gap
        else say("equal", reader.lang)
    )
    return say("comma", reader.lang) + text

"""Which values did an outcome really rest on? Backwards from it, along what decided.

A condition that failed rests on what failed in it, an ordered case on its tests up to the one that fired, a sum
on the rows that counted. What was computed besides, because a plan computes everything, is left aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from aid_rules.language import Call, Choice, Fact, Fold, IsSet, Literal, Node, Read, Today, Unknown, walk
from aid_rules.money import STEPS, Rounding
from aid_rules.plan import Parameter, Plan
from aid_rules.scalar.by_plan import by_plan, read_by
from aid_rules.scalar.facts import rows_of
from aid_rules.scalar.values import node_value
from aid_rules.scalar.view import HOUSEHOLD, Row, View

_COARSEST = STEPS["yuan"]
"""To what amounts a month are rounded as a rule, at the most, in fen; this one may be rounded to more."""

Used = tuple[str, Row]
"""A step and the row for which its value was used."""


def mattered(view: View, name: str, row: Row = HOUSEHOLD, among: frozenset[str] | None = None) -> list[Used]:
    """The steps (with rows) on which a step's value for a row rests, itself first.

    `among`: only these, and only what is reached through them.
    """
    seen: dict[Used, None] = {}
    read = read_by(view.plan)
    todo = [(name, view.home(name, row))]
    while todo:
        used = todo.pop()
        if used in seen or (among is not None and used[0] not in among):
            continue
        seen[used] = None
        if among is None or not among.isdisjoint(read[used[0]]):
            todo += _rests_on(view, *used, among)
    return list(seen)


@by_plan
def assuming(plan: Plan) -> frozenset[str]:
    """The steps that rest on something assumed, or may do so."""
    found: set[str] = set()
    for step in plan.steps:
        if isinstance(step, Parameter):
            assumed = any(cell.assumed for cell in step.cells.values())
        else:
            assumed = bool(step.assumed) or any(arm.assumed for arm in step.arms)
        if assumed or not found.isdisjoint(read_by(plan)[step.name]):
            found.add(step.name)
    return frozenset(found)


def rests_on(view: View, name: str, row: Row) -> list[Used]:
    """The steps (with rows) that a step read for a row of its own, as far as they decided; found out once."""
    return _rests_on(view, name, row, None)


def _rests_on(view: View, name: str, row: Row, among: frozenset[str] | None) -> list[Used]:
    key = (name, row, among is None)
    found = view.rests.get(key)
    if found is None:
        found = view.rests[key] = _Resting(view, among).on(name, row)
    return found


@dataclass(frozen=True, slots=True)
class _Resting:
    """`among`: what rests on none of these is no matter, and makes needless what does."""

    view: View
    among: frozenset[str] | None

    def on(self, name: str, row: Row) -> list[Used]:
        """What a step rests on for a row."""
        step, found = self.view.plan.by_name[name], []
        if isinstance(step, Parameter):
            nodes = [node for _, node in step.keys]
        elif self.among is not None and step.unbound is not None:
            nodes = [step.unbound]  # which tells whether the setting made a difference
        else:
            nodes = [] if step.node is None else [step.node]
            found = [(setting, self.view.home(setting, row)) for setting in step.settings]
        return [*found, *(used for node in nodes for used in self.reads(node, row))]

    def reads(self, node: Node, row: Row) -> Iterator[Used]:
        """The steps that a node read, as far as they decided."""
        match node:
            case Read() | IsSet():
                if node.name in self.view.plan.by_name:
                    yield node.name, self.view.home(node.name, row)
            case Call():
                for operand in self.decisive(node, row):
                    yield from self.reads(operand, row)
            case Choice():
                for part in self.fired(node, row):
                    yield from self.reads(part, row)
            case Fold():
                for inner in rows_of(self.view, node, row) or ():
                    yield from self.in_row(node, inner)
            case Literal() | Fact() | Today():
                return
            case _:
                raise TypeError(node)

    def decisive(self, node: Call, row: Row) -> tuple[Node, ...]:
        """The operands that made the value: of a failed `and` those that failed, of a fulfilled `or` those that held."""
        stop = {"and": False, "or": True}.get(node.op.name)
        if stop is None:
            return node.operands if self.among is None else self.without_idle_setting(node, row)
        values = [self.value(operand, row) for operand in node.operands]
        found = tuple(o for o, v in zip(node.operands, values, strict=True) if v is stop)
        if self.among is not None and any(_names(o).isdisjoint(self.among) for o in found):
            return ()  # which is enough by itself
        return found or node.operands

    def without_idle_setting(self, node: Call, row: Row) -> tuple[Node, ...]:
        """Not the sign where the two sides are not equal, nor the rounding where none would change anything."""
        if node.op.name == "compare":
            left, _, right = node.operands
            sides = self.value(left, row), self.value(right, row)
            if Unknown not in map(type, sides) and sides[0] != sides[1]:
                return left, right
        if node.op.name == "round_by":
            amount, rounding = (self.value(operand, row) for operand in node.operands)
            coarsest = max(_COARSEST, rounding.step) if isinstance(rounding, Rounding) else _COARSEST
            if isinstance(amount, int | Fraction) and amount % coarsest == 0:
                return node.operands[:1]
        return node.operands

    def fired(self, node: Choice, row: Row) -> Iterator[Node]:
        """The tests up to the one that held, and its value."""
        for test, value in node.arms:
            yield test
            holds = self.value(test, row)
            if holds is not False:
                yield value
            if holds is True:
                return
        yield node.otherwise

    def in_row(self, node: Fold, row: Row) -> Iterator[Used]:
        """What a row of a list brings."""
        holds = True if node.test is None else self.value(node.test, row)
        if node.test is not None:
            yield from self.reads(node.test, row)
        if holds is not False:
            yield from self.reads(node.value, row)

    def value(self, node: Node, row: Row) -> object:
        """The value of a part; none of one that a setting has put out of reach, whose steps the plan does without."""
        return node_value(self.view, node, row) if _names(node) <= self.view.plan.by_name.keys() else None


def _names(node: Node) -> frozenset[str]:
    """The steps that a node reads."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Read | IsSet))

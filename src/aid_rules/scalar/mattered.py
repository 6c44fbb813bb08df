"""Which values did an outcome really rest on? Backwards from it, along what decided.

A condition that failed rests on what failed in it, an ordered case on its tests up to the one that fired, a sum
on the rows that counted. What was computed besides, because a plan computes everything, is left aside.
"""

from __future__ import annotations

from collections.abc import Iterator

from aid_rules.language import Call, Choice, Fact, Fold, IsSet, Literal, Node, Read, Today
from aid_rules.plan import Parameter, Plan, Rule
from aid_rules.scalar.by_plan import by_plan, read_by
from aid_rules.scalar.facts import rows_of
from aid_rules.scalar.values import node_value
from aid_rules.scalar.view import HOUSEHOLD, Row, View

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
            todo += rests_on(view, *used)
    return list(seen)


@by_plan
def assuming(plan: Plan) -> frozenset[str]:
    """The steps that rest on something assumed, or may do so."""
    found: set[str] = set()
    for step in plan.steps:
        cells = step.cells.values() if isinstance(step, Parameter) else ()
        assumed = step.assumed if isinstance(step, Rule) else any(cell.assumed for cell in cells)
        if assumed or not found.isdisjoint(read_by(plan)[step.name]):
            found.add(step.name)
    return frozenset(found)


def rests_on(view: View, name: str, row: Row) -> list[Used]:
    """The steps (with rows) that a step read for a row of its own, as far as they decided; found out once."""
    found = view.rests.get((name, row))
    if found is None:
        found = view.rests[name, row] = _rests_on(view, name, row)
    return found


def _rests_on(view: View, name: str, row: Row) -> list[Used]:
    step = view.plan.by_name[name]
    if isinstance(step, Parameter):
        nodes, found = [node for _, node in step.keys], []
    else:
        nodes = [] if step.node is None else [step.node]
        found = [(setting, view.home(setting, row)) for setting in step.settings]
    return [*found, *(used for node in nodes for used in _reads(view, node, row))]


def _reads(view: View, node: Node, row: Row) -> Iterator[Used]:
    match node:
        case Read() | IsSet():
            yield node.name, view.home(node.name, row)
        case Call():
            for operand in _decisive(view, node, row):
                yield from _reads(view, operand, row)
        case Choice():
            for part in _fired(view, node, row):
                yield from _reads(view, part, row)
        case Fold():
            for inner in rows_of(view, node, row) or ():
                yield from _in_row(view, node, inner)
        case Literal() | Fact() | Today():
            return
        case _:
            raise TypeError(node)


def _decisive(view: View, node: Call, row: Row) -> tuple[Node, ...]:
    """The operands that made the value: of a failed `and` those that failed, of a fulfilled `or` those that held."""
    stop = {"and": False, "or": True}.get(node.op.name)
    if stop is None:
        return node.operands
    values = [node_value(view, operand, row) for operand in node.operands]
    found = tuple(o for o, v in zip(node.operands, values, strict=True) if v is stop)
    return found or node.operands


def _fired(view: View, node: Choice, row: Row) -> Iterator[Node]:
    for test, value in node.arms:
        yield test
        holds = node_value(view, test, row)
        if holds is not False:
            yield value
        if holds is True:
            return
    yield node.otherwise


def _in_row(view: View, node: Fold, row: Row) -> Iterator[Used]:
    holds = True if node.test is None else node_value(view, node.test, row)
    if node.test is not None:
        yield from _reads(view, node.test, row)
    if holds is not False:
        yield from _reads(view, node.value, row)

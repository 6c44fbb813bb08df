"""Which facts and which lists do the steps of a plan read, at which paths?"""

from __future__ import annotations

from collections.abc import Iterable

from aid_rules.case.paths import Path, homes, rows_at
from aid_rules.columnar.state import Place
from aid_rules.language import Fact, Fold, Node, children
from aid_rules.plan import Parameter, Rule, Step


def read_by(steps: Iterable[Step]) -> tuple[dict[Place, Fact], set[Path]]:
    """Every fact read by its path and name, and the path of every list looped over."""
    facts: dict[Place, Fact] = {}
    lists: set[Path] = set()
    for step in steps:
        for path in homes(step.per):
            for node in _nodes(step):
                _read(node, rows_at(path), facts, lists)
    return facts, lists


def _nodes(step: Step) -> list[Node]:
    if isinstance(step, Parameter):
        return [node for _, node in step.keys]
    return [] if step.node is None else [step.node]


def _read(node: Node, rows: dict[str, Path], facts: dict[Place, Fact], lists: set[Path]) -> None:
    match node:
        case Fact():
            facts.setdefault((rows[node.row], node.path), node)
        case Fold():
            inner = (*rows[node.owner], node.list)
            lists.add(inner)
            for part in (node.value, node.test):
                if part is not None:
                    _read(part, rows_at(inner), facts, lists)
            if node.default is not None:
                _read(node.default, rows, facts, lists)
        case _:
            for part in children(node):
                _read(part, rows, facts, lists)


def findable(steps: Iterable[Step]) -> list[Place]:
    """Path and name of every rule on which an officer's finding may be recorded."""
    return [
        (path, step.name)
        for step in steps
        if isinstance(step, Rule) and step.finding
        for path in homes(step.per)
    ]

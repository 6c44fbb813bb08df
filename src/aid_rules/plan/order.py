"""In which order can the steps be computed, and do any wait for each other?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aid_rules.language import IsSet, Node, Read, walk
from aid_rules.plan.model import Parameter, Rule, Step
from aid_rules.problems import Problem, RuleError


def reads(step: Step) -> tuple[str, ...]:
    """Names of the steps that this one reads, in order of mention."""
    nodes: Iterator[Node | None]
    nodes = iter([node for _, node in step.keys]) if isinstance(step, Parameter) else iter([step.node])
    found = [
        part.name
        for node in nodes
        if node is not None
        for part in walk(node)
        if isinstance(part, Read | IsSet)
    ]
    settings = step.settings if isinstance(step, Rule) else ()
    return tuple(dict.fromkeys([*found, *settings]))


def closure(steps: Mapping[str, Step], names: Iterable[str]) -> set[str]:
    """The names of these steps and of all they read, directly or not."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo.extend(reads(steps[name]))
    return found


def in_order(steps: Mapping[str, Step], wanted: list[str]) -> list[Step]:
    """The wanted steps and all they read, each after what it reads; RuleError for a circle."""
    done: dict[str, Step] = {}
    path: list[str] = []
    for name in wanted:
        _visit(name, steps, done, path)
    return list(done.values())


def _visit(name: str, steps: Mapping[str, Step], done: dict[str, Step], path: list[str]) -> None:
    if name in done:
        return
    if name in path:
        circle = [*path[path.index(name) :], name]
        raise RuleError([Problem("R301", steps[name].at, {"circle": " → ".join(circle)})])
    path.append(name)
    for read in reads(steps[name]):
        _visit(read, steps, done, path)
    path.pop()
    done[name] = steps[name]

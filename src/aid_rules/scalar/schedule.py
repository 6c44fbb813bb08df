"""In which loops are the steps computed? Each step joins the earliest loop over its rows that can hold it.

Rows form paths: `()` the household, `("members",)` a person, `("members", "incomes")` a person's income,
`("incomes",)` an income of the household as a whole. A step of an entity that has two homes is computed in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aid_rules.case.paths import Path, homes, rows_at
from aid_rules.language import Fold, IsSet, Node, Read, children
from aid_rules.plan import Parameter, Rule, Step

Instance = tuple[str, Path]


def nodes_of(step: Step) -> list[Node]:
    """The expressions of a step."""
    if isinstance(step, Parameter):
        return [node for _, node in step.keys]
    return [] if step.node is None else [step.node]


def fold_of(step: Step) -> Fold | None:
    """The fold that a step consists of, if it does."""
    return step.node if isinstance(step, Rule) and isinstance(step.node, Fold) else None


def needs(step: Step, path: Path) -> set[Instance]:
    """The instances that this step reads when computed at `path`."""
    found: set[Instance] = set()
    for node in nodes_of(step):
        _needs(node, rows_at(path), found)
    if isinstance(step, Rule):
        found.discard((step.name, path))
    return found


def _needs(node: Node, rows: dict[str, Path], found: set[Instance]) -> None:
    match node:
        case Read() | IsSet():
            found.add((node.name, rows[node.row]))
        case Fold():
            inner = {**rows, node.entity: (*rows[node.owner], node.list)}
            for part in children(node):
                _needs(part, inner, found)
        case _:
            for part in children(node):
                _needs(part, rows, found)


@dataclass
class Loop:
    """A pass over the rows at `path`: what is computed for each row, and the folds that it feeds."""

    path: Path
    body: list[Instance | Loop] = field(default_factory=list)
    folds: list[Instance] = field(default_factory=list)

    def computed(self) -> Iterator[Instance]:
        """Every instance that this loop computes, inside out."""
        for item in self.body:
            if isinstance(item, Loop):
                yield from item.computed()
                yield from item.folds
            else:
                yield item


class Schedule:
    """The steps of a plan, arranged."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = {step.name: step for step in steps}
        self.instances: list[Instance] = [(s.name, path) for s in steps for path in homes(s.per)]
        self.needs = {inst: needs(self.steps[inst[0]], inst[1]) for inst in self.instances}
        self._folded = {
            (name, path): (*rows_at(path)[fold.owner], fold.list)
            for name, path in self.instances
            if (fold := fold_of(self.steps[name])) is not None
        }
        """The path of the rows that a fold runs over."""
        self.top = Loop(())
        self._fill(self.top, list(self.instances), set())

    def _fill(self, loop: Loop, todo: list[Instance], done: set[Instance]) -> None:
        """Arrange `todo` (all at or below the loop's path) into the loop's body."""
        while todo:
            plain = [i for i in todo if i[1] == loop.path and i not in self._folded and self.needs[i] <= done]
            if plain:
                loop.body += plain
                done |= set(plain)
                todo = [i for i in todo if i not in done]
                continue
            inner = self._next_loop(loop, todo, done)
            done |= {*inner.computed(), *inner.folds}
            loop.body.append(inner)
            todo = [i for i in todo if i not in done]

    def _next_loop(self, loop: Loop, todo: list[Instance], done: set[Instance]) -> Loop:
        """The pass over a list below that computes most of what waits."""
        depth = len(loop.path)
        below = {i[1][: depth + 1] for i in todo if len(i[1]) > depth}
        below |= {
            p
            for i in todo
            if i[1] == loop.path and (p := self._folded.get(i)) is not None and p[:depth] == loop.path
        }
        best = max(
            (self._pass(path, loop.path, todo, done) for path in sorted(below)),
            key=lambda p: len(p[1]) + len(p[2]),
        )
        path, group, folds = best
        if not group and not folds:
            raise RuntimeError(f"steps cannot be arranged: {todo[:3]}")
        inner = Loop(path, folds=folds)
        self._fill(inner, group, set(done))
        return inner

    def _pass(
        self, path: Path, outer: Path, todo: list[Instance], done: set[Instance]
    ) -> tuple[Path, list[Instance], list[Instance]]:
        """What one pass over `path` could compute, and the folds of the rows around it that it could feed."""
        reached = set(done)
        group: list[Instance] = []
        waiting = [i for i in todo if i[1][: len(path)] == path]
        while ready := [i for i in waiting if self.needs[i] <= reached]:
            group += ready
            reached |= set(ready)
            waiting = [i for i in waiting if i not in reached]
        folds = [
            i for i in todo if i[1] == outer and self._folded.get(i) == path and self.needs[i] <= reached
        ]
        return path, group, folds

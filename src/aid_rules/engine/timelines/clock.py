"""What of a day can make a difference to a rule?

A rule reads the day in comparisons and counts: somebody's age, whether a date has passed. While those that a
value rests on stay the same, under the same plan and for the same case, so does the value, also where it is
unknown and has to be settled by trying. A date that is unknown is tried alike on every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from aid_rules.language import Fold, Node, Today, Unknown, children
from aid_rules.plan import Plan, Rule, closure
from aid_rules.scalar import Row, View, node_value, rows_of


class Clock:
    """The places at which the rules of one plan read the day."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._places = [
            (step, place)
            for step in plan.steps
            if isinstance(step, Rule) and step.node is not None
            for place in places(step.node, ())
        ]
        self._below: dict[str, list[int]] = {}

    def read(self, view: View, name: str, seen: dict[int, Any]) -> tuple[Any, ...]:
        """What the steps on which a step rests make of the day. `seen` keeps what was read of this view before."""
        if name not in self._below:
            below = set(closure(self.plan.by_name, [name]))
            self._below[name] = [i for i, (step, _) in enumerate(self._places) if step.name in below]
        found = []
        for number in self._below[name]:
            if number not in seen:
                step, (folds, node) = self._places[number]
                seen[number] = tuple(value for _, value in values_at(view, view.rows(step), folds, node))
            found.append(seen[number])
        return tuple(found)


def places(node: Node, folds: tuple[Fold, ...]) -> Iterator[tuple[tuple[Fold, ...], Node]]:
    """The least parts that read the day and give no date, with the loops in which they stand."""
    if not _reads_day(node):
        return
    inner = (*folds, node) if isinstance(node, Fold) else folds
    parts = [part for part in children(node) if _reads_day(part)]
    if node.type.kind != "date" and all(part.type.kind == "date" for part in parts):
        if isinstance(node, Fold):
            for part in parts:
                yield inner, part
        else:
            yield folds, node
        return
    for part in parts:
        yield from places(part, inner)


def _reads_day(node: Node) -> bool:
    return isinstance(node, Today) or any(_reads_day(part) for part in children(node))


def values_at(
    view: View, rows: Iterable[Row], folds: tuple[Fold, ...], node: Node
) -> Iterator[tuple[Row, Any]]:
    """The rows that the loops come to from these rows, and the value of the part for each."""
    for fold in folds:
        rows = [inner for row in rows for inner in rows_of(view, fold, row) or ()]
    for row in rows:
        value = node_value(view, node, row)
        yield row, "unknown" if type(value) is Unknown else value

"""What of a day can make a difference to a value that is unknown?

Suppositions change nothing that is known. So what comes of trying them is settled by what the steps of unknown value
read: values that are known, and what they make of the day themselves, in comparisons and counts (somebody's age,
whether a date has passed). While those stay the same, under the same plan and for the same case, so does what is found out.
A date that is unknown is tried alike on every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from aid_rules.language import Fold, Node, Today, Unknown, children
from aid_rules.plan import Plan, Rule
from aid_rules.scalar import Row, View, node_value, read_by, rows_of

UNKNOWN = "unknown"
"""In place of a value that is not known."""


class Clock:
    """The places at which the rules of one plan read the day."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._places: dict[str, list[tuple[tuple[Fold, ...], Node]]] = {}
        for step in plan.steps:
            if isinstance(step, Rule) and step.node is not None and (found := [*places(step.node, ())]):
                self._places[step.name] = found

    def read(self, view: View, name: str, seen: dict[str, Any]) -> tuple[Any, ...]:
        """What the steps of unknown value below a step read. `seen` keeps what was read of this view before."""
        unknown = {step for step, _, _ in view.unknown}
        todo, met, found = [name], {name}, []
        while todo:
            here = todo.pop()
            for below in sorted(read_by(self.plan)[here] - met):
                met.add(below)
                found.append(self._values(view, below, seen))
                if below in unknown:
                    todo.append(below)
            found.append(self._days(view, here, seen))
        return tuple(found)

    def _values(self, view: View, name: str, seen: dict[str, Any]) -> tuple[Any, ...]:
        """The values of a step, row by row, as far as they are known."""
        if name not in seen:
            values = (view.value(name, row) for row in view.rows(self.plan.by_name[name]))
            seen[name] = tuple(UNKNOWN if type(value) is Unknown else value for value in values)
        kept: tuple[Any, ...] = seen[name]
        return kept

    def _days(self, view: View, name: str, seen: dict[str, Any]) -> tuple[Any, ...]:
        """What a step itself makes of the day, row by row."""
        key = f"{name}@"
        if key not in seen:
            step = self.plan.by_name[name]
            seen[key] = tuple(
                tuple(value for _, value in values_at(view, view.rows(step), folds, node))
                for folds, node in self._places.get(name, ())
            )
        kept: tuple[Any, ...] = seen[key]
        return kept


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
        yield row, UNKNOWN if type(value) is Unknown else value

"""How is a decision made again from values that were kept, without deciding anew?

The values come from elsewhere, such as the columns of a run. What an unknown value waits for, and which of a rule's
ordered cases gave its value, follow from the facts of the case and are worked out when the decision is restored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from aid_rules.case import VOCABULARY, Household
from aid_rules.case.paths import Path, entity_at, homes
from aid_rules.language import Choice, Unknown
from aid_rules.plan import Rule, Step, Title
from aid_rules.problems import Field, Problem, RuleError
from aid_rules.scalar import runtime
from aid_rules.scalar.decision import Decision
from aid_rules.scalar.evaluator import Evaluator
from aid_rules.scalar.facts import record_at
from aid_rules.scalar.layout import Layout, Way
from aid_rules.scalar.values import Values, node_value
from aid_rules.scalar.view import Row, View

Kept = Callable[[Step, Path], Any]
"""The values of a step for the rows at a path: one, or a list (of lists) of them. Each is a pair: whether it is known,
and the value, or else its bounds."""


def restored(
    evaluator: Evaluator, case: Household, on: date, plan: str, values: Kept, place: Title | None = None
) -> Decision:
    """The decision that these values are of. RuleError where the rules at hand are not those of the digest `plan`, or
    a value is not known that the facts of the case give.
    """
    if plan != evaluator.plan.digest:
        facts = {"found": plan[:12], "wanted": evaluator.plan.digest[:12]}
        raise RuleError([Problem("T207", Field("plan", case.household_id), facts)])
    slots: Any = _blank(evaluator.layout, evaluator.plan.steps, case)
    view = View(evaluator.plan, case, on, slots, evaluator.layout)
    for step in evaluator.plan.steps:
        kept = {path: values(step, path) for path in homes(step.per)}
        for row in view.rows(step):
            _fill(view, step, row, kept[row.path])
    return Decision(evaluator, case, on, tuple(slots), place)


def _blank(layout: Layout, steps: tuple[Step, ...], case: Household) -> list[Any]:
    """A household's row without values, in the build of the layout."""
    ways = {
        way[:depth]: path[: depth - 1]
        for step in steps
        for path in homes(step.per)
        for arm in (False, True)
        if (way := layout.way(step.name, path, arm)) is not None
        for depth in range(1, len(way) + 1)
    }
    """Every place, and the path of the rows in which it stands."""

    def table(front: Way, rows: Iterable[Row]) -> list[Any]:
        places = {way: path for way, path in ways.items() if way[:-1] == front}
        width = max((way[-1][1] for way in places), default=0)
        found: list[Any] = []
        for row in rows:
            found += [None] * width
            for way in places:
                below = next((path for other, path in ways.items() if other[:-1] == way), None)
                if below is not None:
                    inner = (Row(below, (*row.at, i)) for i in range(_count(case, row, below[-1])))
                    found[way[-1][0] - width] = table(way, inner)
        return found

    return table((), [Row()])


def _count(case: Household, at: Row, name: str) -> int:
    listing = VOCABULARY[entity_at(at.path)].lists[name]
    return len(getattr(record_at(case, at), listing.attribute) or ())


def _fill(view: View, step: Step, row: Row, kept: Any) -> None:
    """Put a value in place, and the arm that gave it."""
    for index in row.at:
        kept = kept[index]
    known, value = kept
    _put(view, step.name, row, value if known else _open(view, step, row, value))
    if isinstance(step, Rule) and isinstance(step.node, Choice) and step.name in view.layout.armed:
        tests = [
            ((lambda test=test: node_value(view, test, row)), lambda: None) for test, _ in step.node.arms
        ]
        _put(view, step.name, row, runtime.pick_arm(tests, lambda: None)[1], arm=True)


def _open(view: View, step: Step, row: Row, bounds: Any) -> Unknown:
    """An unknown value: its bounds were kept, what it waits for the facts tell."""
    found = Values(view, runtime.NOTHING_GIVEN).supposed(step.name, row, Unknown(frozenset()))
    if type(found) is not Unknown:
        raise RuleError([Problem("T208", Field(row.text, view.case.household_id), {"rule": step.name})])
    return Unknown(found.facts, bounds)


def _put(view: View, name: str, row: Row, value: Any, arm: bool = False) -> None:
    way = view.layout.way(name, row.path, arm)
    assert way is not None
    column, width = way[-1]
    table: Any = view.slots if len(way) == 1 else view.layout.at(view.slots, way[:-1], row.at[:-1])
    table[(row.at[-1] if row.at else 0) * width + column] = value

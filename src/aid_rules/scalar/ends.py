"""Between which ends does an unknown value lie that facts, standards and rules give?

An interval also has ends that come from nothing but the limits of a model: no income above ten thousand million, no
multiple above a million. So the value is worked out once more with those limits further out: an end that moved with
them is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aid_rules.language import Bounds, Call, Fact, Fold, Node, Unknown
from aid_rules.plan import Parameter
from aid_rules.plan.bounds import type_bounds
from aid_rules.scalar import runtime
from aid_rules.scalar.values import Values, keys_of
from aid_rules.scalar.view import Row

ENDLESS = 10**30
"""Stands for the end that an interval does not have."""

_FURTHER = 10**9 + 7


def _further(bounds: Bounds) -> Bounds:
    """A limit of zero stays: that there is less than nothing nobody has to be told."""
    if bounds is None:
        return None
    return (bounds[0] - _FURTHER if bounds[0] else 0, bounds[1] + _FURTHER)


@dataclass(frozen=True, slots=True)
class Ends(Values):
    """Values of one evaluation as they would be if the models had other limits."""

    given: runtime.Given = field(default_factory=dict, init=False)
    found: dict[tuple[str, Row], Any] = field(default_factory=dict)

    def of_step(self, name: str, row: Row, value: Unknown) -> Unknown:
        """The unknown value of a step with the ends that it really has."""
        for below, at, _ in self.view.waiting_below(name, value.facts):
            self.step(below, at)
        return _real(value, self.step(name, row))

    def of_node(self, node: Node, row: Row, value: Unknown) -> Unknown:
        """The unknown value of an expression with the ends that it really has."""
        return _real(value, self.node(node, row))

    def step(self, name: str, row: Row) -> Any:
        """Its value if the models had other limits."""
        value = self.view.value(name, row)
        if type(value) is not Unknown:
            return value
        key = name, self.view.home(name, row)
        if key not in self.found:
            self.found[key] = self._computed(self.view.plan.by_name[name], key[1])
        return self.found[key]

    def _cell(self, parameter: Parameter, row: Row) -> Any:
        cells = {key: cell.value for key, cell in parameter.cells.items()}
        keys, bounds = keys_of(self.view, parameter, row), _further(type_bounds(parameter.type))
        return runtime.look(cells, keys, parameter.name, bounds, parameter.domains)

    def node(self, node: Node, row: Row) -> Any:
        """Its value if the models had other limits."""
        value = Values.node(self, node, row)
        if type(value) is not Unknown or node.type.kind != "number":
            return value
        if isinstance(node, Fold) and value.bounds is None:  # nobody knows how many rows there are
            return Unknown(value.facts, (0, ENDLESS))
        return Unknown(value.facts, _further(value.bounds)) if _limited(node) else value


def _limited(node: Node) -> bool:
    """Does the value keep to the limits of its field, or, like the years between two days, to those of its operation?"""
    dates = isinstance(node, Call) and all(operand.type.kind == "date" for operand in node.operands)
    return isinstance(node, Fact) or dates


def _real(value: Unknown, further: Any) -> Unknown:
    if type(further) is not Unknown or value.bounds is None:
        return value
    low, high = further.bounds or (None, None)
    ends = (
        value.bounds[0] if low == value.bounds[0] else -ENDLESS,
        value.bounds[1] if high == value.bounds[1] else ENDLESS,
    )
    return Unknown(value.facts, ends)

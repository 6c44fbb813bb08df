"""Which base facts does a decision give the other engine, and what does each say?

A leaf is read from the decision's own slots, or, where it is a comparison inside a rule, worked out from them
and from the case: so it is the decision that is checked, not the case anew. What is unknown is not posted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aid_rules.language import (
    Bounds,
    Call,
    Choice,
    Fact,
    IsSet,
    Literal,
    Node,
    Op,
    Read,
    Today,
    Unknown,
    facts_of,
    hull,
)
from aid_rules.plan import Parameter, Plan, Rule
from aid_rules.scalar import PARAMETER, Row, View, fact_value, record_at


@dataclass(frozen=True, slots=True)
class Slot:
    """The truth that the decision has for a step."""

    name: str


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth of an expression in which no outcome's logic enters."""

    node: Node


@dataclass(frozen=True, slots=True)
class Is:
    """Is this enum this member? Posted only where it is."""

    node: Node
    value: Any


@dataclass(frozen=True, slots=True)
class LeftToRule:
    """Does the rule decide, there being no officer's finding in its place? Posted only where it does."""

    rule: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the officer found, where the finding decides in place of the rule."""

    rule: str


Leaf = Slot | Truth | Is | LeftToRule | Found


@dataclass(frozen=True)
class Reader:
    """Reads leaves from one decision, with the rules of `plan` as they are written."""

    plan: Plan
    bounds: Mapping[str, Bounds]
    view: View

    def leaf(self, leaf: Leaf, row: Row) -> Any:
        """True, False, or anything else where it is not known."""
        match leaf:
            case Slot():
                return self._step(leaf.name, row)
            case Truth():
                return self.value(leaf.node, row)
            case Is():
                value = self.value(leaf.node, row)
                return True if type(value) is not Unknown and value == leaf.value else None
            case LeftToRule():
                return True if self._finding(leaf.rule, row) is None else None
            case Found():
                return self._finding(leaf.rule, row)

    def _finding(self, name: str, row: Row) -> bool | None:
        """What the officer found, where that decides: at discretion, or where no local rule is set."""
        rule = self.plan.by_name[name]
        assert isinstance(rule, Rule)
        finding = (record_at(self.view.case, row).findings or {}).get(name)
        if finding is None:
            return None
        if not rule.discretion:
            value = None if rule.node is None else self.value(rule.node, row)
            if value is not None and not (type(value) is Unknown and _unset(value)):
                return None
        holds: bool = finding.holds
        return holds

    def value(self, node: Node, row: Row) -> Any:
        """The value of an expression for a row, by the operations that the language defines."""
        match node:
            case Literal():
                return node.value
            case Today():
                return self.view.on
            case Fact():
                return fact_value(self.view, node, row)
            case Read():
                return self._step(node.name, row)
            case IsSet():
                return self._is_set(node, row)
            case Call():
                optional = any(operand.type.optional for operand in node.operands)
                operation = _lifted(node.op, len(node.operands), optional)
                return operation(*(self.value(operand, row) for operand in node.operands))
            case Choice():
                return self._choice(node, row)
            case _:
                raise TypeError(node)

    def _step(self, name: str, row: Row) -> Any:
        value = self.view.value(name, row)
        if value is None:  # no cell is set, and deciding did not need one
            return Unknown(frozenset((PARAMETER + name,)), self.bounds[name])
        return value

    def _choice(self, node: Choice, row: Row) -> Any:
        open_tests: list[Any] = []
        values: list[Any] = []
        for test, value in node.arms:
            holds = self.value(test, row)
            if holds is False:
                continue
            values.append(self.value(value, row))
            if holds is True:
                return hull(values, facts_of(*open_tests)) if open_tests else values[-1]
            open_tests.append(holds)
        values.append(self.value(node.otherwise, row))
        return hull(values, facts_of(*open_tests)) if open_tests else values[-1]

    def _is_set(self, node: IsSet, row: Row) -> Any:
        parameter = self.plan.by_name[node.name]
        assert isinstance(parameter, Parameter)
        keys = tuple(self.value(key, row) for _, key in parameter.keys)
        unknown = facts_of(*keys)
        return Unknown(unknown, (0, 1)) if unknown else keys in parameter.cells


def _unset(value: Unknown) -> bool:
    return any(fact.startswith(PARAMETER) for fact in value.facts)


@cache
def _lifted(op: Op, count: int, optional: bool) -> Any:
    return op.lifted(count, optional)

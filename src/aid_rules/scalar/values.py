"""What is the value of a part of a rule for a row, from the slots and the case, or supposing facts not known?

The one interpreter of expressions: whoever words a decision, weighs it, or asks "what if" reads through it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aid_rules.language import Bounds, Call, Choice, Fact, Fold, IsSet, Literal, Node, Read, Today, Unknown
from aid_rules.plan import Parameter, Plan, Rule, Step, step_bounds
from aid_rules.plan.bounds import bounds, type_bounds
from aid_rules.problems import CaseError
from aid_rules.scalar import runtime
from aid_rules.scalar.by_plan import by_plan
from aid_rules.scalar.facts import fact_value, list_path, record_at, rows_of
from aid_rules.scalar.view import HOUSEHOLD, Row, View

_FOLDS = {
    "any": (False, runtime.either), "all": (True, runtime.every), "sum": (0, runtime.add), "count": (0, runtime.add),
}  # fmt: skip


_Cases = tuple[str, tuple[Any, ...]]
"""A fact, and all the parts of what it may be."""


@by_plan
def _spans(plan: Plan) -> Mapping[str, Bounds]:
    """Between what every step of a plan lies; asked for only where a list is not known."""
    return step_bounds(plan.steps)


@dataclass(frozen=True, slots=True)
class Values:
    """Values of one evaluation; with `given`, as they would be if these unknown facts had these values."""

    view: View
    given: runtime.Given
    proving: bool = True
    """Does what trying out showed before count?"""
    by_cases: _Cases | None = None
    """A fact left open and all the parts of what it may be: a step that is alike for each of them does not wait for it."""
    marks: tuple[tuple[str, int], ...] = ()
    """A number for each supposition, the same in all of the view: exact numbers are slow to tell apart again and again.
    With the fact that it bears on: what a record supposed to be there says bears on whatever waits for that.
    """
    cases: int | None = None
    """The number of what is gone through by cases."""

    def step(self, name: str, row: Row) -> Any:
        """The value of a rule or parameter, seen from a row at or below its own.

        What is known stays as it is, and so does what waits for none of the facts supposed.
        """
        value, at = self.view.seen(name, row)
        if type(value) is not Unknown:
            return value
        if self.proving and self.view.proved:
            told = self.view.proved.get((name, at), value)
            if type(told) is not Unknown:
                return told
            if told is not value or self.view.rests_on_proved(name):
                return self.supposed(name, at, value)
        if self.given.keys().isdisjoint(value.facts) and not self._waits(value):
            return value
        return self.supposed(name, at, value)

    def _waits(self, value: Any) -> bool:
        """Does a value wait for the fact that is gone through by cases?"""
        return self.by_cases is not None and type(value) is Unknown and self.by_cases[0] in value.facts

    def supposed(self, name: str, at: Row, value: Unknown) -> Any:
        """The value of a step of unknown value for its own row; worked out once for each supposition."""
        facts = value.facts
        relevant = tuple([number for fact, number in self.marks if fact in facts])
        proved = len(self.view.proved) if self.proving else 0
        kept, key = self.view.supposed, (name, at, relevant, proved, self.cases)
        if key not in kept:
            found = self._narrowed(name, at, self._computed(self.view.plan.by_name[name], at))
            kept[key] = self._alike(name, at, found) if self._waits(found) else found
        return kept[key]

    def _narrowed(self, name: str, at: Row, found: Any) -> Any:
        """Without the facts that trying out showed not to matter to the step. A local setting stays while no other one is
        waited for: findings stand in only where one is.
        """
        told = self.view.proved.get((name, at)) if self.proving else None
        if type(found) is not Unknown or type(told) is not Unknown:
            return found
        needless = self.view.value(name, at).facts - told.facts
        left = found.facts - needless
        if not any(map(runtime.is_setting, left)):
            left |= {fact for fact in found.facts if runtime.is_setting(fact)}
        return Unknown(left, found.bounds) if left else found

    def _alike(self, name: str, at: Row, open_: Any) -> Any:
        """The value of a step where it is the same for each part of what the fact gone through by cases may be."""
        assert self.by_cases is not None
        fact, parts = self.by_cases
        found = None
        for part in parts:
            try:
                value = _supposing(self.view, {**self.given, fact: part}, self.proving).step(name, at)
            except CaseError:  # a finding on record ties the fact to others: none can be told by itself
                return open_
            if type(value) is Unknown or (found is not None and value != found):
                return open_
            found = value
        return open_ if found is None else found

    def _computed(self, step: Step, row: Row) -> Any:
        if isinstance(step, Parameter):
            return self._cell(step, row)
        value = None if step.node is None else self.node(step.node, row)
        if type(value) is Unknown and step.when_unknown is not None:
            return step.when_unknown
        return self._found(step, value, row) if step.finding else value

    def _cell(self, parameter: Parameter, row: Row) -> Any:
        cells = {key: cell.value for key, cell in parameter.cells.items()}
        keys = tuple(self.node(node, row) for _, node in parameter.keys)
        span = type_bounds(parameter.type)
        return runtime.look(cells, keys, parameter.name, span, parameter.domains, self.given)

    def _found(self, rule: Rule, value: Any, row: Row) -> Any:
        own = row if rule.per == "person" else HOUSEHOLD
        path = f"{own.text}." if own.text else ""
        findings = record_at(self.view.case, own).findings
        return runtime.found(value, findings, path, rule.name, rule.discretion, self.given)

    def node(self, node: Node, row: Row) -> Any:
        """The value of an expression for a row; Unknown, with bounds and facts, where the case leaves it open."""
        match node:
            case Read():
                return self.step(node.name, row)
            case Call():
                values = [self.node(operand, row) for operand in node.operands]
                optional = any(operand.type.optional for operand in node.operands)
                return node.op.lifted(len(values), optional)(*values)
            case Fact():
                return fact_value(self.view, node, row, self.given)
            case Literal():
                return node.value
            case Choice():
                return self._chosen(node, row)
            case Fold():
                return self._folded(node, row)
            case IsSet():
                parameter = self.view.plan.by_name[node.name]
                assert isinstance(parameter, Parameter)
                return runtime.is_set(
                    parameter.cells, tuple(self.node(key, row) for _, key in parameter.keys)
                )
            case Today():
                return self.view.on
            case _:
                raise TypeError(node)

    def _chosen(self, node: Choice, row: Row) -> Any:
        arms = [
            ((lambda test=test: self.node(test, row)), (lambda value=value: self.node(value, row)))
            for test, value in node.arms
        ]
        return runtime.pick(arms, lambda: self.node(node.otherwise, row))

    def _folded(self, node: Fold, row: Row) -> Any:
        inner = rows_of(self.view, node, row)
        if inner is None:
            path = list_path(node, row)
            if path not in self.given:
                return runtime.silent(path, bounds(node, _spans(self.view.plan), {}))
            inner = []  # of a list that is not known only this is ever supposed: that it has no rows
        pairs = [
            (True if node.test is None else self.node(node.test, r), self.node(node.value, r)) for r in inner
        ]
        if node.how in _FOLDS:
            total, feed = _FOLDS[node.how]
            for test, value in pairs:
                total = feed(total, test, value)
            return total
        default = None if node.default is None else self.node(node.default, row)
        kept = [(test, value) for test, value in pairs if test is not False]
        return runtime.extreme(kept, default, max if node.how == "max" else min)


def _supposing(view: View, given: runtime.Given, proving: bool, by_cases: _Cases | None = None) -> Values:
    marks = []
    for fact, value in given.items():
        record = fact.rpartition(".")[0]
        bears_on = record if given.get(record) is runtime.RECORD else fact
        marks.append((bears_on, view.mark((fact, value))))
    marks.sort()  # the same suppositions are the same, whichever came first
    cases = None if by_cases is None else view.mark(by_cases)
    return Values(view, given, proving, by_cases, tuple(marks), cases)


def node_value(view: View, node: Node, row: Row) -> Any:
    """The value of an expression for a row."""
    return Values(view, runtime.NOTHING_GIVEN).node(node, row)


def keys_of(view: View, parameter: Parameter, row: Row) -> tuple[Any, ...]:
    """The keys of a parameter for a row, as far as known."""
    return tuple(node_value(view, node, row) for _, node in parameter.keys)


def what_if(
    view: View,
    name: str,
    row: Row,
    given: runtime.Given,
    *,
    proving: bool = True,
    by_cases: _Cases | None = None,
) -> Any:
    """The value of a rule if facts that are unknown had these values. `proving`: what trying out showed before counts.
    `by_cases`: one more fact, that may be any of these parts.

    CaseError where a finding on record contradicts these values.
    """
    values = _supposing(view, given, proving, by_cases)
    try:
        return values.step(name, row)
    except RecursionError:  # rules deeper than calls can be: whatever it rests on that is unknown comes first
        for below, at, value in view.waiting_below(name, given):
            values.supposed(below, at, value)
        return values.step(name, row)

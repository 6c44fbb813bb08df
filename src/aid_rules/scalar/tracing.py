"""How did each value come about? The slots and the plan's own metadata, step by step.

Nothing is recorded while evaluating: a trace is the tuple of slots, read out when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from aid_rules.language import Unknown, to_source
from aid_rules.plan import Citation, Parameter, Plan, Rule, Title
from aid_rules.scalar.by_plan import by_plan
from aid_rules.scalar.facts import operands
from aid_rules.scalar.record import Basis, Said, Source, TraceStep
from aid_rules.scalar.values import keys_of
from aid_rules.scalar.view import Row, View, shown


@lru_cache(maxsize=8192)
def based(citations: tuple[Citation, ...]) -> tuple[Basis, ...]:
    """Citations as a record has them."""
    return tuple(
        Basis(document=c.document, number=c.number, article=c.article, valid_from=c.valid_from, seen=c.seen)
        for c in citations
    )


@lru_cache(maxsize=8192)
def said(title: Title) -> Said:
    """A title as a record has it."""
    return Said(zh=title.zh, en=title.en)


def trace(view: View) -> Iterator[TraceStep]:
    """Every step for every row, in the order of the plan."""
    for step in view.plan.steps:
        for row in view.rows(step):
            yield (
                parameter_step(view, step, row) if isinstance(step, Parameter) else rule_step(view, step, row)
            )


def parameter_step(view: View, parameter: Parameter, row: Row) -> TraceStep:
    """A local number: its value, as published, and where it was published."""
    value = view.value(parameter.name, row)
    key = tuple(keys_of(view, parameter, row))
    cell = None if any(type(k) is Unknown for k in key) else parameter.cells.get(key)
    return TraceStep(
        rule=parameter.name,
        of=view.of(row),
        value=shown(value, parameter.type),
        unit=parameter.type.unit.name,
        operands={name: shown(k, node.type) for (name, node), k in zip(parameter.keys, key, strict=True)},
        basis=based(parameter.basis if cell is None else cell.basis),
        standard=None
        if cell is None
        else Source(
            region=cell.region, published=cell.published, valid_from=cell.valid_from, assumed=cell.assumed
        ),
        waits_for=_waits_for(value),
    )


def rule_step(view: View, rule: Rule, row: Row) -> TraceStep:
    """A rule's value, its formula with the numbers that went in, and its basis (of the arm that fired)."""
    value = view.value(rule.name, row)
    arm = view.arm(rule.name, row)
    found = operands(view, rule.node, row)
    for name in rule.settings:
        found.setdefault(name, _setting(view, name))
    return TraceStep(
        rule=rule.name,
        of=view.of(row),
        value=shown(value, rule.type),
        unit=rule.type.unit.name,
        formula=_formulas(view.plan)[rule.name],
        operands=found,
        arm=arm,
        basis=based(basis_of(rule, arm)),
        waits_for=_waits_for(value),
    )


@by_plan
def _formulas(plan: Plan) -> Mapping[str, str]:
    rules = [step for step in plan.steps if isinstance(step, Rule)]
    return {rule.name: "finding" if rule.node is None else to_source(rule.node) for rule in rules}


def basis_of(rule: Rule, arm: int | None) -> tuple[Citation, ...]:
    """What a value rests on: the arm that gave it, or the rule."""
    if arm is None and len(rule.arms) == 1:
        arm = 0
    if arm is not None and arm < len(rule.arms) and rule.arms[arm].basis:
        return rule.arms[arm].basis
    return rule.basis


def _setting(view: View, name: str) -> str:
    parameter = view.plan.by_name[name]
    cell = parameter.constant if isinstance(parameter, Parameter) else None
    return (
        cell.published
        if cell is not None
        else "set"
        if isinstance(parameter, Parameter) and parameter.cells
        else "unset"
    )


def _waits_for(value: object) -> tuple[str, ...]:
    return tuple(sorted(value.facts)) if type(value) is Unknown else ()

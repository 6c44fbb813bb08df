"""How did each value come about? The slots and the plan's own metadata, step by step.

Nothing is recorded while evaluating: a trace is the tuple of slots, read out when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from aid_rules.language import Unknown, to_source
from aid_rules.plan import Cell, Citation, Parameter, Plan, Rule, Title, reads
from aid_rules.scalar.by_plan import by_plan
from aid_rules.scalar.facts import operands
from aid_rules.scalar.naming import in_case, setting_name
from aid_rules.scalar.record import Basis, Said, Source, TraceStep
from aid_rules.scalar.runtime import is_setting
from aid_rules.scalar.sources import basis_of, basis_of_cells, cells_of
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
    """A local number: its value, as published, and where it was published.

    Where it stays open which of several cells it is and they agree, `standard` is the first and `basis` cites all.
    """
    value = view.value(parameter.name, row)
    key = keys_of(view, parameter, row)
    cells = cells_of(view, parameter, row)
    return TraceStep(
        rule=parameter.name,
        of=view.of(row),
        value=shown(value, parameter.type),
        unit=parameter.type.unit.name,
        operands={name: shown(k, node.type) for (name, node), k in zip(parameter.keys, key, strict=True)},
        basis=based(basis_of_cells(cells) or parameter.basis),
        standard=_source(cells[0]) if cells else None,
        waits_for=_waits_for(view, value),
    )


def _source(cell: Cell) -> Source:
    return Source(
        region=cell.region, published=cell.published, valid_from=cell.valid_from, assumed=cell.assumed
    )


def rule_step(view: View, rule: Rule, row: Row) -> TraceStep:
    """A rule's value, its formula with the numbers that went in, and its basis (of the arm that fired)."""
    value = view.value(rule.name, row)
    found = operands(view, rule.node, row)
    for name in rule.settings:
        found.setdefault(name, _setting(view, name))
    for parameter in _asked_for(view.plan)[rule.name]:
        if parameter.name not in found:
            found[parameter.name] = _number(view, parameter, row)
    return TraceStep(
        rule=rule.name,
        of=view.of(row),
        value=shown(value, rule.type),
        unit=rule.type.unit.name,
        formula=_formulas(view.plan)[rule.name],
        operands=found,
        arm=view.arm(rule.name, row),
        basis=based(basis_of(view, rule, row)),
        waits_for=_waits_for(view, value),
    )


@by_plan
def _formulas(plan: Plan) -> Mapping[str, str]:
    rules = [step for step in plan.steps if isinstance(step, Rule)]
    return {rule.name: "finding" if rule.node is None else to_source(rule.node) for rule in rules}


@by_plan
def _asked_for(plan: Plan) -> Mapping[str, tuple[Parameter, ...]]:
    """By rule the parameters that it reads, in a list too, or asks whether they are set."""
    return {
        rule.name: tuple(step for name in reads(rule) if isinstance(step := plan.by_name[name], Parameter))
        for rule in plan.steps
        if isinstance(rule, Rule)
    }


def _number(view: View, parameter: Parameter, row: Row) -> Any:
    """Its value for a row; where it differs by the rows of a list, all of them."""
    rows = [*view.rows(parameter)]
    above = next((at for at in rows if _belongs(row, at)), None)
    if above is not None:
        return shown(view.value(parameter.name, above), parameter.type)
    return [shown(view.value(parameter.name, at), parameter.type) for at in rows if _belongs(at, row)]


def _belongs(row: Row, to: Row) -> bool:
    depth = len(to.path)
    return (row.path[:depth], row.at[:depth]) == (to.path, to.at)


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


def _waits_for(view: View, value: object) -> tuple[str, ...]:
    if type(value) is not Unknown:
        return ()
    names = (
        setting_name(view.plan, fact) if is_setting(fact) else in_case(view.case, fact)
        for fact in value.facts
    )
    return tuple(sorted({*names}))

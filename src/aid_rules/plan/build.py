"""From checked rules and resolved parameters to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aid_rules.language import Choice, IsSet, Read, key_word, show_value, walk
from aid_rules.plan.bind import Bound
from aid_rules.plan.bounds import (
    amounts_not_rounded,
    divisions_by_zero,
    step_bounds,
    tables_with_gaps,
)
from aid_rules.plan.calendar import days_beyond_the_calendar
from aid_rules.plan.digest import digest
from aid_rules.plan.lower import lower
from aid_rules.plan.model import Parameter, Plan, Programme, Rule, Step, Title
from aid_rules.plan.order import in_order
from aid_rules.problems import RuleError


def build(
    rules: Iterable[Rule],
    parameters: Mapping[str, Parameter],
    programmes: Iterable[Programme],
    besides: Iterable[str] = (),
) -> Plan:
    """The plan of these rules under these parameters: what neither a programme nor a rule of `besides` needs is left out.

    Raises RuleError for rules that wait for each other and for a division that could be by zero.
    """
    decided = tuple(programmes)
    ordered = assemble(rules, parameters, decided, besides)
    return Plan(tuple(ordered), decided, digest(ordered, decided))


def assemble(
    rules: Iterable[Rule],
    parameters: Mapping[str, Parameter],
    decided: tuple[Programme, ...],
    besides: Iterable[str] = (),
) -> list[Step]:
    """The steps of a plan, checked and in order; what `build` does without the digest."""
    rules = list(rules)
    wanted = {
        node.name
        for rule in rules
        if rule.node is not None
        for node in walk(rule.node)
        if isinstance(node, Read | IsSet)
    }
    parameters = {**parameters, **{name: at_keys(name, parameters) for name in sorted(wanted) if "[" in name}}
    bound = {name: _bound_keys(parameter, parameters) for name, parameter in parameters.items()}
    steps: dict[str, Step] = dict(bound)
    for rule in rules:
        for part in lower(_bound(rule, bound)):
            steps[part.name] = part
    wanted_of = [name for programme in decided for name in _wanted(programme)]
    ordered = in_order(steps, [*wanted_of, *besides])
    found = step_bounds(ordered)
    problems = [
        *divisions_by_zero(ordered, found), *tables_with_gaps(ordered, found),
        *amounts_not_rounded(ordered, decided, found), *days_beyond_the_calendar(ordered, found),
    ]  # fmt: skip
    if problems:
        raise RuleError(problems)
    return ordered


def at_keys(name: str, parameters: Mapping[str, Parameter]) -> Parameter:
    """`dibao.topup.amount[category=elderly]`: the parameter with some of its keys fixed."""
    full, _, written = name.removesuffix("]").partition("[")
    parameter = parameters[full]
    fixed = dict(pair.split("=", 1) for pair in written.split(", "))
    chosen = {
        position: next(value for value in parameter.domains[position] if key_word(value) == fixed[key])
        for position, (key, _) in enumerate(parameter.keys)
        if key in fixed
    }
    kept = [i for i in range(len(parameter.keys)) if i not in chosen]
    cells = {
        tuple(key[i] for i in kept): cell
        for key, cell in parameter.cells.items()
        if all(key[i] == value for i, value in chosen.items())
    }
    words = {
        lang: joint.join(show_value(v, parameter.keys[i][1].type, lang) for i, v in chosen.items())
        for lang, joint in (("zh", "、"), ("en", ", "))
    }
    return replace(
        parameter, name=name, keys=tuple(parameter.keys[i] for i in kept), domains=tuple(parameter.domains[i] for i in kept),
        cells=cells, fixed=tuple(key_word(chosen[i]) if i in chosen else None for i in range(len(parameter.keys))),
        title=Title(f"{parameter.title.zh}（{words['zh']}）", f"{parameter.title.en} ({words['en']})"),
    )  # fmt: skip


def _bound(rule: Rule, parameters: Mapping[str, Parameter]) -> Rule:
    if rule.covers is not None:
        table_input, rows = rule.covers
        rule = replace(rule, covers=(Bound(parameters).node(table_input), rows))
    if rule.node is None:
        return rule
    bound = Bound(parameters)
    if rule.arms and isinstance(rule.node, Choice):
        node, kept = bound.choice(rule.node)
        arms = tuple(replace(rule.arms[i], settings=_settings_of(rule.node, i, parameters)) for i in kept)
    else:
        node, arms = bound.node(rule.node), rule.arms
    unbound = rule.node if bound.settings else None
    return replace(rule, node=node, arms=arms, settings=tuple(bound.settings), unbound=unbound)


def _settings_of(node: Choice, index: int, parameters: Mapping[str, Parameter]) -> tuple[str, ...]:
    """The settings worked into one arm, its test and its value."""
    bound = Bound(parameters)
    for part in node.arms[index] if index < len(node.arms) else (node.otherwise,):
        bound.node(part)
    return tuple(bound.settings)


def _bound_keys(parameter: Parameter, parameters: Mapping[str, Parameter]) -> Parameter:
    keys = tuple((name, Bound(parameters).node(node)) for name, node in parameter.keys)
    return replace(parameter, keys=keys)


def _wanted(programme: Programme) -> Iterable[str]:
    names = (
        programme.applies,
        *programme.criteria,
        *programme.exclusions,
        programme.qualifies,
        programme.eligible,
        programme.amount,
        programme.share,
        programme.from_month,
        *programme.tells,
    )
    return (name for name in names if name is not None)

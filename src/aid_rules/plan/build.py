"""From checked rules and resolved parameters to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aid_rules.language import Choice
from aid_rules.plan.bind import Bound
from aid_rules.plan.bounds import divisions_by_zero, tables_with_gaps
from aid_rules.plan.digest import digest
from aid_rules.plan.lower import lower
from aid_rules.plan.model import Parameter, Plan, Programme, Rule, Step
from aid_rules.plan.order import in_order
from aid_rules.problems import RuleError


def build(rules: Iterable[Rule], parameters: Mapping[str, Parameter], programmes: Iterable[Programme]) -> Plan:
    """The plan of these rules under these parameters: what no programme needs is left out.

    Raises RuleError for rules that wait for each other and for a division that could be by zero.
    """
    bound = {name: _bound_keys(parameter, parameters) for name, parameter in parameters.items()}
    steps: dict[str, Step] = dict(bound)
    for rule in rules:
        for part in lower(_bound(rule, bound)):
            steps[part.name] = part
    decided = tuple(programmes)
    ordered = in_order(steps, [name for programme in decided for name in _wanted(programme)])
    problems = [*divisions_by_zero(ordered), *tables_with_gaps(ordered)]
    if problems:
        raise RuleError(problems)
    return Plan(tuple(ordered), decided, digest(ordered, decided))


def _bound(rule: Rule, parameters: Mapping[str, Parameter]) -> Rule:
    if rule.node is None:
        return rule
    bound = Bound(parameters)
    if rule.arms and isinstance(rule.node, Choice):
        node, kept = bound.choice(rule.node)
        return replace(rule, node=node, arms=tuple(rule.arms[i] for i in kept), settings=tuple(bound.settings))
    node = bound.node(rule.node)
    return replace(rule, node=node, settings=tuple(bound.settings))


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
    )
    return (name for name in names if name is not None)

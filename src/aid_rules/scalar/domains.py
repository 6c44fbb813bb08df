"""Which values can an unknown fact, parameter or finding turn out to have?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from aid_rules.case import FIRST_DAY, LAST_DAY, NOTHING, VOCABULARY
from aid_rules.plan import Parameter, Plan
from aid_rules.plan.bounds import type_bounds
from aid_rules.scalar.by_plan import below
from aid_rules.scalar.relevance import Domain, Possible
from aid_rules.scalar.runtime import PARAMETER, is_finding, is_setting

STEP = re.compile(r"([a-z_]+)\[(\d+)\]\.?")
"""One row on the way to a fact: `members[0].`"""

_NONE = Domain((), whole=False)
_EMPTY = Domain(((),), whole=False)
_NOTHING = Domain((NOTHING,), whole=False)
_FEW = 10
"""Grades: so few that all are tried."""
_EITHER = Domain((True, False), whole=True)


def possible_of(plan: Plan, on: date) -> Possible:
    """What the unknown facts of a plan can turn out to be on a day."""

    def stands_in(finding: str, setting: str) -> bool:
        rule = finding.rpartition("findings[")[2].removesuffix("]")
        return parameter_name(plan, setting)[0] in below(plan, rule)

    return Possible(domain_of(plan, on), stands_in)


def domain_of(plan: Plan, on: date) -> Callable[[str], Domain]:
    """Values to try for a fact by its name: all of them for yes/no, enums and grades, the ends for other numbers and
    for dates (of what has happened, up to the day `on`), no rows for a list, nothing for a record.
    """

    def domain(name: str) -> Domain:
        if is_setting(name):
            return _parameter(plan, name)
        return _EITHER if is_finding(name) else _fact(name, on)

    return domain


def _parameter(plan: Plan, name: str) -> Domain:
    step = plan.by_name[parameter_name(plan, name)[0]]
    if not isinstance(step, Parameter):
        return _NONE
    if step.type.kind == "boolean":
        return _EITHER
    if step.type.kind == "enum":
        return Domain(step.type.members, whole=True)
    bounds = type_bounds(step.type)
    return _NONE if bounds is None else Domain(tuple(bounds), whole=False)


def parameter_name(plan: Plan, name: str) -> tuple[str, str]:
    """Full name of an unset parameter and the keys of the cell, as text."""
    full = name.removeprefix(PARAMETER)
    if full in plan.by_name:
        return full, ""
    front, _, keys = full.rpartition("[")
    return front, keys.removesuffix("]")


def place_of(name: str) -> tuple[str, str]:
    """The entity of the row that a fact belongs to, and the field or list."""
    entity, rest = "household", name
    for match in STEP.finditer(name):
        entity = VOCABULARY[entity].lists[match[1]].entity
        rest = name[match.end() :]
    return entity, rest


def _fact(name: str, on: date) -> Domain:
    entity, path = place_of(name)
    if path in VOCABULARY[entity].lists:
        return _EMPTY
    field = VOCABULARY[entity].fields.get(path)
    if field is None:  # a whole record, such as the disability certificate
        return _NOTHING
    none = (NOTHING,) if field.within == "none" else ()
    if field.kind == "boolean":
        return Domain((True, False, *none), whole=True)
    if field.kind == "enum":
        # There is one head, and that is known.
        words = [word for word in field.values if (entity, path, word) != ("person", "relation", "head")]
        return Domain((*words, *none), whole=True)
    if field.kind == "record":
        return _NOTHING if none else _NONE
    if field.kind == "date":
        return Domain((FIRST_DAY, on if field.past else LAST_DAY, *none), whole=False)
    if field.kind == "integer" and field.most - field.least < _FEW:
        return Domain((*range(field.least, field.most + 1), *none), whole=True)
    return Domain((field.least, field.most, *none), whole=False)

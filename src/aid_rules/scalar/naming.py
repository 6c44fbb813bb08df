"""Where does the case, as it was handed in, have what evaluators read?

Evaluators number rows as they find them: without the dead, and the awards to a person by themselves. Whoever is asked
for a fact looks for it in the case.
"""

from __future__ import annotations

import re
from typing import Any

from aid_rules.case import VOCABULARY, Household
from aid_rules.plan import Parameter, Plan
from aid_rules.scalar.runtime import PARAMETER

STEP = re.compile(r"([a-z_]+)\[(\d+)\]\.?")
"""One row on the way to a fact: `members[0].`"""

_OF_A_PERSON = re.compile(r"members\[\d+\]\.(?=awards\b)")


def place_of(name: str) -> tuple[str, str]:
    """The entity of the row that a fact belongs to, and the field or list."""
    entity, rest = "household", name
    for match in STEP.finditer(name):
        entity = VOCABULARY[entity].lists[match[1]].entity
        rest = name[match.end() :]
    return entity, rest


def in_case(case: Household, name: str) -> str:
    """The case path of a fact, a finding or a row: `awards[3].until` for `members[1].awards[0].until`."""
    if "[" not in name:
        return name
    record: Any = case
    entity, path, end = "household", "", 0
    for match in STEP.finditer(name):
        if match.start() != end or match[1] not in VOCABULARY[entity].lists:
            break
        listing = VOCABULARY[entity].lists[match[1]]
        record = getattr(record, listing.attribute)[int(match[2])]
        entity, end = listing.entity, match.end()
        path += f"{match[1]}[{_place(case, match, record)}]{'.' if match[0].endswith('.') else ''}"
    return _OF_A_PERSON.sub("", path + name[end:])


def setting_name(plan: Plan, name: str) -> str:
    """A local number that is not set, `tekun.care_amount[full, dispersed]`, by one name however rules ask for it."""
    full, keys = parameter_name(plan, name)
    step = plan.by_name[full]
    if not isinstance(step, Parameter) or not step.fixed:
        return name.removeprefix(PARAMETER)
    left = iter(keys.split(", "))
    words = [next(left) if word is None else word for word in step.fixed]
    return f"{full.partition('[')[0]}[{', '.join(words)}]"


def parameter_name(plan: Plan, name: str) -> tuple[str, str]:
    """Full name of an unset parameter and the keys of the cell, as text."""
    full = name.removeprefix(PARAMETER)
    if full in plan.by_name:
        return full, ""
    front, _, keys = full.rpartition("[")
    return front, keys.removesuffix("]")


def _place(case: Household, match: re.Match[str], record: Any) -> int:
    """Where the case has a row; an award to a person among all awards."""
    at = int(match[2])
    if match[1] == "awards":
        at = next(i for i, award in enumerate(case.awards or ()) if award is record)
    moved = None if case.places is None else getattr(case.places, match[1], None)
    return at if moved is None else int(moved[at])

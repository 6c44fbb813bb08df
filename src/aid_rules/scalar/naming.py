"""Where does the case, as it was handed in, have what evaluators read?

Evaluators number rows as they find them: without the dead, and the awards to a person by themselves. Whoever is asked
for a fact looks for it in the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from aid_rules.case import NOTHING, VOCABULARY, Household

STEP = re.compile(r"([a-z_]+)\[(\d+)\]\.?")
"""One row on the way to a fact: `members[0].`"""

_OF_A_PERSON = re.compile(r"members\[\d+\]\.(?=awards\b)")


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
        path += f"{match[1]}[{_position(case.given, match, record)}]{'.' if match[0].endswith('.') else ''}"
    return _OF_A_PERSON.sub("", path + name[end:])


def _position(given: Household, match: re.Match[str], record: Any) -> int:
    """Of the lists that change from day to day, where the case as handed in has the row."""
    match match[1]:
        case "members":
            return _index(person.person_id == record.person_id for person in given.members)
        case "awards":
            return _index(award is record for award in _rows(given.awards))
        case "hardships":
            return _index(hardship is record for hardship in _rows(given.hardships))
    return int(match[2])


def _rows(listed: Any) -> Sequence[Any]:
    return () if listed is NOTHING or listed is None else listed


def _index(found: Iterable[bool]) -> int:
    return next(i for i, here in enumerate(found) if here)

"""Is a published amount below the floor that a national document gives? `at_least`, cell by cell.

A published amount wins over a formula: a lower one is a warning, never an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from aid_rules.language import Call, Literal, Node, Read, check, scope_for
from aid_rules.language.to_text import plain_value
from aid_rules.problems import Problem
from aid_rules.rulebook.entries import ParameterEntry
from aid_rules.rulebook.settings import set_at
from aid_rules.rulebook.understand import Meaning


def floor_of(meaning: Meaning, entry: ParameterEntry) -> Node | None:
    """The expression of `at_least`, checked."""
    if entry.at_least is None:
        return None
    return check(entry.at_least.text, entry.at_least.at, scope_for(entry.namespace, entry.per, meaning))


def below_floor(meaning: Meaning) -> Iterator[Problem]:
    """Every cell whose value lies below its floor, where both are known."""
    for entry in meaning.declared.values():
        floor = floor_of(meaning, entry)
        if floor is not None:
            yield from _cells_below(meaning, entry, floor)


def _cells_below(meaning: Meaning, entry: ParameterEntry, floor: Node) -> Iterator[Problem]:
    parameter = meaning.parameter(entry.name)
    names = [name for name, _ in parameter.keys]
    for key in product(*parameter.domains):
        cell = parameter.cells.get(key)
        if cell is None:
            continue
        least = _value(floor, dict(zip(names, key, strict=True)), meaning)
        if least is not None and cell.value < least:
            facts = {
                "parameter": entry.name,
                "key": "、".join(map(str, key)) or "-",
                "value": cell.published,
                "floor": plain_value(least, floor.type) + f" {floor.type.unit.name}".rstrip(),
            }
            where = set_at(meaning.place, entry, parameter.domains, key, cell)
            yield Problem("R304", where or entry.at, facts)


def _value(node: Node, keys: Mapping[str, Any], meaning: Meaning) -> Any:
    """The value of an expression over parameters for one combination of keys; None where one is not set."""
    match node:
        case Literal():
            return node.value
        case Read() if node.name in meaning.declared:
            read = meaning.parameter(node.name)
            if not all(name in keys for name, _ in read.keys):
                return None
            cell = read.cells.get(tuple(keys[name] for name, _ in read.keys))
            return None if cell is None else cell.value
        case Call():
            values = [_value(operand, keys, meaning) for operand in node.operands]
            return None if None in values else node.op.function(len(values))(*values)
        case _:
            return None

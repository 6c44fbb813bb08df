"""Which value does each parameter have here, on this day? The most specific region that sets a cell wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from math import prod
from typing import Any

from aid_rules.case import NOTHING, VOCABULARY
from aid_rules.language import Fact, Literal, Node, Signatures, Type, check, key_word, scope_for
from aid_rules.plan import Cell, Parameter
from aid_rules.problems import Problem, RuleError, Span, nearest
from aid_rules.rulebook.documents import Document, cited
from aid_rules.rulebook.entries import ParameterEntry, RegionFile, SetEntry, SetValue
from aid_rules.rulebook.reading import fault
from aid_rules.rulebook.values import labelled, read_type, read_value
from aid_rules.rulebook.yaml_tree import Text, Tree

NATION = "000000"
_WIDEST = 24
MOST_COMBINATIONS = 10_000
"""Cells of a parameter, and combinations of inputs for which a decision table is checked one by one."""


@dataclass(frozen=True)
class Place:
    """Where and when: the regions' files (most specific first), the day, all documents."""

    chain: tuple[RegionFile, ...]
    on: date
    documents: Mapping[str, Document]
    programmes: Mapping[str, str]
    """The aid that the rules know, with its Chinese title."""


def parameter(entry: ParameterEntry, place: Place, signatures: Signatures) -> Parameter:
    """The parameter with the cells that are set for this place and day."""
    type_ = read_type(entry.type)
    scope = scope_for(entry.namespace, entry.per, signatures)
    keys = tuple(
        (
            name,
            Literal(labelled(by), entry.at, None) if isinstance(by, tuple) else check(by.text, by.at, scope),
        )
        for name, by in entry.by
    )
    domains = tuple(domain(node, entry) for _, node in keys)
    if prod(map(len, domains)) > MOST_COMBINATIONS:
        raise fault("R313", entry.at, name=entry.name, limit=str(MOST_COMBINATIONS))
    cells = dict(_default(entry, type_, domains, place))
    for file in reversed(place.chain):
        cells |= _from_region(file, entry, type_, domains, place)
    found = Parameter(
        entry.name,
        entry.title,
        entry.per,
        type_,
        keys,
        domains,
        cells,
        cited(entry.basis, place.documents, place.on),
        entry.at,
    )
    _increasing(entry, found, place)
    return found


def domain(node: Node, entry: ParameterEntry) -> tuple[Any, ...]:
    """The values that a key can have: members of an enum, truth, a few whole numbers; NOTHING where it may not exist."""
    none = (NOTHING,) if node.type.optional else ()
    if node.type.kind == "enum":
        return (*(member for member in node.type.members if not (member == "none" and none)), *none)
    if node.type.kind == "boolean":
        return (True, False, *none)
    if isinstance(node, Fact) and node.type.kind == "number":
        field = VOCABULARY[node.row].fields[node.path]
        if field.most - field.least < _WIDEST:
            return (*range(field.least, field.most + 1), *none)
    raise fault("R154", node.at or entry.at, found=node.type.say(), found_en=node.type.say("en"))


def _default(
    entry: ParameterEntry, type_: Type, domains: tuple[tuple[Any, ...], ...], place: Place
) -> Iterator[tuple[tuple[Any, ...], Cell]]:
    if entry.default is None:
        return
    value, published = read_value(entry.default, type_)
    basis = cited(entry.basis, place.documents, place.on)
    if not basis:
        raise fault("R170", entry.at, name=entry.name, on=str(place.on))
    start = min(c.valid_from for c in basis)
    for key in product(*domains):
        yield key, Cell(value, published, basis, NATION, start, entry.assumed)


def _from_region(
    file: RegionFile, entry: ParameterEntry, type_: Type, domains: tuple[tuple[Any, ...], ...], place: Place
) -> dict[tuple[Any, ...], Cell]:
    found: dict[tuple[Any, ...], Cell] = {}
    by: dict[tuple[Any, ...], SetValue] = {}
    for given in file.sets:
        if given.parameter != entry.name:
            continue
        value = current(given.values, place.on)
        if value is None:
            continue
        exact, published = read_value(value.value, type_)
        documents = {**place.documents, **file.documents}
        basis = cited(value.basis, documents, None)
        for key in chosen(given, entry, domains):
            if key in by:
                raise fault(
                    "R155",
                    value.at,
                    parameter=entry.name,
                    key=", ".join(map(str, key)),
                    other=str(by[key].at.line),
                )
            by[key] = value
            found[key] = Cell(exact, published, basis, file.code, str(value.period.start), value.assumed)
    return found


def current(values: Iterable[SetValue], on: date) -> SetValue | None:
    """The value of a history in force on a day."""
    found = None
    for value in values:
        if value.period.start is not None and value.period.start <= on:
            found = value
    return found if found is not None and found.period.holds(on) else None


def chosen(
    given: SetEntry, entry: ParameterEntry, domains: tuple[tuple[Any, ...], ...]
) -> list[tuple[Any, ...]]:
    """The cells that `when` picks out."""
    names = [name for name, _ in entry.by]
    picks = dict(zip(names, domains, strict=True))
    for key, trees, at in given.when:
        if key not in picks:
            raise fault("R156", at, nearest(key, names), found=key, allowed=", ".join(names) or "-")
        picks[key] = tuple(_key(tree, picks[key]) for tree in trees)
    return list(product(*(picks[name] for name in names)))


def _key(tree: Tree, domain: tuple[Any, ...]) -> Any:
    words = {key_word(value): value for value in domain}
    written = tree.value if isinstance(tree, Text) else ""
    if written not in words:
        raise fault(
            "R112",
            tree.at,
            nearest(written, words),
            found=written[:40],
            what="when",
            allowed=", ".join(words),
        )
    return words[written]


def _increasing(entry: ParameterEntry, found: Parameter, place: Place) -> None:
    """Each cell above the one before it, along the keys for which the parameter asks it."""
    names = [name for name, _ in entry.by]
    for key, order in entry.increasing:
        position = names.index(key)
        others = [d for i, d in enumerate(found.domains) if i != position]
        for rest in product(*others):
            whole = [((*rest[:position], member, *rest[position:]), member) for member in order]
            known = [(member, at, found.cells[at]) for at, member in whole if at in found.cells]
            for (low, first, a), (high, second, b) in pairwise(known):
                if not a.value < b.value:
                    places = [
                        (cell, set_at(place, entry, found.domains, at, cell))
                        for cell, at in ((b, second), (a, first))
                    ]
                    facts = {
                        "parameter": entry.name, "low": str(low), "high": str(high), "low_value": a.published,
                        "high_value": b.published,
                    }  # fmt: skip
                    raise RuleError([_out_of_order(place, entry, places, facts)])


def _out_of_order(
    place: Place, entry: ParameterEntry, places: list[tuple[Cell, Span | None]], facts: Mapping[str, str]
) -> Problem:
    """Two cells in the wrong order: the more local one was put beside the other and is to be looked at."""
    codes = [*dict.fromkeys(file.code for file in place.chain), NATION]
    (_, at), (other, see) = sorted(places, key=lambda found: codes.index(found[0].region))
    return Problem(
        "R157",
        at or entry.at,
        {**facts, "region": other.region, "start": other.valid_from},
        see=(("另一值 / the other", see),) if see and see != at else (),
    )


def set_at(
    place: Place,
    entry: ParameterEntry,
    domains: tuple[tuple[Any, ...], ...],
    key: tuple[Any, ...],
    cell: Cell,
) -> Span | None:
    """Where a region's file sets a cell; None for a national default."""
    for file in place.chain:
        for given in file.sets:
            value = current(given.values, place.on) if given.parameter == entry.name else None
            if value and file.code == cell.region and key in chosen(given, entry, domains):
                return value.at
    return None

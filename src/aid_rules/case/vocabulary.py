"""Which facts of a case may a rule read: their types, bounds, units, and what absence means?

Derived from the models' annotations; there is no second list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from pydantic.fields import FieldInfo

from aid_rules.case.enums import Labels, OpenLabels
from aid_rules.case.fact import Absence, absence_of, fact_of
from aid_rules.case.household import Household
from aid_rules.case.record import Record
from aid_rules.case.rows import shape
from aid_rules.case.scalars import FIRST_DAY, LARGEST_AREA, LARGEST_NUMBER, LAST_DAY, SquareMetres
from aid_rules.case.whereabouts import called, homes, notes_of, parts_of, record_in, takes_null
from aid_rules.money import LARGEST, Fen

Kind = Literal[
    "boolean",
    "integer",
    "amount",
    "rate",
    "monthly",
    "date",
    "enum",
    "area",
    "number",
    "record",
]


@dataclass(frozen=True, slots=True)
class FactField:
    """One readable value of an entity.

    `path` is what a rule writes, `attribute` what an evaluator reads on the model; where a record on
    the way is NOTHING or None, so is the value. `absent` is what a missing key means, seen from the row;
    `within`, where the record that holds the key is there: `disability.grade` is none without a certificate,
    and required of one. `may_be_unknown`: it, or a record on the way, may be null. `least` and `most` bound
    the stored value: fen, 1/100 m², days (proleptic ordinal), the enum's index. `past`: a day that cannot lie
    after that of the decision.
    """

    path: str
    kind: Kind
    attribute: str
    values: tuple[str, ...]
    values_zh: tuple[str, ...]
    absent: Absence
    within: Absence
    may_be_unknown: bool
    zh: str
    en: str
    supplied_by: str
    least: int
    most: int
    unit: str
    past: bool
    open: bool = False
    """Of an enum: may words stand there that are not among `values`?"""


@dataclass(frozen=True, slots=True)
class ListField:
    """A list of rows of another entity. `most` is the greatest length."""

    name: str
    attribute: str
    entity: str
    absent: Literal["none", "unknown", "required"]
    zh: str
    en: str
    most: int
    supplied_by: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of row. `parents` are the entities whose rows may hold it, the innermost first."""

    name: str
    zh: str
    en: str
    fields: Mapping[str, FactField]
    lists: Mapping[str, ListField]
    parents: tuple[str, ...]


_MONEY: Mapping[str, Kind] = {"yuan": "amount", "yuan/period": "rate", "yuan/month": "monthly"}


def _facts(record: type[Record]) -> Iterator[FactField]:
    """The readable values of a record, those of its inner records after it."""
    for name, field in record.model_fields.items():
        fact = fact_of(field)
        held = record_in(field)
        if not fact.readable or (held and held[0] != "record"):
            continue
        outer = _fact(name, field)
        yield outer
        for inner in _facts(held[1]) if held else ():
            yield replace(
                inner,
                path=f"{outer.path}.{inner.path}",
                attribute=f"{outer.attribute}.{inner.attribute}",
                # Where the record may not exist, its values may not: whatever a key left out of one means.
                absent=outer.absent if outer.absent == "none" or inner.absent == "required" else inner.absent,
                may_be_unknown=outer.may_be_unknown or inner.may_be_unknown,
            )


def _fact(name: str, field: FieldInfo) -> FactField:
    fact = fact_of(field)
    labels = _labels(field)
    kind, least, most = _kind(field, fact.unit, len(labels))
    return FactField(
        path=field.alias or name,
        kind=kind,
        attribute=fact.attribute or name,
        values=tuple(labels),
        values_zh=tuple(labels.values()),
        absent=absence_of(field),
        within=absence_of(field),
        may_be_unknown=takes_null(field),
        zh=fact.zh,
        en=fact.en,
        supplied_by=fact.by,
        least=least,
        most=most,
        unit=fact.unit,
        past=fact.past,
        open=isinstance(labels, OpenLabels),
    )


def _labels(field: FieldInfo) -> Labels:
    return next((note for note in notes_of(field) if isinstance(note, Labels)), Labels())


def _bound(field: FieldInfo, name: str) -> int:
    """A bound that the model itself enforces: ge, le or max_length."""
    return next(int(getattr(note, name)) for note in notes_of(field) if hasattr(note, name))


_STORED: Mapping[Any, tuple[Kind, int, int]] = {
    SquareMetres: ("area", 0, LARGEST_AREA),
    Fraction: ("number", 0, LARGEST_NUMBER),
    date: ("date", FIRST_DAY.toordinal(), LAST_DAY.toordinal()),
    bool: ("boolean", 0, 1),
}


def _kind(field: FieldInfo, unit: str, words: int) -> tuple[Kind, int, int]:
    """The kind of a value and the bounds of what is stored."""
    stored = next(iter(parts_of(field.annotation)))
    if words:
        return "enum", 0, words - 1
    if stored is Fen:
        return _MONEY[unit], 0, LARGEST
    if stored is int:
        return "integer", _bound(field, "ge"), _bound(field, "le")
    return _STORED.get(stored, ("record", 0, 1))


def _lists(record: type[Record]) -> Iterator[ListField]:
    """The lists of rows that a record holds."""
    for name, field in record.model_fields.items():
        held, fact, absent = record_in(field), fact_of(field), absence_of(field)
        if not held or held[0] != "list" or not fact.readable or absent == "false":
            continue
        yield ListField(
            name=field.alias or name,
            attribute=fact.attribute or name,
            entity=called(held[1]),
            absent=absent,
            zh=fact.zh,
            en=fact.en,
            most=_bound(field, "max_length"),
            supplied_by=fact.by,
        )


def _records() -> dict[str, type[Record]]:
    rows = {called(home.record): home.record for home in homes(Household) if home.path.endswith("]")}
    return {"household": Household, **rows}


@cache
def positions(entity: str) -> Mapping[str, int]:
    """Where each attribute (`birth_date`, `disability.grade`, `incomes`, `findings`) stands in a row of an entity."""
    return shape(_records()[entity]).positions


def _vocabulary() -> Mapping[str, Entity]:
    records = _records()
    lists = {name: {each.name: each for each in _lists(record)} for name, record in records.items()}
    lists["person"]["awards"] = replace(lists["household"]["awards"], attribute="awards")
    held = {row.entity for of in lists.values() for row in of.values()}
    return MappingProxyType(
        {
            name: Entity(
                name=name,
                zh=record.zh,
                en=name,
                fields=MappingProxyType({fact.path: fact for fact in _facts(record)}),
                lists=MappingProxyType(lists[name]),
                parents=tuple(
                    outer
                    for outer in reversed(list(records))
                    if any(row.entity == name for row in lists[outer].values())
                ),
            )
            for name, record in records.items()
            if name == "household" or name in held
        }
    )


VOCABULARY: Mapping[str, Entity] = _vocabulary()
"""Entity by name: household, person, income, expense, asset, hardship, award, obligor, parent."""

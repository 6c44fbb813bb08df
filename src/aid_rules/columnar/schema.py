"""What does a population look like in Arrow? One row a household, nested as the case is.

Derived from the case models; there is no second list. A column is called as its key in JSON. Amounts are
int64 fen, areas int64 hundredths of m², plain numbers int64 ten-thousandths, days date32, enums a dictionary of
their words (plain strings are taken too), lists and records nest.

A null means what a missing key means in the case: none, unknown, false, as the field says; where the key is
required, unknown. Where a null is none or false, the column beside it, `<key>__unknown`, is true where the fact is
unknown. A column that is left out is null throughout; one whose key is required may not be. Two things differ from
JSON: awards to a person stand in a list of that person, and the head's `cohabiting` is never filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pyarrow as pa

from aid_rules.case import Award, Household, Person, SquareMetres
from aid_rules.case.enums import Labels, OpenLabels
from aid_rules.case.fact import absence_of
from aid_rules.case.record import Record
from aid_rules.case.scalars import NUMBER_DECIMALS
from aid_rules.case.whereabouts import notes_of, parts_of, record_in, takes_null
from aid_rules.money import Fen

UNKNOWN = "__unknown"
"""What the name of a column ends with that says where the fact beside it is unknown."""

NUMBER_BASE = 10**NUMBER_DECIMALS
"""Plain numbers are kept in this many parts of one."""

_STORED: dict[Any, pa.DataType] = {
    Fen: pa.int64(),
    SquareMetres: pa.int64(),
    Fraction: pa.int64(),
    int: pa.int32(),
    date: pa.date32(),
    bool: pa.bool_(),
    str: pa.string(),
}


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """One column of a record: its key, the attribute that holds it, its Arrow type and what it is made of."""

    key: str
    attribute: str
    type: pa.DataType
    stored: Any
    words: tuple[str, ...]
    held: tuple[str, type[Record]] | None
    may_be_unknown: bool
    """Has it a column beside it that says where it is unknown?"""


@cache
def columns_of(record: type[Record]) -> tuple[ColumnOf, ...]:
    """The columns of a record, in the model's order."""
    return tuple(_columns(record))


def _columns(record: type[Record]) -> Iterator[ColumnOf]:
    for name, field in record.model_fields.items():
        if field.exclude or (record is Award and name == "person_id"):
            continue
        held = record_in(field)
        labels = next((note for note in notes_of(field) if isinstance(note, Labels)), Labels())
        stored = next(iter(parts_of(field.annotation)))
        marked = takes_null(field) and absence_of(field) in ("none", "false")
        attribute = "own_awards" if record is Household and name == "awards" else name
        type_ = _type(stored, labels, held)
        yield ColumnOf(field.alias or name, attribute, type_, stored, tuple(labels), held, marked)
    if record is Person:
        yield ColumnOf("awards", "awards", pa.list_(struct_of(Award)), tuple, (), ("list", Award), True)


def _type(stored: Any, labels: Labels, held: tuple[str, type[Record]] | None) -> pa.DataType:
    if held is not None:
        inner = struct_of(held[1])
        if held[0] == "map":
            inner = pa.struct([pa.field("name", pa.string()), *inner])
        return inner if held[0] == "record" else pa.list_(inner)
    if not labels:
        return _STORED.get(stored, pa.string())
    return pa.dictionary(pa.int16() if isinstance(labels, OpenLabels) else pa.int8(), pa.string())


@cache
def struct_of(record: type[Record]) -> pa.StructType:
    """The Arrow type of a record."""
    fields = []
    for column in columns_of(record):
        fields.append(pa.field(column.key, column.type))
        if column.may_be_unknown:
            fields.append(pa.field(column.key + UNKNOWN, pa.bool_()))
    return pa.struct(fields)


def schema() -> pa.Schema:
    """The schema of a population."""
    return pa.schema(list(struct_of(Household)))

"""A case in JSON form as a row of a population, whatever it says: nothing is checked on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from aid_rules.case import Household, Person, SquareMetres
from aid_rules.case.record import Record
from aid_rules.columnar.schema import NUMBER_BASE, UNKNOWN, columns_of, schema, struct_of
from aid_rules.money import Fen


def population(cases: list[dict[str, Any]]) -> pa.RecordBatch:
    """Cases as a population; words that are none of the enum's are kept, as text."""
    rows = [_household(case) for case in cases]
    wanted = pa.schema([_plain(field) for field in schema()])
    return pa.RecordBatch.from_pylist(rows, schema=wanted)


def _plain(field: pa.Field) -> pa.Field:
    """The field with words as text."""
    return field.with_type(_text(field.type))


def _text(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(type_):
        return pa.string()
    if pa.types.is_struct(type_):
        return pa.struct([_plain(inner) for inner in type_])
    return pa.list_(_text(type_.value_type)) if pa.types.is_list(type_) else type_


def _household(case: dict[str, Any]) -> dict[str, Any]:
    row = _record(Household, case)
    given = case.get("awards", ())
    row["awards" + UNKNOWN] = given is None
    row["awards"] = [_award(a) for a in given or () if "person_id" not in a]
    for person, source in zip(row["members"] or (), case.get("members", ()), strict=False):
        person["awards" + UNKNOWN] = given is None
        person["awards"] = [
            _award(a) for a in given or () if "person_id" in a and a["person_id"] == source.get("person_id")
        ]
    return row


def _award(award: dict[str, Any]) -> dict[str, Any]:
    from aid_rules.case import Award

    return _record(Award, award)


def _record(record: type[Record], case: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(field.name for field in struct_of(record))
    for column in columns_of(record):
        if column.key == "awards" or column.key not in case:
            continue
        value = case[column.key]
        if value is None and column.may_be_unknown:
            row[column.key + UNKNOWN] = True
        elif value is not None:
            row[column.key] = _value(column, value)
    if record is Person and case.get("relation") == "head" and "cohabiting" not in case:
        row["cohabiting"] = True
    return row


def _value(column: Any, value: Any) -> Any:
    if column.held is not None:
        kind, record = column.held
        if kind == "record":
            return _record(record, value)
        if kind == "list":
            return [_record(record, inner) for inner in value]
        return [{"name": name, **_record(record, inner)} for name, inner in value.items()]
    if column.stored in (Fen, SquareMetres):
        return int(Decimal(str(value)) * 100)
    if column.stored is Fraction:
        return int(Decimal(str(value)) * NUMBER_BASE)
    return date.fromisoformat(value) if column.stored is date else value

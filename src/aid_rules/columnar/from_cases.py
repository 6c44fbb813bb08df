"""Cases as a population in Arrow, and a population as cases again; see `schema`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from aid_rules.case import NOTHING, Household, SquareMetres
from aid_rules.case.record import Record
from aid_rules.case.showing import length, repeatable
from aid_rules.case.whereabouts import keys_of, takes_null
from aid_rules.columnar.form import read_schema
from aid_rules.columnar.schema import NUMBER_BASE, UNKNOWN, ColumnOf, columns_of, schema, struct_of
from aid_rules.money import Fen
from aid_rules.problems import CaseError, Field, Problem

_EPOCH = date(1970, 1, 1).toordinal()


def from_cases(cases: Iterable[Household]) -> pa.Table:
    """Validated households as a table, one row each, in order."""
    households = list(cases)
    return pa.Table.from_batches([pa.RecordBatch.from_struct_array(_struct(Household, households))], schema())


def _struct(record: type[Record], rows: Sequence[Record | None]) -> pa.StructArray:
    """The rows of a record; null where there is none."""
    arrays: list[pa.Array] = []
    for column in columns_of(record):
        values = [None if row is None else _value_of(row, column) for row in rows]
        arrays.append(_array(column, values))
        if column.may_be_unknown:
            marks = [row is not None and value is None for row, value in zip(rows, values, strict=True)]
            arrays.append(pa.array(marks, pa.bool_()))
    absent = np.fromiter((row is None for row in rows), bool, len(rows))
    return pa.StructArray.from_arrays(arrays, fields=list(struct_of(record)), mask=pa.array(absent))


def _value_of(row: Record, column: ColumnOf) -> Any:
    """What a record says; awards of which a case does not speak are left out here too."""
    if isinstance(row, Household) and column.key == "awards" and row.awards is NOTHING:
        return NOTHING
    return getattr(row, column.attribute)


def _array(column: ColumnOf, values: list[Any]) -> pa.Array:
    there = [None if value is NOTHING else value for value in values]
    if column.held is None:
        return _leaf(column, there)
    kind, record = column.held
    if kind == "record":
        return _struct(record, there)
    lengths = [0 if rows is None else len(rows) for rows in there]
    offsets = pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int32())
    absent = np.fromiter((rows is None for rows in there), bool, len(there))
    records = [row for rows in there for row in rows or ()] if kind == "list" else []
    inner = _struct(record, records) if kind == "list" else _findings(record, there)
    return pa.ListArray.from_arrays(offsets, inner, type=column.type, mask=pa.array(absent))


def _findings(record: type[Record], there: list[Any]) -> pa.StructArray:
    named = [pair for found in there for pair in (found or {}).items()]
    inner = _struct(record, [finding for _, finding in named])
    names = pa.array([name for name, _ in named], pa.string())
    return pa.StructArray.from_arrays(
        [names, *inner.flatten()], fields=[pa.field("name", pa.string()), *struct_of(record)]
    )


def _leaf(column: ColumnOf, values: list[Any]) -> pa.Array:
    if column.words:
        words = dict.fromkeys((*column.words, *(value for value in values if value is not None)))
        code = {word: index for index, word in enumerate(words)}
        codes = [None if value is None else code[value] for value in values]
        return pa.DictionaryArray.from_arrays(
            pa.array(codes, column.type.index_type), pa.array(list(words), pa.string())
        )
    if column.stored is Fraction:
        values = [None if value is None else int(value * NUMBER_BASE) for value in values]
    return pa.array(values, column.type)


def to_cases(population: pa.Table | pa.RecordBatch) -> list[Household]:
    """The households of a population as validated cases. Raises CaseError for one that the models refuse.

    Awards to persons come after those to the household, in the order of the members.
    """
    return [case_of(row) for row in plain_rows(population)]


def plain_rows(population: pa.Table | pa.RecordBatch) -> list[dict[str, Any]]:
    """The rows of a population as plain values; days as numbers, for there are days that `date` cannot hold."""
    wanted = read_schema(population.schema)
    fields = [field.with_type(_numbered(field.type)) for field in wanted]
    rows: list[dict[str, Any]] = population.cast(wanted).cast(pa.schema(fields)).to_pylist()
    return rows


def _numbered(type_: pa.DataType) -> pa.DataType:
    """The type with days as numbers."""
    if pa.types.is_date32(type_):
        return pa.int32()
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(_numbered(field.type)) for field in type_])
    if pa.types.is_list(type_):
        return pa.list_(type_.value_field.with_type(_numbered(type_.value_type)))
    return type_


def case_of(row: dict[str, Any]) -> Household:
    """The validated case of one of `plain_rows`. Raises CaseError."""
    return Household.model_validate(_case(row))


def _case(row: dict[str, Any]) -> dict[str, Any]:
    twice = [*_said_twice("", row), *(
        problem for i, person in enumerate(row.get("members") or ()) for problem in _said_twice(f"members[{i}].", person)
    )]  # fmt: skip
    if twice:
        raise CaseError(
            replace(problem, at=Field(path, str(row.get("household_id")))) for path, problem in twice
        )
    case = _record(Household, row)
    awards = case.get("awards", ())
    unknown = awards is None
    for i, person in enumerate(case.get("members") or ()):
        if person is None:
            continue
        own = person.pop("awards", ())
        if (own is None) != unknown:
            raise CaseError([Problem("T205", Field(f"members[{i}].awards", str(row.get("household_id"))))])
        if own:
            awards = [*awards, *(award and {**award, "person_id": person.get("person_id")} for award in own)]
    return {**case, "awards": awards} if awards != () else case


def _said_twice(path: str, row: dict[str, Any] | None) -> Iterator[tuple[str, Problem]]:
    """Findings of a row that stand twice: a case, where they stand by name, would keep the last one only."""
    names = [made["name"] for made in (row or {}).get("findings") or () if made]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        said = str(name)
        key = repeatable(said) or "…"
        yield f"{path}findings[{key}]", Problem("T204", None, {"found": repeatable(said) or length(said)})


def _record(record: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    """A record in the form that models read: a null is a missing key, an unknown is None."""
    found: dict[str, Any] = {}
    for column in columns_of(record):
        value = row.get(column.key)
        if row.get(column.key + UNKNOWN):
            found[column.key] = None
        elif value is not None:
            found[column.key] = _value(column, value)
        elif column.key == "cohabiting":
            found[column.key] = None
    for key in _given_as_null(record):
        found.setdefault(key)
    return found


@cache
def _given_as_null(record: type[Record]) -> tuple[str, ...]:
    """Required facts: where one is unknown, it has a key nevertheless."""
    return tuple(
        key
        for key, name in keys_of(record).items()
        if record.model_fields[name].is_required() and takes_null(record.model_fields[name])
    )


def _value(column: ColumnOf, value: Any) -> Any:
    if column.held is not None:
        kind, record = column.held
        if kind == "record":
            return _record(record, value)
        if kind == "list":
            return [row if row is None else _record(record, row) for row in value]
        return {(row or {}).get("name") or "": row and _record(record, row) for row in value}
    if column.stored is Fraction:
        return Fraction(value, NUMBER_BASE)
    if column.stored is date:
        return date.fromordinal(min(max(value + _EPOCH, 1), date.max.toordinal()))
    if column.stored in (Fen, SquareMetres):
        return column.stored(value)
    return value

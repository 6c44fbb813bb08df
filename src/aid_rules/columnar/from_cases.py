"""Cases as a population in Arrow, and a population as cases again; see `schema`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa

from aid_rules.case import NOTHING, Household, SquareMetres
from aid_rules.case.record import Record
from aid_rules.columnar.schema import NUMBER_BASE, UNKNOWN, ColumnOf, columns_of, schema, struct_of
from aid_rules.money import Fen


def from_cases(cases: Iterable[Household]) -> pa.Table:
    """Validated households as a table, one row each, in order."""
    households = list(cases)
    return pa.Table.from_batches([pa.RecordBatch.from_struct_array(_struct(Household, households))], schema())


def _struct(record: type[Record], rows: Sequence[Record | None]) -> pa.StructArray:
    """The rows of a record; null where there is none."""
    arrays: list[pa.Array] = []
    for column in columns_of(record):
        values = [None if row is None else getattr(row, column.attribute) for row in rows]
        arrays.append(_array(column, values))
        if column.may_be_unknown:
            marks = [row is not None and value is None for row, value in zip(rows, values, strict=True)]
            arrays.append(pa.array(marks, pa.bool_()))
    absent = np.fromiter((row is None for row in rows), bool, len(rows))
    return pa.StructArray.from_arrays(arrays, fields=list(struct_of(record)), mask=pa.array(absent))


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
        code = {word: index for index, word in enumerate(column.words)}
        codes = pa.array([None if value is None else code[value] for value in values], pa.int8())
        return pa.DictionaryArray.from_arrays(codes, pa.array(column.words, pa.string()))
    if column.stored is Fraction:
        values = [None if value is None else int(value * NUMBER_BASE) for value in values]
    return pa.array(values, column.type)


def to_cases(population: pa.Table | pa.RecordBatch) -> list[Household]:
    """The households of a population as validated cases. Raises CaseError for one that the models refuse.

    Awards to persons come after those to the household, in the order of the members.
    """
    return [Household.model_validate(_case(row)) for row in population.to_pylist()]


def _case(row: dict[str, Any]) -> dict[str, Any]:
    case = _record(Household, row)
    awards = case.get("awards", ())
    for person, source in zip(case["members"], row["members"], strict=True):
        own = person.pop("awards", ())
        if own is None or awards is None:
            awards = None
        elif own:
            awards = [*awards, *({**award, "person_id": source["person_id"]} for award in own)]
    return {**case, "awards": awards} if awards != () else case


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
    return _amounts_given(record, found)


def _amounts_given(record: type[Record], found: dict[str, Any]) -> dict[str, Any]:
    """A required amount that is unknown has a key nevertheless."""
    for column in columns_of(record):
        if column.key not in found and record.model_fields.get(column.attribute, None) is not None:
            field = record.model_fields[column.attribute]
            if field.is_required() and column.stored is Fen:
                found[column.key] = None
    return found


def _value(column: ColumnOf, value: Any) -> Any:
    if column.held is not None:
        kind, record = column.held
        if kind == "record":
            return _record(record, value)
        if kind == "list":
            return [_record(record, row) for row in value]
        return {row["name"]: _record(record, row) for row in value}
    if column.stored is Fraction:
        return Fraction(value, NUMBER_BASE)
    if column.stored in (Fen, SquareMetres):
        return column.stored(value)
    return value

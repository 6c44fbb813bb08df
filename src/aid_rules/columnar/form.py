"""Are the columns of a population those of the schema? And how do other spellings of a type become ours?

`check_schema` names every column that is unknown, has the wrong type, is missing or stands twice. What means the
same is taken too: large lists and texts, other widths of dictionaries, days in milliseconds; `read_schema` says as what it
is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa

from aid_rules.case import Household
from aid_rules.case.record import Record
from aid_rules.columnar.limits import Limits, limits_of
from aid_rules.columnar.schema import UNKNOWN, ColumnOf
from aid_rules.problems import Field, Problem, ProblemError, nearest

_TEXTS = (pa.types.is_string, pa.types.is_large_string)
_TEXT = "string, large_string, dictionary<string>"


def check_schema(schema: pa.Schema) -> None:
    """Raise ProblemError with every column that a population cannot have or must have."""
    problems = list(_record(Household, pa.struct(list(schema)), ""))
    if problems:
        raise ProblemError(problems)


def _record(record: type[Record], found: pa.StructType, path: str, named: bool = False) -> Iterator[Problem]:
    """The problems of the columns of a record; `named`: each carries the name that it stands under."""
    known = {limits.key: limits for limits in limits_of(record)}
    marks = {key + UNKNOWN for key, limits in known.items() if limits.column.may_be_unknown}
    allowed = [*known, *marks, *(["name"] if named else [])]
    for name, count in Counter(field.name for field in found).items():
        if count > 1:
            yield Problem("T206", Field(path + name), {"found": name})
    for field in found:
        here = path + field.name
        if field.name not in allowed:
            yield Problem("T201", Field(here), {"found": field.name}, nearest(field.name, allowed))
        elif pa.types.is_null(field.type):
            continue
        elif field.name in marks:
            yield from _typed(here, field.type, "bool", fits=pa.types.is_boolean(field.type))
        elif field.name not in known:
            yield from _typed(here, field.type, _TEXT, fits=_is_text(field.type))
        else:
            yield from _column(known[field.name], field.type, here)
    needed = [key for key, limits in known.items() if limits.there] + (["name"] if named else [])
    for key in needed:
        if found.get_field_index(key) < 0 and key not in {field.name for field in found}:
            yield Problem("T203", Field(path + key), {"wanted": path + key})


def _column(limits: Limits, found: pa.DataType, path: str) -> Iterator[Problem]:
    column = limits.column
    if column.held is None:
        allowed, fits = _leaf(column, found)
        yield from _typed(path, found, allowed, fits=fits)
        return
    kind, record = column.held
    inner = found if kind == "record" else found.value_type if _is_list(found) else None
    if inner is None or not pa.types.is_struct(inner):
        yield from _typed(path, found, "struct" if kind == "record" else "list<struct>", fits=False)
    else:
        yield from _record(record, inner, f"{path}.", named=kind == "map")


def _leaf(column: ColumnOf, found: pa.DataType) -> tuple[str, bool]:
    """What may stand in a column, and does it?"""
    if column.words or column.stored is str:
        return _TEXT, _is_text(found)
    if pa.types.is_boolean(column.type):
        return "bool", pa.types.is_boolean(found)
    if pa.types.is_date(column.type):
        return "date32, date64", pa.types.is_date(found)
    return "int8 … int64, uint8 … uint64", pa.types.is_integer(found)


def _typed(path: str, found: pa.DataType, allowed: str, *, fits: bool) -> Iterator[Problem]:
    if not fits:
        yield Problem("T202", Field(path), {"found": _said(found), "allowed": allowed})


def _said(type_: pa.DataType) -> str:
    """A type by its kind: the columns of a record are not spelt out."""
    if pa.types.is_struct(type_):
        return "struct"
    return f"list<{_said(type_.value_type)}>" if _is_list(type_) else str(type_)


def _is_text(type_: pa.DataType) -> bool:
    inner = type_.value_type if pa.types.is_dictionary(type_) else type_
    return any(is_(inner) for is_ in _TEXTS)


def _is_list(type_: pa.DataType) -> bool:
    return bool(pa.types.is_list(type_) or pa.types.is_large_list(type_))


def read_schema(schema: pa.Schema) -> pa.Schema:
    """The schema, which has been checked, with the types that are read; a batch is cast to it."""
    return pa.schema(list(_in_form(Household, pa.struct(list(schema)))))


def _in_form(record: type[Record], found: pa.StructType) -> Iterator[pa.Field]:
    columns = {limits.key: limits.column for limits in limits_of(record)}
    for field in found:
        yield field.with_type(_type(columns.get(field.name), field.type))


def _type(column: ColumnOf | None, found: pa.DataType) -> pa.DataType:
    if column is None or pa.types.is_null(found):
        return _read_text(found, words=False)
    if column.held is None:
        return pa.date32() if pa.types.is_date(found) else _read_text(found, words=bool(column.words))
    kind, record = column.held
    if kind == "record":
        return pa.struct(list(_in_form(record, found)))
    return pa.list_(found.value_field.with_type(pa.struct(list(_in_form(record, found.value_type)))))


def _read_text(found: pa.DataType, *, words: bool) -> pa.DataType:
    """Texts as `string`, words of an enum as they are."""
    if not _is_text(found):
        return found
    if words and pa.types.is_dictionary(found):
        return pa.dictionary(found.index_type, pa.string())
    return pa.string()

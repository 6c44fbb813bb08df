"""Which record holds which keys, and where in a case does it stand?

Walks the models' own annotations, so that no second list of fields exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from aid_rules.case.record import Record

Holding = Literal["record", "list", "map"]


@dataclass(frozen=True, slots=True)
class Home:
    """A record's first place in a case, such as `members[0].disability`, and its keys."""

    path: str
    record: type[Record]

    @property
    def keys(self) -> Mapping[str, str]:
        """JSON key to field name."""
        return keys_of(self.record)


@cache
def keys_of(record: type[Record]) -> Mapping[str, str]:
    """JSON key to field name, in the model's order."""
    return {field.alias or name: name for name, field in record.model_fields.items()}


def parts_of(annotation: Any) -> Iterator[Any]:
    """The alternatives of a type, without Annotated and without None."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from parts_of(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for part in get_args(annotation):
            yield from parts_of(part)
    elif annotation is not type(None):
        yield annotation


def takes_null(field: FieldInfo) -> bool:
    """May the field be given as unknown?"""
    return type(None) in get_args(field.annotation)


def notes_of(field: FieldInfo) -> Iterator[Any]:
    """Everything that annotates a field: bounds, labels, facts, at any depth of its type."""
    yield from _unfolded(field.metadata)
    yield from _notes_in(field.annotation)


def _notes_in(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        inner, *notes = get_args(annotation)
        yield from _unfolded(notes)
        yield from _notes_in(inner)
    elif get_origin(annotation) in {Union, UnionType}:
        for part in get_args(annotation):
            yield from _notes_in(part)


def _unfolded(notes: Iterable[Any]) -> Iterator[Any]:
    for note in notes:
        yield from note.metadata if isinstance(note, FieldInfo) else (note,)


def record_in(field: FieldInfo) -> tuple[Holding, type[Record]] | None:
    """How a field holds records, and which; None where it holds none."""
    for part in parts_of(field.annotation):
        inner = get_args(part)
        if get_origin(part) is tuple and _is_record(inner[0]):
            return "list", inner[0]
        if get_origin(part) is dict and _is_record(inner[1]):
            return "map", inner[1]
        if _is_record(part):
            return "record", part
    return None


def _is_record(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, Record)


def called(record: type[Record]) -> str:
    """The record's name in the vocabulary: `SelfCare` is `self_care`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", record.__name__).lower()


@cache
def homes(root: type[Record], path: str = "") -> tuple[Home, ...]:
    """Every place of a record under `root`, outer before inner; maps are left aside."""
    found = [Home(path, root)]
    inner: list[Home] = []
    for key, name in keys_of(root).items():
        held = record_in(root.model_fields[name])
        if held and held[0] != "map":
            below = f"{path}.{key}" if path else key
            inner += homes(held[1], f"{below}[0]" if held[0] == "list" else below)
    return (*found, *inner)

"""What does a field of the case mean, and who can supply it?

`Fact` annotates every field once; schema, vocabulary and error messages are read off it.
What absence means is the field's own default: none without (required), `None` (unknown),
`NOTHING` (none), `False` (false).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Literal, cast, get_args

from pydantic import GetCoreSchemaHandler, SerializerFunctionWrapHandler
from pydantic.fields import FieldInfo
from pydantic_core import core_schema

from aid_rules.case.absence import NOTHING, Nothing

Absence = Literal["none", "unknown", "false", "required"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One field in words. `by` supplies it; `unit` is that of the value a rule reads.

    `attribute` names where a rule reads the value if not in the field itself. A fact that is not
    `readable` is for the record only, and one that is `private` is never repeated in a message. A day that is
    `past` is one on which something has happened: it may not lie after the day of a decision. A number that is
    `graded` is a grade, on certificates 一级, 二级 and so on.
    """

    zh: str
    en: str
    by: str
    unit: str = ""
    attribute: str = ""
    readable: bool = True
    private: bool = False
    past: bool = False
    graded: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """`T | Nothing | None` is read as `T | None`: NOTHING is the default, never an input."""
        parts = get_args(source)
        if Nothing not in parts:
            return handler(source)
        schema = handler(reduce(or_, (part for part in parts if part is not Nothing)))
        shown = core_schema.wrap_serializer_function_ser_schema(_shown, schema=schema)
        return cast("core_schema.CoreSchema", {**schema, "serialization": shown})


def _shown(value: Any, serialise: SerializerFunctionWrapHandler) -> Any:
    """NOTHING has no JSON form; the record drops its key."""
    return None if value is NOTHING else serialise(value)


def fact_of(field: FieldInfo) -> Fact:
    """The Fact that annotates a field. Raises TypeError where there is none."""
    for entry in field.metadata:
        if isinstance(entry, Fact):
            return entry
    raise TypeError(f"no Fact on {field!r}")


def absence_of(field: FieldInfo) -> Absence:
    """What a missing key means."""
    if field.is_required():
        return "required"
    if field.default is NOTHING:
        return "none"
    return "false" if field.default is False else "unknown"

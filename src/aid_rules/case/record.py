"""What have all records of a case in common: frozen, strict, sparse when written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

from aid_rules.case.absence import NOTHING


class Record(BaseModel):
    """Base of every model of the case.

    A written record leaves out what equals its default, so that what was absent stays absent and
    an explicit null stays a null.
    """

    zh: ClassVar[str]
    """What one such record is called."""
    rows_of: ClassVar[frozenset[str]] = frozenset()
    """Its properties that hold rows of other records."""

    model_config = ConfigDict(
        frozen=True,
        defer_build=True,
        extra="forbid",
        strict=True,
        hide_input_in_errors=True,
        serialize_by_alias=True,
    )

    @model_serializer(mode="wrap")
    def _sparse(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = serialise(self)
        kept = self._kept()
        for name, key, default in _defaults(type(self)):
            if getattr(self, name) is default and name not in kept:
                written.pop(name, None)
                written.pop(key, None)
        return written

    def _kept(self) -> frozenset[str]:
        """Fields that must be written although they equal their default."""
        return frozenset()

    # Frozen all the way down: there is nothing to deepen.
    def model_copy(
        self,
        *,
        update: Mapping[str, Any] | None = None,
        deep: bool = False,  # noqa: ARG002
    ) -> Self:
        """A copy with `update` (by attribute name), checked like any input; `NOTHING` removes a field."""
        fields = type(self).model_fields
        values = {name: getattr(self, name) for name in self.model_fields_set} | dict(update or {})
        return type(self).model_validate(
            {
                (fields[name].alias or name) if name in fields else name: value
                for name, value in values.items()
                if value is not NOTHING
            }
        )


@cache
def _defaults(record: type[Record]) -> tuple[tuple[str, str, Any], ...]:
    """Field name, JSON key and default of each field that may be absent."""
    return tuple(
        (name, field.alias or name, field.default)
        for name, field in record.model_fields.items()
        if not field.is_required()
    )

"""What have all records of a case in common: frozen, strict, sparse when written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Any, ClassVar, NoReturn, Self

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, ValidationError, model_serializer

from aid_rules.case.absence import NOTHING
from aid_rules.case.parsing import parse_json

_BUILDING = Lock()
"""The first record builds the validators of all that it holds; import does not wait for it."""


class Record(BaseModel):
    """Base of every model of the case.

    Made by its class, by `model_validate`, `model_validate_json` or `model_copy`, it raises CaseError, which names every
    faulty field. A written record leaves out what equals its default, so that what was absent stays absent and an
    explicit null stays a null.
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

    def __init__(self, **data: Any) -> None:
        """Fields by the names of their attributes (`from_`) or by their JSON keys."""
        record = type(self)
        _build(record)
        given = _by_key(record, data)
        try:
            record.__pydantic_validator__.validate_python(given, self_instance=self)
        except ValidationError as error:
            _refused(record, error, given)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]  # or every reading would pass through it

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read a mapping as JSON would give it. Raises CaseError."""
        _build(cls)
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            _refused(cls, error, obj)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read JSON text. Raises CaseError."""
        return cls.model_validate(parse_json(json_data), **options)

    def __getstate__(self) -> dict[Any, Any]:
        """The fields alone: what was worked out of them is laid out as this release reads it, perhaps no other."""
        state = super().__getstate__()
        kept = {name: value for name, value in state["__dict__"].items() if name in type(self).model_fields}
        return {**state, "__dict__": kept}

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """Fields as pickled; one that the pickle does not know yet is absent, other values are worked out anew."""
        kept = state["__dict__"]
        fields = {
            name: kept[name] if name in kept or field.is_required() else field.default
            for name, field in type(self).model_fields.items()
        }
        super().__setstate__({**state, "__dict__": fields})

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
        values = {name: getattr(self, name) for name in self.model_fields_set} | dict(update or {})
        given = {name: value for name, value in values.items() if value is not NOTHING}
        return type(self).model_validate(_by_key(type(self), given))


def _build(record: type[Record]) -> None:
    if not record.__pydantic_complete__:
        with _BUILDING:
            record.model_rebuild()


def _by_key(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by JSON key that were given by attribute; whatever has no such field, or is there twice, keeps its name."""
    keys = {name: field.alias for name, field in record.model_fields.items() if field.alias}
    return {
        keys[name] if name in keys and keys[name] not in values else name: value
        for name, value in values.items()
    }


def _refused(record: type[Record], error: ValidationError, given: Any) -> NoReturn:
    from aid_rules.case.faults import case_error  # which knows all records

    raise case_error(record, error, given) from None


@cache
def _defaults(record: type[Record]) -> tuple[tuple[str, str, Any], ...]:
    """Field name, JSON key and default of each field that may be absent."""
    return tuple(
        (name, field.alias or name, field.default)
        for name, field in record.model_fields.items()
        if not field.is_required()
    )

"""What does a case look like to other programs, as JSON Schema (draft 2020-12)?"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from aid_rules.case.fact import absence_of, fact_of
from aid_rules.case.household import Household
from aid_rules.case.record import Record
from aid_rules.case.whereabouts import homes, keys_of, record_in, takes_null

SCHEMA_ID = "https://aid-rules.example/schema/case/1"
"""Changes with the form of a case, not with the package."""

_ABSENT = {
    "required": "必填。Required.",
    "unknown": "不填：未知。Absent: unknown.",
    "none": "不填：没有。Absent: there is none.",
    "false": "不填：否。Absent: false.",
}
_NULL = "null：未知。Null: unknown."


class _Plain(GenerateJsonSchema):
    """No `default`, which would take unknown for a value; no key outside the pattern of a map."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        return {**super().dict_schema(schema), "additionalProperties": False}


def json_schema() -> dict[str, Any]:
    """JSON Schema of a household, with Chinese titles; each description says what absence means."""
    schema = Household.model_json_schema(schema_generator=_Plain)
    for record in _records(Household):
        _describe(schema if record is Household else schema["$defs"][record.__name__], record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
    }


def _records(root: type[Record]) -> set[type[Record]]:
    """Every record of a case, those held in maps too."""
    reached = {home.record for home in homes(root)}
    held = (record_in(field) for record in reached for field in record.model_fields.values())
    return reached | {found[1] for found in held if found}


def _describe(schema: dict[str, Any], record: type[Record]) -> None:
    schema["title"] = record.zh
    for key, name in keys_of(record).items():
        field = record.model_fields[name]
        fact = fact_of(field)
        null = _NULL if takes_null(field) else ""
        said = f"{fact.en}. {_ABSENT[absence_of(field)]}{null} 由{fact.by}提供。"
        schema["properties"][key] |= {"title": fact.zh, "description": said}

"""What can a name mean here: the rows in sight, and the rules and parameters that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from aid_rules.case import VOCABULARY
from aid_rules.case.vocabulary import Entity, FactField
from aid_rules.language import types, units
from aid_rules.language.types import Type
from aid_rules.problems import Span


@dataclass(frozen=True, slots=True)
class Signature:
    """What others need to know of a rule or parameter: its row, its type, where it stands."""

    name: str
    per: str
    type: Type
    at: Span | None
    parameter: bool = False
    keys: tuple[tuple[str, Type], ...] = ()
    """Of a parameter: what tells its cells apart."""
    free: tuple[str, ...] = ()
    """Keys that no row gives: whoever reads the parameter names them."""


class Signatures(Protocol):
    """All rules and parameters that may be read. Types are worked out when asked for."""

    def get(self, name: str) -> Signature | None:
        """The signature of this full name, or None."""

    def rows(self) -> Iterable[tuple[str, str]]:
        """Full name and row of every rule and parameter."""

    def programmes(self) -> Mapping[str, str]:
        """Every programme that may be awarded by these rules, with its Chinese title."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows in sight (innermost first), the names given to them, and what else may be read."""

    namespace: str
    rows: tuple[str, ...]
    names: Mapping[str, str]
    signatures: Signatures

    def inside(self, variable: str, entity: str) -> Scope:
        """The scope within a fold over rows of `entity`."""
        return replace(self, rows=(entity, *self.rows), names={**self.names, variable: entity})

    def entity(self, row: str) -> Entity:
        """The vocabulary of a row."""
        return VOCABULARY[row]

    def rule(self, path: str) -> Signature | None:
        """A rule or parameter by its name as written here: own namespace first."""
        return self.signatures.get(f"{self.namespace}.{path}") or self.signatures.get(path)


def rows_for(per: str) -> tuple[str, ...]:
    """The rows that a rule of this entity sees: itself, then what contains it (where that is certain)."""
    parents = VOCABULARY[per].parents
    if len(parents) == 1:
        return (per, *rows_for(parents[0]))
    return (per, "household") if parents else (per,)


def scope_for(namespace: str, per: str, signatures: Signatures) -> Scope:
    """The scope of a rule of `namespace` for rows of `per`."""
    rows = rows_for(per)
    return Scope(namespace, rows, {row: row for row in rows}, signatures)


def field_type(field: FactField, programmes: Mapping[str, str]) -> Type:
    """The type of a case field. `programmes` are those of the rules at hand: they join the words that all know."""
    optional = field.absent == "none"
    match field.kind:
        case "boolean":
            return Type("boolean", optional=optional)
        case "date":
            return Type("date", optional=optional)
        case "record":
            return Type("record", optional=optional)
        case "enum":
            words = dict(zip(field.values, field.values_zh, strict=True))
            if field.open:
                words |= {name: title for name, title in programmes.items() if name not in words}
            if optional:
                words.setdefault("none", "无")
            return Type("enum", members=tuple(words), optional=optional, labels=tuple(words.values()))
        case _:
            return Type("number", unit=units.BY_NAME[field.unit], optional=optional)


AGE = types.number(units.YEARS)

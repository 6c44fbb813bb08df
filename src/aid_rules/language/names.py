"""Which fact, rule or list does a name mean, and what was probably meant where it means none?"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from aid_rules.case import VOCABULARY, Entity
from aid_rules.language import units
from aid_rules.language.nodes import Call, Fact, Node, Read, Today
from aid_rules.language.operations import OPERATIONS, Refused
from aid_rules.language.scope import AGE, Scope, Signature, field_type
from aid_rules.language.types import DATE
from aid_rules.problems import Span, nearest


def dotted(tree: ast.expr) -> str | None:
    """`p.disability.grade` as text; None for anything but names and dots."""
    match tree:
        case ast.Name(name):
            return name
        case ast.Attribute(inner, name):
            front = dotted(inner)
            return None if front is None else f"{front}.{name}"
        case _:
            return None


@dataclass(frozen=True)
class Resolver:
    """Looks names up in a scope."""

    scope: Scope

    def find(self, path: str, at: Span) -> Node | None:
        """The fact or rule of this name, or None. Refused where it exists but not for a row in sight."""
        head, _, rest = path.partition(".")
        if head in self.scope.names and rest:
            return self._of_row(self.scope.names[head], rest, at)
        for row in self.scope.rows:
            fact = self._fact(row, path, at)
            if fact is not None:
                return fact
        rule = self.scope.rule(path)
        if rule is None:
            return None
        if rule.per not in self.scope.rows:
            raise Refused("L116", name=path, per=rule.per, rows=", ".join(self.scope.rows))
        return _read(rule, at)

    def _of_row(self, row: str, path: str, at: Span) -> Node | None:
        fact = self._fact(row, path, at)
        if fact is not None:
            return fact
        rule = self.scope.rule(path)
        if rule is None:
            return None
        if rule.per != row:
            raise Refused("L117", name=path, per=rule.per, row=row)
        return _read(rule, at)

    def _fact(self, row: str, path: str, at: Span) -> Node | None:
        if row == "person" and path == "age":
            birth = Fact(DATE, at, "person", "birth_date")
            return Call(AGE, at, OPERATIONS["full_years"], (birth, Today(DATE, at)))
        path = (
            path.removesuffix("from_") + "from" if path.split(".")[-1] == "from_" else path
        )  # a word of Python's own
        field = self.scope.entity(row).fields.get(path)
        return (
            None
            if field is None
            else Fact(field_type(field, self.scope.signatures.programmes()), at, row, path)
        )

    def rows(self, path: str) -> tuple[str, str, str]:
        """Owner row, list name and entity of a list; Refused where there is none of that name."""
        head, _, rest = path.partition(".")
        rows = (self.scope.names[head],) if head in self.scope.names and rest else self.scope.rows
        name = rest if head in self.scope.names and rest else path
        for row in rows:
            found = self.scope.entity(row).lists.get(name)
            if found is not None and row != self.scope.rows[0]:
                raise Refused("L120", name=name, row=row, here=self.scope.rows[0])
            if found is not None:
                return (row, name, found.entity)
        lists = [name for row in rows for name in self.scope.entity(row).lists]
        raise Refused("L118", nearest(path, lists), found=path, allowed=", ".join(lists))

    def unknown(self, path: str) -> Refused:
        """The refusal of a name that means nothing, with the nearest name that would mean something here."""
        head, _, rest = path.partition(".")
        row = self.scope.names.get(head) if rest else None
        fact = rest if row else path
        owner = next((name for name, entity in VOCABULARY.items() if self._is_fact(entity, fact)), None)
        if owner is not None and row is not None:
            return Refused("L117", fact if owner in self.scope.rows else None, name=fact, per=owner, row=row)
        if owner is not None:
            return Refused("L116", name=fact, per=owner, rows=", ".join(self.scope.rows))
        if row is None and any(head in self.scope.entity(row).lists for row in self.scope.rows):
            return Refused("L122", name=head)
        front, rows = (f"{head}.", (row,)) if row else ("", self.scope.rows)
        write = nearest(fact, self._readable(rows))
        return Refused("L119", front + write if write else None, name=path)

    @staticmethod
    def _is_fact(entity: Entity, path: str) -> bool:
        return path in entity.fields or (entity.name == "person" and path == "age")

    def _readable(self, rows: tuple[str, ...]) -> list[str]:
        fields = [path for row in rows for path in self.scope.entity(row).fields]
        own = f"{self.scope.namespace}."
        full = [name for name, per in self.scope.signatures.rows() if per in rows]
        short = [name.removeprefix(own) for name in full if name.startswith(own)]
        return [*fields, *short, *full, "age", "on", "True", "False", *units.FACTORS]


def _read(rule: Signature, at: Span) -> Read:
    return Read(rule.type, at, rule.per, rule.name)

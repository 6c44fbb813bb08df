"""What did this expression mean the last time, and is everything it names still the same?

The same rules are understood for every region and every day on which something changes. An expression means
the same as before when each name that was looked up for it still has the same signature (or still has none).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aid_rules.language import Node, Signature, Signatures, Type, check, scope_for
from aid_rules.rulebook.entries import Expr, RuleEntry

Key = tuple[Expr, str, str, Type | None]


@dataclass
class Memory:
    """Checked expressions with the names they were checked against."""

    kept: dict[Key, tuple[dict[str, Signature | None], Node]] = field(default_factory=dict)

    def node(self, entry: RuleEntry, expr: Expr, expected: Type | None, signatures: Signatures) -> Node:
        """The meaning of an expression of a rule; RuleError where it has none."""
        key = (expr, entry.namespace, entry.per, expected)
        before = self.kept.get(key)
        if before is not None and all(signatures.get(name) == known for name, known in before[0].items()):
            return before[1]
        asked = _Asked(signatures)
        node = check(expr.text, expr.at, scope_for(entry.namespace, entry.per, asked), expected)
        self.kept[key] = (asked.names, node)
        return node


@dataclass
class _Asked:
    """Signatures that remember what they were asked for."""

    signatures: Signatures
    names: dict[str, Signature | None] = field(default_factory=dict)

    def get(self, name: str) -> Signature | None:
        found = self.names[name] = self.signatures.get(name)
        return found

    def rows(self) -> Iterable[tuple[str, str]]:
        return self.signatures.rows()

    def programmes(self) -> Mapping[str, str]:
        return self.signatures.programmes()

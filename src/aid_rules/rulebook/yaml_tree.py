"""What does a rule file consist of? Texts, lists and tables, each with its place.

Scalars stay text: `no`, `1e3` and `2026-07-01` mean what the reader of the field says.
"""

from __future__ import annotations

from dataclasses import dataclass

from aid_rules.problems import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar."""

    value: str
    at: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple[Tree, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; `keys` says where each key stands."""

    entries: dict[str, Tree]
    keys: dict[str, Span]
    at: Span


Tree = Text | Items | Table

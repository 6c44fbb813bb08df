"""What does a rule file say, and where? YAML text in, a plain tree with places out.

Scalars stay text: `no`, `1e3` and `2026-07-01` mean what the reader of the field says. Anchors, aliases,
tags, repeated keys and anything too deep or too large are refused; nothing is ever constructed.
"""

from __future__ import annotations

from dataclasses import dataclass

from aid_rules.problems import Problem, RuleError, Source, Span

LARGEST = 2_000_000


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


def read_tree(source: Source) -> Table:
    """The tree of a rule file; RuleError with the place of the first fault."""
    if len(source.text) > LARGEST:
        raise RuleError([Problem("R101", Span(source.name, 1, 1), {"limit": str(LARGEST)})])
    # PyYAML loads with the first rule file, not with the package.
    from aid_rules.rulebook.yaml_events import tree_of

    tree = tree_of(source)
    if not isinstance(tree, Table):
        raise RuleError([Problem("R103", Span(source.name, 1, 1))])
    return tree

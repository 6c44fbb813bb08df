"""What does a mapping of a rule file hold? Keys taken one by one, with a message for each that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from aid_rules.problems import Problem, RuleError, Span, nearest
from aid_rules.rulebook.yaml_tree import Items, Table, Text, Tree

T = TypeVar("T")


def fault(code: str, at: Span, write: str | None = None, **facts: str) -> RuleError:
    """The error for one problem."""
    return RuleError([Problem(code, at, facts, write)])


def table(tree: Tree, what: str) -> Table:
    """`tree` as a mapping."""
    if not isinstance(tree, Table):
        raise fault("R110", tree.at, what=what, wanted="键值表", wanted_en="a mapping")
    return tree


def items(tree: Tree, what: str) -> tuple[Tree, ...]:
    """`tree` as a sequence."""
    if not isinstance(tree, Items):
        raise fault("R110", tree.at, what=what, wanted="列表", wanted_en="a list")
    return tree.items


def one_or_more(tree: Tree) -> tuple[Tree, ...]:
    """A sequence, or one thing alone."""
    return tree.items if isinstance(tree, Items) else (tree,)


def text(tree: Tree, what: str) -> Text:
    """`tree` as a scalar that is not empty."""
    if not isinstance(tree, Text) or not tree.value.strip():
        raise fault("R110", tree.at, what=what, wanted="文字", wanted_en="text")
    return tree


def day(tree: Tree, what: str) -> date:
    """`tree` as a date `2026-07-01`."""
    found = text(tree, what)
    try:
        if len(found.value) != 10:
            raise ValueError(found.value)
        return date.fromisoformat(found.value)
    except ValueError:
        raise fault("R111", found.at, found=found.value[:40], what=what) from None


def truth(tree: Tree, what: str) -> bool:
    """`tree` as `true` or `false`."""
    found = text(tree, what)
    if found.value not in ("true", "false"):
        raise fault("R112", found.at, found=found.value[:40], what=what, allowed="true, false")
    return found.value == "true"


def member(tree: Tree, what: str, allowed: Iterable[str]) -> str:
    """`tree` as one of these words."""
    found = text(tree, what)
    names = list(allowed)
    if found.value not in names:
        raise fault(
            "R112",
            found.at,
            nearest(found.value, names),
            found=found.value[:40],
            what=what,
            allowed=", ".join(names),
        )
    return found.value


MOST_NAMED = 12
"""Of names that are allowed, a message shows so many."""


def among(names: Iterable[str], found: str) -> str:
    """The names that are allowed; of very many those most like what was found, and how many there are."""
    known = [*names]
    if len(known) <= MOST_NAMED:
        return ", ".join(known) or "-"
    return f"{', '.join(get_close_matches(found, known, MOST_NAMED, 0))} … ({len(known)})"


class Keys:
    """The keys of a mapping: `of`/`get` take them, `end` refuses what nobody took."""

    def __init__(self, tree: Tree, what: str) -> None:
        self.table = table(tree, what)
        self.what = what
        self.known: list[str] = []

    @property
    def at(self) -> Span:
        """Where the mapping stands."""
        return self.table.at

    def get(self, key: str) -> Tree | None:
        """The value of a key that may be left out."""
        self.known.append(key)
        return self.table.entries.get(key)

    def of(self, key: str) -> Tree:
        """The value of a key that must be there."""
        found = self.get(key)
        if found is None:
            raise fault("R113", self.at, what=self.what, key=key)
        return found

    def read(self, key: str, reader: Callable[[Tree, str], T], default: T) -> T:
        """The value of a key through `reader`, or the default where it is left out."""
        found = self.get(key)
        return default if found is None else reader(found, key)

    def several(self, key: str) -> tuple[Tree, ...]:
        """The items of a key that may be left out."""
        found = self.get(key)
        return () if found is None else items(found, key)

    def end(self) -> None:
        """Refuse keys that mean nothing here."""
        for key, at in self.table.keys.items():
            if key not in self.known:
                raise fault(
                    "R114",
                    at,
                    nearest(key, self.known),
                    what=self.what,
                    key=key,
                    allowed=", ".join(self.known),
                )

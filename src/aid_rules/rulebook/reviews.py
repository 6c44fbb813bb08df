"""Whose recipients are looked at again from time to time, and which rule or number says how often?"""

from __future__ import annotations

from collections.abc import Iterable

from aid_rules.problems import nearest
from aid_rules.rulebook.entries import ParameterEntry, ReviewEntry, RuleEntry
from aid_rules.rulebook.read_rules import Context
from aid_rules.rulebook.reading import Keys, fault, text
from aid_rules.rulebook.yaml_tree import Tree


def read_reviews(
    trees: Iterable[Tree], entries: Iterable[RuleEntry | ParameterEntry], context: Context
) -> tuple[ReviewEntry, ...]:
    """`reviews` of a national file: `{programme, every}`."""
    names = {entry.name for entry in entries if entry.per == "household"}
    return tuple(_read(tree, names, context) for tree in trees)


def _read(tree: Tree, names: set[str], context: Context) -> ReviewEntry:
    keys = Keys(tree, "review")
    programme, every = text(keys.of("programme"), "programme"), text(keys.of("every"), "every")
    keys.end()
    full = f"{context.namespace}.{every.value}"
    if full not in names:
        short = sorted(name.removeprefix(f"{context.namespace}.") for name in names)
        write = nearest(every.value, short)
        raise fault(
            "R112", every.at, write, found=every.value[:40], what="every", allowed=", ".join(short) or "-"
        )
    return ReviewEntry(programme.value, full, programme.at, every.at)

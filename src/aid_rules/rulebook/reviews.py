"""Whose recipients are looked at again, and which rule or number says when?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from aid_rules.problems import nearest
from aid_rules.rulebook.entries import ParameterEntry, ReviewEntry, ReviewOf, RuleEntry
from aid_rules.rulebook.read_rules import Context
from aid_rules.rulebook.reading import Keys, fault, text
from aid_rules.rulebook.yaml_tree import Tree

_KINDS: tuple[ReviewOf, ...] = get_args(ReviewOf)


def read_reviews(
    trees: Iterable[Tree], entries: Sequence[RuleEntry | ParameterEntry], context: Context
) -> tuple[ReviewEntry, ...]:
    """`reviews` of a national file: `{programme, every}`, `{programme, after_death}` or `{programme, term, only}`."""
    return tuple(_read(tree, entries, context) for tree in trees)


def _read(tree: Tree, entries: Sequence[RuleEntry | ParameterEntry], context: Context) -> ReviewEntry:
    keys = Keys(tree, "review")
    programme = text(keys.of("programme"), "programme")
    kind = next((each for each in _KINDS if each in keys.table.entries), _KINDS[0])
    by = text(keys.of(kind), kind)
    under = keys.get("only") if kind == "term" else None
    only = None if under is None else text(under, "only")
    keys.end()  # a second kind means nothing beside the first
    full = f"{context.namespace}.{by.value}"
    names = {
        entry.name
        for entry in entries
        if entry.per == "household" and (kind == "every" or isinstance(entry, ParameterEntry))
    }
    if full not in names:
        short = sorted(name.removeprefix(f"{context.namespace}.") for name in names)
        facts = {"found": by.value[:40], "what": kind, "allowed": ", ".join(short) or "-"}
        raise fault("R112", by.at, nearest(by.value, short), **facts)
    return ReviewEntry(
        programme.value, kind, full, None if only is None else only.value,
        programme.at, by.at, None if only is None else only.at,
    )  # fmt: skip

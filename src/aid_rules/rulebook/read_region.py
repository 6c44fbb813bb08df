"""What does a region's file say?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from aid_rules.problems import Source
from aid_rules.rulebook.deadlines import read_deadlines
from aid_rules.rulebook.documents import read_documents
from aid_rules.rulebook.entries import RegionFile, RuleEntry, SetEntry, SetValue, UnsetEntry
from aid_rules.rulebook.read_rules import Context, read_body, read_period, read_rule, read_title
from aid_rules.rulebook.read_tree import read_tree
from aid_rules.rulebook.reading import Keys, fault, items, member, one_or_more, table, text
from aid_rules.rulebook.yaml_tree import Tree

LOCAL = "local"
"""The namespace of helper rules that a region defines for its own replacements."""

_CODE = re.compile(r"[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?", re.ASCII)


def read_region(source: Source) -> RegionFile:
    """One file under `regions/`; RuleError for the first thing that cannot be understood."""
    keys = Keys(read_tree(source), "region file")
    code = text(keys.of("region"), "region")
    if _CODE.fullmatch(code.value) is None:
        raise fault("R150", code.at, found=code.value[:20])
    documents = read_documents(keys.get("documents"), code.value)
    context = Context(LOCAL, documents, code.value)
    keys.get("note")
    found = RegionFile(
        name=source.name,
        code=code.value,
        title=read_title(keys.get("name"), code.value),
        documents=documents,
        sets=tuple(_set(entry, context) for entry in keys.several("set")),
        replacements=tuple(_replacement(entry, context) for entry in keys.several("replace")),
        rules=tuple(read_rule(entry, context, "rule") for entry in keys.several("rules")),
        unset=tuple(_unset(entry) for entry in keys.several("unset")),
        deadlines=read_deadlines(keys.several("deadlines"), None, context),
    )
    keys.end()
    return found


def _unset(tree: Tree) -> UnsetEntry:
    keys = Keys(tree, "unset")
    name = text(keys.of("parameter"), "parameter")
    found = UnsetEntry(name.value, text(keys.of("note"), "note").value, name.at)
    keys.end()
    return found


def _set(tree: Tree, context: Context) -> SetEntry:
    keys = Keys(tree, "set")
    name = text(keys.of("parameter"), "parameter")
    when = keys.get("when")
    chosen = () if when is None else tuple(
        (key, one_or_more(value), table(when, "when").keys[key]) for key, value in table(when, "when").entries.items()
    )  # fmt: skip
    values = tuple(_value(entry, context) for entry in items(keys.of("values"), "values"))
    keys.get("note")
    keys.end()
    _in_order(values)
    return SetEntry(name.value, name.at, chosen, values)


def _value(tree: Tree, context: Context) -> SetValue:
    keys = Keys(tree, "values")
    found = SetValue(
        value=keys.of("value"),
        period=read_period(keys),
        basis=context.basis(keys.get("basis"), keys.at),
        assumed=keys.read("assumed", lambda t, w: text(t, w).value, ""),
        at=keys.at,
        then=keys.read("then", lambda t, w: member(t, w, ("wider",)), ""),
    )
    keys.get("note")
    keys.end()
    if found.then and found.period.end is None:
        raise fault("R113", found.at, what="then", key="until")
    if found.period.start is None:
        raise fault("R113", found.at, what="values", key="from")
    return found


def _in_order(values: Iterable[SetValue]) -> None:
    """A history goes forward, and no value still holds when the next begins."""
    before: SetValue | None = None
    for value in values:
        start = value.period.start
        if before is not None and start is not None and before.period.start is not None:
            if start <= before.period.start:
                raise fault("R151", value.at, start=str(start), before=str(before.period.start))
            if before.period.end is not None and before.period.end > start:
                raise fault("R152", value.at, start=str(start), end=str(before.period.end))
        before = value


def _replacement(tree: Tree, context: Context) -> RuleEntry:
    keys = Keys(tree, "replace")
    name = text(keys.of("rule"), "rule")
    entry = read_body(keys, name.value, context, "rule", "household")
    keys.end()
    return replace(entry, name=name.value)

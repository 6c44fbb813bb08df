"""`standards`, `schema`: what is in force where, and what does a case, a decision or a timeline look like?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import typer
from rich.cells import cell_len
from rich.text import Text

from aid_rules.case import VOCABULARY, json_schema
from aid_rules.cli.options import Lang
from aid_rules.cli.screen import show, table
from aid_rules.engine.timelines import Timeline
from aid_rules.explanation import published
from aid_rules.language import Fact, Node, show_value
from aid_rules.plan import Cell, Parameter
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import DecisionRecord

NATION = "000000"
_VALUE = 24
"""Columns of a value that stands on one line."""


@dataclass(frozen=True)
class Entry:
    """One cell of a parameter as a line of the table; `value` as rule files write it, empty where nobody has set it."""

    parameter: str
    title: str
    keys: str
    value: str
    said: str
    region: str
    since: str
    source: str
    assumed: str


def entries(rulebook: Rulebook, region: str, on: date, lang: Lang) -> list[Entry]:
    """Every cell in force for a division on a day, the unset ones after the others."""
    found: list[Entry] = []
    for parameter in rulebook.parameters(region, on):
        groups: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
        for key in parameter.combinations():
            cell = parameter.cells.get(key)
            groups.setdefault(_said(cell), []).append(key)
        found += [_entry(parameter, keys, parameter.cells.get(keys[0]), lang) for keys in groups.values()]
    return sorted(found, key=lambda entry: not entry.value)


def _said(cell: Cell | None) -> tuple[str, ...]:
    """What makes two cells one line."""
    if cell is None:
        return ()
    return (cell.published, cell.region, cell.valid_from, cell.assumed, *(c.say() for c in cell.basis))


def _entry(parameter: Parameter, keys: list[tuple[object, ...]], cell: Cell | None, lang: Lang) -> Entry:
    every = len(keys) == len(parameter.combinations())
    nodes = [node for _, node in parameter.keys]
    said = [
        "、".join(_key(value, node, lang) for value, node in zip(key, nodes, strict=True)) for key in keys
    ]
    return Entry(
        parameter=parameter.name,
        title=parameter.title.say(lang.value),
        keys="" if every else "；".join(said),
        value=cell.published if cell else "",
        said=published(parameter, cell, lang.value) if cell else "",
        region=cell.region if cell else "",
        since=cell.valid_from if cell else "",
        source="；".join(c.say() for c in (cell.basis if cell else parameter.basis)),
        assumed=cell.assumed if cell else "",
    )


def _key(value: object, node: Node, lang: Lang) -> str:
    """A key of a parameter; the words of the case vocabulary in Chinese."""
    if lang is Lang.zh and isinstance(node, Fact):
        field = VOCABULARY[node.row].fields[node.path]
        if value in field.values:
            return field.values_zh[field.values.index(str(value))]
    return show_value(value, node.type, lang.value)


def standards(rulebook: Rulebook, region: str, on: date, lang: Lang, as_json: bool) -> None:
    """Every number in force, where it was published, and what is not set. CaseError on a day without rules."""
    rulebook.resolve(region, on)
    found = entries(rulebook, region, on, lang)
    if as_json:
        typer.echo(json.dumps([_record(entry) for entry in found], ensure_ascii=False, indent=2))
        return
    zh = lang is Lang.zh
    name = rulebook.chain(region)[0].title.say(lang.value)
    grid = table(f"{name} {region}｜{on}", lines=True)
    heads = ("参数", "适用", "值", "出处") if zh else ("Parameter", "For", "Value", "Source")
    for head in heads:
        grid.add_column(head, overflow="fold")
    unset = "未设定" if zh else "not set"
    for entry in found:
        place = ("国家缺省" if zh else "national default") if entry.region == NATION else entry.region
        where = f"{place} {entry.since}\n{entry.source}" if entry.value else entry.source
        note = f"\n! {entry.assumed}" if entry.assumed else ""
        cells = (f"{entry.title}\n{entry.parameter}", entry.keys, entry.said or unset, where + note)
        grid.add_row(*map(Text, cells))
    values = [entry.said for entry in found if cell_len(entry.said) <= _VALUE]
    show(grid, {0: [entry.parameter for entry in found], 2: [unset, *values]})


def _record(entry: Entry) -> dict[str, str | None]:
    return {key: value or None for key, value in vars(entry).items() if key != "said"}


def schema(what: str) -> None:
    """The JSON Schema of a case, a decision or a timeline."""
    record = Timeline if what == "timeline" else DecisionRecord
    found = json_schema() if what == "case" else record.model_json_schema(mode="serialization")
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))

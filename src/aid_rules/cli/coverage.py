"""`regions`: what has each region set, programme by programme, and what has it left open?

Read off the parameters as they stand on a day. Without a day it is the last one on which anything changes in
the region, so that everything written is in force and the clock is not asked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

import typer
from rich.text import Text

from aid_rules.cli.options import Lang
from aid_rules.cli.screen import show, table
from aid_rules.cli.telling import NATION
from aid_rules.plan import Parameter
from aid_rules.rulebook import Rulebook


@dataclass
class Standing:
    """The parameters of one programme or library in one region, by name, sorted by how far they are set.

    `partly`: some cells only. `elsewhen`: not on this day, but on another. `default`: the nation's value.
    """

    title: str
    set: list[str] = field(default_factory=list)
    partly: list[str] = field(default_factory=list)
    elsewhen: list[str] = field(default_factory=list)
    default: list[str] = field(default_factory=list)
    unset: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Coverage:
    """One region on one day: a `Standing` per programme or library, and what its file says it leaves open."""

    region: str
    name: str
    on: date
    programmes: dict[str, Standing]
    notes: dict[str, str]
    titles: dict[str, str]
    """What parameters and rules are called, by full name."""


def coverage(rulebook: Rulebook, region: str, on: date | None, lang: Lang) -> Coverage:
    """What is set in a region on a day, its own file and those of what contains it taken together."""
    chain = rulebook.chain(region)
    day = on or rulebook.changes(region)[-1]
    ever = {given.parameter for file in chain for given in file.sets}
    national = rulebook.library.national
    found = {name: Standing(file.title.say(lang.value)) for name, file in national.items()}
    for parameter in rulebook.parameters(region, day):
        namespace, _, name = parameter.name.rpartition(".")
        kind = _kind(parameter, parameter.name in ever)
        getattr(found[namespace], kind).append(name)
    for change in (change for file in chain for change in file.replacements if change.period.holds(day)):
        namespace, _, name = change.name.rpartition(".")
        if name not in found[namespace].replaced:
            found[namespace].replaced.append(name)
    notes = {entry.parameter: entry.note for file in reversed(chain) for entry in file.unset}
    titles = {p.name: p.title.say(lang.value) for file in national.values() for p in file.parameters}
    titles |= {rule.name: rule.title.say(lang.value) for file in national.values() for rule in file.rules}
    return Coverage(region, chain[0].title.say(lang.value), day, found, notes, titles)


def _kind(parameter: Parameter, ever: bool) -> str:
    """The list of a `Standing` that a parameter belongs to."""
    local = any(cell.region != NATION for cell in parameter.cells.values())
    if local:
        return "set" if parameter.complete else "partly"
    if ever:
        return "elsewhen"
    return "default" if parameter.cells else "unset"


def regions(rulebook: Rulebook, on: date | None, lang: Lang, as_json: bool) -> None:
    """Every region that has a file of its own, with what is set and unset there. CaseError on a day without rules."""
    if on is not None:
        for code, _ in islice(
            rulebook.regions(), 1
        ):  # the programmes are the nation's: one region tells for all
            rulebook.resolve(code, on)
    found = [coverage(rulebook, code, on, lang) for code, _ in rulebook.regions()]
    if as_json:
        typer.echo(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        _show(one, lang is Lang.zh)


def _record(one: Coverage) -> dict[str, object]:
    programmes = {name: vars(standing) for name, standing in one.programmes.items()}
    return {
        "region": one.region,
        "name": one.name,
        "on": one.on.isoformat(),
        "programmes": programmes,
        "notes": one.notes,
    }


def _show(one: Coverage, zh: bool) -> None:
    """One region as a table; what it is silent about altogether is one line below."""
    grid = table(f"{one.region}  {one.name}｜{one.on}")
    for head in ("项目", "已设定", "未设定") if zh else ("Programme", "Set", "Not set"):
        grid.add_column(head, overflow="fold")
    touched = {name: s for name, s in one.programmes.items() if _set(s, zh)}
    lines: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for name, standing in touched.items():
        unset = [(parameter, "") for parameter in standing.unset]
        cells = [standing.title, name], _called(one, name, _set(standing, zh)), _called(one, name, unset)
        grid.add_row(*(Text("\n".join(cell)) for cell in cells))
        for at, cell in enumerate(cells):
            lines[at] += cell
    if touched:
        show(grid, lines)
    else:
        typer.echo(f"{one.region}  {one.name}｜{one.on}")
    silent = [s.title for name, s in one.programmes.items() if name not in touched and s.unset]
    typer.echo(("均未设定：" if zh else "Nothing set: ") + "、".join(silent) + "\n")


def _set(standing: Standing, zh: bool) -> list[tuple[str, str]]:
    """What the region has set, and which rules it has its own version of, each with a mark."""
    words = ("部分", "其他时间", "本地规则") if zh else ("in part", "at other times", "own rule")
    marked = zip(words, (standing.partly, standing.elsewhen, standing.replaced), strict=True)
    return [
        *((name, "") for name in standing.set),
        *((n, f"（{word}）") for word, names in marked for n in names),
    ]


def _called(one: Coverage, namespace: str, names: list[tuple[str, str]]) -> list[str]:
    """Each by its title, and by the name that rule files have for it."""
    return [f"{one.titles.get(f'{namespace}.{name}', '')} {name}{mark}".strip() for name, mark in names]

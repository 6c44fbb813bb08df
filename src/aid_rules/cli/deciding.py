"""`evaluate` and `explain`: decide cases and say what came out."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer
from rich.markup import escape

from aid_rules.case import Household
from aid_rules.cli import crosschecking
from aid_rules.cli.cases import read_cases
from aid_rules.cli.ending import BAD_INPUT, complain, refuse
from aid_rules.cli.options import Lang
from aid_rules.cli.screen import console, table
from aid_rules.engine import Engine
from aid_rules.explanation import FULL, SHORT, USUAL, amount_open, to_html, to_text
from aid_rules.problems import ProblemError
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Decision

WORDS = {
    "eligible": ("✓", "green"),
    "ineligible": ("✗", "red"),
    "undetermined": ("?", "yellow"),
}


class Deciding:
    """Cases of files, decided one after the other. What cannot be decided is told on stderr and counted."""

    def __init__(self, rulebook: Rulebook, on: date, lang: Lang) -> None:
        self.engine = Engine(rulebook)
        self.on, self.lang = on, lang
        self.refused = 0

    def decide(self, paths: list[Path]) -> list[Decision]:
        """The decisions of all cases that can be decided."""
        found = []
        for name, case in read_cases(paths):
            try:
                if isinstance(case, Household):
                    found.append(self.engine.evaluate(case, self.on))
                else:
                    self._refuse(name, case)
            except ProblemError as error:
                self._refuse(name, str(error))
        return found

    def _refuse(self, name: str, message: str) -> None:
        self.refused += 1
        for line in message.splitlines():
            complain(line if line.startswith(" ") else f"{name}: {line}")

    def end(self) -> None:
        """With 2 where a case could not be decided."""
        if self.refused:
            complain(f"{self.refused} 个案件未能认定 / could not be decided")
            raise typer.Exit(BAD_INPUT)


@dataclass(frozen=True)
class Showing:
    """How `evaluate` shows what it decided, and whether a second engine is asked."""

    as_json: bool
    html: Path | None
    explain: bool
    crosscheck: bool


def evaluate(deciding: Deciding, paths: list[Path], how: Showing) -> None:
    """Decide and show: JSON Lines, a page, or a table with explanations."""
    if how.crosscheck:
        crosschecking.need()
    decisions = deciding.decide(paths)
    places = names(decisions, deciding.engine.rulebook, deciding.lang)
    if how.as_json:
        for decision in decisions:
            typer.echo(decision.model_dump_json())
    elif how.html is not None:
        write_page(how.html, to_html(decisions, deciding.lang.value, places))
        typer.echo(f"{how.html}：{len(decisions)} 户 / households")
    elif decisions:
        show(decisions, places, deciding.lang)
        for decision in decisions:
            depth = FULL if how.explain else SHORT
            typer.echo("\n" + to_text(decision, deciding.lang.value, depth=depth, regions=places))
    if how.crosscheck:
        crosschecking.crosscheck(decisions, deciding.engine.rulebook, deciding.lang)
    deciding.end()


def names(decisions: list[Decision], rulebook: Rulebook, lang: Lang) -> dict[str, str]:
    """The names of the regions, the most specific one that has a file."""
    codes = {decision.case.region for decision in decisions}
    return {code: rulebook.chain(code)[0].title.say(lang.value) for code in sorted(codes)}


def write_page(path: Path, page: str) -> None:
    """Write the page, under its name only when it is whole; or say why not."""
    place = path.resolve()
    begun = place.with_name(f".{place.name}.{os.getpid()}.part")
    # A pipe or a device is no place to move a file to.
    whole = path if path.exists() and not path.is_file() else begun
    try:
        whole.write_text(page, encoding="utf-8")
        if whole is begun:
            begun.replace(place)
    except OSError as error:
        refuse(f"{path}: 写不了文件 / cannot be written: {error.strerror}")
    finally:
        with suppress(OSError):
            begun.unlink()


def show(decisions: list[Decision], names: dict[str, str], lang: Lang) -> None:
    """The table of outcomes."""
    zh = lang is Lang.zh
    grid = table(lines=True)
    grid.add_column("家庭" if zh else "Household", no_wrap=True)
    grid.add_column("地区" if zh else "Region", overflow="fold")
    grid.add_column("认定结果" if zh else "Decisions", overflow="fold")
    grid.add_column("每月合计（元）" if zh else "Yuan a month", justify="right", no_wrap=True)
    for decision in decisions:
        region = decision.case.region
        place = f"{escape(names[region])}\n{region}"
        total = f"{decision.monthly_total}" + (" + ?" if amount_open(decision) else "")
        grid.add_row(escape(decision.case.household_id), place, _outcomes(decision, lang), total)
    console().print(grid)


def _outcomes(decision: Decision, lang: Lang) -> str:
    lines = []
    for name, decided in decision.programmes.items():
        if decided.outcome == "not_applicable":
            continue
        mark, colour = WORDS[decided.outcome]
        title = decided.title.zh if lang is Lang.zh else decided.title.en
        once = "（一次性）" if lang is Lang.zh else " (once)"
        paid = [f" {decided.monthly}"] if decided.monthly is not None else []
        paid += [f" {decided.once}{once}"] if decided.once is not None else []
        lines.append(f"[{colour}]{mark}[/] {escape(title or name)}{''.join(paid)}")
    return "\n".join(lines)


def explain(deciding: Deciding, path: Path, programme: str | None, full: bool) -> None:
    """Explain the decision of each case of a file."""
    decisions = deciding.decide([path])
    places = names(decisions, deciding.engine.rulebook, deciding.lang)
    for decision in decisions:
        say_decision(decision, places, programme, full, deciding.lang)
    deciding.end()


def say_decision(
    decision: Decision, names: dict[str, str], programme: str | None, full: bool, lang: Lang
) -> None:  # fmt: skip
    """Explain a decision, or one programme of it."""
    if programme is not None and programme not in decision.programmes:
        known = ", ".join(decision.programmes)
        refuse(f"没有项目 {programme} / no such programme; 可用 / there are: {known}")
    depth = FULL if full else USUAL
    typer.echo(to_text(decision, lang.value, depth=depth, regions=names, programme=programme))

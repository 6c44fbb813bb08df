"""`timeline`: what is due month by month, why it changes, and what was paid?"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import typer
from rich.text import Text

from aid_rules.case import Household
from aid_rules.cli.cases import read_cases
from aid_rules.cli.ending import BAD_INPUT, complain, refuse
from aid_rules.cli.options import Lang
from aid_rules.cli.screen import console, table
from aid_rules.engine.timelines import Timeline, Workdays, timeline
from aid_rules.engine.timelines.telling import due_text, paid_in, payment_lines, signed, titles, to_text
from aid_rules.problems import ProblemError
from aid_rules.rulebook import Rulebook

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)


def month(text: str | None, option: str) -> date:
    """The first day of a month given as 2020-01."""
    if text is None:
        refuse(
            f"缺少 {option}：请写月份，如 {option} 2020-01\n{option} is missing: give a month such as 2020-01"
        )
    try:
        if not _MONTH.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        refuse(f"{option} {text} 不是月份；写成 2020-01\n{option} {text} is no month; write 2020-01")


def workdays(path: Path | None) -> Workdays:
    """The arrangement of holidays: JSON with `holidays` and `worked`, lists of days."""
    if path is None:
        return Workdays()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Workdays(
            *(frozenset(map(date.fromisoformat, found.get(key, ()))) for key in ("holidays", "worked"))
        )
    except OSError as error:
        refuse(f"{path}: 读不了文件 / cannot be read: {error.strerror}")
    except (ValueError, TypeError, AttributeError):
        refuse(
            f'{path}: 应为 {{"holidays": ["2026-10-01"], "worked": ["2026-10-10"]}}\n'
            f"{path}: expected lists of days under holidays and worked"
        )


class Asked:
    """What was asked for: which months, by which rules, in which language."""

    def __init__(self, rulebook: Rulebook, first: date, last: date, days: Workdays, lang: Lang) -> None:
        self.rulebook, self.first, self.last, self.workdays, self.lang = rulebook, first, last, days, lang

    def timeline(self, case: Household) -> Timeline | str:
        """The timeline of a case, or what is wrong with the case or the rules."""
        try:
            return timeline(case, self.first, self.last, self.rulebook, self.workdays)
        except ProblemError as error:
            return str(error)


def show(asked: Asked, path: Path, as_json: bool, full: bool) -> None:
    """The timeline of each case of a file; what cannot be told is told on stderr and ends with 2."""
    refused = 0
    for name, case in read_cases([path]):
        found = asked.timeline(case) if isinstance(case, Household) else case
        if isinstance(found, str):
            refused += 1
            for line in found.splitlines():
                complain(line if line.startswith(" ") else f"{name}: {line}")
        elif as_json:
            typer.echo(found.model_dump_json())
        elif full:
            typer.echo(to_text(found, asked.lang.value) + "\n")
        else:
            _tables(found, asked.lang)
    if refused:
        complain(f"{refused} 个案件未能计算 / could not be told")
        raise typer.Exit(BAD_INPUT)


def _tables(found: Timeline, lang: Lang) -> None:
    """Months as a table; changes, differences and days to come below it."""
    typer.echo(to_text(found.model_copy(update={"months": (), "payments": None}), lang.value) + "\n")
    zh = lang is Lang.zh
    called = titles(found)
    grid = table("各月应发（元）" if zh else "Due by month (yuan)")
    for head in ("月份", "项目") if zh else ("Month", "Programmes"):
        grid.add_column(head, overflow="fold")
    heads = ["应发合计" if zh else "Due"]
    heads += (["已发", "差额"] if zh else ["Paid", "Difference"]) if found.payments else []
    for head in heads:
        grid.add_column(head, justify="right", no_wrap=True)
    for each in found.months:
        cells = [each.month, "\n".join(due_text(due, called, lang.value) for due in each.due)]
        cells.append(f"{each.total}" + (" + ?" if each.open else ""))
        if found.payments:
            paid, difference = paid_in(each, found.payments)
            cells += [str(paid), "?" if difference is None else signed(difference)]
        grid.add_row(*map(Text, cells))
    console().print(grid)
    for line in payment_lines(found.payments, called, lang.value):
        typer.echo(line)

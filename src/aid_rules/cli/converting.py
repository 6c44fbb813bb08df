"""`convert`: spreadsheets in, a population out, and a list of everything that could not be taken."""

from __future__ import annotations

import csv
import errno
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import typer

from aid_rules.cli.ending import NOT_HELD, refuse
from aid_rules.cli.options import Lang
from aid_rules.problems import CaseError, Problem, headline

TOGETHER = 4096
"""Households written together."""

SHOWN = 20
"""Problems shown on the screen; all of them stand in the list of rejects."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""What can only be the fault of where the population goes."""

_PLACES = ((re.compile(r"第 (\d+) 行"), r"row \1"), (re.compile(r"第 (\d+) 列"), r"column \1"))

_EXTRAS = {"numpy": "batch", "pyarrow": "batch", "openpyxl": "excel"}


def convert(source: Path, out: Path, rejects: Path | None, complete: frozenset[str], lang: Lang) -> None:
    """Write the cases of a folder or workbook as Parquet; end with 1 where a household was refused."""
    listed = rejects or out.with_suffix(".rejects.csv")
    # the comma of a Chinese keyboard separates as well
    tables = frozenset(
        filter(None, (part.strip() for name in complete for part in re.split("[,，、]", name)))
    )
    try:
        with listed.open("w", encoding="utf-8-sig", newline="") as file:
            problems = _List(file, lang)
            report = _converted(source, out, tables, problems)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(str(error.name).partition(".")[0])
        if extra is None:
            raise
        refuse(
            f"convert 需要 {error.name}，请安装：pip install 'aid-rules[{extra}]'\n"
            f"convert needs {error.name}: pip install 'aid-rules[{extra}]'"
        )
    except OSError as error:
        place = error.filename or (out if error.errno in _FULL else source)
        why = error.strerror or error
        if not problems.count and listed.is_file():
            listed.unlink()  # an empty list would say that nothing was refused
        refuse(f"{place}：读写不了：{why}\n{place}: cannot be read or written: {why}")
    except CaseError:
        if not problems.count and listed.is_file():
            listed.unlink()  # refused as a whole, before the first household: nothing to list
        raise
    if report.problems > SHOWN:
        typer.echo(f"… {report.problems - SHOWN} 处见 / more in {listed}", err=True)
    told = (
        f"{report.households} 户：转换 {report.converted}，退回 {report.refused}（问题 {report.problems} 处）"
        if lang is Lang.zh
        else f"{report.households} households: {report.converted} converted, {report.refused} refused "
        f"({report.problems} problems)"
    )
    typer.echo(told)
    if report.problems:
        raise typer.Exit(NOT_HELD)


class _List:
    """The list of rejects, written as problems come; the first of them also on the screen."""

    def __init__(self, file: TextIO, lang: Lang) -> None:
        self.lines, self.lang, self.count = csv.writer(file), lang.value, 0
        self.lines.writerow(["household_id", "place", "code", "problem", "write"])

    def add(self, problem: Problem, household: str) -> None:
        """One problem; `household` is the id of the one it refuses."""
        place, words = "" if problem.at is None else str(problem.at), headline(problem, self.lang)
        for pattern, english in _PLACES if self.lang == "en" else ():
            place = pattern.sub(english, place)
        self.lines.writerow([household, place, problem.code, words, problem.write or ""])
        self.count += 1
        if self.count <= SHOWN:
            typer.echo(f"{place}  {problem.code} {words}", err=True)


def _converted(source: Path, out: Path, complete: frozenset[str], problems: _List) -> Any:
    from aid_rules.batch.files import write_parquet
    from aid_rules.batch.tables import Report, convert
    from aid_rules.columnar.from_cases import from_cases
    from aid_rules.columnar.schema import schema

    report = Report()
    cases = convert(source, complete, problems.add, report)

    def written() -> Iterator[Any]:
        while some := [*islice(cases, TOGETHER)]:
            yield from from_cases(some).combine_chunks().to_batches()

    write_parquet(out, schema(), written(), {"aid-rules": f"converted from {source.name}"})
    return report

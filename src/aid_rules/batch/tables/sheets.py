"""Where are the rows? A folder of CSV files or one Excel workbook, sheet by sheet, without holding them."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aid_rules.batch.tables.cells import UNSAVED
from aid_rules.batch.tables.columns import HOUSEHOLD_ID, TABLES, Table
from aid_rules.problems import CaseError, Field, Problem

ENCODINGS = ("utf-8-sig", "gb18030")
"""What Chinese spreadsheets export: UTF-8, or the national standard."""


_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_LONGEST = 64
"""Bytes that may belong to a formula's first mark, which may be cut between two pieces."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as it lies there: which it is, what people call it, its headers and rows with their numbers."""

    table: Table
    name: str
    headers: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[Any]]]


def named(name: str) -> Table | None:
    """The table that a file or sheet of this name is."""
    plain = name.strip().lower()
    return next((table for table in TABLES if plain == table.name or plain in table.zh), None)


@contextmanager
def sheets(source: Path) -> Iterator[tuple[list[Sheet], list[Problem]]]:
    """The tables of a folder or workbook, and what is none of them or cannot be read.

    Raises CaseError where there is nothing or it is neither folder nor workbook, OSError where it cannot be read,
    ModuleNotFoundError for a workbook without openpyxl.
    """
    if not source.exists():
        raise _unusable("T115", source.name)
    if source.is_dir():
        with _files(source) as found:
            yield found
    else:
        with _workbook(source) as found:
            yield found


@contextmanager
def _files(folder: Path) -> Iterator[tuple[list[Sheet], list[Problem]]]:
    opened, found, strange = [], list[Sheet](), list[Problem]()
    try:
        # A file that is passed over is rows that are lost: whatever lies there and is no table is told.
        for path in sorted(each for each in folder.iterdir() if not each.name.startswith((".", "~$"))):
            table = named(path.stem) if path.suffix.lower() == ".csv" and path.is_file() else None
            if table is None:
                strange.append(_no_table(path.name))
                continue
            encoding = _encoding(path)
            if encoding is None:
                strange.append(Problem("T117", Field(path.name), {}))
                found.append(
                    Sheet(table, path.name, (HOUSEHOLD_ID,), iter(()))
                )  # it is there, and no more to be said
                continue
            file = path.open(encoding=encoding, newline="")
            opened.append(file)
            lines = _lines(csv.reader(file, strict=True), path.name)
            _, headers = next(lines, (0, ()))
            rows = ((number, cells) for number, cells in lines if any(cell.strip() for cell in cells))
            found.append(Sheet(table, path.name, tuple(headers), rows))
        yield found, strange
    finally:
        for file in opened:
            file.close()


def _unusable(code: str, place: str) -> CaseError:
    return CaseError([Problem(code, Field(place), {})])


def _no_table(name: str) -> Problem:
    return Problem("T101", Field(name), {"allowed": "、".join(table.name for table in TABLES)})


def _lines(lines: Any, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows numbered as a spreadsheet shows them: a cell may have several lines. Where a row cannot be told, its line is named."""
    try:
        yield from enumerate(lines, start=1)
    except csv.Error as error:
        raise _unusable("T118", f"{name} 第 {lines.line_num} 行") from error


def _encoding(path: Path) -> str | None:
    """The first encoding in which the whole file can be read."""
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    return None


@contextmanager
def _workbook(path: Path) -> Iterator[tuple[list[Sheet], list[Problem]]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        # no workbook by its name, no archive, an archive of something else, or with broken XML in it
        raise _unusable("T116", path.name) from error
    asked = None
    try:
        # What cells come to and what stands in them are two readings: the second only where there are formulas.
        asked = openpyxl.load_workbook(path, read_only=True) if _has_formulas(path) else None
        found, strange = list[Sheet](), list[Problem]()
        for sheet in book.worksheets:
            table = named(sheet.title)
            if table is None:
                strange.append(_no_table(sheet.title))
                continue
            lines = (
                sheet.iter_rows(values_only=True) if asked is None else _computed(sheet, asked[sheet.title])
            )
            headers = tuple("" if cell is None else str(cell) for cell in next(lines, ()))
            rows = (
                (number, cells)
                for number, cells in enumerate(lines, start=2)
                if any(c is not None for c in cells)
            )
            found.append(Sheet(table, sheet.title, headers, rows))
        yield found, strange
    finally:
        book.close()
        if asked is not None:
            asked.close()


def _has_formulas(path: Path) -> bool:
    """Is there a formula in any sheet? Looked for in the text of the sheets, piece by piece."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            with archive.open(name) as file:
                end = b""
                while piece := file.read(1 << 20):
                    if _FORMULA.search(end + piece):
                        return True
                    end = (end + piece)[-_LONGEST:]
    return False


def _computed(sheet: Any, formulas: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, in which a formula without a saved value is UNSAVED: read alone it is as an empty cell.

    One that comes to nothing is saved as an empty text.
    """
    for cells, asked in zip(sheet.iter_rows(), formulas.iter_rows(values_only=True), strict=True):
        yield tuple(
            UNSAVED if cell.value is None and formula is not None and cell.data_type != "str" else cell.value
            for cell, formula in zip(cells, asked, strict=True)
        )

"""Where are the rows? A folder of CSV files or one Excel workbook, sheet by sheet, without holding them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aid_rules.batch.tables.columns import TABLES, Table

ENCODINGS = ("utf-8-sig", "gb18030")
"""What Chinese spreadsheets export: UTF-8, or the national standard."""


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
def sheets(source: Path) -> Iterator[tuple[list[Sheet], list[str]]]:
    """The tables of a folder or workbook, and the names of what is none of them.

    Raises OSError where the source cannot be read, ModuleNotFoundError for a workbook without openpyxl.
    """
    if source.is_dir():
        with _files(source) as found:
            yield found
    else:
        with _workbook(source) as found:
            yield found


@contextmanager
def _files(folder: Path) -> Iterator[tuple[list[Sheet], list[str]]]:
    opened, found, strange = [], [], []
    try:
        for path in sorted(folder.glob("*.csv")):
            table = named(path.stem)
            if table is None:
                strange.append(path.name)
                continue
            file = path.open(encoding=_encoding(path), newline="")
            opened.append(file)
            lines = csv.reader(file, strict=True)
            headers = tuple(next(lines, ()))
            found.append(Sheet(table, path.name, headers, _counted(lines)))
        yield found, strange
    finally:
        for file in opened:
            file.close()


def _counted(lines: Any) -> Iterator[tuple[int, Sequence[str]]]:
    for cells in lines:
        if any(cell.strip() for cell in cells):
            yield lines.line_num, cells


def _encoding(path: Path) -> str:
    """The first encoding in which the whole file can be read; the first of all where none does."""
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    return ENCODINGS[0]


@contextmanager
def _workbook(path: Path) -> Iterator[tuple[list[Sheet], list[str]]]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        found, strange = [], []
        for sheet in book.worksheets:
            table = named(sheet.title)
            if table is None:
                strange.append(sheet.title)
                continue
            lines = sheet.iter_rows(values_only=True)
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

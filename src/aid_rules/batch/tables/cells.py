"""What does a cell say? Text, numbers and dates as people write them, as values of a case in JSON form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from aid_rules.batch.tables.columns import Column
from aid_rules.case.showing import length, repeatable
from aid_rules.problems import nearest

UNKNOWN = ("未知", "unknown", "不详")
NONE = ("无", "none", "没有")
_TRUTH = {
    "是": True,
    "有": True,
    "true": True,
    "1": True,
    "否": False,
    "无": False,
    "false": False,
    "0": False,
}
_DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d\d)(\d\d))", re.ASCII)
"""Two separators or eight digits: 195012 is a month, and 2021111 may be one of two days."""
_MONTH = re.compile(r"(\d{4})(?:[-/年](\d{1,2})|(\d{2}))(?:月|[-/月]\d{1,2}日?)?")
"""A day may follow, since spreadsheets turn months into days; no dot, since 2021.1 may have been 2021.10."""
_MONTHS = 12
_MOST = 10**15
"""A spreadsheet keeps 15 digits of a number, and zeros for the rest."""
_ROUNDED = re.compile(r"\d\.\d+E\+\d+", re.IGNORECASE)
"""3.70902E+17: such a number as a text file has it."""
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", re.ASCII)

UNSAVED = "="
"""In place of a formula of which the workbook does not hold what it comes to."""
MISSING = object()
"""The cell is empty: the key is left out, and means what a missing key means."""


class Unreadable(Exception):
    """The cell says nothing that the column can hold; `allowed` is what it could."""

    def __init__(self, code: str, allowed: str = "", write: str | None = None) -> None:
        super().__init__(code)
        self.code, self.allowed, self.write = code, allowed, write


def read(column: Column, cell: Any) -> Any:
    """The value of a cell, None where it is said to be unknown, MISSING where nothing is said.

    Amounts stay text, so that no figure is changed before the models read it. Raises Unreadable.
    """
    if cell == UNSAVED:
        raise Unreadable("T121")
    if isinstance(cell, date):
        return cell.isoformat()[: len("2021-01" if column.kind == "month" else "2021-01-31")]
    text = _text(cell)
    if not text:
        return MISSING
    if text.lower() in UNKNOWN:
        return None
    match column.kind:
        case "word":
            return _word(column, text)
        case "truth":
            return _truth(text)
        case "day":
            return _day(text)
        case "month":
            return _month(text)
        case "whole":
            return _whole(column, text)
        case "rows" | "map" | "record":
            return _nothing(column, text)
        case _:
            return _other(text)


def _text(cell: Any) -> str:
    if isinstance(cell, int | float) and abs(cell) >= _MOST:
        raise Unreadable("T120")
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell).strip()


def _other(text: str) -> str:
    """Text, or an amount: without the commas that group its digits."""
    plain = _narrow(text)
    if _ROUNDED.fullmatch(plain):
        raise Unreadable("T120")
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else text


def shown(text: str, meant: str | None) -> str:
    """A cell as a message repeats it: see `case.showing`."""
    plain = repeatable(text, meant)
    return length(text) if plain is None else f"“{plain}”"


def _narrow(text: str) -> str:
    """Full-width digits and signs as the ordinary ones."""
    return unicodedata.normalize("NFKC", text)


def _word(column: Column, text: str) -> Any:
    if text in column.words:
        return column.words[text]
    if text.lower() in NONE:
        return MISSING
    if column.open and _NAME.fullmatch(text):
        return text  # a programme of the county's own: evaluation asks its rules
    raise Unreadable(
        "T105", "、".join(column.words), nearest(text, column.words) or _part_of(text, column.words)
    )


def _part_of(text: str, words: Iterable[str]) -> str | None:
    """The only word that this is a part of: `肢体` for `肢体残疾`."""
    found = [word for word in words if text in word]
    return found[0] if len(found) == 1 else None


def _truth(text: str) -> bool:
    found = _TRUTH.get(_narrow(text).lower())
    if found is None:
        raise Unreadable("T105", "是、否、true、false、1、0")
    return found


def _day(text: str) -> Any:
    if text.lower() in NONE:
        return MISSING
    match = _DAY.fullmatch(_narrow(text))
    try:
        if match is not None:
            month, day = filter(None, match.group(3, 4, 5, 6, 7, 8))
            return date(int(match[1]), int(month), int(day)).isoformat()
    except ValueError:
        pass  # such as 31 June: told below, like any other text that is no date
    raise Unreadable("T105", "2026-11-01、2026/11/1、20261101")


def _month(text: str) -> str:
    match = _MONTH.fullmatch(_narrow(text))
    month = int(match[2] or match[3]) if match is not None else 0
    if match is None or not 1 <= month <= _MONTHS:
        raise Unreadable("T105", "2021-01、2021/1、2021年1月、202101")
    return f"{match[1]}-{month:02}"


def _whole(column: Column, text: str) -> Any:
    plain = column.words.get(text) or _narrow(text)
    if not plain.isdecimal() or not plain.isascii():
        if text.lower() in NONE:
            return MISSING
        raise Unreadable("T105", "、".join(column.words) or "0、1、2 …")
    return int(plain)


def _nothing(column: Column, text: str) -> Any:
    """A list or record of which the cell can only say that there is none."""
    if text.lower() not in NONE:
        raise Unreadable("T105", "无、none、未知、unknown")
    return [] if column.kind == "rows" else {} if column.kind == "map" else MISSING

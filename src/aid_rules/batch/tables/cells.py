"""What does a cell say? Text, numbers and dates as people write them, as values of a case in JSON form."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from aid_rules.batch.tables.columns import Column
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
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})(?:[-/年](\d{1,2})|(\d{2}))(?:月|[-/月]\d{1,2}日?)?")
"""A day may follow, since spreadsheets turn months into days; no dot, since 2021.1 may have been 2021.10."""
_MONTHS = 12
_LONG, _MANY_DIGITS = 16, 9
_COUNTED = re.compile(r"第?[\d〇零一二两三四五六七八九十]+[级等类档]|[\d年月日号./-]+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")

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
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()[: len("2021-01") if column.kind == "month" else None]
    if isinstance(cell, float):
        cell = repr(int(cell)) if cell.is_integer() else repr(cell)
    text = "" if cell is None else str(cell).strip()
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
            return _whole(text)
        case "rows" | "map" | "record":
            return _nothing(column, text)
        case _:
            plain = _narrow(text)
            return plain.replace(",", "") if _GROUPED.fullmatch(plain) else text


def shown(text: str, meant: str | None) -> str:
    """A cell as a message repeats it: a slip of the pen, a short word or number; else only how long it is.

    In a sheet whose columns have shifted, a name or an id stands where a word should. 二级 is no name.
    """
    short = len(text) < _LONG and sum(c.isdigit() for c in text) < _MANY_DIGITS
    plain = short and (text.isascii() or _COUNTED.fullmatch(text) is not None)
    return f"“{text}”" if plain or meant is not None else f"{len(text)} 个字 / {len(text)} characters"


def _narrow(text: str) -> str:
    """Full-width digits and signs as the ordinary ones."""
    return unicodedata.normalize("NFKC", text)


def _word(column: Column, text: str) -> Any:
    if text in column.words:
        return column.words[text]
    if text.lower() in NONE:
        return MISSING
    raise Unreadable("T105", "、".join(column.words), nearest(text, column.words))


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
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        pass  # such as 31 June: told below, like any other text that is no date
    raise Unreadable("T105", "2026-11-01、2026/11/1、20261101")


def _month(text: str) -> str:
    match = _MONTH.fullmatch(_narrow(text))
    month = int(match[2] or match[3]) if match is not None else 0
    if match is None or not 1 <= month <= _MONTHS:
        raise Unreadable("T105", "2021-01、2021/1、2021年1月、202101")
    return f"{match[1]}-{month:02}"


def _whole(text: str) -> Any:
    plain = _narrow(text)
    if not plain.isdecimal() or not plain.isascii():
        if text.lower() in NONE:
            return MISSING
        raise Unreadable("T105", "0、1、2 …")
    return int(plain)


def _nothing(column: Column, text: str) -> Any:
    """A list or record of which the cell can only say that there is none."""
    if text.lower() not in NONE:
        raise Unreadable("T105", "无、none、未知、unknown")
    return [] if column.kind == "rows" else {} if column.kind == "map" else MISSING

"""Rows of many tables by household, on disk: a spreadsheet is in no order, and no memory holds a province."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aid_rules.batch.tables.columns import HOUSEHOLDS

Kept = tuple[str, int, dict[str, Any]]
"""Name of the sheet, number of the row, and its cells: JSON values by column key."""


class Store:
    """A scratch database of rows as they were read."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("pragma synchronous = off")  # scratch: after a crash it is thrown away
        self.db.execute("create table rows (place text, sheet text, number int, household text, cells text)")
        self.db.execute("begin")

    def add(self, table: str, sheet: str, number: int, household: str, cells: dict[str, Any]) -> None:
        """Keep a row."""
        text = json.dumps(cells, ensure_ascii=False)
        self.db.execute("insert into rows values (?, ?, ?, ?, ?)", (table, sheet, number, household, text))

    def done(self) -> None:
        """All rows are in: make them easy to find."""
        self.db.execute("commit")
        self.db.execute("create index by_household on rows (household, place)")

    def households(self) -> Iterator[tuple[str, Kept]]:
        """Each household's id and row, in the order of its sheet."""
        query = "select household, sheet, number, cells from rows where place = ? order by rowid"
        for household, sheet, number, cells in self.db.execute(query, (HOUSEHOLDS.name,)):
            yield household, (sheet, number, json.loads(cells))

    def several(self) -> set[str]:
        """The ids that more than one household has."""
        query = "select household from rows where place = ? group by household having count(*) > 1"
        return {household for (household,) in self.db.execute(query, (HOUSEHOLDS.name,))}

    def rows(self, table: str, household: str) -> list[Kept]:
        """The rows of a table that belong to a household, in the order of the sheet."""
        query = "select sheet, number, cells from rows where household = ? and place = ? order by rowid"
        return [(s, n, json.loads(c)) for s, n, c in self.db.execute(query, (household, table))]

    def strays(self) -> Iterator[tuple[str, str, Kept]]:
        """Table, household and row, of every row whose household has none of its own."""
        query = (
            "select place, household, sheet, number, cells from rows where place <> ? and household not in "
            "(select household from rows where place = ?) order by rowid"
        )
        for table, household, sheet, number, cells in self.db.execute(query, (HOUSEHOLDS.name,) * 2):
            yield table, household, (sheet, number, json.loads(cells))

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

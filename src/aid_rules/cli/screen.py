"""How do tables look on a screen and in a pipe?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping

from rich.box import ROUNDED, SIMPLE
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

_PIPED = 120
"""Columns where neither a terminal nor COLUMNS says how many there are."""

_NARROWEST = 16
"""Columns that running text takes at least."""


def console(least: int = 0) -> Console:
    """Colour and width of the terminal; plain and wide into a pipe or file, `least` columns or more."""
    said = os.environ.get("COLUMNS", "")
    piped = max(int(said) if said.isdigit() and int(said) else _PIPED, least)
    return Console(
        file=sys.stdout,
        width=None if sys.stdout.isatty() else piped,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
    )


def show(grid: Table, names: Mapping[int, Iterable[str]]) -> None:
    """Print a table. `names`: by column what is not to be broken over two lines, a list of words to be looked up."""
    for at, words in names.items():
        grid.columns[at].width = max(map(cell_len, [str(grid.columns[at].header), *words]))
    least = sum((column.width or _NARROWEST) + 3 for column in grid.columns) + 1
    screen = console(least)
    if screen.width < least:  # a terminal too narrow breaks what it must
        for column in grid.columns:
            column.width = None
    screen.print(grid)


def table(title: str = "", *, lines: bool = False) -> Table:
    """An empty table."""
    box = ROUNDED if sys.stdout.isatty() else SIMPLE
    return Table(title=title or None, box=box, show_lines=lines, title_justify="left")

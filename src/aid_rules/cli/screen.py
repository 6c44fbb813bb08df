"""How do tables look on a screen and in a pipe?"""

from __future__ import annotations

import sys

from rich.box import ROUNDED, SIMPLE
from rich.console import Console
from rich.table import Table

_PIPED = 120
"""Columns where no terminal says how many it has."""


def console() -> Console:
    """Colour and width of the terminal; plain and wide into a pipe or file."""
    terminal = sys.stdout.isatty()
    return Console(
        file=sys.stdout,
        width=None if terminal else _PIPED,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
    )


def table(title: str = "", *, lines: bool = False) -> Table:
    """An empty table."""
    box = ROUNDED if sys.stdout.isatty() else SIMPLE
    return Table(title=title or None, box=box, show_lines=lines, title_justify="left")

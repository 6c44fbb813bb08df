"""How does a command end when something is wrong? One line or more on stderr, and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from aid_rules.problems import ProblemError

NOT_HELD = 1
BAD_INPUT = 2


def complain(message: str) -> None:
    """A message on stderr."""
    typer.echo(message, err=True)


def refuse(message: str) -> NoReturn:
    """Bad usage or bad input: say what, end with 2."""
    complain(message)
    raise typer.Exit(BAD_INPUT)


@contextmanager
def refusing() -> Iterator[None]:
    """Faults of rule files and cases end the command with 2, each said with its place."""
    try:
        yield
    except ProblemError as error:
        refuse(str(error))

"""How does the command begin and end? Output is UTF-8, a closed pipe no fault, a missing extra named."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

BAD_INPUT = 2
NEEDED = ("typer", "rich")


def main() -> None:
    """The command `aid-rules`; leaves with exit code 0, 1 or 2."""
    # Before anything imports Arrow, for this process and its children: see `aid_rules.batch.memory`.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        from typer import Abort

        from aid_rules.cli.app import app
        from aid_rules.cli.usage import UsageError, said, tidied
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        if missing not in NEEDED:
            raise
        print(
            f"aid-rules 命令需要 {missing}，请安装：pip install 'aid-rules[cli]'\n"
            f"the aid-rules command needs {missing}: pip install 'aid-rules[cli]'",
            file=sys.stderr,
        )
        sys.exit(BAD_INPUT)
    try:
        sys.exit(app(prog_name="aid-rules", standalone_mode=False))
    except UsageError as error:
        if message := said(error):
            print(message, file=sys.stderr)
        tidied(error).show()
        sys.exit(BAD_INPUT)
    except Abort:
        sys.exit(1)
    except BrokenPipeError:
        _let_go()
        sys.exit(1)


def _let_go() -> None:
    """Whoever read the output has left: what is still buffered goes nowhere, without a message."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())

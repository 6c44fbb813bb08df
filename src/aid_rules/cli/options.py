"""Which options do the commands share, and what do their values mean?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aid_rules.cli.ending import refuse
from aid_rules.rulebook import Rulebook


class Lang(StrEnum):
    """Languages of the output."""

    zh = "zh"
    en = "en"


On = Annotated[
    str | None,
    typer.Option("--on", metavar="YYYY-MM-DD", help="认定日，必填 / the day of decision, required"),
]
LastOn = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="YYYY-MM-DD",
        help="哪一天，默认当地最后一次变化之日 / the day; by default the last change there",
    ),
]
CaseOn = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="YYYY-MM-DD",
        help="认定日，必填；用 --from-run 时不写 / the day of decision, required; not with --from-run",
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="叠加在自带规则之上 / laid over the shipped rules"),
]
Language = Annotated[Lang, typer.Option("--lang", help="输出语言 / language of the output")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON / JSON output")]


def day(on: str | None) -> date:
    """The day given with --on; never today's, since a decision must come out the same tomorrow."""
    if on is None:
        refuse(
            "缺少 --on：请写认定日，如 --on 2026-11-01（程序不读系统时钟）\n"
            "--on is missing: give the day of decision, such as --on 2026-11-01"
        )
    try:
        if len(on) != len("2026-11-01"):
            raise ValueError(on)
        return date.fromisoformat(on)
    except ValueError:
        refuse(f"--on {on} 不是日期；写成 2026-11-01\n--on {on} is no date; write 2026-11-01")


def rulebook(rules: list[Path] | None) -> Rulebook:
    """The shipped rules with these directories laid over them."""
    return Rulebook.load(*(rules or ()))

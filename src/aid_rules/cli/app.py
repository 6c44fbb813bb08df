"""Which commands are there? Arguments and help; the work is done in the files beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aid_rules.cli import checking

app = typer.Typer(
    help="社会救助规则引擎 / rules engine for Chinese social assistance",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Directory = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="规则目录 / a directory of rule files")]
Only = Annotated[bool, typer.Option("--only", help="只用该目录，不叠加自带规则 / the directory alone")]


@app.command()
def check(
    directory: Directory = None,
    region: Annotated[str | None, typer.Option("--region", help="只查一个地区 / one region only")] = None,
    only: Only = False,
    strict: Annotated[bool, typer.Option("--strict", help="有警告也以 1 结束 / warnings end with 1 too")] = False,
) -> None:
    """检查规则文件：每个地区、每个生效日 / check the rule files, every region and every day of change."""
    checking.check(directory, region, only, strict)


@app.command()
def test(
    directory: Directory = None,
    only: Only = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="也列出通过的 / list what passes too")] = False,
    name: Annotated[str, typer.Option("--name", help="只跑路径含此文字的 / those whose path contains this")] = "",
) -> None:
    """运行 cases/ 里的情景案例 / run the scenario cases under cases/."""
    checking.test(directory, only, verbose, name)

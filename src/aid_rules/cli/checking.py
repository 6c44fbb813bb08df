"""`check` and `test`: do the rule files hold together, and do they decide as their sources say?"""

from __future__ import annotations

from pathlib import Path

import typer

from aid_rules.cli.ending import NOT_HELD, complain, refuse, refusing
from aid_rules.engine import Scenarios, read_scenario, scenario_files
from aid_rules.problems import ProblemError, render
from aid_rules.rulebook import Rulebook, shipped


def check(directory: Path | None, region: str | None, only: bool, strict: bool) -> None:
    """Report every fault of the rule files; ends with 1 where there is one."""
    with refusing():
        errors, warnings = _rulebook(directory, only).problems(region)
    for title, problems in (("警告 / warnings", warnings), ("错误 / errors", errors)):
        if problems:
            typer.echo(f"{title}：{len(problems)}\n")
            typer.echo("\n".join(render(problem) for problem in problems) + "\n")
    if errors or (strict and warnings):
        raise typer.Exit(NOT_HELD)
    typer.echo("规则文件没有错误 / the rule files hold together")
    if region is not None:
        typer.echo(
            f"只检查了 {region}；没有用到的规则、其他地区不在其内 / "
            f"only {region} was looked at: neither rules that nothing reads nor other regions"
        )


def run_cases(directory: Path | None, only: bool, verbose: bool, name: str) -> None:
    """Run the scenario cases; ends with 1 where one comes out otherwise."""
    with refusing():
        scenarios = Scenarios(_rulebook(directory, only))
        assert scenarios.rulebook.library.national
    files = [found for found in scenario_files(directory or shipped()) if name in found[0]]
    if not files:
        refuse(f"{directory or shipped()}/cases 里没有情景案例 / no scenario cases there")
    failed = 0
    for label, path in files:
        try:
            differences = scenarios.differences(read_scenario(path, label))
        except ProblemError as error:
            differences = tuple(str(error).splitlines())
        failed += bool(differences)
        if differences:
            typer.echo(f"✗ {label}")
            typer.echo("\n".join(f"    {line}" for line in differences))
        elif verbose:
            typer.echo(f"✓ {label}")
    typer.echo(f"{len(files) - failed} 个通过 / passed，{failed} 个不符 / failed")
    if failed:
        raise typer.Exit(NOT_HELD)


def _rulebook(directory: Path | None, only: bool) -> Rulebook:
    if only and directory is None:
        refuse("--only 要同时给出目录 / --only needs a directory")
    if directory is not None and not only and directory.resolve() == shipped().resolve():
        return Rulebook.load()
    if directory is not None and not directory.is_dir():
        complain(f"{directory} 不是目录 / is no directory")
        raise typer.Exit(2)
    return Rulebook.load(*([directory] if directory else []), shipped_rules=not only)

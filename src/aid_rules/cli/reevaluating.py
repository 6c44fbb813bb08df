"""`reevaluate`: a population decided again, with a bar while it runs and a summary at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from aid_rules.cli.deciding import names, say_decision
from aid_rules.cli.ending import NOT_HELD, complain, refuse
from aid_rules.cli.options import Lang
from aid_rules.problems import CaseError, Problem
from aid_rules.rulebook import Rulebook

if TYPE_CHECKING:
    from aid_rules.batch import Progress as Done

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_STAGES = {"look": ("检查输入", "looking through"), "decide": ("认定", "deciding")}


@dataclass(frozen=True)
class How:
    """How the job is to run."""

    changed_only: bool
    resume: bool
    processes: int | None
    trace: bool
    lang: Lang


@contextmanager
def _needing_batch(command: str) -> Iterator[None]:
    """Say which extra is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] not in ("numpy", "pyarrow", "filelock"):
            raise
        refuse(
            f"{command} 需要 {error.name}，请安装：pip install 'aid-rules[batch]'\n"
            f"{command} needs {error.name}: pip install 'aid-rules[batch]'"
        )


def explain(
    run: Path, household: str, rules: list[Path], programme: str | None, full: bool, lang: Lang
) -> None:
    """Explain a decision of a run, from what the run kept; by `rules` where those of the run lie elsewhere now."""
    with _needing_batch("explain --from-run"):
        from aid_rules.batch import Run
    found = Run(run, Rulebook.load(*rules) if rules else None)
    decision = found.decision(household)
    say_decision(decision, names([decision], found.rulebook, lang), programme, full, lang)


def reevaluate(population: Path, out: Path, before: str, after: str, until: date | None, how: How) -> None:
    """Run the job and sum it up. Ends with 1 where households were rejected, and where it was cut short."""
    with _needing_batch("reevaluate"):
        from aid_rules.batch import Asked, Side, reevaluate_files
        from aid_rules.batch.summary.text import summary
    shelf: dict[str, Rulebook] = {}
    was, now = (Side(_rules(shelf, rules), on, rules) for rules, on in map(side, (before, after)))
    asked = Asked(was, now, until, how.changed_only, how.lang.value, how.trace)
    try:
        with _bar(how.lang) as report:
            told = reevaluate_files(
                population, out, asked, resume=how.resume, processes=how.processes, report=report
            )
    except KeyboardInterrupt:
        complain(
            "已中断；做完的部分保留，用同样的命令加 --resume 接着做\n"
            "interrupted: what is done is kept; go on with the same command and --resume"
        )
        raise typer.Exit(NOT_HELD) from None
    typer.echo(summary(told, how.lang.value))
    typer.echo(_written(out, how.lang))
    if told["counts"]["rejected"]:
        raise typer.Exit(NOT_HELD)


def side(text: str) -> tuple[str, date]:
    """`2021-01-01`, or `rules/@2021-01-01`: the directory (empty: the shipped rules) and the day."""
    rules, _, on = text.rpartition("@")
    if _DAY.fullmatch(on):
        try:
            return rules, date.fromisoformat(on)
        except ValueError:
            pass
    elif Path(text).is_dir():
        raise CaseError([Problem("B113", None, {"found": text})])
    raise CaseError([Problem("B112", None, {"found": text})])


def _rules(shelf: dict[str, Rulebook], directory: str) -> Rulebook:
    """Rules asked for twice are read once."""
    if directory not in shelf:
        shelf[directory] = Rulebook.load(*([directory] if directory else []))
    return shelf[directory]


def _written(out: Path, lang: Lang) -> str:
    parts = "decisions/ changes/ rejects/ manifest.json summary.html"
    return f"写入 {out}：{parts}" if lang is Lang.zh else f"written to {out}: {parts}"


@contextmanager
def _bar(lang: Lang) -> Iterator[Any]:
    """A bar with rate and time left where somebody looks on; otherwise silence."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(lang), TimeRemainingColumn(),
        console=console, disable=not console.is_terminal,
    ) as progress:  # fmt: skip
        tasks: dict[str, TaskID] = {}

        def report(done: Done) -> None:
            if done.stage not in tasks:
                title = _STAGES[done.stage][lang is Lang.en]
                tasks[done.stage] = progress.add_task(title, total=done.total)
            progress.update(tasks[done.stage], completed=done.done)

        yield report


class _Rate(TextColumn):
    """Households a second."""

    def __init__(self, lang: Lang) -> None:
        super().__init__("")
        self.unit = "户/秒" if lang is Lang.zh else "/s"

    def render(self, task: Any) -> Any:
        from rich.text import Text

        return Text("" if task.speed is None else f"{task.speed:,.0f} {self.unit}")

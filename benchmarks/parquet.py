"""Who takes part from Parquet to Parquet, and what do time and memory come to?

Twice the same households: `cases`, one file of cases in the vocabulary, which is what an authority has and what we
read; and `plain`, columns made ready beforehand, which we never see. Every contender runs in a process of its
own, the contenders taking turns; what each wrote is compared with the kernel written by hand.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers import here, left_out

NAMES = {
    "hand-plain": "NumPy by hand, plain",
    "polars-plain": "Polars, plain",
    "duckdb-plain": "DuckDB, plain",
    "hand-cases": "NumPy by hand, cases",
    "polars-cases": "Polars, cases",
    "duckdb-cases": "DuckDB, cases",
    "polars_rows-cases": "Polars, cases, a row a person",
    "duckdb_rows-cases": "DuckDB, cases, a row a person",
    "job-cases": "aid_rules job, two days, cases",
    "ours-cases": "aid_rules, cases",
}
NATIONAL = {
    "job-national": "aid_rules job, two days",
    "ours-national": "aid_rules, one day",
}


def report(sizes: Sequence[int], rounds: int, only: str | None) -> Iterator[str]:
    """The lines of a table for each size, as they are measured; medians of the rounds, ratios to ours."""
    jobs = [job for job in NAMES if only in (None, job) and here_for(job)]
    _as_installed()
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            _child("write", "mini_aid", folder, str(size))
            yield from _table(jobs, Path(folder), size, rounds)
    yield from filter(None, [left_out()])


def national(sizes: Sequence[int], rounds: int) -> Iterator[str]:
    """The same for all rules that ship, on synthetic populations: ours alone, for nobody else has them."""
    _as_installed()
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            _child("write", "national", folder, str(size))
            told = {job: [_run(job, Path(folder)) for _ in range(rounds)] for job in NATIONAL}
            yield from _title(size, rounds)
            for job, name in NATIONAL.items():
                yield _line(name, told[job], told["ours-national"], None)


HEAD = f"{'contender':<32}{'s':>8}{'cpu s':>8}{'MB':>8}{'time':>8}{'memory':>8}{'differ':>8}"


def _table(jobs: Sequence[str], folder: Path, size: int, rounds: int) -> Iterator[str]:
    told: dict[str, list[dict[str, Any]]] = {job: [] for job in jobs}
    wrong = {}
    for number in range(rounds):
        for job in jobs:
            told[job].append(_run(job, folder))
            if number == 0:
                wrong[job] = int(_child("compare", str(folder / f"out-{job}.parquet")))
    yield from _title(size, rounds)
    for job in jobs:
        yield _line(NAMES[job], told[job], told[jobs[-1]], wrong[job])


def _title(size: int, rounds: int) -> Iterator[str]:
    yield f"\n{size:,} households; medians of {rounds} interleaved rounds, ratios to the last line"
    yield HEAD


def _line(name: str, told: list[dict[str, Any]], base: list[dict[str, Any]], wrong: int | None) -> str:
    seconds, processor, memory = (
        median(run[key] for run in told) for key in ("seconds", "processor", "megabytes")
    )
    time = seconds / median(run["seconds"] for run in base)
    size = memory / median(run["megabytes"] for run in base)
    differ = "" if wrong is None else f"{wrong:>8,}"
    return f"{name:<32}{seconds:>8.2f}{processor:>8.2f}{memory:>8.0f}{time:>8.2f}{size:>8.2f}{differ}"


def here_for(job: str) -> bool:
    """Whether what a job needs is installed."""
    peer = job.partition("-")[0].removesuffix("_rows")
    return peer not in ("polars", "duckdb") or here(peer)


def _run(job: str, folder: Path) -> dict[str, Any]:
    form = job.partition("-")[2]
    told: dict[str, Any] = json.loads(
        _child("decide", job, str(folder / f"{form}.parquet"), str(folder / f"out-{job}.parquet"))
    )
    return told


def _as_installed() -> None:
    """Compile what runs from a checkout, as an installer has done with all others: nobody pays for it at the start."""
    for name in ("aid_rules", "benchmarks"):
        found = find_spec(name)
        for place in found.submodule_search_locations or () if found else ():
            subprocess.run([sys.executable, "-m", "compileall", "-q", place], check=True)


def _child(*arguments: str) -> str:
    """What another process prints. This one stays small: a child's greatest memory counts what it was forked from."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.parquet_job", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout

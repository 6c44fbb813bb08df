"""One contender, one file, one process: how long, and how much memory at the most?

`python -m benchmarks.parquet_job decide NAME SOURCE TARGET` decides a Parquet file into another and prints a line of
JSON: seconds from importing the engine to the end (reading the rules included), processor
seconds of all threads, and the greatest memory. Each writes, of every household, its id, whether it is paid, and
how much. `write POPULATION FOLDER HOUSEHOLDS` writes what is to be read, `compare FILE` prints how many households of
a result differ from what the kernel by hand gives.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import Any

from benchmarks.mini_aid.population import ON

BATCH = 32_768
"""Households that are read and decided together."""

MINI_AID_DAYS = (date(2026, 10, 1), ON)
"""Before and after of the job: nothing changes, and all is decided twice."""
NATIONAL_DAYS = (date(2020, 12, 31), date(2021, 12, 31))

Job = Callable[[Path, Path], int]


def hand(source: Path, target: Path, *, cases: bool) -> int:
    """NumPy by hand; plain columns, or cases unpacked by hand."""
    import pyarrow as pa

    from benchmarks.mini_aid.unpack import COLUMNS, cases_population
    from benchmarks.stream import Decide, batches, run

    def ready() -> Decide:
        from benchmarks.mini_aid import by_hand
        from benchmarks.mini_aid.plain import plain_population

        population, household = (
            (cases_population, "household_id") if cases else (plain_population, "household")
        )

        def decide(batch: pa.RecordBatch) -> pa.Table:
            total = by_hand.decide(population(batch))["total"]
            return pa.table({"household": batch.column(household), "eligible": total > 0, "total": total})

        return decide

    return run(batches(source, BATCH, COLUMNS if cases else None), target, ready)


def polars(source: Path, target: Path, *, cases: bool) -> int:
    """Polars' streaming engine; returns no count, as it does not tell."""
    import polars as pl

    from benchmarks.mini_aid import by_polars

    query = by_polars.decide(pl.scan_parquet(source), cases=cases, wanted=by_polars.DECISION)
    query.sink_parquet(target, compression="zstd")
    return int(pl.scan_parquet(target).select(pl.len()).collect().item())


def duckdb(source: Path, target: Path, *, cases: bool) -> int:
    """DuckDB's COPY."""
    from benchmarks.mini_aid import by_duckdb

    connection = by_duckdb.connect()
    query = by_duckdb.query(f"'{source}'", cases=cases, wanted=by_duckdb.DECISION)
    copied = connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)").fetchone()
    return int(copied[0])


def polars_rows(source: Path, target: Path) -> int:
    """Polars' streaming engine over a row a person."""
    import polars as pl

    from benchmarks.mini_aid import by_polars_rows

    by_polars_rows.decide(pl.scan_parquet(source)).sink_parquet(target, compression="zstd")
    return int(pl.scan_parquet(target).select(pl.len()).collect().item())


def duckdb_rows(source: Path, target: Path) -> int:
    """DuckDB's COPY over a row a person."""
    from benchmarks.mini_aid import by_duckdb_rows

    query = by_duckdb_rows.query(str(source))
    copied = (
        by_duckdb_rows.connect()
        .execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        .fetchone()
    )
    return int(copied[0])


def ours(source: Path, target: Path) -> int:
    """aid_rules on mini-aid: every case checked, decided, and refused if it must be."""
    from benchmarks.stream import batches

    wanted = ["household_id", "mini_aid", "mini_aid.monthly"]
    return _ours(_mini_aid, ON, batches(source, BATCH), target, wanted)


def national(source: Path, target: Path) -> int:
    """aid_rules with all the rules that ship; everything that is decided is written."""
    from aid_rules import Rulebook
    from aid_rules.batch.source import chunks, population

    given = (chunk for unit in population(source).units for _, _, chunk in chunks(unit))
    return _ours(Rulebook.load, NATIONAL_DAYS[1], given, target, None)


def _ours(rules: Callable[[], Any], on: date, given: Any, target: Path, columns: list[str] | None) -> int:
    import pyarrow as pa

    from benchmarks.stream import Decide, run

    def ready() -> Decide:
        from aid_rules.columnar import Columnar

        rulebook = rules()
        columnar = Columnar(lambda region: rulebook.resolve(region, on), on)

        def decide(batch: pa.RecordBatch) -> pa.Table:
            found = columnar(batch)
            if found.rejects:
                raise ValueError(f"{len(found.rejects)} households of the benchmark were refused")
            return found.decisions if columns is None else found.decisions.select(columns)

        return decide

    return run(given, target, ready)


def job(source: Path, target: Path, *, mini_aid: bool) -> int:
    """The re-evaluation job as it ships, in a process for each core.

    It reads the file twice over and takes its digest, decides every household by two days and compares them,
    adds everything up and writes changes, rejects, a manifest and a page besides.
    """
    from aid_rules import Rulebook
    from aid_rules.batch import Asked, Side, reevaluate_files

    rulebook = _mini_aid() if mini_aid else Rulebook.load()
    before, after = MINI_AID_DAYS if mini_aid else NATIONAL_DAYS
    rmtree(target, ignore_errors=True)
    told = reevaluate_files(source, target, Asked(Side(rulebook, before), Side(rulebook, after)))
    return int(told["population"]["households"])


def _mini_aid() -> Any:
    from aid_rules import Rulebook
    from benchmarks.scalar import RULES

    return Rulebook.load(RULES, shipped_rules=False)


JOBS: dict[str, Job] = {
    "hand-plain": lambda source, target: hand(source, target, cases=False),
    "polars-plain": lambda source, target: polars(source, target, cases=False),
    "duckdb-plain": lambda source, target: duckdb(source, target, cases=False),
    "hand-cases": lambda source, target: hand(source, target, cases=True),
    "polars-cases": lambda source, target: polars(source, target, cases=True),
    "duckdb-cases": lambda source, target: duckdb(source, target, cases=True),
    "polars_rows-cases": polars_rows,
    "duckdb_rows-cases": duckdb_rows,
    "ours-cases": ours,
    "job-cases": lambda source, target: job(source, target, mini_aid=True),
    "ours-national": national,
    "job-national": lambda source, target: job(source, target, mini_aid=False),
}


def decide(name: str, source: str, target: str) -> str:
    """Run one job, and say what it took."""
    began = time.perf_counter()
    households = JOBS[name](Path(source), Path(target))
    told = {
        "households": households,
        "seconds": time.perf_counter() - began,
        "processor": sum(os.times()[:4]),
        "megabytes": _greatest_memory(),
    }
    return json.dumps(told)


def _greatest_memory() -> float:
    """Of this process, and of its children as if all had had as much as the largest, at the same time."""
    own, largest = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return float(own + largest * (os.cpu_count() or 1)) / 1024


def write(population: str, folder: str, households: str) -> str:
    """The files of a population."""
    if population == "mini_aid":
        from benchmarks.mini_aid import files

        return ", ".join(files.write(Path(folder), int(households)))
    from aid_rules.batch.files import write_parquet
    from aid_rules.batch.synthetic import synthesize
    from aid_rules.columnar import schema

    return str(write_parquet(Path(folder) / "national.parquet", schema(), synthesize(int(households)), {}))


def compare(result: str) -> str:
    """How many households' amounts are not those of the kernel by hand. DuckDB does not keep the order of the input."""
    import numpy as np
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from benchmarks.mini_aid import by_hand
    from benchmarks.mini_aid.files import STRETCH, stretch

    decisions = Path(result) / "decisions"
    table = pq.read_table(decisions if decisions.is_dir() else result)
    names = table.schema.names
    amounts = table[next(name for name in ("total", "mini_aid.monthly") if name in names)]
    ids = table["household"] if "household" in names else table["household_id"]
    numbers = pc.replace_substring(ids.cast("string"), "mini-", "").cast("int64").to_numpy()
    found = amounts.combine_chunks().fill_null(0).to_numpy()[np.argsort(numbers)]
    if not np.array_equal(np.sort(numbers), np.arange(len(numbers))):
        raise ValueError("a household is missing, or there twice")
    wrong = 0
    for number, first in enumerate(range(0, len(found), STRETCH)):
        part = found[first : first + STRETCH]
        wrong += int((by_hand.decide(stretch(number, len(part)))["total"] != part).sum())
    return str(wrong)


def main() -> int:
    """Do what the command line says. 0 when done."""
    # As the command line that ships, before anything imports Arrow.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    what, *arguments = sys.argv[1:]
    work: dict[str, Callable[..., str]] = {"decide": decide, "write": write, "compare": compare}
    print(work[what](*arguments))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How long does one decision take, or that of a whole population, here beside others?

`python -m benchmarks.run scalar`, `… columnar`, `… parquet` and `… national` print a table for each number of
households. Of `scalar` every result stays referenced until its round ends, with the garbage collector on, because a
trace that is thrown away at once costs less than one that is kept.
"""

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks import scalar
from benchmarks.scalar import Contender


def main() -> int:
    """Run what the command line asks for. 0 when done, 2 on bad usage."""
    options = _parser().parse_args()
    sizes = options.households or DEFAULT[options.what]
    for line in REPORTS[options.what](sizes, options.rounds, options.only):
        print(line, flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("what", choices=list(DEFAULT))
    parser.add_argument("--households", type=int, nargs="+", help="how many, one table each")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--only", help="leave the others out: ours or zen of scalar, a job such as ours-cases of parquet"
    )
    return parser


def _scalar(sizes: Sequence[int], rounds: int, only: str | None) -> Iterator[str]:
    for size in sizes:
        contenders = scalar.contenders(size, only)
        yield _table(contenders, _interleaved(contenders, rounds))
        yield f"\nmedians of {rounds} interleaved rounds; gc on, collected between rounds"
        yield f"Python {sys.version.split()[0]}; ratio: mean time over the first contender's"


def _columnar(sizes: Sequence[int], rounds: int, only: str | None) -> Iterator[str]:
    from benchmarks import columnar

    for size in sizes:
        yield columnar.report(size, rounds, only)
        yield f"\n{size:,} households; medians of {rounds} interleaved rounds, process time, one thread each"


def _parquet(sizes: Sequence[int], rounds: int, only: str | None) -> Iterator[str]:
    from benchmarks import parquet

    return parquet.report(sizes, rounds, only)


def _national(sizes: Sequence[int], rounds: int, _only: str | None) -> Iterator[str]:
    from benchmarks import parquet

    return parquet.national(sizes, rounds)


REPORTS = {"scalar": _scalar, "columnar": _columnar, "parquet": _parquet, "national": _national}
DEFAULT = {"scalar": [2000], "columnar": [100_000], "parquet": [1_000_000], "national": [1_000_000]}
"""Households where the command line names none."""


def _interleaved(contenders: Sequence[Contender], rounds: int) -> dict[str, list[list[int]]]:
    """Nanoseconds of every decision, by contender and round; the contenders take turns."""
    for contender in contenders:
        _round(contender)
    times: dict[str, list[list[int]]] = {contender.name: [] for contender in contenders}
    for _ in range(rounds):
        for contender in contenders:
            times[contender.name].append(_round(contender))
    return times


def _round(contender: Contender) -> list[int]:
    gc.collect()
    clock, decide = time.perf_counter_ns, contender.decide
    kept, times = [], []
    for household in contender.households:
        start = clock()
        result = decide(household)
        times.append(clock() - start)
        kept.append(result)
    return times


def _table(contenders: Sequence[Contender], times: dict[str, list[list[int]]]) -> str:
    """One line a contender; the ratio is its mean time over the first contender's of the same problem."""
    lines = [f"{'problem':<10}{'contender':<34}{'decisions/s':>12}{'p50 µs':>10}{'mean µs':>10}{'ratio':>8}"]
    first: dict[str, int] = {}
    for contender in contenders:
        rounds = times[contender.name]
        mean = round(median(sum(ns) / len(ns) for ns in rounds))
        p50 = median(median(ns) for ns in rounds)
        base = first.setdefault(contender.problem, mean)
        numbers = f"{1e9 / mean:>12,.0f}{p50 / 1e3:>10.1f}{mean / 1e3:>10.1f}{mean / base:>8.2f}"
        lines.append(f"{contender.problem:<10}{contender.name:<34}{numbers}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())

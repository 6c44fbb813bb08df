"""Who takes part when a whole population is decided at once?

The kernel written by hand is 1.00. It is handed flat columns, one for each number that it needs, as Polars, DuckDB and
openfisca-core are; ours is handed the population as Arrow, nested as cases are, and finds wages among incomes and
ages from birthdays. All give the ten outputs; `programmes` gives what a payment needs, outcome and amount.
One thread each.
"""

import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.mini_aid import by_hand
from benchmarks.mini_aid.arrow import as_arrow
from benchmarks.mini_aid.plain import plain_arrow
from benchmarks.mini_aid.population import ON, Population, draw
from benchmarks.mini_aid.standards import REGIONS
from benchmarks.peers import here, left_out
from benchmarks.scalar import RULES

RULE_OF = dict(
    zip(by_hand.HOUSEHOLD_OUTPUTS, ("income", "pc", "entitled", "edge", "dibao", "total"), strict=True)
)
RULE_OF |= {name: name for name in by_hand.PERSON_OUTPUTS}
"""The rule that gives each output."""

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contender:
    """A function that decides the whole population, and one that makes its result int64 columns by output."""

    name: str
    decide: Callable[[], Any]
    read: Callable[[Any], Columns]


def contenders(people: Population) -> Iterator[Contender]:
    """The kernel by hand, ours, and the others that are installed."""
    yield Contender("NumPy by hand", lambda: by_hand.decide(people), lambda columns: columns)
    yield from _ours(people)
    if here("openfisca_core"):
        yield from _openfisca(people)
    if here("polars"):
        yield _polars(people)
    if here("duckdb"):
        yield _duckdb(people)


def _ours(people: Population) -> Iterator[Contender]:
    from aid_rules.columnar import Block, Programmes

    batch, values, programmes = as_arrow(people), every_output(), Programmes(mini_aid_plans())
    yield Contender("aid_rules", lambda: values(Block(batch), people.region)[0], _slots)
    yield Contender(
        "aid_rules, programmes",
        lambda: programmes(Block(batch), people.region),
        lambda decided: {
            "total": np.where(decided.amounts["mini_aid"][1], decided.amounts["mini_aid"][0], 0)
        },
    )


def _openfisca(people: Population) -> Iterator[Contender]:
    from benchmarks.mini_aid import by_openfisca

    for name, money in (("int32 fen, gathered", by_openfisca.INT), ("float32 yuan", by_openfisca.FLOAT)):
        decide = by_openfisca.decider(people, money)
        yield Contender(
            f"openfisca-core, {name}",
            decide,
            lambda columns, money=money: by_openfisca.in_fen(columns, money),  # type: ignore[misc]
        )


def _polars(people: Population) -> Contender:
    # Polars counts its threads once, when it is first imported.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    import polars as pl

    from benchmarks.mini_aid import by_polars

    frame: Any = pl.from_arrow(pa.Table.from_batches([plain_arrow(people)]))
    query = by_polars.decide(frame.lazy(), cases=False)

    def read(result: Any) -> Columns:
        persons = {name: result[name].explode() for name in by_hand.PERSON_OUTPUTS}
        columns = {name: result[name] for name in by_hand.HOUSEHOLD_OUTPUTS} | persons
        return {name: column.to_numpy().astype(np.int64) for name, column in columns.items()}

    return Contender("Polars", query.collect, read)


def _duckdb(people: Population) -> Contender:
    from benchmarks.mini_aid import by_duckdb

    connection = by_duckdb.connect(threads=1)
    connection.register("handed", pa.Table.from_batches([plain_arrow(people)]))
    connection.execute("CREATE TABLE population AS SELECT * FROM handed")
    query = by_duckdb.query("population", cases=False)

    def read(result: Any) -> Columns:
        persons = result["persons"].combine_chunks().flatten()
        columns = {name: result[name].combine_chunks() for name in by_hand.HOUSEHOLD_OUTPUTS}
        columns |= {name: persons.field(name) for name in by_hand.PERSON_OUTPUTS}
        return {name: _int64(column) for name, column in columns.items()}

    return Contender("DuckDB", lambda: connection.sql(query).to_arrow_table(), read)


def _int64(column: Any) -> Any:
    return column.to_numpy(zero_copy_only=False).astype(np.int64)


def mini_aid_plans() -> list[Any]:
    """The plan of every region, on the day."""
    from aid_rules import Rulebook

    rulebook = Rulebook.load(RULES, shipped_rules=False)
    return [(rulebook.resolve(f"9901{number:02}", ON), ON) for number in range(1, REGIONS + 1)]


def every_output() -> Any:
    """Ours, giving the ten outputs."""
    from aid_rules.columnar import Slots

    return Slots(mini_aid_plans(), [f"mini_aid.{rule}" for rule in RULE_OF.values()])


def _slots(slots: Any) -> Columns:
    found = {}
    for name, rule in RULE_OF.items():
        slot = slots[() if name in by_hand.HOUSEHOLD_OUTPUTS else ("members",), f"mini_aid.{rule}"]
        whole = slot.kind == "boolean" or bool((slot.low_base == 1).all())
        if slot.unknown.any() or not whole:
            raise ArithmeticError(f"{rule} is not known, or no whole fen")
        found[name] = slot.low.astype(np.int64)
    return found


def households_that_differ(found: Columns, expected: Columns, people: Population) -> int:
    """How many households have an output, of their own or of a person, that is not the expected one to the fen."""
    wrong = np.zeros(len(people), dtype=bool)
    for name, column in found.items():
        differs = column != expected[name]
        wrong |= (
            differs if name in by_hand.HOUSEHOLD_OUTPUTS else np.logical_or.reduceat(differs, people.offsets)
        )
    return int(wrong.sum())


def report(households: int, rounds: int, only: str | None) -> str:
    """A table of households a second, by process time, which a busy machine disturbs less; medians and ratios.

    `only` leaves out who does not begin with it; the kernel by hand always takes part.
    """
    people = draw(households)
    taking_part = [c for c in contenders(people) if c.name.startswith((only or "", "NumPy by hand"))]
    expected = by_hand.decide(people)
    wrong = [households_that_differ(c.read(c.decide()), expected, people) for c in taking_part]
    times = _interleaved(taking_part, rounds)
    base = median(times[taking_part[0].name])
    lines = [f"{'contender':<38}{'households/s':>14}{'ms':>10}{'ratio':>8}{'differ':>9}"]
    for contender, differ in zip(taking_part, wrong, strict=True):
        taken = median(times[contender.name])
        numbers = f"{households * 10**9 / taken:>14,.0f}{taken / 1e6:>10.1f}{taken / base:>8.2f}"
        lines.append(f"{contender.name:<38}{numbers}{differ:>9,}")
    return "\n".join([*lines, *filter(None, [left_out()])])


def _interleaved(taking_part: Sequence[Contender], rounds: int) -> dict[str, list[int]]:
    times: dict[str, list[int]] = {contender.name: [] for contender in taking_part}
    for _ in range(rounds):
        for contender in taking_part:
            gc.collect()
            start = time.process_time_ns()
            result = contender.decide()
            times[contender.name].append(time.process_time_ns() - start)
            del result
    return times

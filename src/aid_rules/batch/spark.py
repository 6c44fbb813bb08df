"""How does a re-evaluation run on Spark?

The households of a DataFrame go through the step of the one-machine job, by `mapInArrow`. What is distributed Spark
distributes: it reads, finds households that stand there twice, adds up, keeps and writes. `docs/spark.md` tells
how to run it and how much it takes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pyarrow as pa
from pyspark import Broadcast
from pyspark.errors import PythonException
from pyspark.sql import DataFrame
from pyspark.sql.functions import broadcast, col, count, lit
from pyspark.sql.functions import sum as sum_of

from aid_rules.batch.chunk.fitting import fitted
from aid_rules.batch.chunk.layout import CHANGES, REJECTS, Layout
from aid_rules.batch.chunk.step import Parts, Step, Task
from aid_rules.batch.chunk.tally import Tally
from aid_rules.batch.in_force import need_rules
from aid_rules.batch.job import Asked, layout_of, names
from aid_rules.batch.manifest import asked_of, manifest
from aid_rules.batch.reevaluate import Sided, side
from aid_rules.batch.refusals import refused
from aid_rules.batch.source import CHUNK
from aid_rules.batch.summary.page import page
from aid_rules.batch.summary.text import summary
from aid_rules.columnar.form import check_schema
from aid_rules.problems import Field, Problem
from aid_rules.scalar.decision import engine_version

_ID = "household_id"
_TIMES = "rows_of_household"
"""Beside the columns of a population: in how many rows the household stands, where it is more than one."""
_FEW = 100_000
"""Up to so many households that stand twice are sent to every worker; more of them are joined by Spark's own choice."""
_MISSING = re.compile(r"ModuleNotFoundError: No module named '([^']+)'")
_SUMS = pa.schema([("key", pa.string()), ("number", pa.int64())])
"""What a chunk adds up to, number by number: the key is a path in the tally, as JSON."""


@dataclass(frozen=True)
class SparkReevaluation:
    """What comes of a re-evaluation on Spark. Nothing is decided before one of these is asked for, and then once.

    `decisions`, `changes`, `rejects`: the columns of the one-machine job, words as strings, in no order. `row` of a
    reject is null, since rows of a DataFrame have no numbers. Their rows are kept by Spark until `unpersist()`.
    """

    decisions: DataFrame
    changes: DataFrame
    rejects: DataFrame
    _sums: DataFrame
    _kept: tuple[DataFrame, ...]
    _task: Task
    _layout: Layout
    _came_in: int

    def manifest(self) -> dict[str, Any]:
        """What was decided, by what, and what it adds up to: the manifest of the one-machine call, number for number.

        Raises BatchError where not every household that came in was decided or rejected.
        """
        total = _tally(self._sums.groupBy("key").agg(sum_of("number")).collect())
        if not self._came_in == total.households == total.decided + total.rejected:
            raise refused(
                "B109", found="DataFrame", count=str(self._came_in),
                decided=str(total.decided), rejected=str(total.rejected),
            )  # fmt: skip
        called = names(self._task.after.rulebook, self._task.regions)
        return manifest(asked_of(self._task), total, self._layout, called, None)

    def summary(self, lang: str = "zh") -> str:
        """Who is new, raised, lowered, ended, undetermined, and what it costs; in yuan."""
        return summary(self.manifest(), lang)

    def to_html(self, lang: str = "zh") -> str:
        """The same as one page with pictures, which needs no network."""
        return page(self.manifest(), lang)

    def unpersist(self) -> None:
        """Let Spark forget what it keeps; whatever is asked for afterwards is decided again."""
        for frame in self._kept:
            frame.unpersist()


def reevaluate(
    df: DataFrame, *, before: Sided, after: Sided, until: date | None = None, changed_only: bool = False,
    lang: str = "zh",
) -> SparkReevaluation:  # fmt: skip
    """Decide every household of `df` by the rules of two sides, and tell what changes, with back pay.

    `df` has one row a household, in the schema of a population (`spark.read.parquet` of one); the rest is as in
    `aid_rules.batch.reevaluate`. Two small jobs run at once, over ids and divisions: `df` is read three times in all.
    Raises ProblemError for columns that a population cannot have, BatchError and RuleError as the one-machine call, and
    BatchError where a worker's Python does not have this package, in this version.
    """
    check_schema(df.limit(0).toArrow().schema)
    asked = Asked(side(before), side(after), until, changed_only, lang)
    places = {place["region"]: place["count"] for place in df.groupBy("region").count().collect()}
    regions = tuple(sorted(code for code in places if code is not None))
    task = Task(asked.before, asked.after, regions, asked.months, asked.changed_only, asked.lang)
    need_rules(task)
    _need_workers(df)
    # Resolves every division, so that the rules are in memory when they are sent: workers read no rule files.
    layout = layout_of(task)
    again = _again(df).persist()
    work = _Work(uuid4().hex, df.sparkSession.sparkContext.broadcast(task))
    # One pass, kept: asking for changes after decisions would otherwise decide everybody anew.
    columns = df.sparkSession.createDataFrame(_side_by_side(layout).empty_table()).schema
    rows = _marked(df, again).mapInArrow(work, columns).persist()
    found = {kind: rows.where(col(kind).isNotNull()).select(f"{kind}.*") for kind in rows.columns}
    return SparkReevaluation(
        found["decisions"], found["changes"], found["rejects"], found["sums"], (rows, again), task, layout,
        sum(places.values()),
    )  # fmt: skip


def _need_workers(df: DataFrame) -> None:
    """Ask one worker by which package it would decide: what it cannot import would be told by Spark alone, at the end."""
    context = df.sparkSession.sparkContext
    try:
        found = df.sparkSession.range(1, numPartitions=1).mapInArrow(_version, "version string").collect()
    except PythonException as error:
        missing = _MISSING.search(str(error))
        if missing is None:
            raise
        facts = {"python": context.pythonExec, "missing": missing[1], "own": sys.executable}
        raise refused("B137", **facts) from error
    if (there := found[0]["version"]) != engine_version():
        raise refused("B138", python=context.pythonExec, found=there, own=engine_version())


def _again(df: DataFrame) -> DataFrame:
    """The households that stand in more than one row, and in how many."""
    counted = df.where(col(_ID).isNotNull()).groupBy(_ID).agg(count(lit(1)).alias(_TIMES))
    return counted.where(col(_TIMES) > 1)


def _marked(df: DataFrame, again: DataFrame) -> DataFrame:
    """Every household, and beside it in how many rows it stands, where it is more than one."""
    many = again.count()
    if not many:
        return df.withColumn(_TIMES, lit(None).cast("bigint"))
    return df.join(broadcast(again) if many <= _FEW else again, on=_ID, how="left")


def _side_by_side(layout: Layout) -> pa.Schema:
    """A decision, a change, a reject and a sum in each row: they have nothing in common, and share a row to save rows."""
    kinds = {"decisions": layout.decisions, "changes": CHANGES, "rejects": REJECTS, "sums": _SUMS}
    return pa.schema({name: _plain(pa.struct(list(schema))) for name, schema in kinds.items()})


def _plain(type_: pa.DataType) -> pa.DataType:
    """As Spark knows it: words are strings."""
    if pa.types.is_dictionary(type_):
        return type_.value_type
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(_plain(field.type)) for field in type_])
    if pa.types.is_list(type_):
        return pa.list_(_plain(type_.value_type))
    return type_


def _tally(rows: Iterable[tuple[str, int]]) -> Tally:
    total = Tally()
    for key, number in rows:
        match json.loads(key):
            case [name]:
                setattr(total, name, number)
            case ["codes", code]:
                total.codes[code] = number
            case ["groups", *group, name]:
                region, residence, programme = group
                total.groups.setdefault((region, residence, programme), {})[name] = number
    return total


# --- in the workers ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Work:
    """What a task of Spark does with its households. `key` is the job's."""

    key: str
    task: Broadcast

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for chunk in _chunks(batches, CHUNK):
            step = _step(self.key, self.task)
            times = chunk.column(_TIMES)
            also = {
                row: _stands_again(number) for row, number in enumerate(times.to_pylist()) if number
            } if times.null_count < len(times) else {}  # fmt: skip
            yield _packed(step(chunk.drop_columns([_TIMES]), 0, also), _side_by_side(step.layout))


def _version(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The version of this package that a worker has."""
    for _ in batches:
        yield pa.RecordBatch.from_pydict({"version": [engine_version()]})


_STEPS: dict[str, Step] = {}
"""That of the job at which this worker process is: compiling takes seconds, and a process does many tasks."""


def _step(key: str, task: Broadcast) -> Step:
    if key not in _STEPS:
        _STEPS.clear()
        _STEPS[key] = Step(task.value)
    return _STEPS[key]


def _stands_again(times: int) -> Problem:
    return Problem("B103", Field(_ID), {"rows": f"×{times}"})


def _chunks(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[pa.RecordBatch]:
    """The batches that Spark hands over, small ones taken together, large ones divided."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        for first in range(0, batch.num_rows, size):
            part = batch.slice(first, size)
            if rows + part.num_rows > size:
                yield _one(waiting)
                waiting, rows = [], 0
            waiting.append(part)
            rows += part.num_rows
    if rows:
        yield _one(waiting)


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def _packed(parts: Parts, schema: pa.Schema) -> pa.RecordBatch:
    """The parts of a chunk side by side; the shorter ones end in nulls."""
    rejects = parts.rejects.set_column(0, REJECTS.field("row"), pa.nulls(parts.rejects.num_rows, pa.int64()))
    tables = [parts.decisions, parts.changes, rejects, _numbers(parts.tally)]
    longest = max(table.num_rows for table in tables)
    columns = []
    for table, field in zip(tables, schema, strict=True):
        own = fitted(table.to_struct_array().combine_chunks(), field.type)
        columns.append(pa.concat_arrays([own, pa.nulls(longest - len(own), field.type)]))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _numbers(tally: Tally) -> pa.Table:
    told = tally.to_json()
    groups, codes = told.pop("groups"), told.pop("codes")
    numbers: list[tuple[list[str], int]] = [([name], number) for name, number in told.items()]
    numbers += [(["codes", code], number) for code, number in codes.items()]
    numbers += [(["groups", *group, name], n) for *group, sums in groups for name, n in sums.items()]
    return pa.table(
        [[json.dumps(key) for key, _ in numbers], [number for _, number in numbers]], schema=_SUMS
    )

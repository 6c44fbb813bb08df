"""What does a change mean for these households? The job as a call, for notebooks and other systems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from aid_rules.batch import source
from aid_rules.batch.chunk.fitting import fitted
from aid_rules.batch.chunk.layout import CHANGES, REJECTS
from aid_rules.batch.chunk.side import Side
from aid_rules.batch.chunk.step import Parts, Step, Task
from aid_rules.batch.chunk.tally import Tally
from aid_rules.batch.counted import KINDS
from aid_rules.batch.in_force import need_rules
from aid_rules.batch.job import Asked, Report, layout_of, names, reevaluate_files
from aid_rules.batch.manifest import asked_of, manifest
from aid_rules.batch.refusals import refused
from aid_rules.batch.summary.page import page
from aid_rules.batch.summary.text import summary
from aid_rules.batch.twice import Doubled, Twice, hashes, met
from aid_rules.case import Household
from aid_rules.columnar import from_cases
from aid_rules.columnar.form import check_schema
from aid_rules.problems import check_language
from aid_rules.rulebook import Rulebook

Population: TypeAlias = pa.Table | pa.RecordBatch | str | Path | Iterable[Household]
"""A Parquet file or a directory of them, an Arrow table, or cases."""
Sided: TypeAlias = date | tuple[Rulebook | str | Path, date]
"""One side: a day (by the shipped rules), or rules (a rulebook, or a directory laid over the shipped ones) and a day."""


@dataclass(frozen=True)
class Reevaluation:
    """What comes of a re-evaluation. Amounts are int64 fen.

    `decisions`: one row a household, what it is entitled to after the change. `changes`: one row for each household
    and programme of which something changes. `rejects`: one row for each household that cannot be decided.
    `manifest`: digests, counts, totals. `trace`: every value of every rule, where asked for and not written to files;
    see `explained`. In a notebook it shows its summary.
    """

    decisions: pa.Table
    changes: pa.Table
    rejects: pa.Table
    manifest: dict[str, Any]
    trace: pa.Table | None = None

    def summary(self, lang: str = "zh") -> str:
        """Who is new, raised, lowered, ended, undetermined, and what it costs; in yuan."""
        check_language(lang)
        return summary(self.manifest, lang)

    def to_html(self, lang: str = "zh") -> str:
        """The same as one page with pictures, which needs no network."""
        check_language(lang)
        return page(self.manifest, lang)

    def _repr_html_(self) -> str:
        return self.to_html()


def side(given: Sided) -> Side:
    """Rules and a day from what a caller gives. TypeError for anything else."""
    if isinstance(given, tuple):
        rules, on = given
        rulebook = rules if isinstance(rules, Rulebook) else Rulebook.load(rules)
        return Side(rulebook, on, "" if isinstance(rules, Rulebook) else str(rules))
    if not isinstance(given, date):
        raise TypeError(f"a side is a date, or rules and a date, not {type(given).__name__}")
    return Side(Rulebook.load(), given)


def reevaluate(
    population: Population, *, before: Sided, after: Sided, until: date | None = None, out: str | Path | None = None,
    changed_only: bool = False, resume: bool = False, processes: int | None = None, lang: str = "zh",
    trace: bool = False, report: Report = lambda _: None,
) -> Reevaluation:  # fmt: skip
    """Decide every household by the rules of two sides, and tell what changes, with back pay.

    `population`: a Parquet file or a directory of them, an Arrow table in the schema of a population, or cases.
    `until`: any day of the last month for which back pay and overpayment are reckoned, from the day of `after`.
    With `out`, results are written there (see `aid-rules reevaluate`) and read back; `resume` and `processes` are for
    that. `changed_only`: households of divisions whose rules did not change are carried over, not decided again.
    `trace`: keep every value of every rule of `after`.

    Raises BatchError for a population or directory that cannot be used, RuleError for faulty rules; what is wrong
    with a single household is in `rejects`; TypeError and ValueError for an argument that is none of these.
    """
    check_language(lang)
    asked = Asked(side(before), side(after), until, changed_only, lang, trace)
    if isinstance(population, str | Path) and out is not None:
        told = reevaluate_files(
            Path(population), Path(out), asked, resume=resume, processes=processes, report=report
        )
        if not told["counts"]["households"]:  # no file then says which columns there would be
            return replace(_in_memory(_table(population), asked), manifest=told)
        decisions, changes, rejects = (pq.read_table(Path(out) / name) for name in KINDS)
        return Reevaluation(decisions, changes, rejects, told)
    if out is not None:
        raise refused("B115")
    return _in_memory(_table(population), asked)


def _table(population: Population) -> pa.Table:
    if isinstance(population, str | Path):
        found = source.population(Path(population))
        whole = source.schema_of(found)
        return pa.Table.from_batches((c for unit in found.units for *_, c in source.chunks(unit)), whole)
    if isinstance(population, pa.RecordBatch):
        return pa.Table.from_batches([population])
    return population if isinstance(population, pa.Table) else from_cases(_cases(population))


def _cases(population: Any) -> Iterator[Household]:
    """TypeError for what is no population: a frame of another library gives the names of its columns."""
    known = isinstance(population, Iterable) and not hasattr(population, "columns")
    cases: Iterable[Any] = population if known else [population]
    for case in cases:
        if not isinstance(case, Household):
            raise TypeError(
                "population must be a Parquet file or a directory of them, a pyarrow.Table or RecordBatch in the schema "
                f"of a population, or an iterable of Household, not {type(population).__name__}"
                + (f" of {type(case).__name__}" if known else "")
            )
        yield case


def _in_memory(table: pa.Table, asked: Asked) -> Reevaluation:
    check_schema(table.schema)
    table = table.combine_chunks().replace_schema_metadata(None)
    task = Task(
        asked.before, asked.after, _regions(table), asked.months, asked.changed_only, asked.lang, asked.trace
    )
    need_rules(task)
    step, doubled = Step(task), _doubled(table)
    parts: list[Parts] = []
    total, first = Tally(), 0
    for batch in table.to_batches(source.CHUNK):
        parts.append(step(batch, first, doubled.within(first, batch.num_rows)))
        first += batch.num_rows
        total.add(parts[-1].tally)
    layout = layout_of(task)
    return Reevaluation(
        _together(layout.decisions, [part.decisions for part in parts]),
        _together(CHANGES, [part.changes for part in parts]),
        _together(REJECTS, [part.rejects for part in parts]),
        manifest(asked_of(task), total, layout, names(task.after.rulebook, task.regions), None),
        pa.concat_tables([p.trace for p in parts], promote_options="default")
        if asked.trace and parts
        else None,
    )


def _together(schema: pa.Schema, tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).unify_dictionaries() if tables else schema.empty_table()


def _regions(table: pa.Table) -> tuple[str, ...]:
    return tuple(sorted({code for code in table.column("region").unique().to_pylist() if code is not None}))


def _doubled(table: pa.Table) -> Doubled:
    ids = [fitted(chunk, pa.string()) for chunk in table.column("household_id").chunks]
    twice = Twice(met(map(hashes, ids), table.num_rows))
    first = 0
    for part in ids:
        twice.look(part, first)
        first += len(part)
    return Doubled(twice.found())

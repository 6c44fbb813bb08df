"""How does a whole population get from its files to decisions, changes, rejects and a manifest?

First every file is read through once: its digest, the divisions that occur, households that stand there twice.
Then chunk after chunk is decided; what is done stays done. At the end everything is counted once more.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from aid_rules.batch.ahead import ahead
from aid_rules.batch.alone import alone
from aid_rules.batch.chunk.fitting import fitted
from aid_rules.batch.chunk.layout import Layout
from aid_rules.batch.chunk.side import Side
from aid_rules.batch.chunk.step import Task
from aid_rules.batch.chunk.tally import Tally
from aid_rules.batch.counted import need_digests, need_rows
from aid_rules.batch.in_force import need_rules
from aid_rules.batch.manifest import RULES_AT, job_of, manifest, rules_at
from aid_rules.batch.pipeline import Work, run
from aid_rules.batch.refusals import refused
from aid_rules.batch.source import CHUNK, Population, chunks, digest, population, schema_of
from aid_rules.batch.store import Store
from aid_rules.batch.summary.page import page
from aid_rules.batch.twice import Doubled, Hashes, Twice, hashes, met
from aid_rules.columnar.form import check_schema
from aid_rules.dates import add_months, month_start, month_text, next_month
from aid_rules.rulebook import Rulebook

ALONE = 200_000
"""Up to so many households one process is enough: another takes seconds to begin."""
_MOST_MONTHS = 120
"""Months that may be settled at once: each is decided like a side."""
_IDS = ("household_id", "region")


@dataclass(frozen=True)
class Progress:
    """How far a job is: what it does (`look`, `decide`), how many households of how many."""

    stage: str
    done: int
    total: int


_DIVISION = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")

Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Asked:
    """What a job is to do. `until`: the last month to settle; None: no past months."""

    before: Side
    after: Side
    until: date | None = None
    changed_only: bool = False
    lang: str = "zh"
    trace: bool = False

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of the months to settle: from the first that begins under the new rules to `until`."""
        if self.until is None:
            return ()
        first = month_start(self.after.on)
        first = first if first == self.after.on else next_month(self.after.on)
        if self.until < first:
            raise refused("B111", found=month_text(self.until), first=month_text(first))
        if self.until > add_months(first, _MOST_MONTHS):
            raise refused("B118", found=month_text(self.until), most=str(_MOST_MONTHS))
        found = [first]
        while (following := next_month(found[-1])) <= self.until:
            found.append(following)
        return tuple(found)


def reevaluate_files(
    source: Path, out: Path, asked: Asked, *, resume: bool = False, processes: int | None = None,
    report: Report = lambda _: None, chunk: int = CHUNK,
) -> dict[str, Any]:  # fmt: skip
    """Decide every household of `source` (Parquet) by both sides and write what comes of it to `out`; the manifest.

    `resume` goes on with a job that was cut off; what it gives is what an uninterrupted one gives, byte for byte. Raises
    BatchError where the population cannot be read, `out` holds something else, or the disk does not take it.
    """
    begun, out = time.monotonic(), out.resolve()
    store = Store(out)
    (store.need_job if resume else store.need_room)()
    _need_apart(source, out)
    months = asked.months
    found = population(source, chunk)
    check_schema(schema_of(found))
    regions, doubled = _looked(found, report)
    task = Task(asked.before, asked.after, regions, months, asked.changed_only, asked.lang, asked.trace)
    need_rules(task)
    job = job_of(task, found, digest(found))
    with alone(out):
        (store.resume if resume else store.begin)(job)
        if (already := store.finished()) is not None:
            need_rows(out, already)
            need_digests(out, already)
            return already
        done = store.done()
        total, so_far = found.rows, sum(rows for number, rows in found.sizes.items() if number in done)
        report(Progress("decide", so_far, total))

        def told(more: int) -> None:
            nonlocal so_far
            so_far += more
            report(Progress("decide", so_far, total))

        run(Work(task, store, frozenset(done), doubled), found.units, _processes(found, processes), told)
        return _finished(store, job, task, found, time.monotonic() - begun)


def _finished(
    store: Store, job: Mapping[str, Any], task: Task, found: Population, seconds: float
) -> dict[str, Any]:
    """Count once more: what came in is what was decided and rejected."""
    total = Tally()
    for each in store.tallies():
        total.add(each)
    if not found.rows == total.households == total.decided + total.rejected:
        raise refused(
            "B109",
            found=str(store.out),
            count=str(found.rows),
            decided=str(total.decided),
            rejected=str(total.rejected),
        )
    told = manifest(job, total, layout_of(task), names(task.after.rulebook, task.regions), seconds)
    told |= {"digests": store.digests()}
    told |= {RULES_AT: at} if (at := rules_at(task, store.out)) else {}
    need_rows(store.out, told)
    store.finish(told, page(told, task.lang))
    return told


def layout_of(task: Task) -> Layout:
    """The columns that the results of a task have."""
    sides = (task.after, task.before, *(task.after.at(month) for month in task.months))
    return Layout.of(plan for side in sides for plan in side.plans(task.regions).values())


def names(rulebook: Rulebook, regions: tuple[str, ...]) -> dict[str, str]:
    """The Chinese name of each division that has rules: its own, or of the nearest that contains it and has one.

    What stands in the column otherwise is told where the household is rejected, if it can be repeated at all.
    """
    own = dict(rulebook.regions())
    return {
        region: next(own[code] for code in (region, *rulebook.ancestors(region)) if code in own)
        for region in regions
        if _DIVISION.fullmatch(region) and any(code in own for code in (region, *rulebook.ancestors(region)))
    }


def _looked(found: Population, report: Report) -> tuple[tuple[str, ...], Doubled]:
    """The divisions that occur, and the households that stand there more than once."""
    regions: set[str] = set()

    def parts() -> Iterator[Hashes]:
        done = 0
        for _, (ids, codes) in ahead(_ids(found)):
            regions.update(code for code in codes.unique().to_pylist() if code is not None)
            yield hashes(ids)
            done += len(ids)
            report(Progress("look", done, found.rows))

    meeting = met(parts(), found.rows)
    twice = Twice(meeting)
    if meeting.size:
        for first, ids in _ids(found):
            twice.look(ids[0], first)
    return tuple(sorted(regions)), Doubled(twice.found())


def _ids(found: Population) -> Iterator[tuple[int, tuple[pa.Array, pa.Array]]]:
    for unit in found.units:
        for _, first, batch in chunks(unit, _IDS):
            yield (
                first,
                (fitted(batch.column(_IDS[0]), pa.string()), fitted(batch.column(_IDS[1]), pa.string())),
            )


def _processes(found: Population, asked: int | None) -> int:
    if asked is not None:
        return asked
    return 1 if found.rows <= ALONE else os.cpu_count() or 1


def _need_apart(source: Path, out: Path) -> None:
    """BatchError where the results would become part of the population."""
    inside = source.resolve() in (out, *out.parents) and source.is_dir()
    if inside and not any(name.startswith(("_", ".")) for name in out.relative_to(source.resolve()).parts):
        raise refused("B135", found=str(out), source=str(source))

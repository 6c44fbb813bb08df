"""What becomes of one chunk of a population? Decisions, changes, rejects and what they add up to.

The same step runs in a job on one machine and in the tasks of Spark; it knows no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa

from aid_rules.batch.chunk.arrears import Arrears, Reckoning
from aid_rules.batch.chunk.awards import awards_of
from aid_rules.batch.chunk.by_timeline import tell_unsteady
from aid_rules.batch.chunk.causes import Causes
from aid_rules.batch.chunk.changes import changes, compared
from aid_rules.batch.chunk.fitting import fitted
from aid_rules.batch.chunk.layout import REJECTS, Layout
from aid_rules.batch.chunk.side import Side
from aid_rules.batch.chunk.standing import CANNOT_BE_PAID, Decider, Mask, Standing
from aid_rules.batch.chunk.tally import Tally, tallied
from aid_rules.case import check_on
from aid_rules.columnar import Block, to_cases
from aid_rules.columnar.checks import faults
from aid_rules.columnar.form import read_schema
from aid_rules.dates import next_month
from aid_rules.problems import CaseError, Field, Problem, headline


@dataclass(frozen=True)
class Task:
    """What is asked of every chunk. `months`: the first days of the months to settle, by the rules of `after`."""

    before: Side
    after: Side
    regions: tuple[str, ...]
    months: tuple[date, ...] = ()
    changed_only: bool = False
    lang: str = "zh"
    trace: bool = False

    @property
    def last(self) -> date:
        """The last day that the rules of `after` are asked about."""
        return next_month(self.months[-1]) - timedelta(days=1) if self.months else self.after.on


@dataclass(frozen=True)
class Parts:
    """What a chunk gives. Every household of it is in `decisions` or in `rejects`.

    `trace`: where it was asked for, every value of every rule for those decided (see `columnar.trace`).
    """

    decisions: pa.Table
    changes: pa.Table
    rejects: pa.Table
    tally: Tally
    trace: pa.Table | None = None


class Step:
    """Decides chunks, one after another. Compiles once; not to be shared between threads."""

    def __init__(self, task: Task) -> None:
        self.task = task
        plans = [task.before.plans(task.regions), task.after.plans(task.regions)]
        sides = [task.after.at(month) for month in task.months]
        monthly = [side.plans(task.regions) for side in sides]
        self.layout = Layout.of(plan for found in (plans[1], plans[0], *monthly) for plan in found.values())
        self.causes = Causes(plans[0], plans[1], monthly)
        self.after = Decider(task.after, self.layout, task.regions)
        self.before = Decider(task.before, self.layout, task.regions, self.after)
        self.months = [Decider(side, self.layout, task.regions, self.after) for side in sides]
        self.end = Decider(task.after.at(task.last), self.layout, task.regions, self.after)
        self._unchanged: dict[date, Decider] = {}
        self.latest = max(task.before.on, task.after.on, task.last)
        self._nowhere, self._findable = cache(task.after.nowhere), cache(task.after.findable)
        later = [plans[1], *monthly]
        self._same = {
            region for region, plan in plans[0].items()
            if all(region in found and found[region].digest == plan.digest for found in later)
        }  # fmt: skip

    def __call__(
        self, chunk: pa.RecordBatch, first: int = 0, also: Mapping[int, Problem] | None = None
    ) -> Parts:
        """The parts of a chunk whose first household is row `first` of the population; `also`: faults known already."""
        wanted = read_schema(chunk.schema)
        chunk = chunk if chunk.schema.equals(wanted) else chunk.cast(wanted)
        known = self.task.after.rulebook.awardable
        wrong_cases = faults(Block(chunk), self.latest, self._nowhere, self._findable, known)
        problems = {**wrong_cases, **(also or {})}
        kept, rows = _without(chunk, np.arange(chunk.num_rows), problems)
        before, wrong = self.before(kept)
        carried = self._carried(kept) & ~before.unborn
        after, more = self._after(kept, before, carried)
        found = _Decided(kept, rows, before, after, carried)
        more = self._unborn(kept, after) | more
        problems |= found.problems(wrong | more)
        found = found.without(wrong | more)
        owed, unpaid = self._owed(found.kept, found.carried)
        problems |= found.problems(unpaid)
        owed = {name: one.take(found.left(unpaid)) for name, one in owed.items()} if unpaid else owed
        return self._parts(chunk, first, found.without(unpaid), owed, problems)

    def _parts(
        self, chunk: pa.RecordBatch, first: int, found: _Decided, owed: dict[str, Arrears], problems: Mapping[int, Problem]
    ) -> Parts:  # fmt: skip
        kept, before, after, carried = found.kept, found.before, found.after, found.carried
        sides = {each.name: compared(before, after, each.name) for each in self.layout.programmes}
        decisions = _decisions(after, carried)
        return Parts(
            decisions, changes(sides, after, self.layout, self.causes, owed),
            _rejects(chunk, first, problems, self.task.lang),
            tallied(decisions, sides, owed, self.layout, [problem.code for problem in problems.values()]),
            self.after.trace(kept if not carried.any() else kept.filter(pa.array(~carried))) if self.task.trace else None,
        )  # fmt: skip

    def _carried(self, kept: pa.RecordBatch) -> Mask:
        """The households that are not decided again: their division's rules are the same on both sides, and in every month."""
        if not self.task.changed_only:
            return np.zeros(kept.num_rows, dtype=bool)
        codes = fitted(kept.column("region"), pa.string()).dictionary_encode()
        same = np.array([region in self._same for region in codes.dictionary.to_pylist()], dtype=bool)
        found: Mask = same[codes.indices.to_numpy()] if len(same) else np.zeros(0, dtype=bool)
        return found

    def _after(
        self, kept: pa.RecordBatch, before: Standing, carried: Mask
    ) -> tuple[Standing, dict[int, Problem]]:
        if not carried.any():
            return self.after(kept)
        again = np.flatnonzero(~carried)
        found, problems = self.after(kept.take(pa.array(again)))
        at = np.arange(kept.num_rows)
        at[again] = kept.num_rows + np.arange(again.size)
        table = (
            pa.concat_tables([before.table, found.table])
            .unify_dictionaries()
            .combine_chunks()
            .take(pa.array(at))
        )
        alive = np.concatenate([before.alive, found.alive])[at]
        unborn = np.concatenate([before.unborn, found.unborn])[at]
        return Standing(table, self.layout, alive, unborn), {
            int(again[row]): problem for row, problem in problems.items()
        }

    def _unborn(self, kept: pa.RecordBatch, after: Standing) -> dict[int, Problem]:
        """Of whom nobody is born yet on the day of `after`: refused, as the case by itself would be."""
        rows, found = np.flatnonzero(after.unborn), dict[int, Problem]()
        for row, case in zip(rows.tolist(), to_cases(kept.take(pa.array(rows))), strict=True):
            try:
                check_on(case, self.task.after.on)
            except CaseError as error:
                found[row] = error.problems[0]
        return found

    def _owed(self, kept: pa.RecordBatch, carried: Mask) -> tuple[dict[str, Arrears], dict[int, Problem]]:
        """Back pay and overpayment; of households that are carried over nothing is reckoned.

        And the problem, by row, of each for which some month comes to what cannot be paid.
        """
        if not self.task.months:
            return {}, {}
        own = np.flatnonzero(~carried)
        some = kept if own.size == kept.num_rows else kept.take(pa.array(own))
        reckoning = Reckoning(some, awards_of(some), self.layout, self.task.months)
        unpaid: dict[int, Problem] = {}
        for place, decider in enumerate(self.months):
            standing, problems = decider(some)
            unpaid |= _not_to_pay(problems)
            failed = _mask(problems, some.num_rows)
            reckoning.add(place, standing, failed)
            if (rows := reckoning.by_old_rules(place)).size:
                few = some.take(pa.array(rows))
                was, _ = self._under_old_rules(self.task.months[place])(few)
                reckoning.add_before(place, rows, few, was, standing.take(rows), failed[rows])
        unpaid |= self._begun_at_last(some, reckoning, standing, failed)
        reckoning.unsteady[list(unpaid)] = False
        unpaid |= tell_unsteady(some, self.task.after, self.task.months, reckoning)
        owed = {name: found.spread(own, kept.num_rows) for name, found in reckoning.found().items()}
        return owed, {int(own[row]): problem for row, problem in unpaid.items()}

    def _under_old_rules(self, month: date) -> Decider:
        """Who decides a month as if the rules had not changed; made when a chunk first asks for it."""
        if month not in self._unchanged:
            side = self.task.before.unchanged_on(month)
            self._unchanged[month] = Decider(side, self.layout, self.task.regions, self.after)
        return self._unchanged[month]

    def _begun_at_last(
        self, some: pa.RecordBatch, reckoning: Reckoning, first: Standing, failed: Mask
    ) -> dict[int, Problem]:
        """Who is entitled only from a day within the last month: a rule may say that the month is paid already."""
        rows = np.flatnonzero(reckoning.idle)
        if not rows.size:
            return {}
        few, month = some.take(pa.array(rows)), self.task.months[-1]
        looks = Reckoning(few, awards_of(few), self.layout, [month, month])
        looks.add(0, first.take(rows), failed[rows])
        end, problems = self.end(few)
        looks.add(1, end, _mask(problems, few.num_rows))
        reckoning.unsteady[rows[looks.unsteady]] = True
        return {int(rows[row]): problem for row, problem in _not_to_pay(problems).items()}


@dataclass(frozen=True)
class _Decided:
    """The households of a chunk that were decided, by their row in it, on both sides."""

    kept: pa.RecordBatch
    rows: np.ndarray
    before: Standing
    after: Standing
    carried: Mask

    def problems(self, found: Mapping[int, Problem]) -> dict[int, Problem]:
        """Problems by row of the chunk."""
        return {int(self.rows[row]): problem for row, problem in found.items()}

    def left(self, found: Mapping[int, Problem]) -> np.ndarray:
        """The places of those without a problem."""
        return np.array([row for row in range(len(self.rows)) if row not in found], dtype=np.int64)

    def without(self, found: Mapping[int, Problem]) -> _Decided:
        """Those without a problem."""
        if not found:
            return self
        left = self.left(found)
        return _Decided(
            self.kept.take(pa.array(left)), self.rows[left], self.before.take(left), self.after.take(left),
            self.carried[left],
        )  # fmt: skip


def _not_to_pay(problems: Mapping[int, Problem]) -> dict[int, Problem]:
    return {row: problem for row, problem in problems.items() if problem.code == CANNOT_BE_PAID}


def _without(
    chunk: pa.RecordBatch, rows: Sequence[int] | np.ndarray, problems: Mapping[int, Problem]
) -> tuple[pa.RecordBatch, np.ndarray]:
    left = (
        np.array([row for row in rows if row not in problems], dtype=np.int64)
        if problems
        else np.asarray(rows)
    )
    return (chunk if len(left) == chunk.num_rows else chunk.take(pa.array(left))), left


def _mask(rows: Mapping[int, Problem], count: int) -> Mask:
    found = np.zeros(count, dtype=bool)
    found[list(rows)] = True
    return found


def _decisions(after: Standing, carried: Mask) -> pa.Table:
    table = after.table
    for name, values in (("alive", after.alive), ("carried", carried)):
        table = table.set_column(
            table.schema.get_field_index(name), table.schema.field(name), pa.array(values)
        )
    index = table.schema.get_field_index("open")
    return table.set_column(index, table.schema.field(index), table.column("open").fill_null(False))


def _rejects(chunk: pa.RecordBatch, first: int, problems: Mapping[int, Problem], lang: str) -> pa.Table:
    """The reasons, by row. A household's id is told where it has one; nothing else of it."""
    rows = sorted(problems)
    ids = chunk.column("household_id").take(pa.array(rows, pa.int64())).to_pylist() if rows else []
    told = [problems[row] for row in rows]
    return pa.table(
        {
            "row": [first + row for row in rows],
            "household_id": ids,
            "code": [problem.code for problem in told],
            "field": [problem.at.path if isinstance(problem.at, Field) else "" for problem in told],
            "message": [headline(problem, lang) for problem in told],
        },
        schema=REJECTS,
    )

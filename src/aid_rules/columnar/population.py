"""How is a whole population decided, whatever regions its households live in?

Households are put together by the rules that hold for them: regions whose rules are the same and only whose
numbers differ are computed at once. Results come in the order of the input.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.case import Places
from aid_rules.columnar.block import Block
from aid_rules.columnar.checks import faults
from aid_rules.columnar.crosswise import Findable
from aid_rules.columnar.deaths import bereaved, survivors
from aid_rules.columnar.evaluator import PIECE
from aid_rules.columnar.form import check_schema, read_schema
from aid_rules.columnar.programmes import Programmes, to_arrow
from aid_rules.columnar.slots import Slots
from aid_rules.columnar.trace import trace_table, with_places
from aid_rules.plan import Parameter, Plan
from aid_rules.problems import Problem, ProblemError


@dataclass(frozen=True)
class Batch:
    """The decisions of a batch, one row for each household that could be decided, in order of the input; and the
    others, by their place in the input, each with its problem.
    """

    decisions: pa.Table
    rejects: dict[int, Problem]
    within: Mapping[int, Places] = field(default_factory=dict)
    """By its place in the input, of a household that was decided without its dead: where its rows stood."""


@dataclass
class _Group:
    """Plans with the same rules, each on a day, and what they are compiled to."""

    plans: list[tuple[Plan, date]] = field(default_factory=list)
    places: dict[tuple[int, date], int] = field(default_factory=dict)
    compiled: Programmes | None = None
    slots: Slots | None = None

    def place(self, plan: Plan, on: date) -> int:
        """The place of a plan on a day; a new one means compiling anew."""
        key = id(plan), on
        if key not in self.places:
            self.places[key] = len(self.plans)
            self.plans.append((plan, on))
            self.compiled = self.slots = None
        return self.places[key]


_Work = Callable[[_Group, pa.RecordBatch, NDArray[np.int64]], pa.Table]
"""What is done for households with the same rules, each with its place among the group's plans."""


class Columnar:
    """Decides populations on a day. `resolve` gives the plan of a division code; it may raise a ProblemError.

    `findable` tells what the rules of a region leave to an officer's finding (`Rulebook.findable`), `awardable` which
    aid they know (`Rulebook.awardable`); without them a finding or an award that no rule asks for is passed over.
    Source is compiled when a region is first met, so a caller that knows the regions names them with `prepare`.
    """

    def __init__(
        self,
        resolve: Callable[[str], Plan],
        on: date,
        piece: int = PIECE,
        findable: Findable | None = None,
        awardable: Mapping[str, str] | None = None,
    ) -> None:
        self.resolve, self.on, self.piece = resolve, on, piece
        self.findable = None if findable is None else cache(findable)
        self.awardable = awardable
        self._groups: dict[Hashable, _Group] = {}
        self._regions: dict[str, tuple[_Group, int] | Problem] = {}
        self._schemas: tuple[pa.Schema, pa.Schema] | None = None

    def at(self, on: date, resolve: Callable[[str], Plan]) -> Columnar:
        """The same for another day or other rules: what has the same rules is compiled together."""
        found = Columnar(resolve, on, self.piece)
        found._groups = self._groups
        return found

    def prepare(self, regions: list[str]) -> None:
        """Resolve these regions beforehand."""
        for region in regions:
            self._at(region)

    def __call__(self, batch: pa.RecordBatch | pa.Table, *, check: bool = True) -> Batch:
        """The decisions of a batch. `check` may be left out for a population that has been checked already."""
        return self._over(batch, self._decided, check)

    def trace(
        self,
        batch: pa.RecordBatch | pa.Table,
        *,
        check: bool = True,
        within: Mapping[int, Places] = MappingProxyType({}),
    ) -> Batch:
        """The same households, and for each every value of every rule: see `trace`. Rules that differ between regions
        have columns that are null elsewhere. It takes some 13 kB a household: trace a large population bit by bit.

        `within`: of households that are less than was handed in, where their rows stood there.
        """
        whole = self._in_form(batch if isinstance(batch, pa.RecordBatch) else _one_batch(batch))
        parts = {
            first: self._over(whole.slice(first, self.piece), self._traced, check)
            for first in range(0, max(1, whole.num_rows), self.piece)
        }
        rejects = {
            first + row: problem for first, part in parts.items() for row, problem in part.rejects.items()
        }
        found = {
            first + row: places.after(within.get(first + row))
            for first, part in parts.items()
            for row, places in part.within.items()
        }
        found = {**within, **found}
        traced = with_places(
            _together([part.decisions for part in parts.values()]),
            [found.get(row) for row in range(whole.num_rows) if row not in rejects],
        )
        return Batch(traced, rejects, found)

    def _over(self, batch: pa.RecordBatch | pa.Table, work: _Work, check: bool) -> Batch:
        whole = self._in_form(batch if isinstance(batch, pa.RecordBatch) else _one_batch(batch))
        block = Block(whole)
        rejects = faults(block, self.on, self._nowhere, self.findable, self.awardable) if check else {}
        bereft = np.array([row for row in bereaved(block, self.on) if row not in rejects], dtype=np.int64)
        alive = survivors(whole, bereft, self.on)
        rejects |= alive.undecided
        plain = np.ones(whole.num_rows, dtype=bool)
        plain[[*rejects, *bereft]] = False
        tables: list[pa.Table] = []
        order: list[NDArray[Any]] = []
        of_nobody = np.zeros(0, dtype=np.int64)
        for part, places in ((whole, np.flatnonzero(plain)), (alive.batch, alive.places)):
            own = part if len(places) == part.num_rows else part.take(pa.array(places))
            for table, at in self._work(work, own, rejects, places) if len(places) else ():
                tables.append(table)
                order.append(at)
        if not tables:  # nobody was decided: the columns are those of the rules met so far
            met = {id(found[0]): found[0] for found in self._regions.values() if isinstance(found, tuple)}
            tables = [work(group, whole.slice(0, 0), of_nobody) for group in met.values()]
            tables = tables or [pa.Table.from_batches([whole.slice(0, 0).select(["household_id", "region"])])]
            order = [of_nobody] * len(tables)
        return Batch(_in_order(tables, order), dict(sorted(rejects.items())), alive.within)

    def _work(
        self, work: _Work, part: pa.RecordBatch, rejects: dict[int, Problem], places: NDArray[Any]
    ) -> Iterator[tuple[pa.Table, NDArray[Any]]]:
        """The work done for each group of rules, and the places that its households have in the input."""
        groups, which, unknown = self._grouped(part)
        rejects |= {int(places[row]): problem for row, problem in unknown.items()}
        for number, group in enumerate(groups):
            rows = np.flatnonzero(which[0] == number)
            own = part if len(rows) == part.num_rows else part.take(pa.array(rows))
            yield work(group, own, which[1][rows]), places[rows]

    def _in_form(self, whole: pa.RecordBatch) -> pa.RecordBatch:
        """The batch as it is read; batches of one schema are checked once."""
        if self._schemas is None or not whole.schema.equals(self._schemas[0]):
            check_schema(whole.schema)
            self._schemas = whole.schema, read_schema(whole.schema)
        wanted = self._schemas[1]
        return whole if whole.schema.equals(wanted) else whole.cast(wanted)

    def _decided(self, group: _Group, part: pa.RecordBatch, places: NDArray[np.int64]) -> pa.Table:
        if group.compiled is None:
            group.compiled = Programmes(group.plans, self.piece)
        block = Block(part)
        return to_arrow(group.compiled(block, places), group.compiled.programmes, block)

    def _traced(self, group: _Group, part: pa.RecordBatch, places: NDArray[np.int64]) -> pa.Table:
        if group.slots is None:
            group.slots = Slots(group.plans, piece=self.piece)
        block = Block(part)
        return trace_table(
            [plan for plan, _ in group.plans], places, self.on, block, group.slots(block, places)
        )

    def _grouped(
        self, whole: pa.RecordBatch
    ) -> tuple[list[_Group], tuple[NDArray[np.int64], NDArray[np.int64]], dict[int, Problem]]:
        """The groups met; for each household its group and its plan's place there; households without a plan."""
        unknown: dict[int, Problem] = {}
        codes = whole.column("region")
        codes = codes if pa.types.is_dictionary(codes.type) else codes.dictionary_encode()
        groups: dict[int, tuple[int, _Group]] = {}
        of_region, place_of = [], []
        indices = codes.indices.to_numpy(zero_copy_only=False)
        for number, region in enumerate(codes.dictionary.to_pylist()):
            found = self._at(region)
            if isinstance(found, Problem):
                unknown.update({int(row): found for row in np.flatnonzero(indices == number)})
                of_region.append(-1)
                place_of.append(0)
                continue
            group, place = found
            of_region.append(groups.setdefault(id(group), (len(groups), group))[0])
            place_of.append(place)
        which = np.array(of_region, dtype=np.int64)[indices], np.array(place_of, dtype=np.int64)[indices]
        return [group for _, group in groups.values()], which, unknown

    def _nowhere(self, region: str) -> Problem | None:
        found = self._at(region)
        return found if isinstance(found, Problem) else None

    def _at(self, region: str) -> tuple[_Group, int] | Problem:
        if region not in self._regions:
            self._regions[region] = self._resolved(region)
        return self._regions[region]

    def _resolved(self, region: str) -> tuple[_Group, int] | Problem:
        try:
            plan = self.resolve(region)
        except ProblemError as error:
            return error.problems[0]
        group = self._groups.setdefault(rules_of(plan), _Group())
        return group, group.place(plan, self.on)


def rules_of(plan: Plan) -> Hashable:
    """What plans must have in common to be computed at once: everything but the values of parameters."""
    steps: list[Hashable] = []
    for step in plan.steps:
        if isinstance(step, Parameter):
            steps.append((step.name, step.per, step.type, step.keys, step.domains))
        else:
            steps.append((step.name, step.per, step.node, step.finding, step.discretion))
    programmes = [
        (p.name, p.unit, p.applies, p.eligible, p.amount, p.amount_row, p.from_month) for p in plan.programmes
    ]
    return (*steps, *programmes)


def _one_batch(table: pa.Table) -> pa.RecordBatch:
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=table.schema)


def _together(tables: list[pa.Table]) -> pa.Table:
    return tables[0] if len(tables) == 1 else pa.concat_tables(tables, promote_options="default")


def _in_order(tables: list[pa.Table], order: list[NDArray[Any]]) -> pa.Table:
    """The groups' tables as one, in the order of the input."""
    found, places = _together(tables), np.concatenate(order)
    if bool((places[1:] > places[:-1]).all()):
        return found.combine_chunks()
    rows = pa.array(np.argsort(places, kind="stable"))
    columns = [found.column(number).combine_chunks().take(rows) for number in range(found.num_columns)]
    return pa.Table.from_arrays(columns, schema=found.schema)

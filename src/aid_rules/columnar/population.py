"""How is a whole population decided, whatever regions its households live in?

Households are put together by the rules that hold for them: regions whose rules are the same and only whose
numbers differ are computed at once. Results come in the order of the input.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.columnar.block import Block
from aid_rules.columnar.checks import faults
from aid_rules.columnar.deaths import bereaved, survivors
from aid_rules.columnar.evaluator import PIECE
from aid_rules.columnar.programmes import Programmes, to_arrow
from aid_rules.plan import Parameter, Plan
from aid_rules.problems import Problem, ProblemError


@dataclass(frozen=True)
class Batch:
    """The decisions of a batch, one row for each household that could be decided, in order of the input; and the
    others, by their place in the input, each with its problem.
    """

    decisions: pa.Table
    rejects: dict[int, Problem]


@dataclass
class _Group:
    """Plans with the same rules, and what they are compiled to."""

    plans: list[Plan] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    compiled: Programmes | None = None

    def place(self, plan: Plan) -> int:
        """The place of a plan; a new one means compiling anew."""
        if id(plan) not in self.places:
            self.places[id(plan)] = len(self.plans)
            self.plans.append(plan)
            self.compiled = None
        return self.places[id(plan)]


class Columnar:
    """Decides populations on a day. `resolve` gives the plan of a division code; it may raise a ProblemError.

    Source is compiled when a region is first met, so a caller that knows the regions names them with `prepare`.
    """

    def __init__(self, resolve: Callable[[str], Plan], on: date, piece: int = PIECE) -> None:
        self.resolve, self.on, self.piece = resolve, on, piece
        self._groups: dict[Hashable, _Group] = {}
        self._regions: dict[str, tuple[_Group, int] | Problem] = {}

    def prepare(self, regions: list[str]) -> None:
        """Resolve these regions beforehand."""
        for region in regions:
            self._at(region)

    def __call__(self, batch: pa.RecordBatch | pa.Table, *, check: bool = True) -> Batch:
        """The decisions of a batch. `check` may be left out for a population that has been checked already."""
        whole = batch if isinstance(batch, pa.RecordBatch) else _one_batch(batch)
        rejects = faults(Block(whole), self.on) if check else {}
        bereft = np.array(
            [row for row in bereaved(Block(whole), self.on) if row not in rejects], dtype=np.int64
        )
        left, rows, nobody = survivors(whole, bereft, self.on)
        rejects |= nobody
        tables: list[pa.Table] = []
        order: list[NDArray[Any]] = []
        plain = np.ones(whole.num_rows, dtype=bool)
        plain[[*rejects, *bereft]] = False
        others = np.flatnonzero(plain)
        for part, places in ((whole, others), (left, rows)):
            if len(places):
                self._decide(
                    part if len(places) == part.num_rows else part.take(places),
                    places,
                    rejects,
                    tables,
                    order,
                )
        return Batch(_in_order(tables, order), dict(sorted(rejects.items())))

    def _decide(
        self, part: pa.RecordBatch, places: NDArray[Any], rejects: dict[int, Problem], tables: list[pa.Table],
        order: list[NDArray[Any]],
    ) -> None:  # fmt: skip
        """Decide households, which stand at these places of the input."""
        groups, which, unknown = self._grouped(part)
        rejects |= {int(places[row]): problem for row, problem in unknown.items()}
        for number, group in enumerate(groups):
            rows = np.flatnonzero(which[0] == number)
            own = part if len(rows) == part.num_rows else part.take(rows)
            tables.append(self._decided(group, own, which[1][rows]))
            order.append(places[rows])

    def _decided(self, group: _Group, part: pa.RecordBatch, places: NDArray[np.int64]) -> pa.Table:
        if group.compiled is None:
            group.compiled = Programmes([(plan, self.on) for plan in group.plans], self.piece)
        block = Block(part)
        return to_arrow(group.compiled(block, places), group.compiled.programmes, block)

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
        return group, group.place(plan)


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


def _in_order(tables: list[pa.Table], order: list[NDArray[Any]]) -> pa.Table:
    """The groups' tables as one, in the order of the input."""
    if not tables:
        return pa.table({})
    if len(tables) == 1:
        return tables[0]
    together = pa.concat_tables(tables, promote_options="default").combine_chunks()
    return together.take(np.argsort(np.concatenate(order), kind="stable"))

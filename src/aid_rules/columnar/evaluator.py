"""What do these plans give a block of households? Every value asked for as a column, exact.

A block is computed piece by piece, so that what is being computed stays in the cache. Households whose numbers
do not fit 64 bits are computed once more with Python's integers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aid_rules.case.paths import Path
from aid_rules.columnar.block import Array, Block, Mask, Numbers
from aid_rules.columnar.facts import FactColumn, fact
from aid_rules.columnar.findings import findings
from aid_rules.columnar.reading import findable, read_by
from aid_rules.columnar.runtime import Bad
from aid_rules.columnar.source import Input
from aid_rules.columnar.state import Place, State, measured
from aid_rules.columnar.to_numpy import Writer
from aid_rules.language import Fact
from aid_rules.plan import Plan, defined, source_name

PIECE = 8192
"""Households computed at a time."""

Compute = Callable[[Sequence[Any], Callable[[int, Array], None], Bad, Bad], None]
Results = Callable[[Writer], list[tuple[str, Path]]]
"""Which results a writer is to give: the source and the path of each."""


@dataclass(frozen=True)
class Compiled:
    """The function for one state, the inputs that it takes, the results asked for, and those that it computes."""

    compute: Compute
    inputs: tuple[Input, ...]
    results: tuple[tuple[str, Path], ...]
    computed: tuple[tuple[str, Path], ...]
    source: str
    state: State


@dataclass
class Outcome:
    """Results in the order asked for, one array of the whole block each (some are one, some not to be written to),
    and the households refused.
    """

    arrays: list[Array]
    paths: tuple[Path, ...]
    refused: Mask
    marked: Mask
    """Households of which some number did not fit 64 bits: what it may be was taken to be anything."""


@dataclass
class Evaluator:
    """Plans with the same rules, each on a day; they may differ in the values of parameters.

    `steps` are the names that the results rest on, `results` says which arrays to give.
    """

    plans: Sequence[tuple[Plan, date]]
    steps: frozenset[str]
    results: Results
    piece: int = PIECE
    _compiled: dict[bool, list[Compiled]] = field(default_factory=lambda: {False: [], True: []})

    def __call__(self, block: Block, which: NDArray[np.integer[Any]], exact: bool = False) -> Outcome:
        """The results for a block; `which` is each household's place among the plans."""
        inputs = _Inputs(block, which, exact, *self._read)
        return _Run(self.compiled(inputs.state, exact), inputs, block).over(self.piece)

    def compiled(self, state: State, exact: bool) -> Compiled:
        """The first function made that does for blocks of a state.

        Where none does, one is made for all that has been met so far: so few are, however many blocks there are.
        """
        kept = self._compiled[exact]
        found = next((one for one in kept if one.state.covers(state)), None)
        if found is None:
            found = self._compile(kept[-1].state.joined(state) if kept else state, exact)
            kept.append(found)
        return found

    @cached_property
    def _read(self) -> tuple[dict[Place, Fact], set[Path], list[Place]]:
        steps = [step for step in self.plans[0][0].steps if step.name in self.steps]
        return *read_by(steps), findable(steps)

    def _compile(self, state: State, exact: bool) -> Compiled:
        writer = Writer(self.plans, state, exact)
        writer.write(self.steps)
        results = self.results(writer)
        wanted = tuple(
            dict.fromkeys((source, path) for source, path in results if source[0] == "v" or source[0] == "x")
        )
        name = source_name(f"columns {writer.plan.digest[:12]}{' exact' if exact else ''}")
        source, inputs = writer.function(name, [result for result, _ in wanted])
        compute = defined("compute", source, name, writer.names)
        return Compiled(compute, tuple(inputs), tuple(results), wanted, source, state)

    def redo(self, block: Block, which: NDArray[np.integer[Any]], done: Outcome, households: Mask) -> None:
        """Compute these households again, with Python's integers, and put their results in place."""
        rows = np.flatnonzero(households)
        if not rows.size:
            return
        exact = self(Block(block.batch.take(rows)), which[rows], exact=True)
        for index, path in enumerate(done.paths):
            at = block.starts(path)
            places = np.concatenate([np.arange(a, b) for a, b in zip(at[rows], at[rows + 1], strict=True)])
            done.arrays[index] = _placed(done.arrays[index], places, exact.arrays[index])
        done.refused[rows] = exact.refused


def _placed(whole: Array, places: NDArray[np.int64], values: Array) -> Array:
    """A column with `values` at these places; as Python integers where one of them does not fit."""
    try:
        found, fitting = whole.copy(), values.astype(whole.dtype)
    except OverflowError:
        found, fitting = whole.astype(object), values
    found[places] = fitting
    return found


class _Inputs:
    """The arrays that a block supplies, by the key that the source asks for."""

    def __init__(
        self, block: Block, which: NDArray[np.integer[Any]], exact: bool, facts: dict[Place, Fact],
        lists: set[Path], places: list[Place],
    ) -> None:  # fmt: skip
        self.block = block
        self.which = np.asarray(which, dtype=np.int64)
        self.facts: dict[Place, FactColumn] = {
            (path, name): fact(block, path, name, node.type.members, exact)
            for (path, name), node in sorted(facts.items(), key=lambda read: read[0])
        }
        self.found = findings(block, places)
        self.state = measured(block, self.facts, lists, self.found)

    def array(self, key: Input, state: State) -> Array:
        """The whole block's array for a key, in the form that source for this state expects."""
        match key:
            case ("fact", path, name, "value" | "greatest" as part):
                column = self.facts[path, name]
                found: Array = column.value if getattr(column, part) is None else getattr(column, part)
                step = dict(state.facts)[path, name].base // column.base
                return found if step == 1 else found * step
            case ("fact", path, name, part):
                mask: Mask | None = getattr(self.facts[path, name], part)
                return np.zeros(self.block.count(path), dtype=bool) if mask is None else mask
            case ("finding", path, name, part):
                nowhere = np.zeros(self.block.count(path), dtype=bool)
                return self.found.get((path, name), (nowhere, nowhere))[part == "holds"]
            case ("outer", path, home):
                near = len(path) == len(home) + 1
                return self.block.rows(path).offsets if near else self.block.outer(path, home)
            case ("offsets" | "lengths", path):
                return self.block.rows(path).offsets
            case ("unlisted", path):
                unlisted = self.block.rows(path).unknown
                return np.zeros(self.block.count(path[:-1]), dtype=bool) if unlisted is None else unlisted
            case ("plan",):
                return self.which
            case _:
                raise KeyError(key)


@dataclass
class _Run:
    """One pass over a block."""

    found: Compiled
    inputs: _Inputs
    block: Block

    def over(self, piece: int) -> Outcome:
        """The results of all pieces, put together."""
        households = len(self.block)
        paths = {path for key in self.found.inputs for path in _paths(key)}
        paths |= {path for _, path in self.found.results}
        starts: Mapping[Path, Numbers] = {path: self.block.starts(path) for path in paths}
        arrays = [
            None if key[0] == "count" else self.inputs.array(key, self.found.state)
            for key in self.found.inputs
        ]
        whole: dict[int, Array] = {}
        marked, refused = np.zeros(households, dtype=bool), np.zeros(households, dtype=bool)
        with np.errstate(all="ignore"):  # of rows that do not fit or that no rule asks for
            for first in range(0, max(households, 1), piece):
                last = min(first + piece, households)
                bounds = {path: (int(at[first]), int(at[last])) for path, at in starts.items()}
                bad: Bad = []
                wrong: Bad = []
                given = [
                    _piece(key, array, bounds) for key, array in zip(self.found.inputs, arrays, strict=True)
                ]
                self.found.compute(given, self._put(whole, starts, bounds), bad, wrong)
                for noted, mask in ((bad, marked), (wrong, refused)):
                    if noted:
                        mask[first:last] |= self._households(noted, first, last)
        found = {result: whole[place] for place, result in enumerate(self.found.computed)}
        given_out = [
            found[result]
            if result in found
            else np.broadcast_to(_literal(result[0]), (int(starts[result[1]][-1]),))
            for result in self.found.results
        ]
        return Outcome(given_out, tuple(path for _, path in self.found.results), refused, marked)

    def _put(
        self,
        whole: dict[int, Array],
        starts: Mapping[Path, Numbers],
        bounds: Mapping[Path, tuple[int, int]],
    ) -> Callable[[int, Array], None]:
        """Puts a piece's result into the whole block's."""

        def put(place: int, result: Array) -> None:
            path = self.found.computed[place][1]
            if place not in whole:
                whole[place] = np.empty(int(starts[path][-1]), dtype=result.dtype)
            elif not np.can_cast(result.dtype, whole[place].dtype):
                whole[place] = whole[place].astype(np.promote_types(result.dtype, whole[place].dtype))
            whole[place][slice(*bounds[path])] = result

        return put

    def _households(self, marked: Bad, first: int, last: int) -> Mask:
        found = np.zeros(last - first, dtype=bool)
        for path, mask in marked:
            at = self.block.starts(path)
            rows = np.flatnonzero(mask) + at[first]
            found[(self.block.outer(path, ())[rows] if path else rows) - first] = True
        return found


def _literal(text: str) -> bool | int:
    """A result that is the same everywhere."""
    return text == "True" if text in ("True", "False") else int(text)


def _paths(key: Input) -> tuple[Path, ...]:
    match key:
        case ("plan",):
            return ((),)
        case ("outer", path, home):
            return (path, home)
        case ("offsets" | "lengths" | "unlisted", path):
            return (path, path[:-1])
        case _:
            return (key[1],)


def _piece(key: Input, array: Array | None, bounds: Mapping[Path, tuple[int, int]]) -> Any:
    """The part of a block's array that a piece needs."""
    match key:
        case ("count", path):
            return bounds[path][1] - bounds[path][0]
        case ("plan",):
            first, last = bounds[()]
        case ("outer", path, home):
            assert array is not None
            if len(path) == len(home) + 1:
                first, last = bounds[home]
                offsets = array[first : last + 1]
                return np.repeat(np.arange(last - first), offsets[1:] - offsets[:-1])
            return array[slice(*bounds[path])] - bounds[home][0]
        case ("offsets" | "lengths", path):
            assert array is not None
            first, last = bounds[path[:-1]]
            offsets = array[first : last + 1]
            if key[0] == "offsets":
                return np.subtract(offsets, offsets[0], dtype=np.int64)
            return np.subtract(offsets[1:], offsets[:-1], dtype=np.int64)
        case ("unlisted", path):
            first, last = bounds[path[:-1]]
        case _:
            first, last = bounds[key[1]]
    assert array is not None
    return array[first:last]

"""How do the columns of a block compare with the scalar evaluator's slots, row by row?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from aid_rules.case import NOTHING, VOCABULARY, Household
from aid_rules.case.paths import Path
from aid_rules.columnar.block import Block
from aid_rules.columnar.evaluator import Outcome
from aid_rules.columnar.from_cases import from_cases
from aid_rules.columnar.schema import schema
from aid_rules.columnar.slots import Slot, Slots
from aid_rules.columnar.state import Place
from aid_rules.language import Unknown
from aid_rules.plan import Plan
from aid_rules.problems import CaseError
from aid_rules.scalar import Decision, Evaluator, Row, View


def block_of(cases: Sequence[Household]) -> Block:
    """Cases as a block."""
    batches = from_cases(cases).combine_chunks().to_batches()
    return Block(batches[0] if batches else pa.RecordBatch.from_pylist([], schema=schema()))


def columns(
    plans: list[tuple[Plan, date]], cases: Sequence[Household], which: Sequence[int] | None = None
) -> tuple[dict[Place, Slot], Outcome]:
    """Every value of every step."""
    places = np.zeros(len(cases), dtype=np.int64) if which is None else np.array(which)
    return Slots(plans)(block_of(cases), places)


def rows_of(case: Household, path: Path) -> list[Row]:
    """Every row of a case at a path."""
    found: list[tuple[tuple[int, ...], Any]] = [((), case)]
    entity = "household"
    for name in path:
        listing = VOCABULARY[entity].lists[name]
        found = [
            ((*at, number), inner)
            for at, record in found
            for number, inner in enumerate(getattr(record, listing.attribute) or ())
        ]
        entity = listing.entity
    return [Row(path, at) for at, _ in found]


def differences(
    evaluators: Sequence[Evaluator], on: date, cases: Sequence[Household], which: Sequence[int]
) -> Iterator[str]:
    """Every slot that the two do not agree on, and every household that only one refuses."""
    slots, done = columns([(evaluator.plan, on) for evaluator in evaluators], cases, which)
    first = dict.fromkeys({path for path, _ in slots}, 0)
    for number, (case, plan) in enumerate(zip(cases, which, strict=True)):
        view = _view(evaluators[plan], case, on)
        if (view is None) != done.refused[number]:
            yield f"{number}: refused by one only"
        rows = {path: rows_of(case, path) for path in first}
        if view is not None:
            yield from _in_case(view, slots, rows, first)
        for path in first:
            first[path] += len(rows[path])


def _view(evaluator: Evaluator, case: Household, on: date) -> View | None:
    try:
        return Decision(evaluator, case, on, evaluator(case, on)).view
    except CaseError:
        return None


def _in_case(
    view: View, slots: dict[Place, Slot], rows: dict[Path, list[Row]], first: dict[Path, int]
) -> Iterator[str]:
    for (path, name), slot in slots.items():
        if view.layout.way(name, path) is None:  # what only feeds a sum is not kept
            continue
        for number, row in enumerate(rows[path]):
            value = view.value(name, row)
            known, found = slot.value(first[path] + number)
            if not agree(value, known, found):
                yield f"{name} {row.text}: scalar {value!r}, columns {known} {found!r}"


def agree(value: Any, known: bool, found: Any) -> bool:
    """Known in both and equal, or unknown in both with the same bounds."""
    if type(value) is Unknown:
        return not known and found == value.bounds
    return known and found == value and (value is NOTHING) == (found is NOTHING)

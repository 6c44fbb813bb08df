"""Every value of every rule, as columns that are kept: written for a block of households, read back for one.

One row a household. `household_id`, `region`, `on`, `plan` (the digest of the rules) and `case` (the household as it
was decided, in the columns of a population: without names, and without who has died) come first, with `places`, where the
rows of such a household stood in the one handed in (null: all are there). They and the rules
are all that an explanation needs. Then a column for each rule and parameter: one value for a household, a list (of
lists) for members and items. A rule on rows that stand at two places has a column for each, `name@incomes` and
`name@members.incomes`. A part of a rule that was taken out of it (`name~1`) may be something else in another region, so
its place and kind stand with its name. What is said of a value:

- yes or no, a day, a word (of an enum, a comparison or a rounding): the value; null where it is not known.
- a number: `n / d` in lowest terms, fen where it is money. Where it is not known, `n / d` is the least and
  `to_n / to_d` the greatest that it can be; else these are null. What does not fit 64 bits stands in `exact` alone,
  as `n/d` or `n/d..n/d`.
- where the rule may say that there is no such thing, all this is the `value` of a record, and `there` says so.

A household whose `refused` is true holds a finding that contradicts the rules: its values mean nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.case import NOTHING, Household, Places
from aid_rules.case.paths import Path, homes
from aid_rules.columnar.block import Array, Block, Mask
from aid_rules.columnar.evaluator import Outcome
from aid_rules.columnar.from_cases import case_of, plain_rows
from aid_rules.columnar.slots import Slot
from aid_rules.columnar.state import Place
from aid_rules.language import Bounds
from aid_rules.money import Rounding
from aid_rules.plan import Plan, Step

_NUMBER = pa.struct([(name, pa.int64()) for name in ("n", "d", "to_n", "to_d")] + [("exact", pa.string())])
_SAID = {"boolean": pa.bool_(), "number": _NUMBER, "date": pa.date32()}


def column_name(step: Step, path: Path) -> str:
    """The column of a rule or parameter for the rows at a path."""
    if "~" in step.name:
        return f"{step.name}@{'.'.join(path) or 'household'}:{step.type.kind}{'?' * step.type.optional}"
    return step.name if len(homes(step.per)) == 1 else f"{step.name}@{'.'.join(path)}"


def trace_table(
    plans: Sequence[Plan],
    which: NDArray[np.int64],
    on: date,
    block: Block,
    done: tuple[dict[Place, Slot], Outcome],
) -> pa.Table:
    """The trace of a block; `which` is each household's place among the plans, `done` what `Slots` gave."""
    slots, outcome = done
    records = block.rows(()).records
    columns: dict[str, pa.Array] = {
        "household_id": records.field("household_id"),
        "region": records.field("region").cast(pa.string()),
        "on": pa.array([on] * len(block), pa.date32()),
        "plan": pa.array([plan.digest for plan in plans], pa.string()).take(pa.array(which)),
        "refused": pa.array(np.asarray(outcome.refused)),
        "case": records,
    }
    for step in plans[0].steps:
        for path in homes(step.per):
            values: pa.Array = _values(step, slots[path, step.name])
            for depth in range(len(path), 0, -1):
                offsets = block.rows(path[:depth]).offsets
                values = pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), values)
            columns[column_name(step, path)] = values
    return pa.table(columns)


_MOVED = ("members", "awards", "hardships")
_PLACES = pa.struct([(name, pa.list_(pa.int32())) for name in _MOVED])


def with_places(trace: pa.Table, places: Sequence[Places | None]) -> pa.Table:
    """A trace that tells of each household where its rows stood in the one that was handed in; None: all are there."""
    found = [None if each is None else {name: getattr(each, name) for name in _MOVED} for each in places]
    return trace.append_column("places", pa.array(found, _PLACES))


# written ------------------------------------------------------------------------------------------------


def _values(step: Step, slot: Slot) -> pa.Array:
    """A slot as a column."""
    nothing = np.asarray(slot.nothing, dtype=bool)
    if slot.kind not in ("boolean", "number", "date"):
        nothing = nothing | (~np.asarray(slot.unknown, dtype=bool) & (np.asarray(slot.low) < 0))
    found = _known(slot, np.asarray(slot.unknown, dtype=bool) | nothing, nothing)
    if not step.type.optional:
        return found
    return pa.StructArray.from_arrays([pa.array(~nothing), found], names=["there", "value"])


def _known(slot: Slot, missing: Mask, nothing: Mask) -> pa.Array:
    low = np.asarray(slot.low)
    match slot.kind:
        case "boolean":
            return pa.array(low.astype(bool), mask=missing)
        case "number":
            return _numbers(slot, missing & ~nothing)
        case "date":
            return pa.array(np.where(missing, 0, low).astype(np.int32), mask=missing).cast(pa.date32())
        case _:
            codes = pa.array(np.where(missing, 0, low).astype(np.int32), mask=missing)
            words = pa.array([_word(member) for member in slot.members], pa.string())
            return words.take(codes)


def _word(member: Any) -> str:
    return f"{member.direction} {member.step}" if isinstance(member, Rounding) else str(member)


def _numbers(slot: Slot, unknown: Mask) -> pa.Array:
    ends = [_lowest(slot.low, slot.low_base), _lowest(slot.high, slot.high_base)]
    large = np.logical_or.reduce([_large(part) for end in ends for part in end])
    exact: list[str | None] = [None] * len(unknown)
    for row in np.flatnonzero(large).tolist():
        least, most = (f"{top[row]}/{base[row]}" for top, base in ends)
        exact[row] = f"{least}..{most}" if unknown[row] else least
    parts = [_fitting(part, large) for part in ends[0]] + [
        _fitting(part, large | ~unknown) for part in ends[1]
    ]
    return pa.StructArray.from_arrays([*parts, pa.array(exact, pa.string())], fields=list(_NUMBER))


def _lowest(top: Array, base: Array) -> tuple[Array, Array]:
    """A fraction in lowest terms: over which base a block was computed is not to be seen."""
    top, base = (np.asarray(part) for part in (top, base))
    if top.dtype != object and base.dtype != object:
        top, base = top.astype(np.int64), base.astype(np.int64)
        if bool((base == 1).all()):
            return top, base
    shared = np.gcd(top, base)
    return top // shared, base // shared


def _large(part: Array) -> Mask:
    if part.dtype != object:
        return np.zeros(len(part), dtype=bool)
    return np.array([not -(2**63) <= int(number) < 2**63 for number in part], dtype=bool)


def _fitting(part: Array, missing: Mask) -> pa.Array:
    return pa.array(np.where(missing, 0, part).astype(np.int64), mask=missing)


# read ---------------------------------------------------------------------------------------------------

Value = tuple[bool, Any]
"""Is it known; and the value, or else its bounds."""


@dataclass(frozen=True)
class Told:
    """What a trace tells of one household: the case, the day, the digest of the rules, and every value."""

    case: Household
    on: date
    plan: str
    row: dict[str, Any]

    def values(self, step: Step, path: Path) -> Any:
        """The values of a step for the rows at a path: one, or a list (of lists) of them, each as `Value`."""
        return _nested(self.row[column_name(step, path)], step, len(path))


def told(trace: pa.Table | pa.RecordBatch, place: int) -> Told:
    """What the row at a place of a trace tells."""
    whole = trace if isinstance(trace, pa.Table) else pa.Table.from_batches([trace])
    here = whole.slice(place, 1)
    records = pa.RecordBatch.from_struct_array(here["case"].combine_chunks())
    row = here.drop_columns(["case"]).to_pylist()[0]
    moved = row.pop("places")
    places = None if moved is None else Places(*(tuple(moved[name]) for name in _MOVED))
    return Told(case_of(plain_rows(records)[0]).placed(places), row["on"], row["plan"], row)


def _nested(found: Any, step: Step, depth: int) -> Any:
    return [_nested(inner, step, depth - 1) for inner in found] if depth else _value(found, step)


def _value(found: Any, step: Step) -> Value:
    if step.type.optional:
        if not found["there"]:
            return True, NOTHING
        found = found["value"]
    if step.type.kind == "number":
        return _number(found)
    if found is None:
        return False, (0, 1) if step.type.kind == "boolean" else None
    if step.type.kind == "rounding":
        direction, size = found.split(" ")
        return True, Rounding(direction, int(size))
    return True, found


def _number(found: dict[str, Any]) -> Value:
    if found["exact"] is not None:
        ends = [_whole(Fraction(end)) for end in found["exact"].split("..")]
    else:
        pairs = [(found["n"], found["d"]), (found["to_n"], found["to_d"])]
        ends = [_whole(Fraction(top, base)) for top, base in pairs if top is not None]
    bounds: Bounds = (ends[0], ends[-1])
    return (True, ends[0]) if len(ends) == 1 else (False, bounds)


def _whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number

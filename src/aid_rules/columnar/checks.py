"""Which households of a population can nobody decide, and why? What the case models refuse is refused here too.

Only what a rule could be misled by is checked: limits, words, lengths, what must be known, one head, days to
come. Names, ids and free text are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from aid_rules.case import VOCABULARY, FactField
from aid_rules.case.paths import Path, entity_at, homes
from aid_rules.columnar.block import Array, Block, Mask, absent, child
from aid_rules.columnar.calendar import date_of, days_of
from aid_rules.columnar.facts import STRANGE, enum_codes, whole_numbers
from aid_rules.columnar.runtime import totals
from aid_rules.columnar.schema import NUMBER_BASE
from aid_rules.problems import Field, Problem

Fault = tuple[Path, Mask, str, str, dict[str, str]]
"""Rows at a path that are at fault, the field, the code and the facts of the problem."""

_PAST = {
    "person": ("birth_date", "cleric_since", "employment.since"),
    "parent": ("since",),
    "hardship": ("date",),
}
"""Days on which something has happened; see `case.check_on`."""


def faults(block: Block, on: date) -> dict[int, Problem]:
    """The first problem of every household that cannot be decided on a day, by its place in the block."""
    found: dict[int, Problem] = {}
    for path, rows, name, code, facts in _faults(block, on):
        numbers = np.flatnonzero(rows)
        if not numbers.size:
            continue
        owners = block.outer(path, ())[numbers] if path else numbers
        for number, owner in zip(numbers.tolist(), owners.tolist(), strict=True):
            if owner not in found:
                place = ".".join(filter(None, (_place(block, path, number), name)))
                found[owner] = Problem(code, Field(place), facts)
    return found


def _place(block: Block, path: Path, row: int) -> str:
    """`members[0].incomes[1]`."""
    steps: list[str] = []
    for depth in range(len(path), 0, -1):
        offsets = block.rows(path[:depth]).offsets
        owner = int(np.searchsorted(offsets, row, side="right")) - 1
        steps.append(f"{path[depth - 1]}[{row - int(offsets[owner])}]")
        row = owner
    return ".".join(reversed(steps))


def _faults(block: Block, on: date) -> Iterator[Fault]:
    for entity, about in VOCABULARY.items():
        for path in homes(entity):
            for field in about.fields.values():
                yield from _field(block, path, field)
            for listing in about.lists.values():
                inner = (*path, listing.name)
                lengths = np.diff(block.rows(inner).offsets)
                yield path, lengths > listing.most, listing.name, "C122", {"most": str(listing.most)}
                if listing.absent == "required":
                    yield path, lengths == 0, listing.name, "C125", {}
            yield from _to_come(block, path, _PAST.get(entity, ()), on)
            if entity in ("income", "expense"):
                yield from _months(block, path)
    yield from _heads(block)
    for name in ("household_id", "region"):
        yield (), ~_leaf(block, (), name)[1], name, "C105", {"field": name}


def _leaf(block: Block, path: Path, name: str) -> tuple[pa.Array | None, Mask]:
    """The column of a field, and where it stands: not null, in records that are not."""
    leaf: pa.Array | None = block.rows(path).records
    there = np.ones(block.count(path), dtype=bool)
    for part in name.split("."):
        leaf = None if leaf is None else child(leaf, part)
        missing = absent(leaf, len(there))
        there = there if missing is None else there & ~missing
    return leaf, there


def _field(block: Block, path: Path, about: FactField) -> Iterator[Fault]:
    leaf, there = _leaf(block, path, about.path)
    if about.kind == "enum":
        strange = there & (enum_codes(leaf, about.values, len(there)) == STRANGE)
        yield path, strange, about.path, "C120", {"found": "?", "allowed": ", ".join(about.values)}
    elif about.kind == "date":
        least, most = date_of_ordinal(about.least), date_of_ordinal(about.most)
        days = whole_numbers(leaf, len(there), np.int32)
        outside = there & ((days < days_of(least)) | (days > days_of(most)))
        yield path, outside, about.path, "C112", _found(days, outside, least, most)
    elif about.kind not in ("record", "boolean"):
        base = NUMBER_BASE if about.kind == "number" else 1
        numbers = whole_numbers(leaf, len(there), np.int64)
        limit = {"limit": f"{about.least}..{about.most}", "found": "?"}
        outside = there & ((numbers < about.least * base) | (numbers > about.most * base))
        yield path, outside, about.path, "C115", limit
    if about.absent == "required" and "." not in about.path and about.kind in ("enum", "date"):
        yield path, ~there, about.path, "C105", {"field": about.path}


def date_of_ordinal(ordinal: int) -> date:
    """A day by its proleptic ordinal, as the vocabulary has it."""
    return date.fromordinal(ordinal)


def _found(days: Array, rows: Mask, first: date, last: date) -> dict[str, str]:
    at = np.flatnonzero(rows)
    found = str(date_of(int(days[at[0]]))) if at.size and abs(int(days[at[0]])) < 700_000 else "?"
    return {"found": found, "first": str(first), "last": str(last)}


def _to_come(block: Block, path: Path, names: tuple[str, ...], on: date) -> Iterator[Fault]:
    for name in names:
        leaf, there = _leaf(block, path, name)
        days = whole_numbers(leaf, len(there), np.int32)
        late = there & (days > days_of(on))
        yield path, late, name, "C140", {**_found(days, late, on, on), "on": str(on)}


def _months(block: Block, path: Path) -> Iterator[Fault]:
    """Months go with amounts paid once, and there is at least one."""
    words = VOCABULARY[entity_at(path)].fields["period"].values
    period, _ = _leaf(block, path, "period")
    leaf, there = _leaf(block, path, "months")
    months = whole_numbers(leaf, len(there), np.int64)
    wrong = there & (enum_codes(period, words, len(there)) != words.index("once"))
    yield path, wrong, "months", "C126", {"found": str(months[wrong][0]) if wrong.any() else ""}


def _heads(block: Block) -> Iterator[Fault]:
    """A household has exactly one head."""
    path = ("members",)
    words = VOCABULARY["person"].fields["relation"].values
    relation, there = _leaf(block, path, "relation")
    heads = there & (enum_codes(relation, words, len(there)) == words.index("head"))
    count = totals(heads.astype(np.int64), block.rows(path).offsets)
    yield (), count == 0, "members", "C150", {}
    yield (), count > 1, "members", "C151", {"first": "members[0]"}

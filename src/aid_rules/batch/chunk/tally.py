"""What does a chunk add up to? Whole numbers by division, residence and programme, which any order adds up alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from aid_rules.batch.chunk.arrears import PAID_BY, Arrears
from aid_rules.batch.chunk.changes import Compared, told_of
from aid_rules.batch.chunk.layout import KINDS, Layout
from aid_rules.batch.chunk.standing import ELIGIBLE, UNDETERMINED, Array

_NUMBERS = ("households", "decided", "rejected", "carried", "open", "changed", "changes")
Group = tuple[str, str, str]
"""Division, residence (empty where it is not known), programme."""


@dataclass
class Tally:
    """Households that came in, were decided, rejected, carried over, left open, changed; rows of changes; and sums."""

    households: int = 0
    decided: int = 0
    rejected: int = 0
    carried: int = 0
    open: int = 0
    changed: int = 0
    changes: int = 0
    groups: dict[Group, dict[str, int]] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    """Rejects by the code of their problem."""

    def add(self, other: Tally) -> None:
        """Add another one to this one."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for group, sums in other.groups.items():
            _add(self.groups.setdefault(group, {}), sums)
        _add(self.codes, other.codes)

    def by(self, *places: int) -> dict[tuple[str, ...], dict[str, int]]:
        """The sums by some parts of the group: `by(2)` by programme."""
        found: dict[tuple[str, ...], dict[str, int]] = {}
        for group, sums in sorted(self.groups.items()):
            _add(found.setdefault(tuple(group[place] for place in places), {}), sums)
        return found

    def to_json(self) -> dict[str, Any]:
        """As plain lists and numbers."""
        return {
            **{name: getattr(self, name) for name in _NUMBERS},
            "codes": dict(sorted(self.codes.items())),
            "groups": [[*group, sums] for group, sums in sorted(self.groups.items())],
        }  # fmt: skip

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Tally:
        """What `to_json` gave."""
        groups = {
            (region, residence, programme): dict(sums)
            for region, residence, programme, sums in given["groups"]
        }
        return cls(**{name: given[name] for name in _NUMBERS}, groups=groups, codes=dict(given["codes"]))


def tallied(
    decisions: pa.Table, sides: Mapping[str, Compared], owed: Mapping[str, Arrears], layout: Layout,
    codes: Iterable[str],
) -> Tally:  # fmt: skip
    """What a chunk's decisions, both sides and arrears add up to; `codes` are those of its rejects."""
    found = Tally(decided=decisions.num_rows)
    for code in codes:
        found.codes[code] = found.codes.get(code, 0) + 1
    found.rejected = sum(found.codes.values())
    found.households = found.decided + found.rejected
    found.carried, found.open = (_count(decisions.column(name)) for name in ("carried", "open"))
    places, of_row = _places(decisions)
    order = np.argsort(of_row, kind="stable")
    starts = np.searchsorted(of_row[order], np.arange(len(places)))
    changed = np.zeros(decisions.num_rows, dtype=bool)
    for each in layout.programmes:
        both = sides[each.name]
        changed |= both.kind != KINDS.index("unchanged")
        found.changes += int(told_of(both, owed.get(each.name)).sum())
        for name, column in _columns(both, owed.get(each.name)):
            sums = summed(column[order], starts)
            for number in np.flatnonzero(sums).tolist():
                group = found.groups.setdefault((*places[number], each.name), {})
                group[name] = int(sums[number])
    found.changed = int(changed.sum())
    return found


def summed(column: Array, starts: Array) -> Array:
    """The sum from each start to the next: in Python's integers where 64 bits may not hold it."""
    numbers = column.astype(np.int64)
    if not numbers.size:
        return numbers
    if max(int(numbers.max()), -int(numbers.min())) * numbers.size >= 2**63:
        numbers = numbers.astype(object)
    found: Array = np.add.reduceat(numbers, starts)
    return found


def _columns(both: Compared, arrears: Arrears | None) -> Iterator[tuple[str, Array]]:
    """What is summed of a programme, a number for each household."""
    yield "eligible_before", both.was == ELIGIBLE
    yield "eligible_after", both.now == ELIGIBLE
    yield "undetermined_before", both.was == UNDETERMINED
    yield "undetermined_after", both.now == UNDETERMINED
    for number, word in enumerate(KINDS[:-1]):
        yield word, both.kind == number
    yield "fen_before", both.was_fen
    yield "fen_after", both.now_fen
    known = both.was_known & both.now_known
    yield "comparable_before", np.where(known, both.was_fen, 0)
    yield "comparable_after", np.where(known, both.now_fen, 0)
    if arrears is not None:
        for name in ("due", "paid", "back_pay", "overpaid"):
            yield name, getattr(arrears, name)
        told = told_of(both, arrears)
        yield "due_in_changes", np.where(told, arrears.due, 0)
        yield "paid_in_changes", np.where(told, arrears.paid, 0)
        for word in PAID_BY:
            yield f"paid_by_{word}", arrears.paid_by(word)


def _places(decisions: pa.Table) -> tuple[list[tuple[str, str]], Array]:
    """Divisions and residences that occur, in order of their names, and which of them each household has."""
    region, residence = (decisions.column(name).combine_chunks() for name in ("region", "residence"))
    regions = region.dictionary_encode()
    words = [*residence.dictionary.to_pylist(), ""]
    homes = residence.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False).astype(np.int64)
    code = regions.indices.to_numpy(zero_copy_only=False).astype(np.int64) * len(words) + homes
    present, of_row = np.unique(code, return_inverse=True)
    names = regions.dictionary.to_pylist()
    return [(names[one // len(words)], words[one % len(words)]) for one in present.tolist()], of_row


def _count(column: pa.ChunkedArray) -> int:
    return int(column.combine_chunks().true_count)


def _add(to: dict[str, int], more: Mapping[str, int]) -> None:
    for name, number in more.items():
        to[name] = to.get(name, 0) + number

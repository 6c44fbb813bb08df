"""Which households stand in a population more than once?

Every id is hashed to 64 bits: eight bytes a household, the one thing of a job that grows with the population.
Where two hashes meet, the ids themselves are compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.problems import Field, Problem

Hashes = NDArray[np.uint64]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.cumprod(np.full(4096, _FACTOR, dtype=np.uint64))
"""Powers of an odd number, modulo 2**64: the weight of each byte of an id. Longer ids begin anew."""

_TOLD = 5
"""Rows that a reject names: an id that a whole file shares would fill it with them."""


def hashes(ids: pa.StringArray) -> Hashes:
    """A hash of each id; 0 for a null."""
    plain = ids.cast(pa.large_binary())
    starts = np.frombuffer(plain.buffers()[1], dtype=np.int64)[plain.offset : plain.offset + len(plain) + 1]
    data = plain.buffers()[2]
    text = (
        np.frombuffer(data, dtype=np.uint8)[starts[0] : starts[-1]]
        if data is not None and len(starts)
        else np.zeros(0, np.uint8)
    )
    lengths = np.diff(starts)
    place = np.arange(len(text)) - np.repeat(starts[:-1] - starts[0], lengths)
    weighted = (text.astype(np.uint64) + np.uint64(1)) * _POWERS[place % len(_POWERS)]
    sums = np.concatenate(([np.uint64(0)], np.cumsum(weighted, dtype=np.uint64)))
    found: Hashes = sums[starts[1:] - starts[0]] - sums[starts[:-1] - starts[0]]
    return found


def met(parts: Iterable[Hashes], count: int) -> Hashes:
    """The hashes that occur more than once, in order; `count`: how many there are of all parts together."""
    every, first = np.empty(count, dtype=np.uint64), 0
    for part in parts:
        every[first : first + part.size] = part
        first += part.size
    every = every[:first]
    every.sort()
    again: Hashes = np.unique(every[1:][every[1:] == every[:-1]])
    return again


class Twice:
    """The ids that really stand there more than once, with the rows at which they do."""

    def __init__(self, meeting: Hashes) -> None:
        self.meeting = meeting
        self._rows: dict[str, list[int]] = {}

    def look(self, ids: pa.StringArray, first: int) -> None:
        """Take down the ids of a chunk that may occur elsewhere; the chunk begins at row `first`."""
        rows = np.flatnonzero(np.isin(hashes(ids), self.meeting))
        for row, one in zip(rows.tolist(), ids.take(pa.array(rows)).to_pylist(), strict=True):
            if one is not None:
                self._rows.setdefault(one, []).append(first + row)

    def found(self) -> dict[int, tuple[int, ...]]:
        """For each row whose household stands elsewhere too: all its rows."""
        return {row: tuple(rows) for rows in self._rows.values() if len(rows) > 1 for row in rows}


class Doubled:
    """The households that stand in several rows: by each of these rows, all of them."""

    def __init__(self, rows: Mapping[int, tuple[int, ...]]) -> None:
        self.rows, self._order = rows, sorted(rows)

    def within(self, first: int, count: int) -> dict[int, Problem]:
        """The problems of `count` rows from row `first`, by their place among these."""
        here = self._order[bisect_left(self._order, first) : bisect_left(self._order, first + count)]
        return {row - first: stands_twice(self.rows[row]) for row in here}


def stands_twice(rows: tuple[int, ...]) -> Problem:
    """The problem of a household that stands in these rows: which of them holds is not known. The first few are told."""
    told = "、".join(map(str, rows[:_TOLD])) + (f" … ×{len(rows)}" if len(rows) > _TOLD else "")
    return Problem("B103", Field("household_id"), {"rows": told})

"""Which rows does a stretch of the population have: of every list, where they begin, whose they are?

A block is a record batch read lazily, from Arrow's own buffers where they will do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.case import VOCABULARY
from aid_rules.case.paths import Path, entity_at
from aid_rules.columnar.schema import UNKNOWN

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows at a path: their records, where those of each outer row begin, and whose rows are not known."""

    records: pa.StructArray
    offsets: Numbers
    unknown: Mask | None


@dataclass
class Block:
    """A record batch of a population."""

    batch: pa.RecordBatch
    _rows: dict[Path, Rows] = field(default_factory=dict)
    _outer: dict[tuple[Path, Path], NDArray[np.int64]] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.batch.num_rows)

    def rows(self, path: Path) -> Rows:
        """The rows at a path."""
        if path not in self._rows:
            if path:
                self._rows[path] = _inner(self.rows(path[:-1]).records, path)
            else:
                whole = np.array([0, len(self)], dtype=np.int64)
                self._rows[path] = Rows(pa.StructArray.from_arrays(
                    self.batch.columns, fields=list(self.batch.schema)
                ) if self.batch.num_columns else pa.array([{}] * len(self)), whole, None)  # fmt: skip
        return self._rows[path]

    def count(self, path: Path) -> int:
        """How many rows stand at a path."""
        return len(self.rows(path).records)

    def longest(self, path: Path) -> int:
        """The greatest number of rows of one outer row."""
        lengths = np.diff(self.rows(path).offsets)
        return int(lengths.max()) if lengths.size else 0

    def outer(self, path: Path, to: Path) -> NDArray[np.int64]:
        """For each row at `path`, the number of the row at `to` that it belongs to."""
        if (path, to) not in self._outer:
            offsets = self.rows(path).offsets
            found = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
            self._outer[path, to] = found if len(path) == len(to) + 1 else self.outer(path[:-1], to)[found]
        return self._outer[path, to]

    def starts(self, path: Path) -> Numbers:
        """For each household, its first row at `path`; and, last, the number of rows."""
        if not path:
            return np.arange(len(self) + 1)
        found = self.rows(path[:1]).offsets
        for depth in range(2, len(path) + 1):
            found = self.rows(path[:depth]).offsets[found]
        return found


def child(records: pa.StructArray, name: str) -> pa.Array | None:
    """A column of records; None where it was left out."""
    index = records.type.get_field_index(name)
    return None if index < 0 else records.field(index)


def absent(column: pa.Array | None, count: int) -> Mask | None:
    """Where a column is null; None where it nowhere is."""
    if column is None:
        return np.ones(count, dtype=bool)
    if pa.types.is_dictionary(column.type) and column.dictionary.null_count:
        column = column.dictionary_decode()  # nothing is among the words, and no row is marked null
    if column.null_count == 0:
        return None
    if pa.types.is_null(column.type):
        return np.ones(count, dtype=bool)
    return ~bits(column.buffers()[0], column.offset, count)


def bits(buffer: pa.Buffer, offset: int, count: int) -> Mask:
    """Arrow's packed bits as a mask."""
    packed = np.frombuffer(buffer, dtype=np.uint8)[offset // 8 : (offset + count + 7) // 8]
    found = np.unpackbits(packed, bitorder="little")[offset % 8 :]
    return found[:count].view(bool)


def truths(column: pa.Array) -> Mask:
    """A column of yes and no; false where null."""
    if not len(column) or pa.types.is_null(column.type):
        return np.zeros(len(column), dtype=bool)
    value = bits(column.buffers()[1], column.offset, len(column))
    null = absent(column, len(column))
    return value if null is None else value & ~null


def told_unknown(records: pa.StructArray, name: str) -> Mask | None:
    """Where the column beside this one says that it is unknown; None where it nowhere does."""
    marks = child(records, name + UNKNOWN)
    if marks is None:
        return None
    found = truths(marks)
    return found if found.any() else None


def _inner(records: pa.StructArray, path: Path) -> Rows:
    listing = VOCABULARY[entity_at(path[:-1])].lists[path[-1]]
    lists = child(records, listing.name)
    count = len(records)
    unknown = told_unknown(records, listing.name)
    null = absent(lists, count)
    if listing.absent != "none":
        unknown = null if unknown is None else unknown if null is None else unknown | null
    if lists is None or pa.types.is_null(lists.type):
        return Rows(pa.array([], pa.struct([])), np.zeros(count + 1, dtype=np.int64), unknown)
    return Rows(*unfolded(lists), unknown)


def unfolded(lists: pa.Array) -> tuple[pa.StructArray, Numbers]:
    """The rows of all lists, one after another, and where those of each begin; a list that is null has none."""
    null = absent(lists, len(lists))
    raw = lists.offsets.to_numpy()
    if null is None:
        return lists.values.slice(raw[0], raw[-1] - raw[0]), raw - raw[0] if raw[0] else raw
    lengths = np.where(null, 0, np.diff(raw))
    return lists.flatten(), np.concatenate(([0], np.cumsum(lengths)))

"""Which households may be at fault? A look over the columns that is quick where nothing is.

Nobody is passed over that the case models refuse; a few may be suspected for nothing. A column is looked at as a
whole (its extremes, its words, its shortest and longest text), and row by row only where that is not enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from aid_rules.case import Household
from aid_rules.case.record import Record
from aid_rules.columnar.block import Block, Numbers, unfolded
from aid_rules.columnar.calendar import days_of
from aid_rules.columnar.limits import Limits, limits_of
from aid_rules.problems import CaseError

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Level:
    """Records of one kind, and whose they are: `offsets` say which of them stand in each row of `outer`."""

    record: type[Record]
    records: pa.StructArray
    outer: Level | None = None
    offsets: Numbers | None = None

    def households(self, rows: Places) -> Places:
        """The households that rows belong to."""
        level = self
        while level.outer is not None:
            if level.offsets is not None:
                rows = np.searchsorted(level.offsets, rows, side="right") - 1
            level = level.outer
        return rows

    def owners(self) -> Places:
        """The household of every row."""
        if self.outer is None:
            return np.arange(len(self.records))
        theirs = self.outer.owners()
        return theirs if self.offsets is None else np.repeat(theirs, np.diff(self.offsets))

    def column(self, key: str) -> pa.Array | None:
        """A column; None where it was left out or nothing stands in it."""
        index = self.records.type.get_field_index(key)
        column = None if index < 0 else self.records.field(index)
        return None if column is None or column.null_count == len(column) else column


def levels(block: Block) -> Iterator[Level]:
    """The records of a block, the outer before the inner."""
    todo = [Level(Household, block.rows(()).records)]
    while todo:
        level = todo.pop()
        yield level
        for limits in limits_of(level.record):
            column = level.column(limits.key)
            if limits.column.held is None or column is None:
                continue
            kind, record = limits.column.held
            if kind == "record":
                todo.append(Level(record, column, level))
            else:
                records, offsets = unfolded(column)
                todo.append(Level(record, records, level, offsets))


def column_suspects(level: Level, on: date) -> Iterator[Places]:
    """Rows at fault for what stands in one column."""
    if level.offsets is not None and level.records.null_count:
        yield nulls(level.records)
    for limits in limits_of(level.record):
        index = level.records.type.get_field_index(limits.key)
        if index < 0:
            if limits.needed:
                yield np.arange(len(level.records))
            continue
        column = level.records.field(index)
        if limits.needed and column.null_count:
            missing = column.is_null()
            if (
                level.offsets is None and level.records.null_count
            ):  # where there is no record, nothing is missing
                missing = pc.and_(missing, level.records.is_valid())
            yield true_rows(missing)
        if column.null_count < len(column):
            yield from _column(column, limits, on)


def _column(column: pa.Array, limits: Limits, on: date) -> Iterator[Places]:
    if limits.span is not None:
        first, last = limits.span
        yield from _outside(column, first, min(last, days_of(on)) if limits.past else last)
    elif limits.column.words and limits.read is None:
        yield from _strange(column, limits.column.words)
    elif limits.length is not None or limits.read is not None:
        yield from _texts(column, limits)
    elif limits.most is not None:
        lengths = np.diff(unfolded(column)[1])
        if lengths.max() > limits.most or (limits.needed and lengths.min() == 0):
            yield np.flatnonzero((lengths > limits.most) | (limits.needed & (lengths == 0)))


def nulls(column: pa.Array) -> Places:
    """The rows in which nothing stands."""
    return true_rows(column.is_null())


def true_rows(found: pa.Array) -> Places:
    """The rows in which yes stands."""
    rows: Places = pc.indices_nonzero(found).to_numpy().astype(np.int64)
    return rows


def _outside(column: pa.Array, first: int, last: int) -> Iterator[Places]:
    numbers = column.view(pa.int32()) if pa.types.is_date32(column.type) else column
    ends = pc.min_max(numbers).as_py()
    if ends["min"] < first or ends["max"] > last:
        yield true_rows(pc.or_(pc.less(numbers, first), pc.greater(numbers, last)))


def _strange(column: pa.Array, words: tuple[str, ...]) -> Iterator[Places]:
    if pa.types.is_dictionary(column.type):
        strange = [row for row, word in enumerate(column.dictionary.to_pylist()) if word not in words]
        if strange:
            yield true_rows(pc.is_in(column.indices, value_set=pa.array(strange, column.indices.type)))
        return
    allowed = pa.array(words)
    known = pc.is_in(column.cast(pa.string()), value_set=allowed, skip_nulls=False)
    if not pc.all(pc.or_(known, column.is_null())).as_py():
        yield true_rows(pc.and_not(column.is_valid(), known))


def _texts(column: pa.Array, limits: Limits) -> Iterator[Places]:
    """Texts that will not do; where many are the same, each is looked at once."""
    if limits.read is None and not pa.types.is_dictionary(column.type):
        yield from _unfit(column, limits)
        return
    said = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    words = said.dictionary
    if limits.read is None:
        unfit = [row for rows in _unfit(words, limits) for row in rows.tolist()]
    else:
        unfit = [row for row, word in enumerate(words.to_pylist()) if not _reads(limits, word)]
    if unfit:
        yield true_rows(pc.is_in(said.indices, value_set=pa.array(unfit, said.indices.type)))


def _reads(limits: Limits, word: str | None) -> bool:
    assert limits.read is not None
    try:
        limits.read(word, None)
    except CaseError:
        return False
    return True


def _unfit(column: pa.Array, limits: Limits) -> Iterator[Places]:
    """Texts too short, too long, or with blanks, line breaks or controls where none may be."""
    assert limits.length is not None
    least, most = limits.length
    ends = pc.min_max(pc.binary_length(column)).as_py()
    if ends["min"] is not None and (ends["min"] < least or ends["max"] > most):
        lengths = pc.utf8_length(column)
        yield true_rows(pc.or_(pc.less(lengths, least), pc.greater(lengths, most)))
    if not limits.blanks and _may_have_blanks(column):
        trimmed = pc.not_equal(pc.utf8_trim_whitespace(column), column)
        yield true_rows(pc.or_(trimmed, pc.match_substring_regex(column, _UNSEEN)))


_UNSEEN = r"[\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{202a}-\x{202e}\x{2066}-\x{2069}]"


def _may_have_blanks(column: pa.Array) -> bool:
    """Is any byte of the texts not that of a plain letter, digit or sign?"""
    width = np.int64 if pa.types.is_large_string(column.type) else np.int32
    offsets = np.frombuffer(column.buffers()[1], dtype=width)[column.offset : column.offset + len(column) + 1]
    data = column.buffers()[2]
    if data is None:
        return False
    raw = np.frombuffer(data, dtype=np.uint8)[offsets[0] : offsets[-1]]
    return bool(raw.size) and bool(raw.min() <= 0x20 or raw.max() >= 0x7F)

"""How does a file get through an engine: read, decide and write at the same time, never more than a few batches?

Reading and writing each have a thread of their own beside the one that computes, and none gets far ahead of
the next, so that what a batch takes is all that is ever held: memory does not grow with the file. Nothing of the
engine under test is used here, so that no contender waits for the imports of another.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Decide = Callable[[pa.RecordBatch], pa.Table]

AHEAD = 1
"""Batches read ahead at the most: more of them take memory and save no time, as reading is what all wait for."""


def run(given: Iterator[pa.RecordBatch], target: Path, ready: Callable[[], Decide]) -> int:
    """Decide batches, which are read while others are decided, into a Parquet file; the number of rows written.

    Reading begins while `ready` makes ready what decides: imports, rules.
    """
    rows = 0
    with ThreadPoolExecutor(1, "read") as reader, _Written(target) as written:
        coming = deque(reader.submit(next, given, None) for _ in range(AHEAD))
        decide = ready()
        while (batch := coming.popleft().result()) is not None:
            coming.append(reader.submit(next, given, None))
            table = decide(batch)
            written.put(table)
            rows += table.num_rows
    if not rows:
        raise ValueError("there is nothing to write: the file has no rows")
    return rows


class _Written:
    """A Parquet file that is written behind, a table at a time."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.thread = ThreadPoolExecutor(1, "write")
        self.file: pq.ParquetWriter | None = None
        self.last: Future[None] | None = None

    def __enter__(self) -> "_Written":
        return self

    def put(self, table: pa.Table) -> None:
        """Write this table as soon as the one before it is written, for which this waits."""
        if self.last is not None:
            self.last.result()
        self.last = self.thread.submit(self._write, table)

    def _write(self, table: pa.Table) -> None:
        if self.file is None:
            # A dictionary helps where words come again; ids and amounts it only slows down.
            words = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
            self.file = pq.ParquetWriter(self.target, table.schema, compression="zstd", use_dictionary=words)
        self.file.write_table(table)

    def __exit__(self, *_: object) -> None:
        self.thread.shutdown()
        if self.file is not None:
            self.file.close()
        if self.last is not None:
            self.last.result()


def batches(source: Path, size: int, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """A Parquet file, batch by batch; its row groups must be multiples of the batch."""
    with pq.ParquetFile(source, pre_buffer=False) as file:
        yield from file.iter_batches(batch_size=size, columns=columns, use_threads=False)

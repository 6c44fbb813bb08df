"""How do reading, computing and writing overlap? Three threads with short queues between them.

Arrow lets go of Python's lock while it reads and writes, so two cores have work. What waits in the queues is all that is
held: memory does not grow with the file.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

AHEAD = 1
"""Batches that may wait in a queue."""


def run(given: Iterable[pa.RecordBatch], target: Path, decide: Callable[[pa.RecordBatch], pa.Table]) -> int:
    """Decide batches, which are read while others are decided, into a Parquet file; the number of rows written."""
    read, decided = Queue[Any](AHEAD), Queue[Any](AHEAD)
    reader = _Worker(lambda: _put(given, read), read)
    writer = _Worker(lambda: _write(target, decided), None)
    reader.start()
    writer.start()
    rows = 0
    for batch in iter(read.get, None):
        result = decide(batch)
        rows += result.num_rows
        decided.put(result)
    decided.put(None)
    for worker in (reader, writer):
        worker.finish()
    return rows


def batches(source: Path, size: int, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """A Parquet file, batch by batch; its row groups must be multiples of the batch."""
    with pq.ParquetFile(source, pre_buffer=False) as file:
        yield from file.iter_batches(batch_size=size, columns=columns, use_threads=False)


class _Worker(Thread):
    """A thread whose error comes out where it is waited for; `ends` hears None in any case."""

    def __init__(self, work: Callable[[], None], ends: Queue[Any] | None) -> None:
        super().__init__(daemon=True)
        self.work, self.ends = work, ends
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.work()
        except Exception as error:  # noqa: BLE001 - raised again by finish()
            self.error = error
        finally:
            if self.ends is not None:
                self.ends.put(None)

    def finish(self) -> None:
        self.join()
        if self.error is not None:
            raise self.error


def _put(given: Iterable[pa.RecordBatch], to: Queue[Any]) -> None:
    for batch in given:
        to.put(batch)


def _write(target: Path, given: Queue[Any]) -> None:
    tables: Iterator[pa.Table] = iter(given.get, None)
    try:
        first = next(tables, None)
        if first is None:
            raise ValueError("there is nothing to write: the file has no rows")
        # A dictionary helps where words come again; ids and amounts it only slows down.
        words = [field.name for field in first.schema if pa.types.is_dictionary(field.type)]
        with pq.ParquetWriter(target, first.schema, compression="zstd", use_dictionary=words) as writer:
            writer.write_table(first)
            for table in tables:
                writer.write_table(table)
    finally:
        # Whoever computes must not wait for a disk that has failed.
        for _ in tables:
            pass

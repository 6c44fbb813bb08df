"""How do reading, computing and writing overlap? Three threads with short queues between them.

Arrow lets go of Python's lock while it reads and writes, so two cores have work. What waits in the queues is all that is
held: memory does not grow with the file.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

AHEAD = 1
"""Batches that may wait for the next thread."""


def run(given: Iterable[pa.RecordBatch], target: Path, decide: Callable[[pa.RecordBatch], pa.Table]) -> int:
    """Decide batches, which are read while others are decided, into a Parquet file; the number of rows written."""
    from aid_rules.batch.ahead import ahead

    tables = ahead((decide(batch) for batch in ahead(given, AHEAD)), AHEAD)
    first = next(tables, None)
    if first is None:
        raise ValueError("there is nothing to write: the file has no rows")
    # A dictionary helps where words come again; ids and amounts it only slows down.
    words = [field.name for field in first.schema if pa.types.is_dictionary(field.type)]
    rows = first.num_rows
    with pq.ParquetWriter(target, first.schema, compression="zstd", use_dictionary=words) as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(table)
            rows += table.num_rows
    return rows


def batches(source: Path, size: int, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """A Parquet file, batch by batch; its row groups must be multiples of the batch."""
    with pq.ParquetFile(source, pre_buffer=False) as file:
        yield from file.iter_batches(batch_size=size, columns=columns, use_threads=False)

"""How does a table reach the disk whole or not at all? Written beside its place, then moved there.

And how is something lent to processes that help? Where nobody else can read or replace it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from aid_rules.batch.refusals import refused


def beside(path: Path) -> Path:
    """Where a file is written before it is moved to its place: no two processes write to the same."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def write_parquet(
    path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch], told: Mapping[str, str],
    words: Sequence[str] | None = None,
) -> int:  # fmt: skip
    """Write batches as one Parquet file, a row group each, and return the number of rows.

    `told` stands in the file's metadata. `words`: the columns of few different words (None: tried out for every
    column, which costs time). The file appears under its name only when it is complete and on the
    disk; what was begun is removed when anything goes wrong. Raises OSError where the disk does not take it.
    """
    rows, begun = 0, beside(path)
    try:
        with pq.ParquetWriter(
            begun,
            schema.with_metadata(dict(told)),
            compression="zstd",
            use_dictionary=True if words is None else list(words),
        ) as writer:
            for batch in batches:
                writer.write_batch(batch.replace_schema_metadata(dict(told)))
                rows += batch.num_rows
        with begun.open("rb") as written:
            os.fsync(written.fileno())
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)
    return rows


@contextmanager
def lent(content: bytes) -> Iterator[Path]:
    """A file in a directory of its own, which only this user may enter, for as long as it is needed.

    Who reads it unpickles it: nobody may put another in its place. BatchError where the disk does not take it.
    """
    try:
        path = Path(tempfile.mkdtemp(prefix="aid-rules-")) / "work"
    except OSError as error:
        raise refused("B108", found=tempfile.gettempdir(), why=error.strerror or str(error)) from error
    try:
        try:
            path.write_bytes(content)
        except OSError as error:
            raise refused("B108", found=str(path.parent), why=error.strerror or str(error)) from error
        yield path
    finally:
        taken_back(path)


def taken_back(path: Path) -> None:
    """Take away what was lent, and its directory."""
    shutil.rmtree(path.parent, ignore_errors=True)

"""Which files make a population, and how is it read in chunks, always the same ones?

Files are read row group by row group: small groups are taken together, large ones divided, so that a chunk is
the same households whenever the job runs. A file that cannot be read to its end is an error, not fewer rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from aid_rules.batch.directory import parquet_files
from aid_rules.batch.refusals import refused

CHUNK = 65_536
"""Households of a chunk."""
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Unit:
    """Row groups of one file that are read together, and the chunks that they give.

    `first` is the row of the population with which it begins, `number` that of its first chunk.
    """

    path: Path
    groups: tuple[int, ...]
    rows: int
    first: int
    number: int
    size: int

    @property
    def chunks(self) -> range:
        """The numbers of its chunks."""
        return range(self.number, self.number + -(-self.rows // self.size))


@dataclass(frozen=True)
class Population:
    """Parquet files in order, and how they divide into units. `root`: what was asked for, a file or a directory."""

    root: Path
    paths: tuple[Path, ...]
    units: tuple[Unit, ...]
    rows: int
    size: int

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return self.units[-1].chunks.stop if self.units else 0

    @property
    def names(self) -> list[str]:
        """What the files are called within the directory."""
        return [p.name if p == self.root else p.relative_to(self.root).as_posix() for p in self.paths]

    @property
    def sizes(self) -> dict[int, int]:
        """The households of each chunk, by its number."""
        return {
            number: min(unit.size, unit.rows - place * unit.size)
            for unit in self.units for place, number in enumerate(unit.chunks)
        }  # fmt: skip


def population(path: Path, size: int = CHUNK) -> Population:
    """The population of a Parquet file, or of a directory of them (see `directory`).

    Raises BatchError where a file is not there, is no Parquet file, or is cut short.
    """
    paths = parquet_files(path) if path.is_dir() else (path,)
    units: list[Unit] = []
    rows = number = 0
    for each in paths:
        for groups, count in _together(_group_rows(each), size):
            unit = Unit(each, groups, count, rows, number, size)
            units.append(unit)
            rows, number = rows + count, unit.chunks.stop
    return Population(path, paths, tuple(units), rows, size)


def _group_rows(path: Path) -> list[int]:
    with _reading(path) as file:
        about = file.metadata
        return [about.row_group(i).num_rows for i in range(about.num_row_groups)]


def _together(rows: Sequence[int], size: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Neighbouring row groups as long as they fit into one chunk."""
    groups: list[int] = []
    count = 0
    for number, more in enumerate(rows):
        if groups and count + more > size:
            yield tuple(groups), count
            groups, count = [], 0
        groups.append(number)
        count += more
    if count:
        yield tuple(groups), count


def chunks(unit: Unit, columns: Sequence[str] | None = None) -> Iterator[tuple[int, int, pa.RecordBatch]]:
    """The chunks of a unit: number, first row, households. BatchError where the file cannot be read."""
    number, first = unit.number, unit.first
    try:
        with _reading(unit.path) as file:
            waiting: list[pa.RecordBatch] = []
            rows = 0
            for batch in _batches(file, unit, columns):
                while rows + batch.num_rows >= unit.size:
                    yield number, first, _one([*waiting, batch.slice(0, unit.size - rows)])
                    batch = batch.slice(unit.size - rows)
                    number, first, waiting, rows = number + 1, first + unit.size, [], 0
                if batch.num_rows:
                    waiting.append(batch)
                    rows += batch.num_rows
            if rows:
                yield number, first, _one(waiting)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(unit.path, error) from error


def _batches(file: pq.ParquetFile, unit: Unit, columns: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
    """Group by group: Arrow cannot put words within lists together over several."""
    for group in unit.groups:
        yield from file.iter_batches(unit.size, row_groups=[group], columns=columns)


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
    return table.to_batches()[0]


def schema_of(found: Population) -> pa.Schema:
    """The schema of a population. BatchError where its files have different ones."""
    schemas = []
    for path in found.paths:
        with _reading(path) as file:
            schemas.append(file.schema_arrow.remove_metadata())
    for path, schema in zip(found.paths, schemas, strict=True):
        if not schema.equals(schemas[0]):
            raise refused("B104", found=str(path), first=str(found.paths[0]))
    return schemas[0]


def digest(found: Population, more: Callable[[int], None] = lambda _: None) -> str:
    """sha256 over the bytes of all files, in order; `more` is told of every block read."""
    total = hashlib.sha256()
    for path in found.paths:
        try:
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    total.update(block)
                    more(len(block))
        except OSError as error:
            raise _unreadable(path, error) from error
    return f"sha256:{total.hexdigest()}"


def _reading(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> Exception:
    if isinstance(error, FileNotFoundError):
        return refused("B101", found=str(path))
    return refused("B102", found=str(path), why=" ".join(str(error).split())[:200])

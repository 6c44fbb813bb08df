"""The mini-aid population as two Parquet files, written stretch by stretch so that millions need no memory.

`cases.parquet` holds one case a row, in the vocabulary, as an authority would hand it in; `plain.parquet` the same
households in plain columns. Stretches are drawn from seeds of their own: the first million of five is the million.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.mini_aid.arrow import as_arrow
from benchmarks.mini_aid.plain import plain_arrow
from benchmarks.mini_aid.population import Population, draw

STRETCH = 65_536
"""Households drawn together, and a row group of the files."""


def stretch(number: int, households: int = STRETCH) -> Population:
    """The households of a stretch; a shorter one is the beginning of no other."""
    return draw(households, seed=7 + number)


def write(folder: Path, households: int) -> dict[str, Path]:
    """Both files in the folder, by their names; zstd, as the library itself writes."""
    folder.mkdir(parents=True, exist_ok=True)
    empty = draw(1)
    forms = {"cases": as_arrow, "plain": plain_arrow}
    paths = {name: folder / f"{name}.parquet" for name in forms}
    writers = {
        name: pq.ParquetWriter(paths[name], form(empty).schema, compression="zstd")
        for name, form in forms.items()
    }
    for number, first in enumerate(range(0, households, STRETCH)):
        people = stretch(number, min(STRETCH, households - first))
        for name, form in forms.items():
            writers[name].write_table(pa.Table.from_batches([form(people, first)]))
    for writer in writers.values():
        writer.close()
    return paths

"""Which files of a directory make a population?

All that end in `.parquet`, also in directories within (`region=370902/part-0.parquet`), in the order of their paths. What begins
with `_` or `.` is not data, as Spark and Hive have it: `_SUCCESS`. Anything else is an error: a file that is passed over
is households that are lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aid_rules.batch.refusals import BatchError, refused
from aid_rules.problems import Problem, nearest

_SUFFIX = ".parquet"
_TOLD = 20
"""Strange files that are named at once."""


def parquet_files(folder: Path) -> tuple[Path, ...]:
    """The Parquet files of a directory. BatchError where there are none, or anything else, or it cannot be read."""
    found, strange = list[Path](), list[Path]()
    for path in _within(folder, (folder.resolve(),)):
        (found if path.name.endswith(_SUFFIX) and path.is_file() else strange).append(path)
    if strange:
        raise BatchError([_strange(path) for path in sorted(strange)[:_TOLD]])
    if not found:
        raise refused("B101", found=str(folder))
    return tuple(sorted(found, key=lambda path: path.relative_to(folder).parts))


def _within(folder: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    """Every file that is not hidden; a link to a directory that holds it is no directory."""
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        raise refused("B102", found=str(folder), why=error.strerror or str(error)) from error
    for path in entries:
        if path.name.startswith(("_", ".")):
            continue
        if path.is_dir() and (here := path.resolve()) not in above:
            yield from _within(path, (*above, here))
        else:
            yield path


def _strange(path: Path) -> Problem:
    """A file that is none: with the name that it should have, where it is near that."""
    meant = nearest(path.suffix.lower(), [_SUFFIX]) if path.suffix else None
    write = None if meant is None or path.is_dir() else str(path.with_suffix(meant))
    return Problem("B131", None, {"found": str(path)}, write)

"""How many rows do the files of a job hold? Read off the files themselves, for notes and sums may be wrong about them.

Only the end of each file is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from aid_rules.batch.refusals import refused

KINDS = ("decisions", "changes", "rejects")
TRACE = "trace"


def part(out: Path, kind: str, number: int) -> Path:
    """Where the part of a chunk stands."""
    return out / kind / f"part-{number:06d}.parquet"


def stands(out: Path, number: int, rows: Mapping[str, int]) -> bool:
    """Are the parts of a chunk there, with as many rows as its note says (by kind)?"""
    return rows.keys() >= {*KINDS} and all(_rows(part(out, kind, number)) == rows[kind] for kind in rows)


def need_rows(out: Path, manifest: Mapping[str, Any]) -> None:
    """BatchError unless the files of a job hold what its manifest counts, no more and no less."""
    counts, chunks = manifest["counts"], manifest["population"]["chunks"]
    wanted = dict(zip(KINDS, (counts["decided"], counts["changes"], counts["rejected"]), strict=True))
    for kind in (*KINDS, *([TRACE] if manifest["trace"] else [])):
        _need_parts(out, kind, chunks)
        if kind in wanted:
            rows = sum(_rows(part(out, kind, number)) or 0 for number in range(chunks))
            if rows != wanted[kind]:
                raise refused("B133", found=str(out / kind), wanted=str(wanted[kind]), rows=str(rows))


def _need_parts(out: Path, kind: str, chunks: int) -> None:
    """Whoever reads the directory reads every file in it: one too many is as wrong as one that is missing."""
    there = {path.name for path in (out / kind).glob("[!._]*")}
    wanted = {part(out, kind, number).name for number in range(chunks)}
    for name in sorted(there ^ wanted):
        raise refused("B134" if name in wanted else "B136", found=str(out / kind / name))


def _rows(path: Path) -> int | None:
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException):
        return None

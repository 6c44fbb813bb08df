"""Do the files of a job hold what was written? Read off the files themselves, for notes and sums may be wrong about them.

Rows are read off the end of each file; the digest of a file needs all of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
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


def stands(out: Path, number: int, digests: Mapping[str, str]) -> bool:
    """Are the parts of a chunk there, byte for byte what its note says (SHA-256 by kind)?"""
    return digests.keys() >= {*KINDS} and all(
        digest_of(part(out, kind, number)) == digests[kind] for kind in digests
    )


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def digest_of_all(out: Path, kind: str, digests: Sequence[str]) -> str:
    """One digest over the parts of a kind, from those of each in order: what `sha256sum *.parquet | sha256sum` prints."""
    lines = (f"{digest}  {part(out, kind, number).name}\n" for number, digest in enumerate(digests))
    return "sha256:" + hashlib.sha256("".join(lines).encode()).hexdigest()


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


def need_digests(out: Path, manifest: Mapping[str, Any]) -> None:
    """BatchError unless the files of a job are byte for byte those that its manifest speaks of."""
    for kind, wanted in manifest["digests"].items():
        numbers = range(manifest["population"]["chunks"])
        found = [digest_of(part(out, kind, number)) or "" for number in numbers]
        if digest_of_all(out, kind, found) != wanted:
            raise refused("B141", found=str(out / kind), wanted=wanted)


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

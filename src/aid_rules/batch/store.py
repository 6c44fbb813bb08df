"""Where do the results of a job lie, and which chunks are done, so that a job cut off can go on?

A chunk is done when its note stands in `progress/`: it is written last, after the parts it speaks of are on the
disk, and every file appears whole or not at all. The manifest ends the job and takes the notes away. What notes say is
held against the files (see `counted`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from aid_rules.batch.alone import LOCK
from aid_rules.batch.chunk.step import Parts
from aid_rules.batch.chunk.tally import Tally
from aid_rules.batch.counted import KINDS, TRACE, digest_of, digest_of_all, part, stands
from aid_rules.batch.files import beside, write_parquet
from aid_rules.batch.refusals import BatchError, refused

MANIFEST, PAGE = "manifest.json", "summary.html"
_JOB, _PROGRESS = "job.json", "progress"
_GROUP, _TRACED = 65_536, 1024
"""Rows of a row group: of a trace one household is read at a time."""


@dataclass(frozen=True)
class Store:
    """The output directory of a job."""

    out: Path

    def begin(self, job: Mapping[str, Any]) -> None:
        """A new job. BatchError where the directory holds anything or cannot be written."""
        self.need_room()
        with self._writing():
            self.out.mkdir(parents=True, exist_ok=True)
            self._tidy()
            self._write_json(_JOB, job)
            self._rooms()

    def need_room(self) -> None:
        """BatchError where the directory holds the results of a job already, or is none."""
        if self.out.exists() and not self.out.is_dir():
            raise refused("B132", found=str(self.out))
        if any(self._known()):
            raise refused("B105", found=str(self.out))

    def need_job(self) -> None:
        """BatchError where something stands here and is no job. One stopped before it wrote anything leaves nothing."""
        if self.out.exists() and not self.out.is_dir():
            raise refused("B132", found=str(self.out))
        if self._begun() is None and not self._untouched():
            raise refused("B107", found=str(self.out))

    def _untouched(self) -> bool:
        """Does it hold nothing but what a job leaves that was stopped before it was noted?"""
        left = [path.name for path in self.out.iterdir()] if self.out.exists() else []
        return all(name == LOCK or (name.startswith(".") and name.endswith(".part")) for name in left)

    def _begun(self) -> dict[str, Any] | None:
        return self._json(_JOB) or self._json(MANIFEST)

    def resume(self, job: Mapping[str, Any]) -> None:
        """The job that was begun here, or is done, or begins now. BatchError where it is another one."""
        self.need_job()
        begun = self._begun()
        if begun is None:
            self.begin(job)
            return
        other = [key for key, value in job.items() if begun.get(key) != json.loads(json.dumps(value))]
        if other:
            raise refused("B106", found=str(self.out), what="、".join(sorted(other)))
        with self._writing():
            self._tidy()
            if self.finished() is None:
                self._rooms()
                self._forget()
            else:
                shutil.rmtree(self.out / _PROGRESS, ignore_errors=True)

    def finished(self) -> dict[str, Any] | None:
        """The manifest, where the job is done."""
        return None if (self.out / _JOB).exists() else self._json(MANIFEST)

    def done(self) -> set[int]:
        """The numbers of the chunks that are done."""
        return {int(path.stem) for path in (self.out / _PROGRESS).glob("[0-9]*.json")}

    def _forget(self) -> None:
        """Take away the notes of chunks of which a part is missing, or is not what was written: they are done again."""
        for number in self.done():
            note = self._note(number)
            if not stands(self.out, number, (self._json(note) or {}).get("digests", {})):
                (self.out / note).unlink()

    def put(self, number: int, parts: Parts) -> None:
        """Write the parts of a chunk, and then the note that it is done. BatchError where the disk does not take it."""
        with self._writing():
            digests = {}
            for name in (*KINDS, *([TRACE] if parts.trace is not None else [])):
                table: pa.Table = getattr(parts, name)
                path = part(self.out, name, number)
                path.parent.mkdir(exist_ok=True)
                if name == TRACE:
                    write_parquet(path, table.schema, table.to_batches(_TRACED), {})
                else:
                    write_parquet(path, table.schema, table.to_batches(_GROUP), {}, _words(table.schema))
                digests[name] = digest_of(path)
            self._write_json(self._note(number), {"digests": digests, **parts.tally.to_json()})

    def tallies(self) -> Iterator[Tally]:
        """What each chunk that is done adds up to."""
        for number in sorted(self.done()):
            yield Tally.from_json(self._json(self._note(number)) or {})

    def digests(self) -> dict[str, str]:
        """One digest over the parts of each kind, as written."""
        found: dict[str, list[str]] = {}
        for number in sorted(self.done()):
            for kind, digest in (self._json(self._note(number)) or {})["digests"].items():
                found.setdefault(kind, []).append(digest)
        return {kind: digest_of_all(self.out, kind, parts) for kind, parts in found.items()}

    def finish(self, manifest: Mapping[str, Any], page: str) -> None:
        """Write the summary and the manifest, and take away what only an unfinished job needs."""
        with self._writing():
            self._write(PAGE, page)
            self._write_json(MANIFEST, manifest)
            (self.out / _JOB).unlink()
            shutil.rmtree(self.out / _PROGRESS)

    def _note(self, number: int) -> str:
        return f"{_PROGRESS}/{number:06d}.json"

    def _tidy(self) -> None:
        """Take away what somebody began to write and was cut off."""
        for room in (self.out, *(self.out / name for name in (*KINDS, TRACE, _PROGRESS))):
            for left in room.glob(".*.part"):
                left.unlink(missing_ok=True)

    def _rooms(self) -> None:
        """Made after the job is noted: whoever is cut off between can go on."""
        for name in (*KINDS, _PROGRESS):
            (self.out / name).mkdir(exist_ok=True)

    def _known(self) -> Iterator[Path]:
        for name in (*KINDS, TRACE, _PROGRESS, _JOB, MANIFEST, PAGE):
            if (self.out / name).exists():
                yield self.out / name

    def _writing(self) -> _Writing:
        return _Writing(self.out)

    def _json(self, name: str) -> dict[str, Any] | None:
        path = self.out / name
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def _write_json(self, name: str, content: Mapping[str, Any]) -> None:
        self._write(name, json.dumps(content, ensure_ascii=False, indent=1) + "\n")

    def _write(self, name: str, text: str) -> None:
        """Under its name only when it is whole."""
        path = self.out / name
        begun = beside(path)
        try:
            with begun.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            begun.replace(path)
        finally:
            begun.unlink(missing_ok=True)


def _words(schema: pa.Schema) -> list[str]:
    """The columns in which few words come again and again."""
    return ["region", "code", *(field.name for field in schema if pa.types.is_dictionary(field.type))]


@dataclass(frozen=True)
class _Writing:
    """Says which directory could not be written, and why."""

    out: Path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError) and not isinstance(error, BatchError):
            raise refused("B108", found=str(self.out), why=error.strerror or str(error)) from error

"""Does the output of a job survive being cut off between any two steps, and a disk that is full?"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from aid_rules.batch import BatchError, reevaluate_files
from aid_rules.batch.chunk.step import Parts, Step, Task
from aid_rules.batch.files import write_parquet
from aid_rules.batch.store import Store
from tests.batch import harbour
from tests.batch.killed import CHUNK

JOB = {"population": {"households": 20}, "before": "2030-06-01"}
GROWING = ("fsync", "replace", "mkdir")
STEPS = (*GROWING, "unlink", "rmdir", "rename")


@pytest.fixture(scope="module")
def parts() -> list[Parts]:
    asked = harbour.asked()
    step = Step(Task(asked.before, asked.after, harbour.REGIONS, asked.months))
    return [
        step(batch, first) for first, batch in zip((0, 12), harbour.table(20).to_batches(12), strict=True)
    ]


class Cut(BaseException):
    """Stands for the end of the process."""


class Counting:
    """Lets so many changes of the disk through, then none."""

    def __init__(
        self, patch: pytest.MonkeyPatch, most: int, error: Callable[[], BaseException], steps: tuple[str, ...] = STEPS
    ) -> None:  # fmt: skip
        self.left, self.error = most, error
        for name in steps:
            patch.setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, real: Any) -> Any:
        def step(*given: Any, **options: Any) -> Any:
            if self.left <= 0:
                raise self.error()
            self.left -= 1
            return real(*given, **options)

        return step


def job(store: Store, parts: list[Parts]) -> None:
    """A job begun or resumed, whatever there is, and brought to its end."""
    known = any((store.out / name).exists() for name in ("job.json", "manifest.json"))
    (store.resume if known else store.begin)(JOB)
    if store.finished() is not None:
        return
    for number, each in enumerate(parts):
        if number not in store.done():
            store.put(number, each)
    assert [tally.households for tally in store.tallies()] == [12, 8]
    store.finish(JOB | {"seconds": 1.0}, "<html></html>")


def again(out: Path, parts: list[Parts]) -> None:
    """The same as another process would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getpid", lambda: 7)
        job(Store(out), parts)


def refusal(out: Path, parts: list[Parts]) -> str:
    """What a job says that cannot go on; nothing where it can."""
    try:
        job(Store(out), parts)
    except BatchError as error:
        return str(error)
    return ""


def moments(most: int = 400) -> Iterator[int]:
    yield from range(most)
    raise AssertionError("never came to the end")


def test_cut_off_between_any_two_steps(parts: list[Parts], tmp_path: Path) -> None:
    job(Store(tmp_path / "whole"), parts)
    whole = harbour.files(tmp_path / "whole")
    assert len(whole) == 2 * 3 + 2
    for moment in moments():
        out = tmp_path / str(moment)
        cut = False
        with pytest.MonkeyPatch.context() as patch:
            Counting(patch, moment, Cut)
            try:
                job(Store(out), parts)
            except Cut:
                cut = True
        again(out, parts)
        assert harbour.files(out) == whole, moment
        if not cut:
            assert moment > 30
            return


def test_cut_off_again_and_again(parts: list[Parts], tmp_path: Path) -> None:
    """Three steps at a time: each resumed job is cut off too, until one gets to the end."""
    job(Store(tmp_path / "whole"), parts)
    out = tmp_path / "out"
    for steps in count(3):
        with pytest.MonkeyPatch.context() as patch:
            Counting(patch, steps, Cut)
            try:
                job(Store(out), parts)
                break
            except Cut:
                continue
    assert harbour.files(out) == harbour.files(tmp_path / "whole")


def test_the_disk_is_full_at_any_step(parts: list[Parts], tmp_path: Path) -> None:
    job(Store(tmp_path / "whole"), parts)
    for moment in moments():
        out = tmp_path / str(moment)
        with pytest.MonkeyPatch.context() as patch:
            Counting(patch, moment, lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), GROWING)
            said = refusal(out, parts)
        if not said:
            assert moment > 20
            return
        assert said.startswith("B108")
        assert "No space left" in said
        assert str(out) in said
        assert not list(out.rglob(".*.part"))
        again(out, parts)
        assert harbour.files(out) == harbour.files(tmp_path / "whole"), moment


FULL = """
import resource, signal, sys
from aid_rules.problems import ProblemError
from tests.batch import killed
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
try:
    killed.main(*sys.argv[1:])
except ProblemError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
"""


@pytest.mark.parametrize(("most", "processes"), [(700, 1), (3000, 1), (6000, 1), (6000, 2)])
def test_files_that_may_not_grow(checkout: Path, tmp_path: Path, most: int, processes: int) -> None:
    """As on a full disk: what does not fit is an error in words, no part of a file stands there, resuming completes."""
    people = harbour.write(tmp_path / "people.parquet", harbour.table(24), CHUNK)
    command = [sys.executable, "-c", FULL, str(most), str(people), str(tmp_path / "out"), str(processes), ""]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "B108" in done.stderr
    for path in tmp_path.glob("out/*/*.parquet"):
        pq.ParquetFile(path).read()
    for path in tmp_path.glob("out/**/*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    here = (tmp_path / "out" / "job.json").exists()
    reevaluate_files(people, tmp_path / "out", harbour.asked(), resume=here, chunk=CHUNK, processes=1)
    reevaluate_files(people, tmp_path / "whole", harbour.asked(), chunk=CHUNK, processes=1)
    assert harbour.files(tmp_path / "out") == harbour.files(tmp_path / "whole")


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    people = harbour.write(tmp_path / "people.parquet", harbour.table(3))
    with pytest.raises(BatchError) as error:
        reevaluate_files(people, tmp_path / "file" / "out", harbour.asked())
    assert error.value.problems[0].code == "B108"


def test_files_of_others_are_left_alone(parts: list[Parts], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    job(Store(tmp_path), parts)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_two_that_write_the_same_file_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was given up, but is not gone yet, writes what the next one writes: beside it."""
    table = harbour.table(5)
    path = tmp_path / "t.parquet"
    batches = table.to_batches(1)

    def slow() -> Iterator[Any]:
        yield batches[0]
        with monkeypatch.context() as patch:
            patch.setattr(os, "getpid", lambda: 1)
            write_parquet(path, table.schema, batches, {})
        yield from batches[1:]

    write_parquet(path, table.schema, slow(), {})
    assert pq.read_table(path).num_rows == 5
    assert [each.name for each in tmp_path.iterdir()] == ["t.parquet"]

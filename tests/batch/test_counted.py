"""Are the rows of the files counted, and not only what notes say of them?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from aid_rules.batch import BatchError
from aid_rules.batch.counted import KINDS
from tests.batch import harbour
from tests.batch.harbour import run


class Stop(Exception):
    """Ends a job half-way."""


@pytest.fixture
def half(people: Path, tmp_path: Path) -> Path:
    """A job that was cut off after some chunks."""
    calls = 0

    def stop(progress: object) -> None:
        nonlocal calls
        calls += getattr(progress, "stage", "") == "decide"
        if calls > 4:
            raise Stop

    with pytest.raises(Stop):
        run(people, tmp_path / "out", report=stop)
    assert (tmp_path / "out" / "decisions" / "part-000001.parquet").exists()
    return tmp_path / "out"


def shorter(path: Path) -> None:
    pq.write_table(pq.read_table(path).slice(1), path)


def broken(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("harm", [Path.unlink, broken, shorter])
def test_a_part_that_is_not_what_was_written_is_done_again(
    people: Path, done: Path, half: Path, kind: str, harm: Callable[[Path], None]
) -> None:
    if kind == "rejects" and harm is shorter:
        pytest.skip("nobody was rejected")
    harm(half / kind / "part-000001.parquet")
    run(people, half, resume=True)
    assert harbour.files(half) == harbour.files(done)


def test_a_note_that_does_not_tell_of_rows_counts_for_nothing(people: Path, done: Path, half: Path) -> None:
    note = half / "progress" / "000000.json"
    kept = {
        key: value for key, value in json.loads(note.read_text(encoding="utf-8")).items() if key != "rows"
    }
    note.write_text(json.dumps(kept), encoding="utf-8")
    run(people, half, resume=True)
    assert harbour.files(half) == harbour.files(done)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda out: (out / "decisions" / "part-000001.parquet").unlink(), "B134"),
        (lambda out: shorter(out / "decisions" / "part-000001.parquet"), "B133"),
        (lambda out: shorter(out / "changes" / "part-000001.parquet"), "B133"),
        (lambda out: shutil.copy(out / "changes" / "part-000001.parquet", out / "changes" / "copy.parquet"), "B136"),
        (lambda out: shutil.rmtree(out / "rejects"), "B134"),
    ],
)  # fmt: skip
def test_a_finished_job_of_which_something_is_missing_is_not_told_as_whole(
    people: Path, done: Path, tmp_path: Path, harm: Callable[[Path], object], code: str
) -> None:
    out = tmp_path / "out"
    shutil.copytree(done, out)
    harm(out)
    with pytest.raises(BatchError) as error:
        run(people, out, resume=True)
    assert harbour.code(error) == code


def test_a_file_too_many_at_the_end(people: Path, half: Path) -> None:
    """Whoever reads the directory would read it too."""
    shutil.copy(half / "decisions" / "part-000000.parquet", half / "decisions" / "part-000099.parquet")
    with pytest.raises(BatchError) as error:
        run(people, half, resume=True)
    assert harbour.code(error) == "B136"

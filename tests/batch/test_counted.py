"""Are the files themselves looked at, and not only what notes say of them?"""

from __future__ import annotations

import hashlib
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


def flipped(path: Path) -> None:
    """One bit of a value is another; the end of the file, with the number of rows, is as it was."""
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)


def broken(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("harm", [Path.unlink, broken, shorter, flipped])
def test_a_part_that_is_not_what_was_written_is_done_again(
    people: Path, done: Path, half: Path, kind: str, harm: Callable[[Path], None]
) -> None:
    if kind == "rejects" and harm is shorter:
        pytest.skip("nobody was rejected")
    harm(half / kind / "part-000001.parquet")
    run(people, half, resume=True)
    assert harbour.files(half) == harbour.files(done)


def test_a_note_that_does_not_tell_of_digests_counts_for_nothing(
    people: Path, done: Path, half: Path
) -> None:
    note = half / "progress" / "000000.json"
    kept = {
        key: value for key, value in json.loads(note.read_text(encoding="utf-8")).items() if key != "digests"
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
        (lambda out: flipped(out / "changes" / "part-000001.parquet"), "B141"),
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


def test_the_digests_are_those_of_common_tools(done: Path) -> None:
    """`cd decisions; sha256sum *.parquet | sha256sum`."""
    told = json.loads((done / "manifest.json").read_text(encoding="utf-8"))["digests"]
    assert told.keys() == {*KINDS}
    for kind, digest in told.items():
        lines = [
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
            for path in sorted((done / kind).glob("*.parquet"))
        ]
        assert digest == "sha256:" + hashlib.sha256("".join(lines).encode()).hexdigest()

"""Does what helpers unpickle lie where nobody can put anything else, and only while they need it?"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from aid_rules.batch import BatchError
from aid_rules.batch.files import lent
from tests.batch import harbour


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder := tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_only_its_owner_may_enter(scratch: Path) -> None:
    with lent(b"work") as one, lent(b"more") as other:
        assert one.read_bytes() == b"work"
        assert one.parent != other.parent
        assert {path.stat().st_mode & 0o777 for path in scratch.iterdir()} == {0o700}
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_it_goes_whatever_happens(scratch: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), lent(b"work"):
        raise error
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("where", ["mkdtemp", "write"])
def test_a_disk_that_does_not_take_it(scratch: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(*((tempfile, "mkdtemp") if where == "mkdtemp" else (Path, "write_bytes")), full)
    with pytest.raises(BatchError) as error, lent(b"work"):
        raise AssertionError
    assert harbour.code(error) == "B108"
    assert str(scratch) in str(error.value)
    assert list(scratch.iterdir()) == []


def test_a_job_leaves_nothing_and_puts_nothing_into_its_results(
    people: Path, done: Path, tmp_path: Path, scratch: Path
) -> None:
    harbour.run(people, tmp_path / "two", processes=2)
    assert list(scratch.iterdir()) == []
    assert harbour.files(tmp_path / "two") == harbour.files(done)

"""Do the processes of a job let Arrow take its memory from the system, and nobody else by our doing?"""

import os
import subprocess
import sys

import pytest

from aid_rules.batch.memory import frugal

POOL = "import pyarrow; print(pyarrow.default_memory_pool().backend_name)"
VARIABLE = "ARROW_DEFAULT_MEMORY_POOL"


def pool() -> str:
    return subprocess.run(
        [sys.executable, "-c", POOL], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_process_started_meanwhile_asks_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with frugal():
        assert pool() == "system"
    assert VARIABLE not in os.environ


def test_what_somebody_chose_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "jemalloc")
    with frugal():
        assert os.environ[VARIABLE] == "jemalloc"
    assert os.environ[VARIABLE] == "jemalloc"


def test_an_error_leaves_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(RuntimeError), frugal():
        raise RuntimeError
    assert VARIABLE not in os.environ

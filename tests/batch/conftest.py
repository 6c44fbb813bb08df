"""What do the tests of jobs share: a population in a file, and a job over it that is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch import harbour


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harbour.write(
        tmp_path_factory.mktemp("people") / "people.parquet", harbour.table(harbour.COUNT), 30
    )


@pytest.fixture(scope="session")
def done(people: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never written to."""
    out = tmp_path_factory.mktemp("done") / "out"
    harbour.run(people, out)
    return out

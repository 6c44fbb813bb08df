"""Where durable-rules does not run, what needs it is skipped; where it does, `.ci/run` fails for a skip."""

from collections.abc import Iterator

import pytest

from aid_rules.durable import Crosscheck, available


@pytest.fixture(scope="session")
def second() -> Iterator[Crosscheck]:
    """One worker for all tests."""
    if available():
        pytest.skip(available())
    with Crosscheck() as worker:
        yield worker

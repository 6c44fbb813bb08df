"""What do all tests share: where the checkout is, and how hypothesis draws."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is no fault; what CI draws must be the same in every run of one commit.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The repository's top directory."""
    return Path(__file__).resolve().parent.parent

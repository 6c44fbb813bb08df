"""What do all tests share: where the checkout is, and how hypothesis draws."""

import os
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# A slow machine is no fault; what CI draws must be the same in every run of one commit.
# A failure shows a seed, not a small case: shrinking one would only cost minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile(
    "seeded", deadline=None, max_examples=25, phases=PHASES, derandomize="CI" in os.environ
)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The repository's top directory."""
    return Path(__file__).resolve().parent.parent

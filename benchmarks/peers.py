"""Which of the others are here? They are optional: a contender that is not installed is left out, and that is said."""

from importlib.util import find_spec

PEERS = {"openfisca_core": "openfisca-core", "polars": "polars", "duckdb": "duckdb"}
"""Package by module."""


def here(module: str) -> bool:
    """Whether a peer is installed."""
    return find_spec(module) is not None


def left_out() -> str:
    """A line that names the peers that are not installed, and says how to install them; empty where all are."""
    absent = [package for module, package in PEERS.items() if not here(module)]
    return f"left out: {', '.join(absent)}; to install: pip install '.[bench]'" if absent else ""

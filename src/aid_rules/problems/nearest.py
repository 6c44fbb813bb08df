"""Which one name was probably meant? At most one, only if it is close."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(found: str, allowed: Iterable[str]) -> str | None:
    """The closest allowed name, or None where nothing is close enough to be a slip of the hand."""
    close = get_close_matches(found, list(allowed), n=1, cutoff=3 / 4)
    return close[0] if close else None

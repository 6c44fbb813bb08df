"""Which one name was probably meant? At most one, only if it is close."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches


def nearest(found: str, allowed: Iterable[str]) -> str | None:
    """The closest allowed name, or None where nothing is close enough to be a slip of the hand.

    Close is also the only name of which this is a part: `area` for `floor_area`.
    """
    names = [*allowed]
    close = get_close_matches(found, names, n=1, cutoff=3 / 4)
    if close:
        return close[0]
    within = [name for name in names if found in re.split("[_.]", name)]
    return within[0] if len(within) == 1 else None

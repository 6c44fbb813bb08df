"""What does a missing key mean?

`None` is unknown, always. `NOTHING` says that there is no such thing, and that this is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final, Never


class Nothing(Enum):
    """The type of `NOTHING`: falsy, empty when iterated, one per process (pickling keeps it)."""

    NOTHING = "nothing"

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Never]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "NOTHING"

    __str__ = __repr__


NOTHING: Final = Nothing.NOTHING
"""Known to be absent: no certificate, no custody, no end date."""

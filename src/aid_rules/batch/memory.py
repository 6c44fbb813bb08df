"""From whom does Arrow get its memory in the processes of a job?

Its own allocator keeps what was freed for the next time, so that what a large chunk has taken never comes back: a job
took a fifth more memory with it than with the system's, and no less time. Arrow settles this when it is first imported;
so it is said to processes before they start, by Arrow's own variable of the environment. Whoever has set that has chosen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_ARROW = "ARROW_DEFAULT_MEMORY_POOL"


@contextmanager
def frugal() -> Iterator[None]:
    """Processes that start meanwhile let Arrow take its memory from the system."""
    if os.environ.get(_ARROW):
        yield
        return
    os.environ[_ARROW] = "system"
    try:
        yield
    finally:
        del os.environ[_ARROW]

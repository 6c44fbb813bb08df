"""How does one job at a time work in a directory? The system lets go of the lock whatever becomes of the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from aid_rules.batch.refusals import refused

LOCK = ".lock"
"""Within the directory, for what is around it may not be ours to write to. It is empty, and stays: were it removed, one
that had opened it before and one that came after could both hold it.
"""


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Be the only job in a directory, which is made where it is not there. BatchError where another one is at work."""
    lock = FileLock(out / LOCK)
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise refused("B110", found=str(out)) from error
    except OSError as error:
        raise refused("B108", found=str(out), why=error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()

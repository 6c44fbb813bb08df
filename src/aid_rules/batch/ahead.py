"""How does what comes next get ready while this is worked on?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
_WAIT = 1
"""Seconds after which whoever reads ahead looks whether anybody still wants it."""


class _End(Generic[T]):
    """The end of what was read ahead, or what went wrong there."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def ahead(items: Iterable[T], most: int = 2) -> Iterator[T]:
    """The same items, drawn in a thread of its own up to `most` ahead; its errors are raised here.

    Whoever stops early stops the thread too.
    """
    ready: Queue[T | _End[T]] = Queue(maxsize=most)
    stopped = Event()

    def give(item: T | _End[T]) -> bool:
        while not stopped.is_set():
            try:
                ready.put(item, timeout=_WAIT)
            except Full:
                continue
            return True
        return False

    def draw() -> None:
        error: BaseException | None = None
        try:
            for item in items:
                if not give(item):
                    return
        except BaseException as found:  # noqa: BLE001 - raised again where the items are used
            error = found
        give(_End(error))

    thread = Thread(target=draw, name="ahead", daemon=True)
    thread.start()
    try:
        while not isinstance(item := ready.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        stopped.set()
        thread.join()

"""Does reading ahead give the same items, the errors too, and end when nobody wants more?"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from aid_rules.batch.ahead import ahead


def readers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "ahead"]


@pytest.mark.parametrize("most", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_the_same_items_in_order(count: int, most: int) -> None:
    assert list(ahead(range(count), most)) == list(range(count))
    assert readers() == []


def test_no_more_than_so_many_are_drawn() -> None:
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for number in range(50):
            drawn.append(number)
            yield number

    found = ahead(items(), 2)
    assert next(found) == 0
    time.sleep(0.2)
    assert len(drawn) <= 4
    found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), OSError(5, "I/O")])
def test_errors_are_raised_where_the_items_are_used(error: BaseException) -> None:
    def items() -> Iterator[int]:
        yield 1
        raise error

    found = ahead(items())
    assert next(found) == 1
    with pytest.raises(type(error)) as raised:
        next(found)
    assert raised.value is error
    assert readers() == []


def test_who_stops_early_stops_the_thread() -> None:
    def endless() -> Iterator[int]:
        while True:
            yield 1

    found = ahead(endless())
    assert next(found) == 1
    found.close()  # type: ignore[attr-defined]
    assert readers() == []


def test_an_error_of_the_user_stops_the_thread() -> None:
    def use() -> None:
        for number in ahead(iter(int, 1)):
            if number == 0:
                raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        use()
    for _ in range(50):
        if not readers():
            break
        time.sleep(0.1)
    assert readers() == []

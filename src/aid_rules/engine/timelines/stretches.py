"""From which day to which day does nothing change?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from aid_rules.engine.timelines.days import DAY


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `since` to before `until`, on which the state is the same."""

    since: date
    until: date


def stretches(days: Sequence[date], end: date, state: Callable[[date], Any]) -> list[Stretch]:
    """The longest stretches from the first of `days`, which are in order and end the day before `end`."""
    begins = [days[0]]
    for before, after in pairwise(days):
        begins += _begins(before, after, state)
    return [Stretch(since, until) for since, until in pairwise([*begins, end])]


def _begins(before: date, after: date, state: Callable[[date], Any]) -> Iterator[date]:
    """The days after `before`, up to `after`, on which something is no longer as the day before."""
    if state(before) == state(after):
        return
    if after - before == DAY:
        yield after
        return
    middle = before + (after - before) // 2
    yield from _begins(before, middle, state)
    yield from _begins(middle, after, state)

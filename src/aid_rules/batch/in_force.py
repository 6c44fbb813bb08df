"""Are there rules on the days of both sides?

A slip in the year would otherwise decide everybody by nothing: whoever is not born yet is refused by no rule. Where some
divisions have rules on the day and others none, the households of the others are rejected one by one.
"""

from __future__ import annotations

from collections.abc import Iterable

from aid_rules.batch.chunk.side import Side
from aid_rules.batch.chunk.step import Task
from aid_rules.batch.refusals import BatchError
from aid_rules.problems import Problem


def need_rules(task: Task) -> None:
    """BatchError where no division that is met has rules in force on the day of a side."""
    faults = [
        Problem("B130", None, {"side": f"--{name}", **first.facts})
        for name, side in (("before", task.before), ("after", task.after))
        if (first := _none_in_force(side, task.regions)) is not None
    ]
    if faults:
        raise BatchError(faults)


def _none_in_force(side: Side, regions: Iterable[str]) -> Problem | None:
    """The problem of the first division that has rules, but not on this day; None where any has them, or none is known."""
    found: Problem | None = None
    for region in regions:
        problem = side.nowhere(region)
        if problem is None:
            return None
        if problem.code == "V105":
            found = found or problem
    return found

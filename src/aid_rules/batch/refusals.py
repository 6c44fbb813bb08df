"""What is said where a whole job cannot run, as against one household that cannot be decided?"""

from __future__ import annotations

from aid_rules.problems import Problem, ProblemError


class BatchError(ProblemError):
    """The job cannot run, or cannot go on: the population, the output directory, or what was asked."""


def refused(code: str, write: str | None = None, **facts: str) -> BatchError:
    """The error of one problem."""
    return BatchError([Problem(code, None, facts, write)])

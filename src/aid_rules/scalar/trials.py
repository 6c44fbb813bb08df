"""What would the outcome be, supposing this and that of facts not known? Each supposition is made once, and few enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aid_rules.language import Unknown
from aid_rules.problems import CaseError
from aid_rules.scalar.span import Shares, Steps

ALL_TRIALS = 5_000
"""Suppositions made for one decision at most, some seconds' worth: where nearly everything is unknown, nearly everything
matters.
"""

Trial = Callable[[Mapping[str, Any]], Any]
"""The outcome with these facts filled in, of a number perhaps a Span: a value, or Unknown."""

ByCases = Callable[[Mapping[str, Any], str, tuple[Any, ...]], Any]
"""The same with one more fact open, of which these are all the parts: what is alike for each of them, at any step on the
way to the outcome, does not wait for the fact.
"""

SPANS = (Steps, Shares)
IMPOSSIBLE = object()
"""A finding on record contradicts these values."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Supposing these facts, one of two more suppositions leads to an outcome, the other to another or to none."""

    given: Mapping[str, Any]
    either: tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(slots=True)
class Budget:
    """Suppositions that may still be made, and what was proved by those made: outcomes rest on one another, and what a
    fact does to one it often does to the next.
    """

    left: int = ALL_TRIALS
    proofs: dict[str, list[Proof]] = field(default_factory=dict)


class Trials:
    """The outcomes of one step for one row, under what is supposed."""

    def __init__(self, trial: Trial, budget: Budget, by_cases: ByCases | None = None) -> None:
        self.trial, self.by_cases, self.budget = trial, by_cases, budget
        self.left = 0
        """Suppositions that may be made until the next allowance."""
        self.refused = False
        """Was anything supposed that a finding on record contradicts?"""
        self._known: dict[Any, Any] = {}

    @property
    def spent(self) -> bool:
        """Is no supposition left?"""
        return self.left <= 0 or self.budget.left <= 0

    def outcome(self, given: Mapping[str, Any]) -> Any:
        """The outcome, `IMPOSSIBLE`, or None where no supposition is left."""
        return self._asked(frozenset(given.items()), lambda: self.trial(given))

    def open(self, given: Mapping[str, Any], fact: str, parts: tuple[Any, ...]) -> Any:
        """The outcome with the fact left open, weighed by all its parts where they can be told."""
        here = self.outcome(given)
        by_cases = self.by_cases
        if by_cases is None or type(here) is not Unknown or fact not in here.facts or not parts:
            return here
        weighed = self._asked((frozenset(given.items()), fact), lambda: by_cases(given, fact, parts))
        return here if weighed is None else weighed

    def _asked(self, key: Any, ask: Callable[[], Any]) -> Any:
        if key in self._known:
            return self._known[key]
        if self.spent:
            return None
        self.left -= 1
        self.budget.left -= 1
        try:
            found = ask()
        except CaseError:
            found, self.refused = IMPOSSIBLE, True
        self._known[key] = found
        return found


def is_known(outcome: Any) -> bool:
    """Is it an outcome?"""
    return type(outcome) is not Unknown and outcome is not None and outcome is not IMPOSSIBLE


def unlike(a: Any, b: Any) -> bool:
    """Are two outcomes not the same?"""
    return type(a) is not type(b) or bool(a != b)

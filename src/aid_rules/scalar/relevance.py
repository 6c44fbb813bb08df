"""Which of the facts that an outcome waits for can really still change it?

Interval logic names every fact that an unknown value was made of. Some of them may no longer matter: whatever
they turn out to be, the others decide. So each is tried: with everything else unknown, then with this and that
filled in, does another value of the fact lead to another outcome? A fact is dropped only when all
possibilities have been tried; where they are too many, or cannot be listed, it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aid_rules.language import Unknown
from aid_rules.problems import CaseError

MOST_TRIALS = 96
"""Evaluations spent on one outcome at most."""

Trial = Callable[[Mapping[str, Any]], Any]
"""The outcome with these facts filled in: a truth value, or Unknown."""


@dataclass(frozen=True, slots=True)
class Domain:
    """Values to try for a fact. `whole`: there are no others."""

    values: tuple[Any, ...]
    whole: bool


def settle(outcome: Unknown, trial: Trial, domains: Callable[[str], Domain]) -> tuple[Any, frozenset[str]]:
    """The outcome and the facts that can change it: known after all where none of them can."""
    search = _Search(trial, domains)
    kept = frozenset(fact for fact in sorted(outcome.facts) if search.matters(fact) is not False)
    if kept:
        return outcome, kept
    return (
        search.seen if search.seen is not None else outcome,
        frozenset() if search.seen is not None else outcome.facts,
    )


class _Search:
    def __init__(self, trial: Trial, domains: Callable[[str], Domain]) -> None:
        self.trial, self.domains = trial, domains
        self.left = MOST_TRIALS
        self.seen: bool | None = None
        self.known: dict[frozenset[tuple[str, Any]], Any] = {}

    def matters(self, fact: str) -> bool | None:
        """Can another value of the fact lead to another outcome? None: not found out."""
        if not self.domains(fact).values:
            return None
        return self._below(fact, {})

    def _below(self, fact: str, given: dict[str, Any]) -> bool | None:
        domain = self.domains(fact)
        outcomes = [self._outcome({**given, fact: value}) for value in domain.values]
        settled = [o for o in outcomes if isinstance(o, bool)]
        if len(set(settled)) > 1:
            return True
        waiting = [o for o in outcomes if type(o) is Unknown]
        if self.left <= 0 or None in outcomes:
            return None
        if not waiting:
            return False if domain.whole else None
        others = sorted(set().union(*(o.facts for o in waiting)) - {fact})
        if not others:
            return None
        return self._split(fact, given, others[0])

    def _split(self, fact: str, given: dict[str, Any], other: str) -> bool | None:
        domain = self.domains(other)
        found = [self._below(fact, {**given, other: value}) for value in domain.values]
        if True in found:
            return True
        return False if found and domain.whole and None not in found else None

    def _outcome(self, given: dict[str, Any]) -> Any:
        key = frozenset(given.items())
        if key in self.known:
            return self.known[key]
        if self.left <= 0:
            return None
        self.left -= 1
        try:
            outcome = self.trial(given)
        except CaseError:  # a finding on record contradicts these values: they are not possible
            outcome = None
        if isinstance(outcome, bool):
            self.seen = outcome
        self.known[key] = outcome
        return outcome

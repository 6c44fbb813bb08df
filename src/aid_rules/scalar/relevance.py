"""Which of the facts that an outcome waits for can really still change it?

Interval logic names every fact that an unknown value was made of. Some of them may no longer matter: whatever
they turn out to be, the others decide. So each is put to the test. Supposing this and that of the other facts:
is the outcome then known, or does it no longer wait for the fact? There it cannot matter. Do two of its values
lead to different outcomes? It matters. A fact is dropped only when that has been seen of every possibility;
where they are too many, or cannot be listed, it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aid_rules.language import Unknown
from aid_rules.problems import CaseError
from aid_rules.scalar.runtime import is_finding, is_setting

MOST_TRIALS = 200
"""Suppositions made to find out about one fact at most: enough for two people's relations beside a yes or no, or a
parent's situation beside a child's status, the longest words that one outcome waits for.
"""

ALL_TRIALS = 1000
"""Suppositions made for one decision at most: where nearly everything is unknown, nearly everything matters."""

Trial = Callable[[Mapping[str, Any]], Any]
"""The outcome with these facts filled in: a value, or Unknown."""


@dataclass(frozen=True, slots=True)
class Domain:
    """Values to try for a fact. `whole`: there are no others."""

    values: tuple[Any, ...]
    whole: bool


@dataclass(slots=True)
class Budget:
    """Suppositions that may still be made, and whether more were wanted: then what is listed may not all matter.

    Whoever asks about several outcomes sets `wanting` back for each.
    """

    left: int = ALL_TRIALS
    wanting: bool = False


@dataclass(frozen=True, slots=True)
class Possible:
    """What unknown facts can turn out to be, and which local settings a finding may stand in for."""

    domain: Callable[[str], Domain]
    stands_in: Callable[[str, str], bool]
    """By the names of the finding and of the setting."""


def settle(outcome: Unknown, trial: Trial, possible: Possible, budget: Budget) -> tuple[Any, frozenset[str]]:
    """The outcome and the facts that can change it: known after all where none of them can."""
    search = _Search(trial, possible, budget)
    kept = frozenset(fact for fact in sorted(outcome.facts) if search.about(fact) is not False)
    if kept:
        return outcome, kept
    found = search.any_outcome(outcome)
    return (outcome, outcome.facts) if type(found) is Unknown else (found, frozenset())


_IMPOSSIBLE = object()
"""A finding on record contradicts these values."""


class _Search:
    def __init__(self, trial: Trial, possible: Possible, budget: Budget) -> None:
        self.trial, self.domains, self.budget = trial, possible.domain, budget
        self.stands_in = possible.stands_in
        self.left = 0
        self.known: dict[frozenset[tuple[str, Any]], Any] = {}

    def about(self, fact: str) -> bool | None:
        """Does the fact matter? None for one of which no two values can be told, and where it takes too long."""
        domain = self.domains(fact)
        if len(domain.values) < 2 and not domain.whole:
            return None
        self.left = MOST_TRIALS
        return self.matters(fact, {})

    def matters(self, fact: str, given: dict[str, Any]) -> bool | None:
        """Can another value of the fact lead to another outcome, supposing these? None: not found out."""
        here = self._outcome(given)
        if here is _IMPOSSIBLE or (
            here is not None and (type(here) is not Unknown or fact not in here.facts)
        ):
            return False
        domain = self.domains(fact)
        outcomes = [self._outcome({**given, fact: value}) for value in domain.values]
        if self._differ(outcomes):
            return True
        waiting = [o for o in outcomes if type(o) is Unknown]
        if here is None or None in outcomes:
            return None
        if not waiting:
            return False if domain.whole else None
        others = {
            other for o in waiting for other in o.facts - given.keys() if self._may_suppose(other, fact)
        }
        return self._split(fact, given, min(others, key=self._ease)) if others else None

    def _may_suppose(self, other: str, fact: str) -> bool:
        """Not of a finding and a local setting that it stands in for: each would make the other needless."""
        if is_finding(fact) and is_setting(other):
            return not self.stands_in(fact, other)
        if is_setting(fact) and is_finding(other):
            return not self.stands_in(other, fact)
        return other != fact

    @staticmethod
    def _differ(outcomes: list[Any]) -> bool:
        known = [o for o in outcomes if type(o) is not Unknown and o is not None and o is not _IMPOSSIBLE]
        return any(type(o) is not type(known[0]) or o != known[0] for o in known)

    def _ease(self, fact: str) -> tuple[bool, int, str]:
        """Facts whose values can all be listed come first, the fewest foremost."""
        domain = self.domains(fact)
        return not domain.whole, len(domain.values) or MOST_TRIALS, fact

    def _split(self, fact: str, given: dict[str, Any], other: str) -> bool | None:
        domain = self.domains(other)
        found = []
        for value in domain.values:
            found.append(self.matters(fact, {**given, other: value}))
            if found[-1]:
                return True
        return False if found and domain.whole and None not in found else None

    def any_outcome(self, outcome: Unknown) -> Any:
        """The outcome where no fact can change it: what any of the possibilities gives."""
        self.left = MOST_TRIALS
        given: dict[str, Any] = {}
        found: Any = outcome
        while type(found) is Unknown and found.facts:
            fact = min(found.facts, key=self._ease)
            tries = ((value, self._outcome({**given, fact: value})) for value in self.domains(fact).values)
            possible = next(((v, o) for v, o in tries if o is not None and o is not _IMPOSSIBLE), None)
            if possible is None:
                return outcome
            given[fact], found = possible
        return found

    def _outcome(self, given: dict[str, Any]) -> Any:
        """None: no suppositions left."""
        key = frozenset(given.items())
        if key in self.known:
            return self.known[key]
        if self.left <= 0 or self.budget.left <= 0:
            self.budget.wanting = True
            return None
        self.left -= 1
        self.budget.left -= 1
        try:
            found = self.trial(given)
        except CaseError:
            found = _IMPOSSIBLE
        self.known[key] = found
        return found

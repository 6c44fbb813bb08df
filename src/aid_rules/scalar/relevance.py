"""Which of the facts that an outcome waits for can really still change it?

Interval logic names every fact that an unknown value was made of. Some of them may no longer matter: whatever
they turn out to be, the others decide. So each is put to the test. Supposing this and that of the other facts:
is the outcome then known, or does it no longer wait for the fact? There it cannot matter. Do two of its values
lead to different outcomes, or one to an outcome and another to none? It matters, and these are the proof. A fact
is dropped only when it has been seen of every possibility that it cannot matter: of a number in parts, each
halved until it is known what follows from it. Where the possibilities are too many, or cannot be listed, the
fact stays, without a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aid_rules.language import Unknown
from aid_rules.problems import CaseError
from aid_rules.scalar.possible import Domain, Possible
from aid_rules.scalar.runtime import RECORD, is_finding, is_setting
from aid_rules.scalar.span import Shares, Steps

MOST_TRIALS = 300
"""Suppositions made to find out about one fact at most: enough for two people's relations beside a yes or no, a parent's
situation beside a child's status, or an amount to the fen beside either, the longest that one outcome waits for.
"""

ALL_TRIALS = 2000
"""Suppositions made for one decision at most: where nearly everything is unknown, nearly everything matters."""

Trial = Callable[[Mapping[str, Any]], Any]
"""The outcome with these facts filled in, of a number perhaps a Span: a value, or Unknown."""


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


def settle(
    outcome: Unknown, trial: Trial, possible: Possible, budget: Budget
) -> tuple[Any, dict[str, Proof | None]]:
    """The outcome and the facts that can change it, with the proof where there is one: known where none of them can."""
    search = _Search(trial, possible, budget)
    kept: dict[str, Proof | None] = {}
    for fact in sorted(outcome.facts):
        if search.about(fact) is not False:
            kept[fact] = search.proof
            if search.proof is not None:
                budget.proofs.setdefault(fact, []).append(search.proof)
    if kept:
        return outcome, kept
    found = search.any_outcome(outcome)
    sure = type(found) is not Unknown and search.is_only(found)
    return (found, {}) if sure else (outcome, dict.fromkeys(outcome.facts))


_PROOFS_TRIED, _TRIALS_OF_A_PROOF = 3, 30
_SPANS = (Steps, Shares)
_IMPOSSIBLE = object()
"""A finding on record contradicts these values."""


class _Search:
    def __init__(self, trial: Trial, possible: Possible, budget: Budget) -> None:
        self.trial, self.domains, self.budget = trial, possible.domain, budget
        self.stands_in = possible.stands_in
        self.left = 0
        self.known: dict[frozenset[tuple[str, Any]], Any] = {}
        self.refused = False
        """Was anything supposed that a finding on record contradicts?"""
        self.proof: Proof | None = None

    def about(self, fact: str) -> bool | None:
        """Does the fact matter? None for one of which no two values can be told, and where it takes too long."""
        self.proof = None
        if not self.domains(fact).told:
            return None
        for proof in self.budget.proofs.get(fact, ())[-_PROOFS_TRIED:]:
            self.left = _TRIALS_OF_A_PROOF
            if self._matters(fact, dict(proof.given)):
                return True
        self.left = MOST_TRIALS
        return self._record_matters(fact) if RECORD in self.domains(fact).values else self._matters(fact, {})

    def _record_matters(self, fact: str) -> bool | None:
        """Does it matter whether the record is there, or what it says?"""
        there = self._outcome({fact: RECORD})
        inner = sorted(there.facts) if type(there) is Unknown else []
        found = [self._matters(each, {fact: RECORD}) for each in inner if each.startswith(f"{fact}.")]
        found.append(self._matters(fact, {}))
        return True if True in found else None if None in found else False

    def _matters(self, fact: str, given: dict[str, Any]) -> bool | None:
        """Can another value of the fact lead to another outcome, supposing these? None: not found out."""
        here = self._outcome(given)
        if here is _IMPOSSIBLE or (
            here is not None and (type(here) is not Unknown or fact not in here.facts)
        ):
            return False
        domain = self.domains(fact)
        outcomes = {value: self._outcome({**given, fact: value}) for value in domain.values}
        if self._differ(fact, given, outcomes):
            return True
        if here is None or None in outcomes.values():
            return None
        waiting = [o for o in outcomes.values() if type(o) is Unknown]
        if not waiting:
            return self._strays_within(fact, given, domain, outcomes)
        others = {o for each in waiting for o in each.facts if o != fact and self._parts(o, given)}
        untold = {o for o in others if not self.domains(o).whole}
        instead = {o for o in others - untold if not self._may_suppose(o, fact)}
        if others - untold - instead:
            return self._any_of(others - untold - instead, fact, given)
        if self._any_of(untold, fact, given) or self._is_decided_by(fact, given, outcomes):
            return True
        found = self._any_of(instead, fact, given)
        return None if untold and not found else found

    def _any_of(self, others: set[str], fact: str, given: dict[str, Any]) -> bool | None:
        """Does the fact matter, supposing anything of the easiest of these?"""
        if not others:
            return None
        other = min(others, key=self._ease(given))
        return self._any_part(other, given, lambda more: self._matters(fact, more))

    def _is_decided_by(self, fact: str, given: dict[str, Any], outcomes: Mapping[Any, Any]) -> bool:
        """Is the outcome known with one value of the fact, and open with another, where no more can be supposed?"""
        known = next((value for value, o in outcomes.items() if _is_known(o)), _IMPOSSIBLE)
        if known is _IMPOSSIBLE:
            return False
        waiting = next(value for value, o in outcomes.items() if type(o) is Unknown)
        self.proof = Proof(given, ({fact: known}, {fact: waiting}))
        return True

    def _may_suppose(self, other: str, fact: str) -> bool:
        """Not, as long as there is anything else, of a finding what it stands in for: each makes the other needless."""
        if is_finding(other) and not is_finding(fact):
            return not self.stands_in(other, fact)
        if is_finding(fact) and is_setting(other):
            return not self.stands_in(fact, other)
        return True

    def _differ(self, fact: str, given: dict[str, Any], outcomes: Mapping[Any, Any]) -> bool:
        known = [(value, o) for value, o in outcomes.items() if _is_known(o)]
        for value, o in known[1:]:
            if _unlike(o, known[0][1]):
                self.proof = Proof(given, ({fact: known[0][0]}, {fact: value}))
                return True
        return False

    def _strays_within(
        self, fact: str, given: dict[str, Any], domain: Domain, outcomes: Mapping[Any, Any]
    ) -> bool | None:
        """The ends of a number lead to one outcome: is there another between them?"""
        if domain.span is None:
            return False if domain.whole else None
        ends = [(value, o) for value, o in outcomes.items() if o is not _IMPOSSIBLE]
        if not ends:
            return None
        value, outcome = ends[0]
        found = self._any_part(fact, given, self._strays(outcome, {fact: value}))
        return found if found or domain.whole else None

    def _strays(self, value: Any, where: Mapping[str, Any]) -> Callable[[dict[str, Any]], bool | None]:
        """Can the outcome be another than this, which it is with `where`, or open where no more can be supposed?"""

        def strays(given: dict[str, Any]) -> bool | None:
            here = self._outcome(given)
            if here is None or here is _IMPOSSIBLE:
                return None if here is None else False
            if type(here) is not Unknown:
                if not _unlike(here, value):
                    return False
                self.proof = Proof(given, ({}, where))
                return True
            open_ = [fact for fact in here.facts if self._parts(fact, given)]
            if open_:
                return self._any_part(min(open_, key=self._ease(given)), given, strays)
            self.proof = Proof(given, ({}, where))
            return True

        return strays

    def _parts(self, fact: str, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """What may still be told apart of a fact."""
        if fact not in given:
            return self.domains(fact).parts
        value = given[fact]
        return value.parts() if isinstance(value, _SPANS) else ()

    def _ease(self, given: Mapping[str, Any]) -> Callable[[str], tuple[bool, int, str]]:
        """Facts whose values can all be listed come first, the fewest foremost; of numbers the widest."""

        def ease(fact: str) -> tuple[bool, int, str]:
            span = given[fact] if fact in given else self.domains(fact).span
            if isinstance(span, _SPANS):
                return True, -span.size, fact
            domain = self.domains(fact)
            return not domain.whole, len(domain.values) or MOST_TRIALS, fact

        return ease

    def _any_part(
        self, fact: str, given: dict[str, Any], holds: Callable[[dict[str, Any]], bool | None]
    ) -> bool | None:
        """Does it hold for any part of what the fact may be?"""
        found = []
        for part in self._parts(fact, given):
            found.append(holds({**given, fact: part}))
            if found[-1]:
                return True
        return False if found and self.domains(fact).whole and None not in found else None

    def any_outcome(self, outcome: Unknown) -> Any:
        """The outcome where no fact can change it: what any of the possibilities gives."""
        self.left = MOST_TRIALS
        given: dict[str, Any] = {}
        found: Any = outcome
        while type(found) is Unknown and found.facts:
            fact = min(found.facts, key=self._ease({}))
            tries = ((value, self._outcome({**given, fact: value})) for value in self.domains(fact).values)
            possible = next(((v, o) for v, o in tries if o is not None and o is not _IMPOSSIBLE), None)
            if possible is None:
                return outcome
            given[fact], found = possible
        return found

    def is_only(self, outcome: Any) -> bool:
        """Is there no other outcome, where no single fact leads to one? There may be where a finding ties facts to each
        other, so that none of them can be another without the rest.
        """
        if not self.refused:
            return True
        self.left = MOST_TRIALS
        return self._strays(outcome, {})({}) is False

    def _outcome(self, given: dict[str, Any]) -> Any:
        """None: no suppositions left."""
        key = frozenset(given.items())
        if key in self.known:
            return self.known[key]
        if self.left <= 0 or self.budget.left <= 0:
            return None
        self.left -= 1
        self.budget.left -= 1
        try:
            found = self.trial(given)
        except CaseError:
            found, self.refused = _IMPOSSIBLE, True
        self.known[key] = found
        return found


def _is_known(outcome: Any) -> bool:
    return type(outcome) is not Unknown and outcome is not None and outcome is not _IMPOSSIBLE


def _unlike(a: Any, b: Any) -> bool:
    return type(a) is not type(b) or bool(a != b)

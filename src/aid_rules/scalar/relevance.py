"""Which of the facts that an outcome waits for can really still change it?

Interval logic names every fact that an unknown value was made of. Some of them may no longer matter: whatever
they turn out to be, the others decide. So each is put to the test. Supposing this and that of the other facts:
is the outcome then known, or does it no longer wait for the fact? There it cannot matter. Do two of its values
lead to different outcomes, or one to an outcome and another to none? It matters, and these are the proof. A fact
is dropped only when it has been seen of every possibility that it cannot matter: of a number in parts, each
halved until it is known what follows from it. Where the possibilities are too many, or cannot be listed, the
fact stays, without a proof.

First come the easiest facts and few suppositions, which settle most; then those after which least is left open,
and drawings; at last many suppositions. The order decides nothing but how soon it is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from typing import Any, Literal

from aid_rules.language import Unknown
from aid_rules.scalar.drawn import by_drawing, in_its_place
from aid_rules.scalar.possible import Domain, Possible, Ruling
from aid_rules.scalar.runtime import RECORD, is_finding
from aid_rules.scalar.trials import (
    IMPOSSIBLE,
    SPANS,
    Budget,
    ByCases,
    Proof,
    Trial,
    Trials,
    is_known,
    unlike,
)

MOST_TRIALS = 1500
"""Suppositions made in one way to find out about one fact at most: enough for two people's relations beside half a dozen
local rules, or for two amounts to the fen beside these.
"""


def settle(
    outcome: Unknown, trial: Trial, possible: Possible, budget: Budget, by_cases: ByCases | None = None
) -> tuple[Any, dict[str, Proof | None]]:
    """The outcome and the facts that can change it, with the proof where there is one: known where none of them can."""
    search = _Search(outcome, Trials(trial, budget, by_cases), possible, budget)
    kept: dict[str, Proof | None] = {}
    for fact in sorted(outcome.facts):
        if search.about(fact) is not False:
            kept[fact] = search.proof
            if search.proof is not None:
                budget.proofs.setdefault(fact, []).append(search.proof)
    if kept:
        return outcome, kept
    found = search.any_outcome()
    sure = type(found) is not Unknown and search.is_only(found)
    return (found, {}) if sure else (outcome, dict.fromkeys(outcome.facts))


_PROOFS_TRIED, _TRIALS_OF_A_PROOF, _FEW = 3, 30, 150


class _Search:
    def __init__(self, outcome: Unknown, trials: Trials, possible: Possible, budget: Budget) -> None:
        self.start, self.trials, self.possible, self.budget = outcome, trials, possible, budget
        self.domains = possible.domain
        self.proof: Proof | None = None
        self.thorough = False
        self.ruled: str | None = None
        """The finding of which it is asked what would be, were it what the rule itself says."""
        self.dated: str | None = None
        """The date of which all days that can be told apart are gone through."""

    def about(self, fact: str) -> bool | None:
        """Does the fact matter? None for one of which no two values can be told, and where it takes too long."""
        self.proof = None
        if self.budget.left <= 0:
            return None
        if not self.domains(fact).told:
            # A list: it may still be that nothing waits for it, whatever else is so; most of the time it does.
            found = self._gone_through(fact, _FEW)
            self.proof = None
            return False if found is False else None
        for proof in self.budget.proofs.get(fact, ())[-_PROOFS_TRIED:]:
            self.trials.left = _TRIALS_OF_A_PROOF
            if self._matters(fact, dict(proof.given)):
                return True
        if RECORD in self.domains(fact).values:
            self.trials.left = MOST_TRIALS
            return self._record_matters(fact)
        ways: tuple[Callable[[], bool | None], ...] = (
            lambda: self._gone_through(fact, _FEW, thorough=False),
            lambda: self._gone_through(fact, _FEW),
            lambda: self._needless(fact),
            lambda: self._drawn(fact),
            lambda: self._gone_through(fact, MOST_TRIALS),
            lambda: self._by_day(fact),
        )
        before = self.budget.left
        found = next((found for found in (way() for way in ways) if found is not None), None)
        if found is None:  # what was in vain counts twice: where much of it is, more would be too
            self.budget.left -= before - self.budget.left
        return found

    def _gone_through(self, fact: str, most: int, *, thorough: bool = True) -> bool | None:
        """Does any possibility prove that it matters, or do all of them that it does not?"""
        self.trials.left, self.thorough = most, thorough
        return self._matters(fact, {})

    def _by_day(self, fact: str) -> bool | None:
        """Of a date: does it matter on which of all days that can be told apart it lies?"""
        if not self.possible.days(fact):
            return None
        self.dated = fact
        found = self._gone_through(fact, MOST_TRIALS)
        self.dated = None
        return found

    def _needless(self, fact: str) -> Literal[False] | None:
        """Of a finding: does it not matter what its rule says? Then anything else can be supposed, what it stands in for too."""
        if not is_finding(fact):
            return None
        self.ruled = fact
        found = self._gone_through(fact, MOST_TRIALS)
        self.ruled, self.proof = None, None
        return False if found is False else None

    def _drawn(self, fact: str) -> Literal[True] | None:
        """Is there a drawing that proves what going through the possibilities did not come to?"""
        self.trials.left = MOST_TRIALS
        self.proof = by_drawing(fact, self.start, self.trials, self.possible)
        return None if self.proof is None else True

    def _record_matters(self, fact: str) -> bool | None:
        """Does it matter whether the record is there, or what it says?"""
        there = self.trials.outcome({fact: RECORD})
        inner = sorted(there.facts) if type(there) is Unknown else []
        within = [(each, {fact: RECORD}) for each in inner if each.startswith(f"{fact}.")]
        found: list[bool | None] = []
        for each, given in (*within, (fact, {})):
            self.dated = each if self.possible.days(each) else None
            found.append(self._matters(each, given))
            self.dated = None
            if found[-1]:
                return True
        return None if None in found else False

    def _matters(self, fact: str, given: dict[str, Any]) -> bool | None:
        """Can another value of the fact lead to another outcome, supposing these? None: not found out.

        Of what is still to be parted comes first what waits for the fewest facts: the nearest to an outcome.
        """
        ahead: list[tuple[int, int, dict[str, Any]]] = []
        unsure, asked, where = False, 0, [given]
        while where:
            for each in where:
                here = self._here(fact, each)
                if here is None:
                    unsure = True
                elif here is not False:
                    asked += 1
                    heappush(ahead, (len(here.facts), asked, each))
            where = []
            while ahead and not where:
                found = self._looked_at(fact, heappop(ahead)[2])
                if found is True:
                    return True
                unsure = unsure or found is None
                where = found if isinstance(found, list) else []
        return None if unsure else False

    def _here(self, fact: str, given: dict[str, Any]) -> Unknown | Literal[False] | None:
        """The outcome with the fact open, as far as it waits for it; None: no suppositions left."""
        domain = self._domain(fact)
        here = self.trials.open(given, fact, domain.parts if domain.whole else ())
        if here is None:
            return None
        return here if type(here) is Unknown and fact in here.facts else False

    def _looked_at(self, fact: str, given: dict[str, Any]) -> bool | list[dict[str, Any]] | None:
        """Does the fact matter beside these? Else the parts of the easiest fact that is still open, to look at each."""
        domain = self._domain(fact)
        outcomes = {value: self.trials.outcome({**given, fact: value}) for value in domain.values}
        if self._differ(fact, given, outcomes):
            return True
        if None in outcomes.values():
            return None
        waiting = [o for o in outcomes.values() if type(o) is Unknown]
        if not waiting:
            return self._strays_within(fact, given, domain, outcomes)
        others = {o for each in waiting for o in each.facts if o != fact and self._parts(o, given)}
        untold = {o for o in others if not self.domains(o).whole}
        instead = {o for o in others - untold if not self._may_suppose(o, fact)}
        if others - untold - instead:
            return self._parted(fact, others - untold - instead, given)
        for other in sorted(untold):  # last, of dates, since so many days can be told apart
            if days := self.possible.days(other):
                return [{**given, other: day} for day in days]
        if self._any_of(untold, fact, given) or self._is_decided_by(fact, given, outcomes):
            return True
        found = self._any_of(instead, fact, given)
        return None if untold and not found else found

    def _parted(self, fact: str, others: set[str], given: dict[str, Any]) -> list[dict[str, Any]]:
        """The parts by that one of these facts after which the least is left open."""
        within = {other for other in others if given.get(other.rpartition(".")[0]) is RECORD}
        if not self.thorough or within:  # what a record says is gone through at once
            easiest = min(within or others, key=self._ease(given))
            return [{**given, easiest: part} for part in self._parts(easiest, given)]
        best, least = "", 0
        for other in sorted(others, key=self._ease(given)):
            left = self._left(fact, other, given, least)
            if not best or left < least:
                best, least = other, left
        return [{**given, best: part} for part in self._parts(best, given)]

    def _left(self, fact: str, other: str, given: dict[str, Any], enough: int) -> int:
        """How much is left open, about, when the other fact has been gone through: a fact more is twice as much."""
        span = given[other] if other in given else self.domains(other).span
        left = self._open(fact, given) if span else 0  # between its ends a number decides the least
        for part in span.ends if span else self._parts(other, given):
            left += self._open(fact, {**given, other: part})
            if 0 < enough <= left:
                break
        return left

    def _open(self, fact: str, given: dict[str, Any]) -> int:
        here = self._here(fact, given)
        if here is False:
            return 0
        if here is None:
            return 1 << 60
        records = [f"{record}." for record, value in given.items() if value is RECORD]
        names = {next((r for r in records if each.startswith(r)), each) for each in here.facts}
        return 1 << len(names)  # what a record says counts as one

    def _domain(self, fact: str) -> Domain:
        if fact == self.dated:
            return Domain(self.possible.days(fact), whole=True)
        found = self.domains(fact)
        return Domain(tuple(map(Ruling, found.values)), found.whole) if fact == self.ruled else found

    def _any_of(self, others: set[str], fact: str, given: dict[str, Any]) -> bool | None:
        """Does the fact matter, supposing anything of the easiest of these?"""
        if not others:
            return None
        other = min(others, key=self._ease(given))
        return self._any_part(other, given, lambda more: self._matters(fact, more))

    def _is_decided_by(self, fact: str, given: dict[str, Any], outcomes: Mapping[Any, Any]) -> bool:
        """Is the outcome known with one value of the fact, and open with another, where no more can be supposed?"""
        known = next((value for value, o in outcomes.items() if is_known(o)), IMPOSSIBLE)
        if known is IMPOSSIBLE:
            return False
        waiting = next(value for value, o in outcomes.items() if type(o) is Unknown)
        self.proof = Proof(given, ({fact: known}, {fact: waiting}))
        return True

    def _may_suppose(self, other: str, fact: str) -> bool:
        """Not, as long as there is anything else, of a finding what it stands in for: each makes the other needless."""
        return self.ruled is not None or not in_its_place(fact, other, self.possible)

    def _differ(self, fact: str, given: dict[str, Any], outcomes: Mapping[Any, Any]) -> bool:
        known = [(value, o) for value, o in outcomes.items() if is_known(o)]
        for value, o in known[1:]:
            if unlike(o, known[0][1]):
                self.proof = Proof(given, ({fact: known[0][0]}, {fact: value}))
                return True
        return False

    def _strays_within(
        self, fact: str, given: dict[str, Any], domain: Domain, outcomes: Mapping[Any, Any]
    ) -> bool | None:
        """The ends of a number lead to one outcome: is there another between them?"""
        if domain.span is None:
            return False if domain.whole else None
        ends = [(value, o) for value, o in outcomes.items() if o is not IMPOSSIBLE]
        if not ends:
            return None
        value, outcome = ends[0]
        found = self._any_part(fact, given, self._strays(outcome, {fact: value}))
        return found if found or domain.whole else None

    def _strays(self, value: Any, where: Mapping[str, Any]) -> Callable[[dict[str, Any]], bool | None]:
        """Can the outcome be another than this, which it is with `where`, or open where no more can be supposed?"""

        def strays(given: dict[str, Any]) -> bool | None:
            here = self.trials.outcome(given)
            if here is None or here is IMPOSSIBLE:
                return None if here is None else False
            if type(here) is not Unknown:
                if not unlike(here, value):
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
        return value.parts() if isinstance(value, SPANS) else ()

    def _ease(self, given: Mapping[str, Any]) -> Callable[[str], tuple[bool, int, str]]:
        """Facts whose values can all be listed come first, the fewest foremost; of numbers the widest."""

        def ease(fact: str) -> tuple[bool, int, str]:
            span = given[fact] if fact in given else self.domains(fact).span
            if isinstance(span, SPANS):
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

    def any_outcome(self) -> Any:
        """The outcome where no fact can change it: what any of the possibilities gives."""
        self.trials.left = MOST_TRIALS
        given: dict[str, Any] = {}
        found: Any = self.start
        while type(found) is Unknown and found.facts:
            fact = min(found.facts, key=self._ease({}))
            tries = (
                (value, self.trials.outcome({**given, fact: value})) for value in self.domains(fact).values
            )
            possible = next(((v, o) for v, o in tries if o is not None and o is not IMPOSSIBLE), None)
            if possible is None:
                return self.start
            given[fact], found = possible
        return found

    def is_only(self, outcome: Any) -> bool:
        """Is there no other outcome, where no single fact leads to one? There may be where a finding ties facts to each
        other, so that none of them can be another without the rest.
        """
        if not self.trials.refused:
            return True
        self.trials.left = MOST_TRIALS
        return self._strays(outcome, {})({}) is False

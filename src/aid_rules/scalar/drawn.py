"""Does a fact matter? Draw what everything else may be, and see whether its values then lead to different outcomes.

Going through all possibilities in order proves that a fact cannot matter, but may be long in finding that it can:
two numbers that must lie on two sides of a third. A few dozen drawings find most of what the order comes to late.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from aid_rules.language import Unknown
from aid_rules.scalar.possible import Possible
from aid_rules.scalar.runtime import RECORD, is_finding, is_setting
from aid_rules.scalar.trials import IMPOSSIBLE, SPANS, Proof, Trials, is_known, unlike

DRAWINGS = 60
"""Each comes to one supposition for each value of the fact, and to a few for what only then turns out to be unknown."""

_MOST_STEPS = 12
"""From a drawing in which much is still open to one in which all is known."""


def by_drawing(fact: str, outcome: Unknown, trials: Trials, possible: Possible) -> Proof | None:
    """A proof that the fact matters, if one is drawn. The same for the same question: nothing is left to chance."""
    draw = Random(0)
    for _ in range(DRAWINGS):
        if trials.spent:
            break
        given: dict[str, Any] = {}
        _fill(given, outcome.facts, fact, possible, draw)
        for _ in range(_MOST_STEPS):
            found = _compared(fact, given, trials, possible, draw)
            if isinstance(found, Proof):
                return found
            if not found or not _fill(given, found, fact, possible, draw, reluctant=False):
                break
    return None


def _fill(
    given: dict[str, Any], facts: frozenset[str], fact: str, possible: Possible, draw: Random, *, reluctant: bool = True
) -> bool:  # fmt: skip
    """Draw what is not given. `reluctant`: not what a finding and a setting stand in for in each other's place."""
    filled = False
    for other in sorted(facts - given.keys() - {fact}):
        parts = possible.domain(other).parts
        if parts and not (reluctant and in_its_place(fact, other, possible)):
            given[other] = _point(parts, draw)
            filled = True
    return filled


def in_its_place(fact: str, other: str, possible: Possible) -> bool:
    """Does one of them, a finding, stand in for the other? Supposing either makes the other needless."""
    if is_finding(other) and not is_finding(fact):
        return possible.stands_in(other, fact)
    return is_finding(fact) and is_setting(other) and possible.stands_in(fact, other)


def _one_of(several: Sequence[Any], draw: Random) -> Any:
    return several[int(draw.random() * len(several))]


def _point(parts: tuple[Any, ...], draw: Random) -> Any:
    """One of them; of a span the value or gap that halving at random leads to."""
    part = _one_of(parts, draw)
    while isinstance(part, SPANS) and (halves := part.parts()):
        part = _one_of(halves, draw)
    return part


def _compared(
    fact: str, given: dict[str, Any], trials: Trials, possible: Possible, draw: Random
) -> Proof | frozenset[str]:
    """The proof that values of the fact differ beside what is given; else what the outcomes still wait for."""
    values = [value for value in possible.domain(fact).values if value is not RECORD]
    values += [_point(possible.domain(fact).parts, draw)] if possible.domain(fact).span else []
    outcomes = [(value, trials.outcome({**given, fact: value})) for value in values]
    known = [(value, o) for value, o in outcomes if is_known(o)]
    for value, o in known[1:]:
        if unlike(o, known[0][1]):
            return Proof(given, ({fact: known[0][0]}, {fact: value}))
    waiting = [(value, o) for value, o in outcomes if type(o) is Unknown]
    left = frozenset().union(*(o.facts for _, o in waiting)) - given.keys()
    if known and waiting and not any(possible.domain(each).parts for each in left - {fact}):
        return Proof(given, ({fact: known[0][0]}, {fact: waiting[0][0]}))
    return frozenset() if any(o is None or o is IMPOSSIBLE for _, o in outcomes) else left

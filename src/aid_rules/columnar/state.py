"""What is a block like: what is unknown in it, what does not exist, how large are its numbers?

Source is written for one state: where nothing is unknown there is one array and no mask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import lcm

from aid_rules.case import VOCABULARY
from aid_rules.case.paths import Path, entity_at
from aid_rules.columnar.block import Block
from aid_rules.columnar.facts import FactColumn

Place = tuple[Path, str]


@dataclass(frozen=True, slots=True)
class FactState:
    """What is known of a fact throughout a block. `span` bounds the numerators known."""

    unknown: bool
    nothing: bool
    base: int
    span: tuple[int, int]
    coarse: bool

    def over(self, base: int) -> FactState:
        """The same with numerators over a multiple of the base."""
        step = base // self.base
        return replace(self, base=base, span=(self.span[0] * step, self.span[1] * step))

    def joined(self, other: FactState) -> FactState:
        """What is known if both may be met."""
        a, b = (state.over(lcm(self.base, other.base)) for state in (self, other))
        span = (min(a.span[0], b.span[0]), max(a.span[1], b.span[1]))
        return FactState(a.unknown or b.unknown, a.nothing or b.nothing, a.base, span, a.coarse or b.coarse)


@dataclass(frozen=True)
class State:
    """What is known of a block."""

    facts: tuple[tuple[Place, FactState], ...]
    unlisted: frozenset[Path]
    longest: tuple[tuple[Path, int], ...]
    findings: frozenset[Place]

    def joined(self, other: State) -> State:
        """What is known if blocks of both kinds may be met."""
        theirs, lengths = dict(other.facts), dict(other.longest)
        return State(
            facts=tuple((place, mine.joined(theirs[place])) for place, mine in self.facts),
            unlisted=self.unlisted | other.unlisted,
            longest=tuple((path, max(length, lengths[path])) for path, length in self.longest),
            findings=self.findings | other.findings,
        )

    def covers(self, other: State) -> bool:
        """Does source for this state do for blocks of the other?"""
        return self.joined(other) == self


def fact_state(found: FactColumn) -> FactState:
    """The state of a fact, its bounds widened to one of a few, so that blocks of one population are alike."""
    span = (-_ceiling(-found.least) if found.least < 0 else 0, _ceiling(found.most))
    return FactState(found.unknown is not None, found.nothing is not None, found.base, span,
                     found.coarse is not None)  # fmt: skip


def _ceiling(value: int) -> int:
    return next((2**bits - 1 for bits in (7, 15, 31, 37) if value < 2**bits), value)


def measured(
    block: Block, facts: Mapping[Place, FactColumn], lists: Iterable[Path], findings: Iterable[Place]
) -> State:
    """The state of a block as far as a plan reads it."""
    paths = sorted(set(lists), key=lambda path: (len(path), path))
    return State(
        facts=tuple((place, fact_state(found)) for place, found in sorted(facts.items())),
        unlisted=frozenset(path for path in paths if block.rows(path).unknown is not None),
        longest=tuple((path, _length(block, path)) for path in paths),
        findings=frozenset(findings),
    )


def _length(block: Block, path: Path) -> int:
    most = VOCABULARY[entity_at(path[:-1])].lists[path[-1]].most
    return next((step for step in (16, 64) if block.longest(path) <= step < most), most)

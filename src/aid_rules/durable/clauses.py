"""In what form does the logic of a plan travel to the other engine? Facts as integers, clauses over them.

A proposition has two rails, `holds` and `fails`; an unknown one is on neither. Kleene's logic over two rails
needs no negation: "not A" holds where A fails, "A and B" fails where either fails. So nothing can fire too
early for want of a fact, and what is derived once stays derived.
"""

from __future__ import annotations

from dataclasses import dataclass

Atom = int
"""A proposition on one of its rails: twice its number where it holds, one more where it fails."""

Claim = tuple[int, bool]
"""A proposition, and whether it is claimed to hold or to fail."""

TRUE: Claim = (0, True)
"""Posted last, always: literals rest on it, and so does the sentinel that shows that rules fire at all."""

MEMBER: Claim = (1, True)
"""Posted for each person, with the person before."""

LAST: Claim = (2, True)
"""Posted for the last person."""

HOUSEHOLD_ROW = 0
"""The household's row; persons are numbered from 1 in the order of the case."""


@dataclass(frozen=True, slots=True)
class Link:
    """A field of a fact equals one of the fact of an earlier condition: `r` its row, `b` the row before."""

    field: str
    condition: int
    other: str


@dataclass(frozen=True, slots=True)
class Condition:
    """There is such a fact, joined to an earlier one or not."""

    atom: Atom
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """Where there are such facts, there is this one: in the row of condition `row_of`, or the household's."""

    head: Atom
    conditions: tuple[Condition, ...]
    row_of: int | None


@dataclass(frozen=True, slots=True)
class Posted:
    """A base fact. `before` is given for members only."""

    atom: Atom
    row: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Fired:
    """A clause that fired: which, for which row, and the rows of the facts that met its conditions."""

    clause: int
    row: int
    rows: tuple[int, ...]


def atom(claim: Claim) -> Atom:
    """The rail of a claim."""
    return 2 * claim[0] + (not claim[1])


def opposite(claim: Claim) -> Claim:
    """The same proposition on its other rail."""
    return (claim[0], not claim[1])

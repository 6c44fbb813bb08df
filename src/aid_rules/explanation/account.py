"""What is there to say of a decision? The content of an explanation, before it becomes text or a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from aid_rules.scalar import Basis, Outcome


@dataclass(frozen=True)
class Branch:
    """One value and where it comes from. `again`: told already, further up."""

    label: str
    value: str
    formula: str = ""
    numbers: str = ""
    notes: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    children: tuple[Branch, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class Criterion:
    """A condition, whether it holds, and why in a sentence or two."""

    holds: bool | None
    title: str
    reason: str
    finding: str
    basis: tuple[Basis, ...]
    tree: Branch


@dataclass(frozen=True)
class Line:
    """One line of a worked calculation: `title = words`, `numbers = result`."""

    title: str
    words: str
    numbers: str
    result: str
    basis: tuple[Basis, ...]


@dataclass(frozen=True)
class Standard:
    """A local number that went in, and who published it."""

    text: str
    assumed: str
    basis: tuple[Basis, ...]


@dataclass(frozen=True)
class LeftOut:
    """A row that a sum passes over, and why."""

    what: str
    why: str
    basis: tuple[Basis, ...]


@dataclass(frozen=True)
class Ask:
    """What to find out next, from whom, and which document asks for it.

    `number`: in the list of all that the decision waits for, where it also `concerns` these programmes. `what`: in short.
    """

    number: int
    what: str
    text: str
    basis: tuple[Basis, ...]
    concerns: str = ""


@dataclass(frozen=True)
class Verdict:
    """What is decided for a household or a person."""

    outcome: Outcome
    sentence: str
    criteria: tuple[Criterion, ...] = ()
    exclusions: tuple[Criterion, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    missing: tuple[Ask, ...] = ()
    amount_tree: Branch | None = None


@dataclass(frozen=True)
class Programme:
    """What a programme decides; for one per person, with a verdict for each."""

    name: str
    title: str
    verdict: Verdict
    persons: tuple[tuple[str, Verdict], ...] = ()
    shares: str = ""
    details: tuple[str, ...] = ()
    standards: tuple[Standard, ...] = ()
    documents: tuple[Basis, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """All there is to say of one decision."""

    household: str
    region: str
    region_name: str
    on: str
    total: str
    total_open: bool
    once: str
    programmes: tuple[Programme, ...]
    asks: tuple[Ask, ...]
    asks_note: str
    not_applicable: tuple[str, ...]
    plan: str
    case: str
    engine: str
    warnings: tuple[str, ...] = field(default=())

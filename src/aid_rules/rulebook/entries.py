"""What is written in a rule file, read but not yet understood: expressions are text with a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from aid_rules.plan import Title
from aid_rules.problems import Span
from aid_rules.rulebook.documents import Cite, Document
from aid_rules.rulebook.yaml_tree import Tree

Role = Literal["rule", "applies", "criterion", "exclusion", "amount", "share", "effective"]


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression as written."""

    text: str
    at: Span


@dataclass(frozen=True, slots=True)
class ArmEntry:
    """An arm of ordered cases; `when` None for the last. `assumed`: what is chosen in this case alone."""

    when: Expr | None
    value: Expr
    basis: tuple[Cite, ...]
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row of a decision table: what each input is, and the value."""

    when: tuple[Tree | str, ...]
    value: Expr
    at: Span


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A decision table: its inputs and rows; `first`: rows may overlap, the first that fits counts."""

    on: tuple[Expr, ...]
    rows: tuple[RowEntry, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Period:
    """From a day until the day that is no longer in it."""

    start: date | None
    end: date | None

    def holds(self, on: date) -> bool:
        """Is the day within?"""
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule, criterion, exclusion, table … of one period."""

    name: str
    role: Role
    namespace: str
    title: Title
    per: str
    period: Period
    basis: tuple[Cite, ...]
    at: Span
    value: Expr | None = None
    cases: tuple[ArmEntry, ...] = ()
    table: TableEntry | None = None
    one_of: tuple[tuple[str, str], ...] = ()
    unit: str | None = None
    assumed: str = ""
    open: bool = False
    finding: bool = False
    discretion: bool = False
    when_unknown: bool | None = None
    """What it counts as where the case leaves it open; only in a library that a timeline reads."""


@dataclass(frozen=True, slots=True)
class ParameterEntry:
    """A local number as a national file declares it."""

    name: str
    namespace: str
    title: Title
    type: Tree
    per: str
    by: tuple[tuple[str, Expr | tuple[tuple[str, str], ...]], ...]
    """Key names; the expression that gives the key, or the members (and Chinese words) of a key that every reader names itself."""
    default: Tree | None
    at_least: Expr | None
    increasing: tuple[tuple[str, tuple[str, ...]], ...]
    period: Period
    basis: tuple[Cite, ...]
    assumed: str
    at: Span


AwardedTo = Literal["household", "person", "either"]


@dataclass(frozen=True, slots=True)
class Awarded:
    """An aid that may be on record as granted."""

    name: str
    title: Title
    awarded_to: AwardedTo
    at: Span


ReviewOf = Literal["every", "after_death", "term"]


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """What a programme file says of the programme itself."""

    name: str
    title: Title
    unit: Literal["household", "person"]
    awarded_to: AwardedTo
    amount_per: Literal["month", "once"] | None
    amount_row: Literal["household", "person"]
    share: bool
    effective: str | None
    entitled: str | None
    """The rule that gives the first month of entitlement, for `entitlement_month`; None: the month of the decision."""
    continues: tuple[str, Span] | None
    """The programme under whose award this one is paid, unless it has an award of its own, and where that stands."""
    tells: tuple[tuple[str, Span], ...]
    """Full names of the rules that say what else follows, besides money, and where they are named."""
    order: int
    at: Span


Days = tuple[int, str]
"""How many, and as written: `7 days`."""


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """A step of the process that must be done in time. `step` is the parameter with the days, unless a region says them
    (`within`); `after` the step that it follows; None: it runs from the application. `only`: a rule that must hold, or may,
    of somebody; None: always.
    """

    programme: str
    step: str
    after: str | None
    counted: str
    """`working` or `calendar` days."""
    who: Title
    only: str | None
    at: Span
    step_at: Span
    only_at: Span | None
    title: Title | None = None
    within: Days | None = None
    uncounted: Days | None = None
    """Calendar days beside those that count, such as those of a public notice."""
    period: Period = Period(None, None)
    basis: tuple[Cite, ...] = ()
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """A programme whose recipients are looked at again: `every` so many months, so many `after_death` of a member, or when
    the `term` of a confirmation has run out. `by`: the parameter (of `every`, or the rule) with the months; `only`: the rule
    that must hold for a term, or may.
    """

    programme: str
    kind: ReviewOf
    by: str
    only: str | None
    at: Span
    by_at: Span
    only_at: Span | None


@dataclass(frozen=True)
class NationalFile:
    """One national file."""

    name: str
    namespace: str
    title: Title
    documents: Mapping[str, Document]
    parameters: tuple[ParameterEntry, ...]
    rules: tuple[RuleEntry, ...]
    programme: ProgrammeEntry | None
    read_by: str = "rules"
    """Who reads the parameters: `rules`, or `timeline` (review intervals, deadlines)."""
    elsewhere: tuple[Awarded, ...] = ()
    """Aid that others grant and rules ask for."""
    deadlines: tuple[DeadlineEntry, ...] = ()
    reviews: tuple[ReviewEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SetValue:
    """One value of a history."""

    value: Tree
    period: Period
    basis: tuple[Cite, ...]
    assumed: str
    at: Span
    then: str = ""
    """`wider`: what the wider region sets, or the national default, is meant to be used once this one has ended."""


@dataclass(frozen=True, slots=True)
class SetEntry:
    """The history of a parameter's cells in one region."""

    parameter: str
    at: Span
    when: tuple[tuple[str, tuple[Tree, ...], Span], ...]
    values: tuple[SetValue, ...]


@dataclass(frozen=True, slots=True)
class UnsetEntry:
    """A parameter that the documents of a region leave open, and what they say instead."""

    parameter: str
    note: str
    at: Span


@dataclass(frozen=True)
class RegionFile:
    """One region's numbers and replacements."""

    name: str
    code: str
    title: Title
    documents: Mapping[str, Document]
    sets: tuple[SetEntry, ...]
    replacements: tuple[RuleEntry, ...]
    rules: tuple[RuleEntry, ...]
    unset: tuple[UnsetEntry, ...] = field(default=())
    deadlines: tuple[DeadlineEntry, ...] = ()

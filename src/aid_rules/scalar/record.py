"""What does a decision consist of? The published, versioned record that goes out as JSON.

Amounts are yuan with two decimals as `Decimal`; a value that is not a whole number of fen is an exact
fraction as text. Persons appear by `person_id` only.
"""

from __future__ import annotations

from decimal import Decimal
from threading import RLock
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

SCHEMA = "aid-rules/decision/1"
"""The version of this record's form."""

Outcome = Literal["eligible", "ineligible", "undetermined", "not_applicable"]

_BUILDING = RLock()


class Part(BaseModel):
    """Base of every record that goes out: frozen, nothing beyond its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def model_rebuild(cls, **options: Any) -> bool | None:
        """The first record builds the validator of its kind; import does not wait for it, nor do two threads collide."""
        with _BUILDING:
            return super().model_rebuild(**options)


class Basis(Part):
    """A place in a document."""

    document: str
    number: str = ""
    article: str = ""
    valid_from: str = ""
    seen: bool = True


class Said(Part):
    """A title in two languages."""

    zh: str
    en: str


class FindingUsed(Part):
    """An officer's finding that decided a criterion."""

    holds: bool
    by: str
    on: str
    reason: str


class CriterionResult(Part):
    """Does a criterion hold (`None`: not determined)? For comparisons: value, limit, and by how much.

    `margin` is positive where the criterion holds with room to spare, negative where it fails by so much.
    """

    name: str
    title: Said
    holds: bool | None
    value: str | None = None
    limit: str | None = None
    margin: str | None = None
    unit: str = ""
    finding: FindingUsed | None = None
    basis: tuple[Basis, ...] = ()


class Missing(Part):
    """A fact, a local parameter or a finding that can still change the outcome, and who can supply it."""

    fact: str
    kind: Literal["fact", "parameter", "finding"]
    title: Said
    person_id: str | None = None
    supplied_by: str = ""
    basis: tuple[Basis, ...] = ()


class Detail(Part):
    """What else follows from an outcome: `value` as the rule files write it, `said` as people do; None: not known yet.

    `person_id`: of whom it is said; None: of the household. `missing`: what a value that is not known waits for.
    """

    name: str
    title: Said
    value: str | bool | None
    said: Said
    person_id: str | None = None
    missing: tuple[Missing, ...] = ()
    basis: tuple[Basis, ...] = ()


class Share(Part):
    """A person's part of what the household is paid: yuan, a fraction where it is no whole number of fen."""

    person_id: str
    monthly: str


class PersonDecision(Part):
    """What a programme decides for one person."""

    outcome: Outcome
    monthly: Decimal | None = None
    once: Decimal | None = None
    criteria: tuple[CriterionResult, ...] = ()
    exclusions: tuple[CriterionResult, ...] = ()
    missing: tuple[Missing, ...] = ()
    reasons: tuple[str, ...] = ()


class ProgrammeDecision(PersonDecision):
    """What a programme decides for a household; for a programme per person, the sum and each person.

    `from_month`: the first month that the programme's rule lets be paid. Where that lies before the month of the
    decision, `decided_from` is the latter: this decision says nothing of the months between, each has to be decided.
    `details`: of what is granted, all that is no money: who approves, which kind of help each person gets.
    """

    title: Said
    unit: Literal["household", "person"]
    from_month: str | None = None
    decided_from: str | None = None
    shares: tuple[Share, ...] = ()
    details: tuple[Detail, ...] = ()
    persons: dict[str, PersonDecision] = {}
    basis: tuple[Basis, ...] = ()
    warnings: tuple[str, ...] = ()


class Source(Part):
    """Where the value of a local parameter comes from."""

    region: str
    published: str
    valid_from: str
    assumed: str = ""


class TraceStep(Part):
    """One value: which rule, of what, how it came about, on what it rests.

    `of`: `household`, a person id, or a path such as `members[0].incomes[1]`. `arm`: which of the ordered
    cases gave the value. `waits_for`: the facts an unknown value waits for.
    """

    rule: str
    of: str
    value: str | bool | None
    unit: str = ""
    formula: str = ""
    operands: dict[str, Any] = {}
    arm: int | None = None
    basis: tuple[Basis, ...] = ()
    standard: Source | None = None
    waits_for: tuple[str, ...] = ()


class DecisionRecord(Part):
    """A decision as it is kept and sent: outcomes, amounts, trace, and the digests that let it be checked."""

    schema_version: str = SCHEMA
    household_id: str
    region: str
    on: str
    engine: str
    plan: str
    case: str
    monthly_total: Decimal
    once_total: Decimal
    programmes: dict[str, ProgrammeDecision]
    trace: tuple[TraceStep, ...] = ()

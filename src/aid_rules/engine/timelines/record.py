"""What does a timeline consist of? The published, versioned record that goes out as JSON.

Days are ISO texts, `until` is the first day after. Amounts are yuan with two decimals. Persons appear by
`person_id` only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from aid_rules.problems import check_language
from aid_rules.scalar import Basis, Missing, Outcome, Part, Said

SCHEMA = "aid-rules/timeline/1"
"""The version of this record's form."""

CauseKind = Literal[
    "standard", "law", "rule", "age", "expiry", "period", "birth", "death", "hardship", "award", "work", "parents", "cleric", "value"
]  # fmt: skip
"""`value`: a value changed of which nothing more can be said."""

Lang = Literal["zh", "en"]

ReviewKind = Literal["monthly", "quarterly", "half_yearly", "yearly", "periodic", "after_death", "renewal"]
"""`periodic`: at regular intervals that have no word here."""


class PersonState(Part):
    """What a programme gives one person during a span. An eligible amount of None waits for something."""

    outcome: Outcome
    monthly: Decimal | None = None
    once: Decimal | None = None


class ProgrammeState(PersonState):
    """What a programme gives during a span; with persons where it is decided or paid person by person.

    `confirmed_until`: the first day on which the confirmation on record no longer holds; `lapsed`: it has run out, so
    that the outcome, open or not, wants a new application.
    """

    title: Said
    persons: dict[str, PersonState]
    confirmed_until: str | None = None
    lapsed: bool = False
    missing: tuple[Missing, ...] = ()
    basis: tuple[Basis, ...] = ()


class Cause(Part):
    """One reason why a span ends and another begins.

    `old` and `new` are values as published or as the rules show them; `region` and `basis` those of the new one.
    """

    kind: CauseKind
    on: str
    programmes: tuple[str, ...]
    text: Said
    person_id: str | None = None
    step: str = ""
    old: str | None = None
    new: str | None = None
    region: str = ""
    basis: tuple[Basis, ...] = ()


class Span(Part):
    """The longest stretch of days on which nothing changes; `causes` tell why it begins.

    `alive` false: nobody of the household is left. Programmes that apply to nobody are left out.
    """

    since: str
    until: str
    alive: bool
    monthly_total: Decimal
    programmes: dict[str, ProgrammeState]
    causes: tuple[Cause, ...] = ()


class Due(Part):
    """What one programme owes for one month, to a person where it pays persons. None: not determined, for want of `missing`."""

    programme: str
    person_id: str | None = None
    amount: Decimal | None
    missing: tuple[str, ...] = ()


class Month(Part):
    """What is due for a month. `open`: another amount is not determined."""

    month: str
    due: tuple[Due, ...]
    total: Decimal
    open: bool


class MonthBalance(Part):
    """One month of one programme: `difference` is due less paid, None where what is due is not determined."""

    month: str
    due: Decimal | None
    paid: Decimal
    difference: Decimal | None


class Balance(Part):
    """One programme against its payments, for a person where its awards name one. `open`: months not determined."""

    programme: str
    title: Said
    person_id: str | None
    months: tuple[MonthBalance, ...]
    due: Decimal
    paid: Decimal
    back_pay: Decimal
    overpaid: Decimal
    open: int


class Unmatched(Part):
    """A payment that stands beside the comparison, and why."""

    programme: str
    person_id: str | None
    month: str
    paid: Decimal
    reason: Literal["outside_range", "no_such_programme", "not_monthly"]


class Ungranted(Part):
    """Months for which a programme would be due although no award covers them: an application, not back pay."""

    programme: str
    title: Said
    person_id: str | None
    months: tuple[str, ...]
    due: Decimal


class Payments(Part):
    """What was due against what was paid."""

    balances: tuple[Balance, ...]
    unmatched: tuple[Unmatched, ...]
    ungranted: tuple[Ungranted, ...]
    not_on_record: tuple[str, ...]
    back_pay: Decimal
    overpaid: Decimal


class Review(Part):
    """A day by which a household, a person or a confirmation is to be looked at again.

    `case`: which case of the rule for the interval it is; where facts are unknown, the shortest that it may be for want of
    `missing`.
    """

    kind: ReviewKind
    programme: str
    title: Said
    person_id: str | None
    due: str
    case: Said | None = None
    missing: tuple[Missing, ...] = ()
    basis: tuple[Basis, ...]
    assumed: str = ""


class Deadline(Part):
    """A step of the process and the last day for it, counted from `counted_from`; `who` has to do it.

    `due` may lie further off than `length` says, by days that do not count towards it: `assumed` tells.
    """

    name: str
    programme: str
    title: Said
    who: Said | None = None
    counted_from: str
    length: str
    counted: Literal["working", "calendar"] = "working"
    due: str
    basis: tuple[Basis, ...]
    assumed: str = ""


class Timeline(Part):
    """The entitlement of a household over whole months, why it changes, and what was paid for it."""

    schema_version: str = SCHEMA
    household_id: str
    region: str
    region_name: Said | None = None
    since: str
    until: str
    engine: str
    case: str
    spans: tuple[Span, ...]
    months: tuple[Month, ...]
    payments: Payments | None
    reviews: tuple[Review, ...]
    deadlines: tuple[Deadline, ...]
    notes: tuple[Said, ...]

    def explain(self, lang: Lang = "zh") -> str:
        """The timeline in words. ValueError for another language."""
        from aid_rules.engine.timelines.telling import to_text

        check_language(lang)
        return to_text(self, lang)

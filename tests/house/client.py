"""A program of another authority's, as its developers would type it: checked strictly against our types, and run.

It is checked by mypy with the sources. Whatever is written here without a cast or an ignore is what the types promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aid_rules import (
    CaseError,
    Decision,
    Fen,
    Household,
    Income,
    Person,
    Rulebook,
    evaluate,
    read_case,
    timeline,
)


@dataclass(frozen=True)
class Entitled:
    """What a counter's screen shows of one programme."""

    programme: str
    monthly: Decimal | None
    documents: tuple[str, ...]


def household(wage: Fen) -> Household:
    """A household of one, made in Python."""
    person = Person(
        person_id="p1",
        birth_date=date(1980, 5, 1),
        relation="head",
        cohabiting=True,
        incomes=(Income(kind="wage", amount=wage, period="month"),),
    )
    return Household(
        household_id="h1",
        region="370902",
        residence="rural",
        members=(person,),
        incomes=(),
        assets=(),
        expenses=(),
    )


def decided(text: str, on: date, rulebook: Rulebook | None = None) -> Decision:
    """JSON in, a decision out."""
    return evaluate(read_case(text), on=on, rulebook=rulebook)


def entitled(decision: Decision) -> list[Entitled]:
    """The programmes that are due."""
    return [
        Entitled(name, found.monthly, tuple(basis.document for c in found.criteria for basis in c.basis))
        for name, found in decision.programmes.items()
        if found.outcome == "eligible"
    ]


def to_ask(decision: Decision) -> dict[str, list[str]]:
    """What could still change each programme that is open."""
    return {
        name: [missing.fact for missing in found.missing]
        for name, found in decision.programmes.items()
        if found.outcome == "undetermined"
    }


def faults(text: str) -> list[str]:
    """What is wrong with a case, by code, and where, by its own path."""
    try:
        read_case(text)
    except CaseError as error:
        return [f"{problem.code} {problem.at}" for problem in error.problems]
    return []


def months(case: Household, first: date, last: date) -> list[str]:
    """The months for which something is due."""
    return [month.month for month in timeline(case, first, last).months if month.total]

"""What else follows where somebody is eligible, besides money: who approves, which kind of help each person gets?"""

from __future__ import annotations

from collections.abc import Iterator

from aid_rules.language import Unknown, show_value
from aid_rules.plan import Programme, Rule
from aid_rules.scalar.missing import missing
from aid_rules.scalar.outcome import outcome_of, programme_decision, settled
from aid_rules.scalar.record import Detail, ProgrammeDecision, Said
from aid_rules.scalar.sources import basis_of
from aid_rules.scalar.tracing import based, said
from aid_rules.scalar.view import HOUSEHOLD, Row, View


def decided(view: View, programme: Programme) -> ProgrammeDecision:
    """The decision of one programme, with what its file tells besides."""
    decision = programme_decision(view, programme)
    if decision.outcome != "eligible" or not programme.tells:
        return decision
    return decision.model_copy(update={"details": tuple(_details(view, programme))})


def _details(view: View, programme: Programme) -> Iterator[Detail]:
    for name in programme.tells:
        step = view.plan.by_name[name]
        if not isinstance(step, Rule):
            raise TypeError(step)
        for row in _rows(view, programme, step):
            value, facts = settled(view, name, row)
            known = type(value) is not Unknown
            if value == "none" or (value is False and row is not HOUSEHOLD):
                continue  # of persons only those are told for whom something follows
            yield Detail(
                name=name,
                title=said(step.title),
                value=value if known else None,
                said=Said(zh=show_value(value, step.type), en=show_value(value, step.type, "en")),
                person_id=None if row is HOUSEHOLD else view.person_id(row.at[0]),
                missing=missing(view, facts, programme.name),
                basis=based(basis_of(view, step, row)),
            )


def _rows(view: View, programme: Programme, step: Rule) -> Iterator[Row]:
    """Of a programme per person, those who are eligible."""
    if step.per == "household":
        yield HOUSEHOLD
        return
    for row in view.persons():
        if programme.unit == "household" or outcome_of(view, programme, row)[0] == "eligible":
            yield row

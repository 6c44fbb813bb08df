"""Does finding out what was unknown ever contradict what was already decided?"""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given

from aid_rules import CaseError, Decision
from aid_rules.language import Unknown
from aid_rules.plan import Programme
from aid_rules.scalar import HOUSEHOLD, PersonDecision, Row
from tests.drawing import drawing
from tests.laws.families import Case, Place, half_known

LAW = drawing(20)


def decisions(decision: Decision, programme: Programme) -> Iterator[tuple[Row, PersonDecision]]:
    """What is decided for each row of the programme's unit."""
    found = decision.programmes[programme.name]
    if programme.unit == "household":
        yield HOUSEHOLD, found
    else:
        yield from zip(decision.view.persons(), found.persons.values(), strict=True)


def may_not_apply(decision: Decision, programme: Programme, row: Row) -> bool:
    """Is it still open whether the programme is for this row at all?"""
    return programme.applies is not None and type(decision.view.value(programme.applies, row)) is Unknown


@LAW
@given(half_known())
def test_what_is_decided_stays_decided(situation: tuple[Place, Case, Case]) -> None:
    """Whoever is not entitled may turn out to be none whom the programme is for; nothing else changes."""
    place, whole, blank = situation
    try:
        before, after = place.decide(blank), place.decide(whole)
    except CaseError:  # a finding that contradicts what has become computable is an error by itself
        return
    for programme in before.plan.programmes:
        for (row, was), (_, now) in zip(
            decisions(before, programme), decisions(after, programme), strict=True
        ):
            if was.outcome == "undetermined":
                continue
            if was.outcome == "ineligible" and may_not_apply(before, programme, row):
                assert now.outcome in ("ineligible", "not_applicable")
            else:
                assert now.outcome == was.outcome
            assert was.monthly in (None, now.monthly)

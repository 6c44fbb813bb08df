"""Is what is paid never negative, and do the parts add up to the whole?"""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from aid_rules import Decision
from aid_rules.scalar import ProgrammeDecision
from tests.drawing import drawing
from tests.laws.families import Case, Place, half_known, situations

LAW = drawing(30)
SLOW = drawing(15)
Situation = tuple[Place, Case]


def amounts(programme: ProgrammeDecision) -> list[Decimal]:
    """Every amount in a programme's decision."""
    found = [one for part in (programme, *programme.persons.values()) for one in (part.monthly, part.once)]
    return [one for one in found if one is not None]


@SLOW
@given(half_known())
def test_no_payment_is_negative(situation: tuple[Place, Case, Case]) -> None:
    place, *cases = situation
    for case in cases:
        decision = place.decide(case)
        for programme in decision.programmes.values():
            assert all(amount >= 0 for amount in amounts(programme))
            assert all(Fraction(share.monthly) >= 0 for share in programme.shares)
        assert decision.monthly_total >= 0


@LAW
@given(situations())
def test_persons_add_up_to_their_programme(situation: Situation) -> None:
    place, case = situation
    for programme in place.decide(case).programmes.values():
        paid = [p for p in programme.persons.values() if p.outcome == "eligible"]
        if programme.persons and programme.monthly is not None:
            assert sum((p.monthly or Decimal(0) for p in paid), Decimal(0)) == programme.monthly
        assert all(p.monthly is None for p in programme.persons.values() if p.outcome != "eligible")


@LAW
@given(situations())
def test_shares_add_up_to_the_payment(situation: Situation) -> None:
    place, case = situation
    for programme in place.decide(case).programmes.values():
        if programme.shares:
            assert sum(Fraction(share.monthly) for share in programme.shares) == Fraction(
                programme.monthly or 0
            )
            assert len({share.monthly for share in programme.shares}) == 1


@LAW
@given(situations())
def test_programmes_add_up_to_the_total(situation: Situation) -> None:
    place, case = situation
    decision: Decision = place.decide(case)
    paid = [p.monthly for p in decision.programmes.values() if p.monthly is not None]
    assert decision.monthly_total == sum(paid, Decimal("0.00"))


@LAW
@given(situations())
def test_who_gets_nothing_is_paid_nothing(situation: Situation) -> None:
    place, case = situation
    for programme in place.decide(case).programmes.values():
        if programme.outcome != "eligible":
            assert (amounts(programme), programme.shares) == ([], ())

"""Does a higher dibao standard take nothing from anyone, and is income at the standard just too much?

One exception, by name: a person who is below the higher standard becomes tekun and leaves the family.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aid_rules import Decision
from aid_rules.scalar import Evaluator
from tests.drawing import drawing
from tests.laws.families import DAYS, REGIONS, Case, Place, decided, grown_ups, household, situations
from tests.strategies import seeds

LAW = drawing(30)
RAISES = (Fraction(1), Fraction(100), Fraction(12345), Fraction(100000))
RESIDENCES = ("urban", "rural")
ACTS = ("eating", "dressing", "transferring", "toileting", "walking", "bathing")
FOUND = {"holds": True, "by": "o", "on": "2022-05-01", "reason": "r"}
EXACT = ("370900", "420900", "420921", "420922", "451123")
"""Places that pay the gap and say nothing of rounding or of a least payment."""


def raised(place: Place, by: Fraction) -> Evaluator:
    """The rules with both standards higher by so many fen a month, written as amounts a year."""
    yearly = {home: 12 * (Fraction(place.standard(home)) + by) for home in RESIDENCES}
    assert all(amount.denominator == 1 for amount in yearly.values())
    sets = [
        f"- {{parameter: dibao.standard, when: {{residence: {home}}}, "
        f"value: {int(fen) // 100}.{int(fen) % 100:02d} yuan/year}}"
        for home, fen in yearly.items()
    ]
    return place.having("\n".join(sets))


def who(decision: Decision, name: str) -> set[str]:
    """The persons for whom a step holds."""
    view = decision.view
    return {view.person_id(row.at[0]) for row in view.persons() if view.value(name, row) is True}


@LAW
@given(situations(whole=True), st.sampled_from(RAISES))
def test_a_higher_standard_takes_nothing_away(situation: tuple[Place, Case], by: Fraction) -> None:
    place, case = situation
    before, after = place.decide(case), decided(raised(place, by), case, place.on)
    low, high = before.programmes["dibao"], after.programmes["dibao"]
    left = who(before, "members.counted") - who(after, "members.counted")
    if left:
        assert left <= who(after, "tekun.eligible") - who(before, "tekun.eligible")
        return
    assert who(after, "members.counted") == who(before, "members.counted")
    if low.outcome == "eligible":
        assert high.outcome == "eligible"
        assert (high.monthly or 0) >= (low.monthly or 0)


def test_the_exception_occurs() -> None:
    """An old man with 540 yuan of his own beside his brother: tekun once the standard is above that."""
    place = Place("370900", date(2022, 6, 1), whole=True)
    old = {
        "person_id": "old", "birth_date": "1940-01-01", "relation": "sibling", "cohabiting": True,
        "obligors": [], "settlement": "dispersed",
        "incomes": [{"kind": "wage", "amount": "540", "period": "month"}],
        "self_care": dict.fromkeys(ACTS, True), "findings": {"tekun.property_within_limits": FOUND},
    }  # fmt: skip
    case = household(place.region, [*grown_ups(1), old])
    before, after = place.decide(case), decided(raised(place, RAISES[2]), case, place.on)
    assert (who(before, "tekun.eligible"), who(after, "tekun.eligible")) == (set(), {"old"})
    assert who(before, "members.counted") - who(after, "members.counted") == {"old"}


def incomes_of(yearly: int, chance: Random) -> list[dict[str, Any]]:
    """Rents of several periods that come to just so many fen a year."""
    month = chance.randrange(yearly // 12 + 1)
    quarter = chance.randrange((yearly - 12 * month) // 4 + 1)
    rest = yearly - 12 * month - 4 * quarter
    parts = (("month", month), ("quarter", quarter), ("year", rest))
    return [
        {"kind": "property", "amount": f"{fen // 100}.{fen % 100:02d}", "period": period}
        for period, fen in parts
    ]


def family_with(place: Place, residence: str, yearly: int, size: int, chance: Random) -> Decision:
    """The decision for grown-ups who share so many fen a year; of rents, from which nothing is deducted."""
    members = grown_ups(size)
    for income in incomes_of(yearly, chance):
        chance.choice(members)["incomes"].append(income)
    return place.decide(household(place.region, members, residence=residence))


def yearly_limit(place: Place, residence: str, size: int, times: Fraction = Fraction(1)) -> int:
    """Fen a year that a family of this size has just at the standard, or a multiple of it."""
    limit = 12 * size * Fraction(place.standard(residence)) * times
    assert limit.denominator == 1
    return int(limit)


def set_limits(days: tuple[date, ...]) -> st.SearchStrategy[tuple[Place, str]]:
    """Where and when there is a standard at all."""
    places = st.builds(Place, st.sampled_from(REGIONS), st.sampled_from(days))
    return st.tuples(places, st.sampled_from(RESIDENCES)).filter(
        lambda found: found[0].standard(found[1]) is not None
    )


@LAW
@given(set_limits(DAYS), st.integers(1, 7), seeds())
def test_income_at_the_standard_is_too_much(limit: tuple[Place, str], size: int, chance: Random) -> None:
    """And a hair below it is not. Where a place pays the exact gap, one fen a head below pays just that."""
    place, residence = limit
    assert place.number("dibao.standard_comparison") == "<"
    yearly = yearly_limit(place, residence, size)
    at = family_with(place, residence, yearly, size, chance).programmes["dibao"]
    assert (at.outcome, at.monthly, at.missing) == ("ineligible", None, ())
    assert next(c.margin for c in at.criteria if c.name == "income_below_standard") in ("0", "0.00")
    hair = family_with(place, residence, yearly - 1, size, chance).programmes["dibao"]
    assert hair.outcome == "eligible"
    below = family_with(place, residence, yearly - 12 * size, size, chance).programmes["dibao"]
    assert below.outcome == "eligible"
    if place.region in EXACT:
        assert below.monthly == Fraction(size, 100)


@LAW
@given(
    set_limits(DAYS[1:]),
    st.integers(1, 7),
    seeds(),
)
def test_income_at_the_edge_limit_is_too_much(limit: tuple[Place, str], size: int, chance: Random) -> None:
    """Unless the place says that the limit itself is within."""
    place, residence = limit
    yearly = yearly_limit(place, residence, size, Fraction(place.number("edge.multiplier")))
    outcomes = [
        family_with(place, residence, yearly - gap, size, chance).programmes["edge"].outcome
        for gap in (-1, 0, 1)
    ]
    at = {"<": "ineligible", "<=": "eligible"}[place.number("edge.comparison")]
    assert outcomes == ["ineligible", at, "eligible"]


def test_fuchuan_counts_by_the_year() -> None:
    """5200 yuan a year is 433⅓ a month: 1300 a month for three is at the standard, 1299.99 is below it."""
    place = Place("451123", date(2026, 11, 1))
    assert place.standard("rural") == Fraction(520000, 12)
    outcomes = []
    for wage in ("1300", "1299.99"):
        members = grown_ups(3)
        members[1]["incomes"] = [{"kind": "wage", "amount": wage, "period": "month"}]
        found = place.decide(household(place.region, members)).programmes["dibao"]
        outcomes.append((found.outcome, found.monthly))
    assert outcomes == [("ineligible", None), ("eligible", Fraction(1, 100))]

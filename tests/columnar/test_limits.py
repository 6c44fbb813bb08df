"""Is every amount right at the limits of the models, where 64 bits do not always do?"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from aid_rules.case import read_case_dict
from tests.columnar.slots import columns, differences
from tests.laws.families import DAYS, REGIONS, Place, family

MOST = "10000000000.00"


def income(amount: str, period: str = "month", **facts: Any) -> dict[str, Any]:
    return {"kind": "wage", "amount": amount, "period": period} | facts


def rich(chance: Random, case: dict[str, Any], incomes: int) -> dict[str, Any]:
    """The case with the largest amounts there are."""
    for person in case["members"]:
        person["incomes"] = [income(MOST) for _ in range(incomes)]
        person["incomes"].append(income(MOST, "once", months=chance.choice((7, 11, 13, 599))))
    case["assets"] = [{"kind": "deposit", "value": MOST} for _ in range(incomes)]
    case["expenses"] = [{"kind": "medical", "amount": MOST, "period": "quarter"} for _ in range(incomes)]
    return case


def crowd(case: dict[str, Any], count: int) -> dict[str, Any]:
    """The case with as many members as there may be."""
    first = case["members"][0]
    others = [dict(first, person_id=f"x{n}", relation="other") for n in range(count - 1)]
    return case | {"members": [first, *others], "awards": []}


def test_the_largest_amounts_beside_ordinary_ones() -> None:
    chance = Random(5)
    for number in range(6):
        place = Place(chance.choice(REGIONS), DAYS[number % len(DAYS)], whole=number % 2 == 0)
        cases = [family(chance, place) for _ in range(6)]
        cases[2], cases[4] = rich(chance, cases[2], 200 - 1), rich(chance, cases[4], 2)
        read = [read_case_dict(case) for case in cases]
        assert list(differences([place.evaluator], place.on, read, [0] * len(read))) == []


def test_as_many_persons_and_incomes_as_there_may_be() -> None:
    chance = Random(6)
    place = Place("370902", date(2026, 11, 1), whole=True)
    case = crowd(rich(chance, family(chance, place), 199), 100)
    cases = [read_case_dict(family(chance, place)), read_case_dict(case)]
    assert list(differences([place.evaluator], place.on, cases, [0, 0])) == []


def test_only_the_households_concerned_are_computed_again() -> None:
    chance = Random(7)
    place = Place("370902", date(2026, 11, 1), whole=True)
    cases = [family(chance, place) for _ in range(8)]
    for case in cases:
        for row in (case, *case["members"]):
            row["incomes"], row["expenses"] = [income("3000")], []
    cases[3]["members"][0]["incomes"].append(income("10000", "once", months=7))
    _, done = columns([(place.plan, place.on)], [read_case_dict(case) for case in cases])
    assert done.marked.tolist() == [number == 3 for number in range(8)]

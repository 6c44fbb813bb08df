"""Are the same people left in columns as in a case when somebody has died?"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
from hypothesis import given

from aid_rules.case import living, read_case_dict
from aid_rules.columnar import Block, Columnar, from_cases, to_cases
from aid_rules.columnar.deaths import bereaved, survivors
from tests.columnar import outcomes
from tests.drawing import drawing
from tests.laws.families import Place, family
from tests.strategies import blanked, seeds

ON = date(2026, 11, 1)
HERE = Place("370902", ON)
SEEDED = drawing(10)


def mourning(chance: Random) -> dict[str, Any]:
    """A family of which some have died, before the day, on it or after it."""
    case = family(chance, HERE)
    case = blanked(case, chance) if chance.random() < 0.4 else case
    for member in case["members"]:
        if chance.random() < 0.4:
            day = (ON + timedelta(days=chance.choice((-4000, -1, 0, 1)))).isoformat()
            member["death_date"] = max(day, member["birth_date"] or day)
    for asset in case.get("assets") or ():
        asset["owner"] = chance.choice(case["members"])["person_id"]
    return case


def dumped(case: Any) -> dict[str, Any]:
    written = case.model_dump()
    return written | {"awards": sorted(map(repr, written.get("awards") or ()))}


@SEEDED
@given(seeds())
def test_the_same_members_are_left(chance: Random) -> None:
    cases = [read_case_dict(mourning(chance) | {"household_id": f"h{n}"}) for n in range(40)]
    batch = from_cases(cases).to_batches()[0]
    rows = bereaved(Block(batch), ON)
    died = [any(not isinstance(p.death_date, type(None)) and p.death_date and p.death_date <= ON for p in c.members)
            for c in cases]  # fmt: skip
    assert rows.tolist() == np.flatnonzero(died).tolist()
    alive = survivors(batch, rows, ON)
    expected = {row: living(cases[row], ON) for row in rows.tolist()}
    assert set(alive.undecided) == {row for row, case in expected.items() if case is None}
    assert {problem.code for problem in alive.undecided.values()} <= {"V107"}
    found = dict(zip(alive.places.tolist(), map(dumped, to_cases(alive.batch)), strict=True))
    assert found == {row: dumped(case) for row, case in expected.items() if case is not None}
    written = to_cases(batch)  # awards to persons come after those to the household
    within = {row: living(written[row], ON) for row in rows.tolist()}
    assert alive.within == {row: case.places for row, case in within.items() if case is not None}


def test_they_are_decided_as_those_who_are_left() -> None:
    chance = Random(8)
    cases = [read_case_dict(mourning(chance) | {"household_id": f"h{n}"}) for n in range(60)]
    found = Columnar(lambda _: HERE.plan, ON)(from_cases(cases))
    left = [living(case, ON) for case in cases]
    assert set(found.rejects) == {row for row, case in enumerate(left) if case is None}
    expected = [outcomes.by_slots(HERE.evaluator, case, ON) for case in left if case is not None]
    assert list(outcomes.differences(found.decisions, expected)) == []

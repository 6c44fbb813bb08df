"""Does the job tell of every household what the scalar evaluator and the timeline tell of it, to the fen?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from aid_rules import Rulebook
from aid_rules.batch import reevaluate
from aid_rules.batch.synthetic import synthesize
from aid_rules.case import Household, read_case_dict
from aid_rules.columnar import from_cases, to_cases
from aid_rules.dates import next_month
from tests.batch import harbour
from tests.batch.agreement import Checked
from tests.strategies import Drawer, blanked, only_found, standards_of

SHIPPED = Rulebook.load()
JANUARY = date(2021, 1, 1)


def seen(
    population: pa.Table, rulebook: Rulebook, before: date, after: date, until: date
) -> tuple[list[str], Counter[str]]:
    """Everything told differently, and what was met."""
    result = reevaluate(population, before=(rulebook, before), after=(rulebook, after), until=until)
    assert result.rejects.num_rows == 0
    checked = Checked(result, rulebook, before, after)
    wrong: list[str] = []
    for case in to_cases(population):
        wrong += [*checked.differences(case), *checked.owed(case, after, until)]
    return [*wrong, *checked.too_open()], checked.seen


@pytest.mark.parametrize("until", [date(2030, 8, 31), date(2030, 9, 30)])
def test_invented_counties(until: date) -> None:
    """Deaths, births, standards that change within a month, applications late, slips of every kind."""
    people = harbour.table(400, seed=until.month)
    wrong, met = seen(people, harbour.harbour(), harbour.BEFORE, harbour.AFTER, until)
    assert wrong == []
    assert met["owed"] > 150
    assert met["settled"] + met["undetermined"] > 100
    for kind in ("new", "raised", "lowered", "ended", "unchanged"):
        assert met[kind] > 5, met


def test_synthetic_households_by_the_shipped_rules() -> None:
    people = pa.Table.from_batches(synthesize(60, seed=3, on=date(2021, 3, 31)))
    wrong, met = seen(people, SHIPPED, date(2020, 12, 1), JANUARY, date(2021, 3, 31))
    assert wrong == []
    assert met["compared"] > 20
    assert met["eligible"] > 100


def test_drawn_households_by_the_shipped_rules() -> None:
    people = from_cases(drawn(8))
    wrong, met = seen(people, SHIPPED, date(2020, 12, 1), JANUARY, date(2021, 3, 31))
    assert wrong == []
    assert met["compared"] > 4
    assert met["eligible"] > 4


@pytest.mark.parametrize("what", ["outcome", "amount"])
def test_a_programme_left_open_where_it_is_known_is_told(what: str) -> None:
    """Be it one programme only."""
    people, rules = harbour.table(100, seed=8), harbour.harbour()
    checked = Checked(
        reevaluate(people, before=(rules, harbour.BEFORE), after=(rules, harbour.AFTER), until=harbour.UNTIL),
        rules, harbour.BEFORE, harbour.AFTER,
    )  # fmt: skip
    granted = [row for row in checked.decisions.values() if row["dibao"] == "eligible"]
    for row in granted:
        row |= {"dibao": "undetermined"} if what == "outcome" else {"dibao.monthly": None}
    for case in to_cases(people):
        list(checked.differences(case))
    (told,) = checked.too_open()
    assert told.startswith(f"{'dibao' if what == 'outcome' else 'dibao, fen'}: {len(granted)} of")


def drawn(count: int) -> list[Household]:
    """Households over the whole vocabulary, some facts unknown, payments on record."""
    chance = Random(5)
    plan = SHIPPED.resolve("370902", JANUARY)
    drawer = Drawer(chance, "370902", standards_of(plan), only_found(plan))
    return [_one(drawer, chance, number) for number in range(count)]


def _one(drawer: Drawer, chance: Random, number: int) -> Household:
    case: dict[str, Any] = drawer.household() | {"household_id": f"h{number}"}
    case = blanked(case, chance) if number % 2 else case
    if chance.random() < 0.7:
        case["awards"] = [
            {"programme": "dibao", "from": "2015-01-01"},
            *({"programme": chance.choice(("tekun", "disability_living")), "from": "2015-01-01", "person_id": p["person_id"]}
              for p in case["members"]),
        ]  # fmt: skip
    for award in case.get("awards") or ():
        months = [month for month in _months(date(2020, 11, 1), 6) if chance.random() < 0.9]
        award["payments"] = [
            {"month": month, "amount": str(chance.choice((0, 300, 600)))} for month in months
        ]
        if chance.random() < 0.7:
            award["from"] = chance.choice(("2015-01-01", "2021-02-01"))
            award.pop("until", None)
    if chance.random() < 0.5:
        case["application_date"] = chance.choice(("2021-02-10", "2020-01-01"))
    for person in case["members"][1:]:
        if chance.random() < 0.2 and person["birth_date"]:
            born = date.fromisoformat(person["birth_date"])
            person["death_date"] = str(max(born, date(2021, 1, 15) + timedelta(days=chance.randrange(60))))
    return read_case_dict(case)


def _months(first: date, count: int) -> Iterable[str]:
    for _ in range(count):
        yield f"{first:%Y-%m}"
        first = next_month(first)

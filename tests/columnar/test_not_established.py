"""Do columns and slots agree where what used to be required is not established yet?"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from aid_rules.case import Household, read_case_dict
from aid_rules.case.record import Record
from aid_rules.case.whereabouts import keys_of, record_in, takes_null
from aid_rules.columnar import Columnar, from_cases, to_cases
from tests.columnar import outcomes
from tests.columnar.slots import differences
from tests.laws.families import Case, Place, family

ON = date(2026, 11, 1)
PLACES = [Place(region, ON, whole) for region in ("370902", "310000") for whole in (False, True)]


def places_of(record: type[Record], row: Case) -> list[tuple[Case, str]]:
    """Where a required key of a case may be null."""
    found = []
    for key, name in keys_of(record).items():
        about = record.model_fields[name]
        head = (key, row.get(key)) == ("relation", "head")
        if about.is_required() and takes_null(about) and key in row and not head:
            found.append((row, key))
        held = record_in(about)
        if held is not None and held[0] != "map" and row.get(key):
            rows = row[key] if held[0] == "list" else [row[key]]
            found += [place for inner in rows for place in places_of(held[1], inner)]
    return found


def silent(chance: Random, place: Place, share: float) -> Household:
    """A family with some of these unknown, all else known."""
    case = family(chance, place)
    for row, key in places_of(Household, case):
        if chance.random() < share:
            row[key] = None
            if key == "period":
                row.pop("months", None)
    return read_case_dict(case)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.region}-{place.whole}")
@pytest.mark.parametrize("share", [0.2, 1])
def test_every_value_agrees(place: Place, share: float) -> None:
    chance = Random(20)
    cases = [silent(chance, place, share) for _ in range(12)]
    assert list(differences([place.evaluator], ON, cases, [0] * len(cases))) == []


def test_outcomes_agree_and_nobody_is_rejected() -> None:
    chance, place = Random(21), PLACES[0]
    cases = [silent(chance, place, 0.3) for _ in range(40)]
    found = Columnar(lambda _: place.plan, ON)(from_cases(cases))
    assert found.rejects == {}
    expected = [outcomes.by_slots(place.evaluator, case, ON) for case in cases]
    assert list(outcomes.differences(found.decisions, expected)) == []


def test_they_come_back_as_they_were() -> None:
    cases = [silent(Random(seed), PLACES[0], 0.5) for seed in range(30)]
    for case, back in zip(cases, to_cases(from_cases(cases)), strict=True):
        assert back.members == case.members or back.model_dump(exclude={"awards"}) == case.model_dump(
            exclude={"awards"}
        )


def coded(table: pa.Table, key: str, how: str) -> pa.Table:
    words: Any = table[key].combine_chunks().cast(pa.string())
    return table.set_column(
        table.schema.get_field_index(key), key, words.dictionary_encode(null_encoding=how)
    )


def test_nothing_among_the_words_of_a_dictionary_is_unknown_too() -> None:
    chance, place = Random(22), PLACES[0]
    table = from_cases([silent(chance, place, 0.5) for _ in range(20)])
    assert 0 < table["residence"].null_count < 20
    marked, among = (
        Columnar(lambda _: place.plan, ON)(coded(table, "residence", how)) for how in ("mask", "encode")
    )
    assert marked.decisions.equals(among.decisions)

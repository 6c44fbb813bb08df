"""Is a population read, refused and given back as the cases would be?"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aid_rules.case import Household, read_case_dict
from aid_rules.columnar import Block, Columnar, from_cases, schema, to_cases
from aid_rules.columnar.checks import faults
from aid_rules.plan import Plan
from tests.columnar import outcomes
from tests.columnar.slots import block_of, differences
from tests.laws.families import Place
from tests.strategies import Drawer, blanked
from tests.world import household, person, wage

ON = date(2026, 11, 1)
HERE = Place("370902", ON)


def drawn(count: int) -> list[Household]:
    chance = Random(11)
    found = []
    for number in range(count):
        case = Drawer(chance, "370902").household()
        found.append(read_case_dict(blanked(case, chance) if number % 2 else case))
    return found


def written(case: Household) -> dict[str, Any]:
    """A case as JSON has it, without what is not kept: names, and the order of awards."""
    dumped = case.model_dump()
    awards = dumped.pop("awards", ())
    return dumped | {"awards": awards if not awards else sorted(map(repr, awards))}


def test_cases_survive_the_round_trip() -> None:
    cases = drawn(200)
    for case, back in zip(cases, to_cases(from_cases(cases)), strict=True):
        assert written(back) == written(case)


def test_a_population_survives_parquet(tmp_path: Any) -> None:
    table = from_cases(drawn(50))
    pq.write_table(table, tmp_path / "population.parquet")
    back = pq.read_table(tmp_path / "population.parquet")
    assert back.schema.equals(schema())
    assert back.equals(table)


def test_slices_words_as_text_and_columns_left_out_are_read_alike() -> None:
    cases = drawn(40)
    table = from_cases(cases)
    whole = Columnar(lambda _: HERE.plan, ON)(table).decisions
    sliced = Columnar(lambda _: HERE.plan, ON)(table.slice(7, 20)).decisions
    assert sliced.to_pylist() == whole.slice(7, 20).to_pylist()
    plain = table.set_column(table.schema.get_field_index("residence"), "residence",
                             table["residence"].cast(pa.string()))  # fmt: skip
    assert Columnar(lambda _: HERE.plan, ON)(plain).decisions.equals(whole)
    known = [case for case in cases if case.awards is not None and not case.awards]
    bare = from_cases(known).drop_columns(["awards", "awards__unknown"])
    kept = Columnar(lambda _: HERE.plan, ON)(from_cases(known)).decisions
    assert Columnar(lambda _: HERE.plan, ON)(bare).decisions.equals(kept)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_households(count: int) -> None:
    cases = drawn(count)
    assert list(differences([HERE.evaluator], ON, cases, [0] * count)) == []
    found = Columnar(lambda _: HERE.plan, ON)(from_cases(cases))
    assert found.decisions.num_rows == count


def test_pieces_do_not_matter() -> None:
    table = from_cases(drawn(60))
    whole = Columnar(lambda _: HERE.plan, ON)(table).decisions
    assert Columnar(lambda _: HERE.plan, ON, piece=7)(table).decisions.equals(whole)


def test_households_without_rows() -> None:
    bare = household(
        person(), region="370902", assets=[], incomes=[], expenses=[], application_date="2026-10-01"
    )
    cases = [read_case_dict(bare | {"household_id": f"h{n}"}) for n in range(3)]
    assert list(differences([HERE.evaluator], ON, cases, [0] * 3)) == []


def test_a_region_without_rules_and_a_dead_household_are_rejected() -> None:
    cases = [
        read_case_dict(household(person(), region="370902", application_date="2026-10-01")) for _ in range(3)
    ]
    dead = household(person(death_date="2026-01-01"), region="370902", application_date="2026-10-01")
    widow = household(
        person(death_date="2026-01-01"),
        person(1, relation="spouse"),
        region="370902",
        application_date="2026-10-01",
    )
    left = household(person(1), region="370902", application_date="2026-10-01")
    left["members"][0]["relation"] = "head"
    strange = household(person(), region="999999", application_date="2026-10-01")
    table = from_cases([cases[0], *map(read_case_dict, (dead, widow, strange)), cases[1]])
    found = Columnar(HERE_OR_NOWHERE, ON)(table)
    assert {place: problem.code for place, problem in found.rejects.items()} == {1: "V107", 3: "V106"}
    expected = [
        outcomes.by_slots(HERE.evaluator, case, ON) for case in (cases[0], read_case_dict(left), cases[1])
    ]
    assert list(outcomes.differences(found.decisions, expected)) == []


def HERE_OR_NOWHERE(region: str) -> Plan:  # noqa: N802 - a place, as HERE is
    return Place(region, ON).plan


def wrong(**columns: Any) -> Block:
    """A household with columns that no case could have."""
    block = block_of([read_case_dict(household(person(incomes=[wage("100")]), region="370902"))])
    batch = block.batch
    for name, array in columns.items():
        batch = batch.set_column(batch.schema.get_field_index(name), name, array)
    return Block(batch)


def rewritten(case: dict[str, Any], **changes: Any) -> pa.RecordBatch:
    """One household's Arrow row, changed."""
    row = from_cases([read_case_dict(case)]).to_pylist()[0]
    for place, value in changes.items():
        target: Any = row
        *way, last = place.split("__")
        for step in way:
            target = target[int(step)] if step.isdigit() else target[step]
        target[int(last) if last.isdigit() else last] = value
    table = pa.Table.from_pylist([row], schema=schema())
    return table.to_batches()[0]


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"members__0__incomes__0__amount": 10**12 + 1}, "C108", "members[0].incomes[0].amount"),
        ({"members__0__incomes__0__amount": -1}, "C109", "members[0].incomes[0].amount"),
        ({"members__0__incomes__0__amount": 2**62}, "C108", "members[0].incomes[0].amount"),
        ({"members__0__incomes__0__months": 3}, "C126", "members[0].incomes[0].months"),
        ({"members__0__birth_date": date(1899, 1, 1)}, "C112", "members[0].birth_date"),
        ({"members__0__birth_date": date(2026, 11, 2)}, "C140", "members[0].birth_date"),
        ({"members__0__relation": "child"}, "C150", "members"),
        ({"members": []}, "C125", "members"),
        ({"members__0__relation": None}, "C150", "members"),
        ({"members__0__person_id": None}, "C101", "members[0].person_id"),
        ({"region": None}, "C101", "region"),
    ],
)
def test_what_no_case_could_say_is_rejected(change: dict[str, Any], code: str, place: str) -> None:
    case = household(person(incomes=[wage("100")]), region="370902")
    found = faults(Block(rewritten(case, **change)), ON)
    assert (found[0].code, str(found[0].at)) == (code, f"h1: {place}")


def test_a_strange_word_is_rejected() -> None:
    block = wrong(residence=pa.array(["coast"]))
    assert faults(block, ON)[0].code == "C120"


def test_what_a_case_may_say_is_not_rejected() -> None:
    assert faults(block_of(drawn(300)), ON) == {}

"""Do the columns of a run explain a decision just as the case does, byte for byte?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules.case import Household, living, read_case_dict
from aid_rules.columnar import Columnar, from_cases, told
from aid_rules.explanation import to_html
from aid_rules.problems import RuleError
from aid_rules.scalar import Decision, Evaluator, restored
from tests.drawing import drawing
from tests.laws.families import DAYS, REGIONS, Place, family, places
from tests.strategies import blanked, seeds
from tests.world import household, person, wage

SEEDED = drawing(4)
ON = date(2026, 11, 1)


def families(chance: Random, at: Place, count: int, known: bool) -> list[Household]:
    """Households of a place, their awards in the order in which columns have them."""
    found = []
    for number in range(count):
        case = family(chance, at) | {"household_id": f"h{number}"}
        case = case if known or chance.random() < 0.2 else blanked(case, chance)
        if case.get("awards"):
            order = ["", *(member["person_id"] for member in case["members"])]
            case["awards"].sort(key=lambda award: order.index(award.get("person_id", "")))
        found.append(read_case_dict(case))
    return found


def retold(evaluator: Evaluator, trace: pa.Table, row: int) -> Decision:
    kept = told(trace, row)
    return restored(evaluator, kept.case, kept.on, kept.plan, kept.values)


def said(decision: Decision) -> tuple[str, ...]:
    """All that is said of a decision."""
    html = to_html([decision], "zh")
    return decision.explain("zh"), decision.explain("en"), html, decision.model_dump_json()


def same(at: Sequence[Place], trace: pa.Table, cases: Sequence[Household]) -> None:
    for row, (place, case) in enumerate(zip(at, cases, strict=True)):
        decided = Decision(place.evaluator, case, place.on, place.evaluator(case, place.on))
        assert said(retold(place.evaluator, trace, row)) == said(decided)


@SEEDED
@given(places(), seeds(), st.booleans())
def test_the_columns_explain_as_the_case_does(at: Place, chance: Random, known: bool) -> None:
    cases = families(chance, at, 4, known)
    trace = Columnar(lambda _: at.plan, at.on).trace(from_cases(cases))
    assert trace.rejects == {}
    same([at] * len(cases), trace.decisions, cases)


def test_regions_with_different_rules_stand_in_one_trace(tmp_path: Any) -> None:
    chance = Random(3)
    at = [
        Place(region, ON) for region in ("310000", "370902", "500000" if "500000" in REGIONS else REGIONS[0])
    ]
    at = [chance.choice(at) for _ in range(6)]
    cases = [families(chance, place, 1, False)[0] for place in at]
    here = {place.region: place.plan for place in at}
    trace = Columnar(here.__getitem__, ON).trace(from_cases(cases)).decisions
    pq.write_table(trace, tmp_path / "trace.parquet")
    same(at, pq.read_table(tmp_path / "trace.parquet"), cases)


def test_numbers_beyond_64_bits_are_kept_exactly() -> None:
    chance = Random(5)
    at = Place("370902", DAYS[3], whole=True)
    case = family(chance, at)
    for months in (7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67):
        income = {"kind": "wage", "amount": "9999999999.99", "period": "once", "months": months}
        case["members"][0]["incomes"] = [*case["members"][0]["incomes"], income]
    large, plain = read_case_dict(case | {"awards": []}), families(chance, at, 1, False)[0]
    trace = Columnar(lambda _: at.plan, at.on).trace(from_cases([large, plain])).decisions
    numbers = [name for name in trace.column_names if "exact" in str(trace.schema.field(name).type)]
    exact = [str(value) for name in numbers for value in trace[name].to_pylist()]
    assert any("'exact': '" in value for value in exact)
    same([at, at], trace, [large, plain])


def test_a_household_that_lost_somebody_is_explained_as_it_was_decided() -> None:
    at = Place("370902", ON)
    case = read_case_dict(household(
        person(death_date="2026-01-01"), person(1, relation="spouse", incomes=[wage("100")]), region="370902",
        application_date="2026-10-01",
    ))  # fmt: skip
    left = living(case, ON)
    assert left is not None
    trace = Columnar(lambda _: at.plan, ON).trace(from_cases([case])).decisions
    same([at], trace, [left])


def test_a_trace_does_not_depend_on_what_else_was_computed() -> None:
    chance = Random(7)
    at = Place("370902", ON)
    cases = families(chance, at, 12, False)
    whole = Columnar(lambda _: at.plan, ON).trace(from_cases(cases)).decisions
    alone = Columnar(lambda _: at.plan, ON)
    parts = [alone.trace(from_cases(cases[a:b])).decisions for a, b in ((0, 1), (1, 5), (5, 12))]
    assert pa.concat_tables(parts).to_pylist() == whole.to_pylist()
    assert all(part.schema.equals(whole.schema) for part in parts)
    bit_by_bit = Columnar(lambda _: at.plan, ON, piece=5).trace(from_cases(cases)).decisions
    assert bit_by_bit.to_pylist() == whole.to_pylist()


def test_rejects_are_counted_by_their_place_in_the_input() -> None:
    at = Place("370902", ON)
    cases = families(Random(8), at, 12, True)
    cases[9] = read_case_dict(household(person(birth_date="2026-11-02"), region="370902"))
    trace = Columnar(lambda _: at.plan, ON, piece=5).trace(from_cases(cases))
    assert {row: problem.code for row, problem in trace.rejects.items()} == {9: "C140"}
    same([at] * 2, trace.decisions.slice(8, 2), [cases[8], cases[10]])


def test_a_trace_holds_no_names() -> None:
    at = Place("370902", ON)
    case = household(person(name="王小明"), region="370902", application_date="2026-10-01")
    trace = Columnar(lambda _: at.plan, ON).trace(from_cases([read_case_dict(case)])).decisions
    assert "王小明" not in str(trace.to_pylist())


def test_other_rules_and_other_values_are_refused() -> None:
    at, other = Place("370902", ON), Place("310000", ON)
    case = families(Random(9), at, 1, True)[0]
    trace = Columnar(lambda _: at.plan, ON).trace(from_cases([case])).decisions
    with pytest.raises(RuleError, match="T207"):
        retold(other.evaluator, trace, 0)
    kept = told(trace, 0)
    name = next(
        step.name
        for step in at.plan.steps
        if step.type.kind == "boolean" and step.per == "household" and kept.row.get(step.name) is not None
    )
    unknown = replace(kept, row=kept.row | {name: None})
    with pytest.raises(RuleError, match="T208"):
        restored(at.evaluator, unknown.case, ON, unknown.plan, unknown.values)

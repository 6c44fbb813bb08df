"""Are just those households rejected that a case would be, with the same code at the same place?"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given

from aid_rules.batch.synthetic import synthesize
from aid_rules.case import Household, read_case_dict
from aid_rules.columnar import Block, Columnar, from_cases
from aid_rules.columnar.checks import _suspects, faults
from aid_rules.engine import Engine
from aid_rules.problems import CaseError, Problem, ProblemError
from tests.columnar.planted import PLANTS, Plant
from tests.columnar.rows import population
from tests.drawing import drawing
from tests.laws.families import REGIONS, SHIPPED
from tests.strategies import Drawer, blanked, only_found, seeds

ON = date(2026, 11, 1)
ENGINE = Engine(SHIPPED)
HERE = ("370902", "310000", *REGIONS[:1])
IDENTITY = "370902199001011234"
SEEDED = drawing(10)


def nowhere(region: str) -> Problem | None:
    try:
        SHIPPED.resolve(region, ON)
    except ProblemError as error:
        return error.problems[0]
    return None


def rejected(cases: list[dict[str, Any]]) -> dict[int, Problem]:
    return faults(Block(population(cases)), ON, nowhere, SHIPPED.findable, SHIPPED.awardable)


def refused(case: dict[str, Any]) -> Problem | None:
    """The first problem of the case. That a finding contradicts the rules only deciding shows; that nobody is left is
    found out when the dead are left out.
    """
    try:
        ENGINE.evaluate(read_case_dict(case), ON)
    except CaseError as error:
        return None if error.problems[0].code in ("V102", "V107") else error.problems[0]
    return None


def said(problem: Problem | None) -> tuple[str, str] | None:
    return None if problem is None else (problem.code, str(problem.at))


def drawn(chance: Random) -> dict[str, Any]:
    region = chance.choice(HERE)
    found = only_found(SHIPPED.resolve(region, ON)) if chance.random() < 0.3 else ()
    case = Drawer(chance, region, found=found).household()
    return blanked(case, chance) if chance.random() < 0.3 else case


def planted(chance: Random, plants: tuple[Plant, ...]) -> Iterator[dict[str, Any]]:
    for plant in plants:
        case = copy.deepcopy(drawn(chance))
        plant(chance, case)
        yield sorted_awards(case)


def sorted_awards(case: dict[str, Any]) -> dict[str, Any]:
    """The case with its awards in the order in which columns have them; they cannot have those of strangers."""
    order = ["", *(person.get("person_id", "") for person in case["members"])]
    if case.get("awards"):
        kept = [award for award in case["awards"] if award.get("person_id", "") in order]
        case["awards"] = sorted(kept, key=lambda award: order.index(award.get("person_id", "")))
    return case


@SEEDED
@given(seeds())
def test_one_fault_is_found_where_a_case_has_it(chance: Random) -> None:
    cases = list(planted(chance, PLANTS))
    found = rejected(cases)
    told = {number: said(found.get(number)) for number in range(len(cases))}
    assert told == {number: said(refused(case)) for number, case in enumerate(cases)}


def test_every_plant_but_a_few_is_a_fault() -> None:
    """Else the test above would ask nothing."""
    found = rejected(list(planted(Random(1), PLANTS)))
    assert len(found) > 0.6 * len(PLANTS)


@SEEDED
@given(seeds())
def test_words_as_dictionaries_are_looked_at_too(chance: Random) -> None:
    cases = list(planted(chance, PLANTS))
    plain = population(cases)
    coded = plain.set_column(
        plain.schema.get_field_index("residence"), "residence", plain.column("residence").dictionary_encode()
    )
    coded = coded.set_column(
        coded.schema.get_field_index("region"), "region", coded.column("region").dictionary_encode()
    )
    assert faults(Block(coded), ON, nowhere, SHIPPED.findable, SHIPPED.awardable) == rejected(cases)


def test_slices_are_looked_at_by_their_own_rows() -> None:
    cases = list(planted(Random(2), PLANTS))
    whole, batch = rejected(cases), population(cases)
    found = faults(Block(batch.slice(13, 40)), ON, nowhere, SHIPPED.findable, SHIPPED.awardable)
    assert found == {row - 13: problem for row, problem in whole.items() if 13 <= row < 53}


def changed(case: dict[str, Any], **columns: Any) -> dict[int, Problem]:
    """The faults of one case whose row of columns says what no case could."""
    batch = population([case])
    row = batch.to_pylist()[0]
    for key, change in columns.items():
        row[key] = change(row[key])
    return faults(Block(pa.RecordBatch.from_pylist([row], schema=batch.schema)), ON)


FINDING = {"name": "dibao.x", "holds": True, "by": "o", "on": date(2020, 1, 1), "reason": "r"}


@pytest.mark.parametrize(
    ("columns", "code", "place"),
    [
        ({"findings": lambda _: [FINDING, FINDING]}, "T204", "findings[dibao.x]"),
        ({"findings": lambda _: [FINDING, None]}, "C105", 'findings[""]'),
        ({"awards__unknown": lambda _: True}, "T205", "members[0].awards"),
        ({"members": lambda rows: [*rows, None]}, "C105", "members[1]"),
        ({"incomes": lambda _: [None]}, "C105", "incomes[0]"),
    ],
)
def test_what_only_columns_can_say(columns: dict[str, Any], code: str, place: str) -> None:
    case = {"household_id": "h", "region": "370902", "residence": "rural", "members": [
        {"person_id": "p", "birth_date": "1980-01-01", "relation": "head"}
    ]}  # fmt: skip
    problem = changed(case, **columns)[0]
    assert (problem.code, problem.at and problem.at.path) == (code, place)  # type: ignore[union-attr]


def test_a_day_beyond_the_calendar_is_a_fault_like_any_other() -> None:
    batch = population([drawn(Random(3))])
    field = batch.schema.get_field_index("application_date")
    strange = batch.set_column(field, "application_date", pa.array([2**31 - 1], pa.int32()).cast(pa.date32()))
    assert faults(Block(strange), ON)[0].code == "C112"


def _code(household: Household) -> str | None:
    try:
        ENGINE.evaluate(household, ON)
    except CaseError as error:
        return error.problems[0].code
    return None


def test_a_finding_that_contradicts_the_rules_is_refused_by_deciding() -> None:
    case = drawn(Random(4)) | {"findings": {}}
    case["members"] = [person | {"findings": {}} for person in case["members"]]
    plan = SHIPPED.resolve(case["region"], ON)
    decide = Columnar(lambda _: plan, ON, findable=SHIPPED.findable)
    refusals = []
    rules = [step for step in plan.steps if getattr(step, "finding", False) and step.per == "household"]
    for rule, holds in product(rules, (True, False)):
        made = {rule.name: {"holds": holds, "by": "o", "on": "2015-01-01", "reason": "r"}}
        household = read_case_dict(case | {"findings": made})
        refusals.append(_code(household) == "V102")
        found = decide(from_cases([household]))
        assert found.rejects == {}
        assert found.decisions["refused"].to_pylist() == refusals[-1:]
    assert True in refusals


def test_no_problem_repeats_an_id_number() -> None:
    cases = []
    for key in ("person_id", "sex", "relation"):
        case = drawn(Random(5))
        case["members"] = [person | {key: IDENTITY} for person in [case["members"][0]] * 2]
        cases.append(case | {"residence": IDENTITY, "assets": [{"kind": "deposit", "owner": IDENTITY}]})
    for problem in rejected(cases).values():
        assert IDENTITY not in str(ProblemError([problem]))


def test_a_population_without_faults_is_not_looked_at_household_by_household() -> None:
    """Reading suspects as cases is slow: where nothing is wrong there are none."""
    for batch in synthesize(3000, on=date(2021, 3, 31)):
        assert [
            rows for rows in _suspects(Block(batch), date(2021, 4, 1), None, SHIPPED.awardable) if len(rows)
        ] == []

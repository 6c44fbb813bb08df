"""Is a household refused to which some rule would pay less than nothing, on whichever day that is?"""

from __future__ import annotations

import shutil
from typing import Any

import pyarrow as pa
import pytest

from aid_rules.batch import Reevaluation, reevaluate
from aid_rules.case import Household, read_case_dict
from aid_rules.columnar import Columnar, from_cases
from aid_rules.engine import Engine
from aid_rules.plan import Plan
from aid_rules.problems import RuleError
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Evaluator
from tests.batch import harbour
from tests.columnar import outcomes
from tests.world import finding, household, person, wage

TEST = "test: income < standard * size\n"
CARELESS = "test: income < standard * size + 1000 * yuan / month\n"
RURAL = "      - {value: 430 yuan/month, from: 2030-08-15, basis: notice 一}\n"
LOWER = "      - {value: 370 yuan/month, from: 2030-08-%s, basis: notice 一}\n"
AWARD = {"programme": "dibao", "from": "2029-01-01", "payments": [{"month": "2030-08", "amount": "20"}]}


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The county with a limit of income above its standard, which falls in August: from the first, or the tenth."""
    rules = shutil.copytree(harbour.RULES, tmp_path_factory.mktemp("careless") / "rules")
    edited = [("national/dibao.yaml", TEST, CARELESS), ("regions/990201.yaml", RURAL, LOWER % "01" + RURAL)]
    for name, old, new in edited:
        text = (rules / name).read_text(encoding="utf-8")
        assert old in text
        (rules / name).write_text(text.replace(old, new), encoding="utf-8")
    later = (rules / "regions/990201.yaml").read_text(encoding="utf-8")
    (rules / "regions/990202.yaml").write_text(
        later.replace("990201", "990202").replace(LOWER % "01", LOWER % "10"), encoding="utf-8"
    )
    return Rulebook.load(rules, shipped_rules=False)


def family(name: str, income: str, residence: str = "rural", **facts: Any) -> Household:
    case = household(
        person(incomes=[wage(income)]), household_id=name, region="990201", residence=residence,
        findings=finding("dibao.property_within", True), application_date="2029-03-04",
    )  # fmt: skip
    return read_case_dict(case | facts)


FAMILIES = [
    family("before", "650", "urban"),
    family("after", "395"),
    family("in August", "380", awards=[AWARD]),
    family("in order", "100", awards=[AWARD]),
    family("within August", "380", region="990202", awards=[AWARD], application_date="2030-08-10"),
    family("before, elsewhere", "425", region="990202"),
]


def run(rules: Rulebook, cases: list[Household]) -> Reevaluation:
    return reevaluate(
        from_cases(cases), before=(rules, harbour.BEFORE), after=(rules, harbour.AFTER), until=harbour.UNTIL
    )


def test_it_is_rejected_by_its_name(careless: Rulebook) -> None:
    found = run(careless, FAMILIES)
    rejects = {row["household_id"]: (row["row"], row["code"]) for row in found.rejects.to_pylist()}
    refused = ("before", "after", "in August", "within August", "before, elsewhere")
    names = [case.household_id for case in FAMILIES]
    assert rejects == {name: (names.index(name), "R309") for name in refused}
    assert all("dibao" in row["message"] for row in found.rejects.to_pylist())
    assert found.decisions["household_id"].to_pylist() == ["in order"]
    assert found.manifest["counts"]["rejects"] == {"R309": 5}
    assert found.changes["household_id"].to_pylist() == ["in order"]


def test_the_others_are_decided_as_if_they_were_alone(careless: Rulebook) -> None:
    together, alone = run(careless, FAMILIES), run(careless, FAMILIES[3:4])
    assert together.decisions.to_pylist() == alone.decisions.to_pylist()
    assert together.changes.to_pylist() == alone.changes.to_pylist()


def test_columns_refuse_whom_the_evaluator_refuses(careless: Rulebook) -> None:
    engine = Engine(careless)
    found = Columnar(lambda region: careless.resolve(region, harbour.AFTER), harbour.AFTER)(
        from_cases(FAMILIES)
    )
    told = []
    for case in FAMILIES:
        try:
            _ = engine.evaluate(case, harbour.AFTER).programmes
            told.append(False)
        except RuleError:
            told.append(True)
    assert found.decisions["refused"].to_pylist() == told
    assert set(told) == {True, False}
    plan = careless.resolve("990201", harbour.AFTER)
    evaluator = engine.evaluate(FAMILIES[3], harbour.AFTER)._evaluator
    assert evaluator.plan is plan
    here = [case for case in FAMILIES if case.region == "990201"]
    expected = [outcomes.by_slots(evaluator, case, harbour.AFTER) for case in here]
    assert [each is None for each in expected] == told[:4]
    assert list(outcomes.differences(found.decisions.slice(0, 4), expected)) == []


def test_a_chunk_of_refused_only(careless: Rulebook) -> None:
    found = run(careless, [FAMILIES[0], FAMILIES[2]])
    assert isinstance(found.decisions, pa.Table)
    assert (found.decisions.num_rows, found.rejects.num_rows) == (0, 2)


def test_rules_are_compiled_once_for_all_whom_they_refuse(
    careless: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    class Counted(Evaluator):
        def __init__(self, plan: Plan) -> None:
            made.append(plan.digest)
            super().__init__(plan)

    monkeypatch.setattr("aid_rules.batch.chunk.standing.Evaluator", Counted)
    found = run(careless, [family(f"h{number}", "650", "urban") for number in range(5)])
    assert found.rejects.num_rows == 5
    assert len(made) == 1

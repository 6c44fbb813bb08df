"""Do the steps of a process run one after another, by the numbers of the region, for any programme, from YAML alone?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from aid_rules import Rulebook, Timeline, read_case_dict, timeline
from aid_rules.engine.timelines.record import Deadline
from tests.engine.test_timeline_local import county
from tests.engine.timelines import FOUND, family, person, told
from tests.world import RULES, household

FRIDAY = "2025-09-26"
PACE = """
library: pace
read_by: timeline
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
parameters:
  - {name: visit, title: {zh: 上门查看, en: Visit}, type: days, default: 2 days, basis: lakeside2 §50}
  - {name: answer, title: {zh: 答复, en: Answer}, type: days, default: 10 days, basis: lakeside2 §51}
deadlines:
  - {programme: shore, step: visit, who: {zh: 渡口, en: the ferry}}
  - {programme: shore, step: answer, after: visit, counted: calendar}
"""


def of(found: Timeline, programme: str) -> dict[str, Deadline]:
    return {each.name: each for each in found.deadlines if each.programme == programme}


def old() -> dict[str, object]:
    alone = person(
        birth_date="1955-01-01", labour_capacity="none", findings={"tekun.property_within_limits": FOUND}
    )
    return family(alone, application_date=FRIDAY)


def test_the_county_s_days_run_after_the_township_s() -> None:
    """民发〔2021〕43号 §13, §15, §16: fifteen working days, seven days of public notice, fifteen working days."""
    steps = of(told(old(), "2025-09", "2025-12"), "tekun")
    assert [(name, each.counted_from, each.due) for name, each in steps.items()] == [
        ("tekun_survey", "2025-09-26", "2025-10-17"),
        ("tekun_notice", "2025-10-17", "2025-10-24"),
        ("tekun_decision", "2025-10-24", "2025-11-14"),
    ]
    assert [each.who.en for each in steps.values() if each.who] == ["township", "township", "county"]
    assert steps["tekun_decision"].basis[0].article == "第16条"
    assert "受理日" in steps["tekun_survey"].assumed
    assert "上一环节" in steps["tekun_decision"].assumed
    assert "（县级人民政府民政部门）" in told(old(), "2025-09", "2025-12").explain()


def test_a_child_is_confirmed_in_twice_fifteen_days_without_public_notice() -> None:
    """民发〔2019〕62号 二（二）, 二（三）."""
    child = person(1, birth_date="2018-01-01", child_status="de_facto_unattended")
    steps = of(
        told(family(person(), child, application_date=FRIDAY), "2025-09", "2025-12"), "child_allowance"
    )
    assert {name: each.due for name, each in steps.items()} == {
        "child_check": "2025-10-17",
        "child_decision": "2025-11-07",
    }


def test_an_orphan_is_not_confirmed_as_unattended() -> None:
    orphan = person(1, birth_date="2018-01-01", relation="grandchild", child_status="orphan", parents=[])
    found = told(family(person(), orphan, application_date=FRIDAY), "2025-09", "2025-12")
    assert of(found, "child_allowance") == {}


def test_who_is_taken_in_alone_goes_through_the_procedure_of_dibao() -> None:
    son = person(
        1, birth_date="1990-01-01", labour_capacity="none", disability={"kind": "intellectual", "grade": 2}
    )
    earner = person(incomes=[{"kind": "wage", "amount": "1500", "period": "month"}])
    found = told(family(earner, son, application_date=FRIDAY), "2025-09", "2025-12")
    assert list(of(found, "dibao.single_person")) == [
        "dibao_survey",
        "dibao_decision_delegated",
        "dibao_decision",
        "dibao_decision_special",
    ]
    assert of(found, "dibao") == {}


def test_a_region_may_be_quicker() -> None:
    rulebook = county("- {parameter: process.tekun_survey, value: 5 days}")
    steps = of(told(old(), "2025-09", "2025-12", rulebook=rulebook), "tekun")
    assert [each.due for each in steps.values()] == ["2025-10-03", "2025-10-10", "2025-10-31"]


def test_a_county_s_own_programme_has_deadlines_from_yaml_alone(tmp_path: Path) -> None:
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "pace.yaml").write_text(PACE, encoding="utf-8")
    rulebook = Rulebook.load(RULES, tmp_path, shipped_rules=False)
    case = read_case_dict(household(application_date="2030-08-02"))
    found = timeline(case, since=date(2030, 8, 1), to=date(2030, 9, 1), rulebook=rulebook)
    steps = of(found, "shore")
    assert {name: each.due for name, each in steps.items()} == {"visit": "2030-08-06", "answer": "2030-08-16"}
    assert steps["visit"].who is not None
    assert steps["visit"].who.zh == "渡口"

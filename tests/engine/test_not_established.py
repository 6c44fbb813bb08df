"""What is decided of an elder whose date of birth and grade of disability are not established yet?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aid_rules import Decision, evaluate, read_case_dict
from aid_rules.engine.engine import engine_of
from aid_rules.engine.timelines.interval import interval
from aid_rules.engine.timelines.process import Process
from tests.engine.timelines import COUNTY, FOUND, family, person, rules, told

ON = date(2026, 11, 1)
ABLE = dict.fromkeys(("eating", "dressing", "transferring", "toileting", "walking", "bathing"), True)
BIRTH, GRADE = "members[1].birth_date", "members[1].disability.grade"


def elder(**facts: Any) -> dict[str, Any]:
    """The head's mother, all else of whom is known."""
    known: dict[str, Any] = {
        "relation": "parent", "birth_date": None, "disability": {"kind": "physical", "grade": None},
        "needs_long_term_care": True, "labour_capacity": "none", "self_care": ABLE, "parents": [],
        "marital_status": "widowed", "settlement": "dispersed",
    }  # fmt: skip
    return person(1, **known | facts)


def decided(**facts: Any) -> Decision:
    case = family(person(birth_date="1975-01-01"), elder(**facts), application_date="2026-10-20")
    return evaluate(read_case_dict(case), on=ON, rulebook=rules())


def open_for(decision: Decision, programme: str) -> tuple[str, list[str]]:
    """The elder's outcome, and what it waits for."""
    found = decision.programmes[programme].persons["p1"]
    return found.outcome, [missing.fact for missing in found.missing]


def test_each_outcome_waits_for_what_it_rests_on_and_nothing_else() -> None:
    found = decided()
    assert open_for(found, "disability_nursing") == ("undetermined", [GRADE])
    assert open_for(found, "child_allowance") == ("undetermined", [BIRTH])
    assert {BIRTH, GRADE} <= {*open_for(found, "disability_living")[1]}
    assert found.programmes["rigid_expenditure"].outcome == "ineligible"
    assert [m.fact for m in found.programmes["entitlement_education"].missing] == [BIRTH]


def test_the_grade_alone_leaves_the_household_decided() -> None:
    found = decided(birth_date="1940-01-01")
    assert (found.programmes["dibao"].outcome, found.programmes["dibao"].missing) == ("eligible", ())
    assert open_for(found, "old_age_allowance") == ("eligible", [])
    assert open_for(found, "disability_nursing") == ("undetermined", [GRADE])


def test_the_date_of_birth_alone_leaves_the_nursing_subsidy_decided() -> None:
    found = decided(disability={"kind": "physical", "grade": 2})
    assert open_for(found, "disability_nursing") == ("eligible", [])
    assert open_for(found, "old_age_allowance")[0] == "undetermined"


@pytest.mark.parametrize(("grade", "outcome"), [(1, "eligible"), (2, "eligible"), (4, "ineligible")])
def test_what_becomes_known_decides(grade: int, outcome: str) -> None:
    found = decided(birth_date="1940-01-01", disability={"kind": None, "grade": grade})
    assert open_for(found, "disability_nursing") == (outcome, [])


def test_a_fact_says_who_supplies_it() -> None:
    birth, *_ = decided().programmes["child_allowance"].missing
    assert (birth.title.zh, birth.title.en, birth.supplied_by) == ("出生日期", "date of birth", "公安部门")
    assert birth.basis
    assert birth.person_id == "p1"


def test_how_often_an_income_comes_is_asked_for_where_the_amount_is_known() -> None:
    wage = {"kind": "wage", "amount": "2000", "period": None}
    case = family(person(birth_date="1975-01-01", incomes=[wage]))
    dibao = evaluate(read_case_dict(case), on=ON, rulebook=rules()).programmes["dibao"]
    assert dibao.outcome == "undetermined"
    assert [(m.fact, m.title.zh) for m in dibao.missing] == [("members[0].incomes[0].period", "收入周期")]
    assert dibao.missing[0].basis


@pytest.mark.parametrize(
    ("lang", "asked"), [("zh", "p1：出生日期：由公安部门提供"), ("en", "p1: date of birth: from the police")]
)
def test_words_and_page_ask_for_them(lang: str, asked: str) -> None:
    found = decided()
    assert asked.partition(": from")[0] in found.explain(lang=lang)
    assert ("残疾等级" if lang == "zh" else "grade") in found.explain(lang=lang)
    assert "出生日期" in found._repr_html_()


def test_a_record_of_the_decision_is_repeatable() -> None:
    assert decided().model_dump_json() == decided().model_dump_json()
    assert decided().model_dump_json() != decided(birth_date="1940-01-01").model_dump_json()


def test_a_timeline_says_that_birthdays_cannot_be_told() -> None:
    known, unknown = (
        told(family(person(birth_date="1975-01-01"), elder(birth_date=born)), "2026-06", "2026-12")
        for born in ("1946-09-10", None)
    )
    assert [n.zh for n in unknown.notes if n not in known.notes] == [
        "有成员出生日期未知：其生日带来的变化无法预告，可能早已发生"
    ]
    assert "age" in {cause.kind for span in known.spans for cause in span.causes}
    assert "age" not in {cause.kind for span in unknown.spans for cause in span.causes}


def test_an_unknown_age_brings_a_review_forward() -> None:
    """As an unknown capacity does: who may be of working age may be able to work."""
    process = Process(engine_of(rules()), COUNTY)
    review = next(each for each in process.reviews("every") if each.programme == "dibao")
    old, unknown, unable = (
        read_case_dict(family(person(birth_date=born, labour_capacity=capacity)))
        for born, capacity in (("1950-01-01", None), (None, None), (None, "none"))
    )
    found = [interval(process, review, case, ON) for case in (old, unknown, unable)]
    assert [each.months for each in found if each] == [12, 6, 12]
    assert [each.others for each in found if each] == [(), (12,), ()]


def test_a_hardship_of_an_unknown_day_is_asked_about() -> None:
    hardship = {"kind": None, "date": None, "route": "emergency", "out_of_pocket": "5000"}
    findings = {"temporary_aid.livelihood_in_difficulty": FOUND}
    case = family(person(birth_date="1975-01-01"), hardships=[hardship], findings=findings)
    found = evaluate(read_case_dict(case), on=ON, rulebook=rules()).programmes["temporary_aid"]
    assert (found.outcome, found.once) == ("eligible", None)
    assert "hardships[0].kind" in {missing.fact for missing in found.missing}
    assert told(case, "2026-06", "2026-08").spans

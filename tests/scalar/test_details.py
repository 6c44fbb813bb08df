"""What follows from an outcome besides money: of whom it is told, and what is not known yet."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from typing import Any

from aid_rules import evaluate, read_case
from aid_rules.scalar import Decision

ON = date(2026, 11, 3)
FOUND = {
    "temporary_aid.livelihood_in_difficulty": {
        "holds": True,
        "by": "镇",
        "on": "2026-11-02",
        "reason": "房屋烧毁",
    }
}


def decided(**more: Any) -> Decision:
    case = {
        "household_id": "h", "region": "370902", "residence": "urban", "incomes": [], "assets": [], "expenses": [],
        "members": [
            {"person_id": "p1", "birth_date": "1980-03-01", "relation": "head", "labour_capacity": "full",
             "employment": {"status": "unemployed"}, "incomes": [{"kind": "wage", "amount": "500", "period": "month"}]},
            {"person_id": "p2", "birth_date": "2012-09-01", "relation": "child", "cohabiting": True, "incomes": [],
             "education": {"stage": "compulsory", "full_time": True}},
        ],
        "hardships": [{"kind": "fire", "date": "2026-11-01", "route": "emergency", "multiplier": "4"}],
        "findings": FOUND,
    }  # fmt: skip
    return evaluate(read_case(json.dumps(case | more)), on=ON)


def told(decision: Decision, programme: str) -> list[tuple[str, str | None, object]]:
    return [(d.name.rpartition(".")[2], d.person_id, d.value) for d in decision.programmes[programme].details]


def test_of_persons_only_those_are_told_for_whom_something_follows() -> None:
    decision = decided()
    assert told(decision, "entitlement_education") == [("pupil", "p2", True)]
    assert told(decision, "entitlement_employment") == [("to_be_helped", "p1", True)]
    assert told(decision, "entitlement_medical") == [("help", "p1", "fixed"), ("help", "p2", "fixed")]


def test_of_the_household_yes_and_no_are_told() -> None:
    assert told(decided(), "temporary_aid") == [("approver", None, "township"), ("aid_first", None, None)]
    small = {
        "temporary_aid.small_amount": {"holds": False, "by": "镇", "on": "2026-11-02", "reason": "金额大"}
    }
    found = decided(findings=FOUND | small)
    assert told(found, "temporary_aid") == [("approver", None, "township"), ("aid_first", None, False)]


def test_nothing_is_told_of_what_is_not_granted() -> None:
    assert told(decided(hardships=[]), "temporary_aid") == []


def test_what_is_not_known_says_what_it_waits_for() -> None:
    decision = decided(region="450100")
    details = {d.name: d for d in decision.programmes["temporary_aid"].details}
    first = details["temporary_aid.aid_first"]
    assert (first.value, first.said.zh) == (None, "未知")
    assert [m.fact for m in first.missing] == ["findings[temporary_aid.small_found]"]
    assert "先行救助、事后补充说明：未知（还要弄清：认定救助金额较小）" in decision.explain()


def test_those_of_whom_the_same_is_said_are_named_together() -> None:
    text = decided().explain()
    assert "医疗救助方式：p1、p2 定额资助参保并救助医疗费用" in text
    assert "审批机关：乡镇人民政府（街道办事处）" in text


def test_a_decision_goes_to_another_process_and_back() -> None:
    here = decided()
    with ProcessPoolExecutor(1) as pool:
        there = pool.submit(decided).result()
    assert there.model_dump_json() == here.model_dump_json()
    assert pickle.loads(pickle.dumps(here)).explain("en") == here.explain("en")

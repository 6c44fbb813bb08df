"""Are causes those that a reader can follow: what began, ended or was written anew, and nothing else?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aid_rules import Rulebook, Timeline
from tests.engine.timelines import FOUND, award, family, person, told


def pensioner(**facts: Any) -> dict[str, Any]:
    """Somebody on the basic pension alone, in a county that does not say whether it counts."""
    pension = {"kind": "basic_pension", "amount": "185", "period": "month"}
    return family(person(birth_date="1958-03-04", labour_capacity="none", incomes=[pension]), **facts)


def said(found: Timeline, since: str, lang: str = "zh") -> list[str]:
    """The causes of the span that begins on a day."""
    span = next(span for span in found.spans if span.since == since)
    return [cause.text.zh if lang == "zh" else cause.text.en for cause in span.causes]


def test_an_exclusion_that_ends_is_told() -> None:
    found = told(pensioner(), "2025-11", "2026-02")
    causes = said(found, "2026-01-01")
    assert causes[0].startswith("p0 的“计入家庭收入的月额”0.00 元/月 → 未知（规则改变：")
    assert causes[0].endswith(
        "2026-01-01 起；此前依据《最低生活保障审核确认办法》（民发〔2021〕57号）第13条第2款（3））"
    )
    assert causes[1] == "城乡居民基础养老金在“十四五”以后是否不计入：自 2026-01-01 起由当地规定，未设定"
    assert len(causes) == 2
    assert said(found, "2026-01-01", "en")[1].endswith("for the region to set from 2026-01-01, not set")


def test_an_exclusion_that_begins_is_told() -> None:
    causes = said(told(pensioner(), "2021-06", "2021-08"), "2021-07-01")
    assert any(each.startswith("p0 的“计入家庭收入的月额”未知 → 0.00 元/月（规则改变：") for each in causes)
    assert "城乡居民基础养老金是否不计入（未设定）：自 2021-07-01 起不再由当地规定" in causes


def test_a_rule_that_was_not_there_has_not_changed() -> None:
    """Families on the edge of dibao first have rules on this day, and single persons others: that is the whole reason."""
    disability = {"kind": "physical", "grade": 1}
    wage = {"kind": "wage", "amount": "1500", "period": "month"}
    allowance = {"kind": "orphan_allowance", "amount": "400", "period": "month"}
    members = [
        person(incomes=[wage]),
        person(1, birth_date="1999-01-01", disability=disability, labour_capacity="none", employment=None),
        person(2, incomes=[allowance]),
    ]
    case = family(*members, findings=dict.fromkeys(("edge.property_within_limits",), FOUND))
    causes = said(told(case, "2021-06", "2021-08"), "2021-07-01")
    assert any("最低生活保障边缘家庭自 2021-07-01 起有规则" in each for each in causes)
    for each in causes:
        assert "“”" not in each
        assert "未知 → 未知" not in each
        assert "true" not in each
        assert "单人保对象是否增发" not in each


def test_what_is_settled_without_money_is_listed() -> None:
    found = told(family(), "2025-06", "2025-07")
    assert found.spans[0].programmes["entitlement_medical"].outcome == "eligible"
    assert "医疗救助 符合条件" in found.explain("zh")
    assert "eligible" in found.explain("en")


def test_payments_are_called_by_their_programme() -> None:
    case = family(awards=[award("dibao", "2024-01-01", {"2025-01": "600"})])
    assert "未列入比较：最低生活保障 2025-01" in told(case, "2025-06", "2025-07").explain("zh")


BOTH = """
programme: shore
title: {zh: 湖岸补助, en: Shore allowance}
unit: household
documents:
  act: {title: 办法, from: 2020-01-01}
parameters:
  - {name: rate, title: {zh: 标准, en: Rate}, type: yuan/month, basis: act §1}
rules:
  - name: due
    title: {zh: 应发, en: Due}
    unit: yuan/month
    until: 2021-03-01
    basis: act §2
    value: count(p for p in members if p.age < 60) * rate
  - name: due
    title: {zh: 应发, en: Due}
    unit: yuan/month
    from: 2021-03-01
    basis: act §2
    value: count(p for p in members if p.age >= 60) * rate
criteria:
  - {name: some, title: {zh: 有应发, en: Some}, test: due > 0, basis: act §2}
amount: {value: 'due', per: month, basis: act §2}
"""
RATES = """
region: "990101"
name: {zh: 县, en: County}
documents:
  n: {title: 通知, from: 2020-01-01}
set:
  - parameter: shore.rate
    values: [{value: 100 yuan/month, from: 2020-01-01, basis: n 一}, {value: 110 yuan/month, from: 2021-03-01, basis: n 二}]
"""


def test_a_rule_and_a_number_that_change_on_one_day_are_both_told(tmp_path: Path) -> None:
    """The old text is read as it was written: the counts taken out of both texts have the same names."""
    for folder, text in (("national/shore.yaml", BOTH), ("regions/990101-county.yaml", RATES)):
        (tmp_path / folder).parent.mkdir(exist_ok=True)
        (tmp_path / folder).write_text(text, encoding="utf-8")
    rules = Rulebook.load(tmp_path, shipped_rules=False)
    old = person(1, relation="parent", birth_date="1950-01-01", findings={})
    case = family(
        person(findings={}), person(2, relation="spouse", findings={}), old, region="990101", findings={}
    )
    last = told(case, "2021-02", "2021-04", rulebook=rules).spans[-1]
    assert [(cause.kind, cause.step) for cause in last.causes] == [
        ("rule", "shore.due"),
        ("standard", "shore.rate"),
    ]

"""Are causes those that a reader can follow: what began, ended or was written anew, and nothing else?"""

from __future__ import annotations

from typing import Any

from aid_rules import Timeline
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

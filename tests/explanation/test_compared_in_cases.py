"""Does a criterion of ordered cases tell value, limit and margin of what it compared, whether it holds or is open?"""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest

from aid_rules import evaluate
from aid_rules.case import read_case_dict
from aid_rules.explanation import to_html, to_text

ON = date(2026, 11, 1)


def struck(multiplier: int | None) -> dict[str, Any]:
    """A family after a fire in Tai'an, where the officer chooses 3 to 12 times the standard."""
    fire = {"kind": "fire", "date": "2026-10-01", "route": "emergency", "multiplier": multiplier}
    head = {
        "person_id": "p1",
        "birth_date": "1975-01-01",
        "relation": "head",
        "cohabiting": True,
        "incomes": [],
    }
    return {
        "household_id": "t", "region": "370902", "residence": "rural", "incomes": [], "assets": [], "expenses": [],
        "hardships": [fire], "members": [head],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("multiplier", "zh", "en"),
    [
        (5, "因为：所选的救助倍数 5，不超过当地规定的倍数上限 12，相差 7",
         "because: The multiple chosen 5 ≤ The greatest multiple allowed 12, by 7"),
        (5, "因为：所选的救助倍数 5，不低于倍数下限（当地没有设定的为0） 3，相差 2",
         "because: The multiple chosen 5 ≥ The least multiple allowed, 0 where none is set 3, by 2"),
        (20, "所选的救助倍数 20，超过当地规定的倍数上限 12，相差 8",
         "The multiple chosen 20 > The greatest multiple allowed 12, by 8"),
        (1, "所选的救助倍数 1，低于倍数下限（当地没有设定的为0） 3，相差 2",
         "The multiple chosen 1 < The least multiple allowed, 0 where none is set 3, by 2"),
        (None, "所选的救助倍数（未知），是否不超过当地规定的倍数上限 12",
         "not known whether The multiple chosen (unknown) ≤ The greatest multiple allowed 12"),
    ],
)  # fmt: skip
def test_the_multiple_chosen_is_told_with_its_range(multiplier: int | None, zh: str, en: str) -> None:
    decision = evaluate(read_case_dict(struck(multiplier)), on=ON)
    assert decision.programmes["temporary_aid"].outcome == "undetermined"
    assert f"      {zh}\n" in to_text(decision, "zh")
    assert f"      {en}\n" in to_text(decision, "en")
    html = unescape(to_html([decision], "zh"))
    assert zh.removeprefix("因为：") in html

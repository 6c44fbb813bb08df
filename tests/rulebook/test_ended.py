"""Is a region whose value has ended told what is used instead, unless its file says that this is meant?"""

from __future__ import annotations

from pathlib import Path

import pytest

from aid_rules import Rulebook

GOOD = Path(__file__).parent / "good"
OWN = "680 yuan/month, from: 2028-01-01"
ENDED = "680 yuan/month, from: 2028-01-01, until: 2029-01-01"
PROVINCE = """region: "990000"
name: {zh: 湖州省, en: Lakes}
documents:
  notice: {title: 湖州省标准通知, from: 2020-01-01}
set:
  - parameter: shore.standard
    values: [VALUES]
"""


def warned(
    folder: Path, own: str, province: str = "", default: str = "", more: str = ""
) -> list[tuple[str, int, str]]:
    """Code, line and what is used instead, of every warning."""
    national = (GOOD / "national" / "shore.yaml").read_text(encoding="utf-8")
    region = (GOOD / "regions" / "990101-lakeside.yaml").read_text(encoding="utf-8")
    files = {
        "national/shore.yaml": national.replace(
            "    increasing: {residence: [rural, urban]}\n    at_least: 50 * yuan / month\n", default
        ),
        "regions/990101-lakeside.yaml": region.replace(OWN, own) + more,
    }
    if province:
        files["regions/990000-lakes.yaml"] = PROVINCE.replace("VALUES", province)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    errors, warnings = Rulebook.load(folder, shipped_rules=False).problems()
    assert errors == []
    return [(each.code, each.at.line, each.facts.get("held_en", "")) for each in warnings]


BEFORE = "{value: 600 yuan/month, from: 2025-01-01, basis: notice 一}"
AFTER = "{value: 610 yuan/month, from: 2030-01-01, basis: notice 一}"
LATER = "{value: 620 yuan/month, from: 2031-01-01, basis: notice 一}"


@pytest.mark.parametrize(
    ("province", "held"),
    [
        (BEFORE, "600 yuan/month (990000 Lakes, from 2025-01-01)"),
        (AFTER, "610 yuan/month (990000 Lakes, from 2030-01-01)"),
        (f"{AFTER}, {LATER}", "610 yuan/month (990000 Lakes, from 2030-01-01)"),
    ],
)
def test_what_the_province_sets_is_told_once(tmp_path: Path, province: str, held: str) -> None:
    assert warned(tmp_path, ENDED, province) == [("R314", 9, held)]


def test_what_the_nation_sets_is_told(tmp_path: Path) -> None:
    held = "550 yuan/month (the national default, from 2020-01-01)"
    assert warned(tmp_path, ENDED, default="    default: 550 yuan/month\n") == [("R314", 9, held)]


@pytest.mark.parametrize("province", [BEFORE, AFTER])
def test_a_file_may_say_that_it_is_meant(tmp_path: Path, province: str) -> None:
    assert warned(tmp_path, f"{ENDED}, then: wider", province) == []


def test_where_nothing_is_set_the_number_is_open(tmp_path: Path) -> None:
    assert warned(tmp_path, ENDED) == []


def test_a_value_that_goes_on_under_another_entry(tmp_path: Path) -> None:
    more = """  - parameter: shore.standard
    when: {residence: urban}
    values:
      - {value: 700 yuan/month, from: 2029-01-01, basis: notice 三}
"""
    assert warned(tmp_path, ENDED, BEFORE, more=more) == []


@pytest.mark.parametrize(("then", "codes"), [("", ["R314", "R308"]), (", then: wider", [])])
def test_between_two_values(tmp_path: Path, then: str, codes: list[str]) -> None:
    own = f"{ENDED}{then}, basis: notice 一}}\n      - {{value: 690 yuan/month, from: 2030-01-01"
    assert [code for code, _, _ in warned(tmp_path, own, BEFORE)] == codes


BONUS = """  - name: bonus
    title: {zh: 加发, en: Bonus}
    type: yuan/month
    default: 0 yuan/month
    PERIOD
    basis: lakeside1 §7
rules:
  - name: extra
    title: {zh: 加发, en: Extra}
    value: bonus
    unit: yuan/month
    PERIOD
    basis: lakeside1 §4
"""


@pytest.mark.parametrize(
    ("period", "since", "told"),
    [
        ("from: 2028-06-01", "2028-01-01", [("R316", {"start": "2028-01-01", "first": "2028-06-01"})]),
        ("from: 2028-06-01", "2028-06-01", []),
        ("until: 2028-06-01", "2028-06-01", [("R317", {"start": "2028-06-01", "last": "2028-06-01"})]),
        ("until: 2028-06-01", "2028-01-01", []),
        ("from: 2020-01-01", "2028-01-01", []),
    ],
)
def test_a_value_on_days_on_which_no_rule_asks_for_it(
    tmp_path: Path, period: str, since: str, told: list[tuple[str, dict[str, str]]]
) -> None:
    national = (GOOD / "national" / "shore.yaml").read_text(encoding="utf-8")
    region = (GOOD / "regions" / "990101-lakeside.yaml").read_text(encoding="utf-8")
    own = f"  - parameter: shore.bonus\n    values: [{{value: 10 yuan/month, from: {since}, basis: notice 一}}]\n"
    declared = national.replace("rules:\n", BONUS.replace("PERIOD", period), 1)
    for name, text in (("national/shore.yaml", declared), ("regions/990101-lakeside.yaml", region + own)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    warnings = Rulebook.load(tmp_path, shipped_rules=False).problems()[1]
    found = [(each.code, each.facts) for each in warnings if each.code in ("R316", "R317")]
    assert found == [(code, {"parameter": "shore.bonus", **facts}) for code, facts in told]

"""Does a plan's digest change exactly when its meaning does?"""

from __future__ import annotations

from datetime import date

import pytest

from aid_rules.language import to_source
from aid_rules.plan import Rule
from tests.plan.small import GOOD, NATIONAL, REGION, Change, plan_of, plan_with
from tests.world import world

SAME: dict[str, list[Change]] = {
    "spaces": [("income / size < standard", "income/size   <  standard")],
    "brackets": [("income / size < standard", "((income) / (size)) < (standard)")],
    "full names": [("income / size < standard", "shore.income / shore.size < shore.standard")],
    "row said outright": [("by: {residence: residence}", "by: {residence: household.residence}")],
    "comment": [("rules:\n", "# ours\nrules:\n")],
    "title": [("zh: 家庭人口, en: Size", "zh: 人口, en: Members")],
    "programme's title": [("湖岸补助", "湖岸津贴")],
    "note": [("  per: month\n", "  per: month\n  note: as published\n")],
    "key order": [
        (
            "    value: count(p for p in members)\n    basis: lakeside1 §3\n",
            "    basis: lakeside1 §3\n    value: count(p for p in members)\n",
        )
    ],
    "variable": [("count(p for p in members)", "count(m for m in members)")],
    "quotes": [("value: count(p for p in members)", "value: 'count(p for p in members)'")],
    "rule that nothing reads": [
        ("rules:\n", "rules:\n  - {name: spare, title: {zh: 余, en: S}, value: 1 + 1, basis: lakeside1 §3}\n")
    ],
    "from of a rule that holds anyway": [
        ("    unit: yuan/month\n", "    unit: yuan/month\n    from: 2021-01-01\n")
    ],
    "until of a document not yet reached": [("from: 2020-01-01}", "from: 2020-01-01, until: 2040-01-01}")],
    "a later value": [
        (
            "basis: notice 一}",
            "basis: notice 一}\n      - {value: 700 yuan/month, from: 2031-01-01, basis: notice 一}",
        )
    ],
    "name of the region": [("zh: 湖滨县, en", "zh: 湖边县, en")],
    "default decimal": [("900 * yuan / month", "900.00 * yuan / month")],
}
DIFFERENT: dict[str, list[Change]] = {
    "comparator": [("income / size < standard", "income / size <= standard")],
    "operand order": [("standard * size - income", "income - standard * size")],
    "brackets that matter": [("standard * size - income", "standard * (size - 1) - income")],
    "value": [("680 yuan/month", "680.01 yuan/month")],
    "number": [("900 * yuan", "901 * yuan")],
    "rounding direction": [("round_up(", "round_down(")],
    "rounding step": [("income, yuan)", "income, jiao)")],
    "basis of a rule": [("basis: lakeside1 §3", "basis: lakeside1 §2")],
    "basis of a value": [("basis: notice 一}", "basis: notice 三}")],
    "title of a document": [("湖滨救助办法", "湖滨救助条例")],
    "number of a document": [("湖政〔2020〕1号", "湖政〔2020〕2号")],
    "document in force since": [("from: 2020-01-01}", "from: 2020-02-01}")],
    "a value that holds by now": [
        (
            "basis: notice 一}",
            "basis: notice 一}\n      - {value: 700 yuan/month, from: 2030-08-01, basis: notice 一}",
        )
    ],
    "a value that has ended": [
        ("01-01, basis: notice 一}", "01-01, until: 2030-08-01, basis: notice 一}"),
    ],
    "assumed": [("basis: notice 一}", "basis: notice 一, assumed: no day is named}")],
    "assumed rule": [("    unit: yuan/month\n", "    unit: yuan/month\n    assumed: no period is named\n")],
    "finding": [("    finding: true\n", "")],
    "discretion": [("    finding: true\n", "    finding: true\n    discretion: true\n")],
    "once": [("  per: month\n", "  per: once\n"), ("income, yuan)", "income, yuan) * month")],
    "rows of a table": [("{urban: a, rural: b}", "{urban: b, rural: a}")],
    "row": [("count(p for p in members)", "count(p for p in members if p.age > 0)")],
    "list": [("for i in incomes)", "for i in expenses)")],
    "applies": [("applies: {value: size > 0", "applies: {value: size > 1")],
}


@pytest.mark.parametrize("name", SAME)
def test_same_meaning_same_digest(name: str) -> None:
    assert plan_with(*SAME[name]).digest == plan_with().digest


@pytest.mark.parametrize("name", DIFFERENT)
def test_other_meaning_other_digest(name: str) -> None:
    assert plan_with(*DIFFERENT[name]).digest != plan_with().digest


def test_all_other_meanings_differ_from_each_other() -> None:
    digests = [plan_with(*changes).digest for changes in DIFFERENT.values()]
    assert len({*digests}) == len(digests)


def test_two_regions_with_the_same_rules_have_the_same_plan() -> None:
    texts = {name: (GOOD / name).read_text(encoding="utf-8") for name in (NATIONAL, REGION)}
    other = {**texts, "regions/990102-hillside.yaml": texts[REGION].replace("990101", "990102")}
    assert plan_of(other, "990101").digest == plan_of(other, "990102").digest == plan_with().digest


def test_a_division_within_a_region_has_its_plan() -> None:
    assert plan_with(region="990101001002").digest == plan_with().digest


def test_the_order_of_entries_does_not_matter() -> None:
    """Independent rules, written the other way round."""
    text = (GOOD / NATIONAL).read_text(encoding="utf-8")
    begin, middle, end = (text.index(part) for part in ("  - name: size", "  - name: income\n", "tables:"))
    swapped = text[:begin] + text[middle:end] + text[begin:middle] + text[end:]
    region = (GOOD / REGION).read_text(encoding="utf-8")
    assert plan_of({NATIONAL: swapped, REGION: region}).digest == plan_with().digest


def test_the_name_of_a_file_does_not_matter() -> None:
    texts = [(GOOD / name).read_text(encoding="utf-8") for name in (NATIONAL, REGION)]
    assert (
        plan_of({"national/z.yaml": texts[0], "regions/990101.yaml": texts[1]}).digest == plan_with().digest
    )


def test_the_day_matters_only_where_something_changes() -> None:
    rulebook = world()
    digest = {
        on: rulebook.resolve("990101", on).digest
        for on in (date(2030, 6, 30), date(2030, 7, 1), date(2030, 12, 1))
    }
    assert digest[date(2030, 6, 30)] != digest[date(2030, 7, 1)] == digest[date(2030, 12, 1)]


LIBRARY = """library: income
title: {zh: 收入, en: Income}
documents:
  lakeside2: {title: 湖滨收入办法, from: 2020-01-01}
rules:
  - {name: amount, title: {zh: 定额, en: Amount}, value: 5 * yuan / month, basis: lakeside2 §1}
"""


def test_a_rule_called_as_a_field_is_another_thing_than_the_field() -> None:
    """A library may be called as a row is; then `income.amount` outside the row is its rule."""
    written = "sum(monthly(i.amount) for i in incomes)"
    test = "income / size < standard"
    plans, formulas = [], []
    for value in (written, "sum(monthly(income.amount) for i in incomes)"):
        texts = {name: (GOOD / name).read_text(encoding="utf-8") for name in (NATIONAL, REGION)}
        assert written in texts[NATIONAL]
        texts[NATIONAL] = (
            texts[NATIONAL].replace(written, value).replace(test, f"{test} and income.amount > 0")
        )
        plans.append(plan_of({**texts, "national/income.yaml": LIBRARY}))
        step = plans[-1].by_name["shore.income"]
        assert isinstance(step, Rule)
        assert step.node is not None
        formulas.append(to_source(step.node))
    assert plans[0].digest != plans[1].digest
    assert formulas == [
        "sum(monthly(income.amount) for income in household.incomes)",
        "sum(monthly(income:amount) for income in household.incomes)",
    ]

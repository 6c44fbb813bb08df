"""What is still to be paid, and what was paid too much? Families told one by one, by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules import Rulebook
from aid_rules.batch import Reevaluation, reevaluate
from aid_rules.case import read_case_dict
from tests.batch import harbour
from tests.engine.timelines import award, family, person, rules
from tests.laws.test_aggregates import orphan
from tests.world import household
from tests.world import person as member

OLD = "600"
RAISED = date(2025, 7, 1)
Row = dict[str, Any]


def months(first: int, last: int, amount: str = OLD) -> dict[str, str]:
    return {f"2025-{month:02d}": amount for month in range(first, last + 1)}


def granted(programme: str = "dibao", since: str = "2024-01-01", **facts: Any) -> dict[str, Any]:
    return award(programme, since, facts.pop("paid", months(1, 12)), **facts)


WAGE = {"kind": "wage", "amount": "900", "period": "month"}
MOTHER = person(
    1, birth_date="1940-01-01", relation="parent", death_date="2025-09-12", labour_capacity="none"
)
FAMILIES: dict[str, Row] = {
    "notice of December": family(awards=[granted()]),
    "death": family(person(), MOTHER, awards=[granted(paid=months(7, 12, "1320"))]),
    "to the dead": family(
        person(), MOTHER, awards=[granted("old_age_allowance", paid=months(7, 11, "100"), person_id="p1")]
    ),
    "month left out": family(awards=[granted(paid=months(7, 9, "660") | months(11, 12, "660"))]),
    **{
        name: family(
            person(employment={"status": "employed", "since": "2025-06-20"}, incomes=[WAGE]),
            awards=[granted(paid=months(7, 12, amount), monthly_amount="400")],
        )
        for name, amount in (("grace", "400"), ("grace, less paid", "390"))
    },
    "ended": family(awards=[granted(until="2025-10-01", paid=months(1, 9))]),
    "late": family(awards=[granted(since="2025-10-01", paid={})]),
    "no record": family(awards=[award("dibao", "2024-01-01")]),
    "no award": family(),
    "award states": family(awards=[award("dibao", "2024-01-01") | {"monthly_amount": "650"}]),
    "within a month": family(awards=[granted(since="2025-09-15", paid=months(10, 12, "660"))]),
    "within a month, award states": family(awards=[award("dibao", "2025-09-15") | {"monthly_amount": "650"}]),
    "newly entitled": family(person(incomes=[WAGE | {"amount": "630"}])),
    "open": family(assets=None, findings={}, awards=[granted()]),
    "alone and dead": family(person(death_date="2025-08-20"), awards=[granted(paid=months(7, 12, "660"))]),
}


@pytest.fixture(scope="module")
def result() -> Reevaluation:
    cases = [read_case_dict(case | {"household_id": name}) for name, case in FAMILIES.items()]
    return reevaluate(
        cases, before=(rules(), date(2025, 6, 1)), after=(rules(), RAISED), until=date(2025, 12, 31)
    )


@pytest.fixture(scope="module")
def told(result: Reevaluation) -> dict[tuple[str, str], Row]:
    assert result.rejects.num_rows == 0
    return {(row["household_id"], row["programme"]): row for row in result.changes.to_pylist()}


def owed(row: Row) -> tuple[Any, ...]:
    """Months, months open, fen to be paid, fen overpaid, by what."""
    return tuple(row[key] for key in ("months", "months_open", "back_pay", "overpaid", "paid_by"))


@pytest.mark.parametrize(
    ("name", "programme", "expected"),
    [
        ("notice of December", "dibao", (6, 0, 6 * 6000, 0, "payments")),
        ("death", "dibao", (6, 0, 0, 3 * 66000, "payments")),
        ("to the dead", "old_age_allowance", (6, 0, 0, 2 * 10000, "payments")),
        ("month left out", "dibao", (6, 0, 66000, 0, "payments")),
        ("ended", "dibao", (3, 0, 3 * 6000, 0, "payments")),
        ("late", "dibao", (3, 0, 3 * 66000, 0, "payments")),
        ("no record", "dibao", (6, 0, 6 * 6000, 0, "before")),
        ("award states", "dibao", (6, 0, 6 * 1000, 0, "award")),
        ("within a month", "dibao", (3, 0, 0, 0, "payments")),
        ("within a month, award states", "dibao", (3, 0, 3 * 1000, 0, "award")),
        ("open", "dibao", (6, 6, 0, 0, "payments")),
        ("alone and dead", "dibao", (6, 0, 0, 4 * 66000, "payments")),
    ],
)
def test_what_is_owed(
    told: dict[tuple[str, str], Row], name: str, programme: str, expected: tuple[Any, ...]
) -> None:
    assert owed(told[name, programme]) == expected


def test_a_notice_of_december_that_holds_since_july_changes_the_amount_too(
    told: dict[tuple[str, str], Row],
) -> None:
    row = told["notice of December", "dibao"]
    assert (row["kind"], row["before_amount"], row["after_amount"]) == ("raised", 60000, 66000)
    assert (row["difference"], row["due"], row["paid"]) == (6000, 6 * 66000, 6 * 60000)
    assert "dibao.standard" in row["causes"].split()


def test_a_standard_that_rises_within_the_months_is_the_cause() -> None:
    """An orphan of Anqing: the two sides give the same, and from July 2018 the standard is 750 instead of 600."""
    paid = {f"2018-{month:02d}": "600" for month in range(1, 13)}
    awards = [award("child_allowance", "2017-01-01", paid, person_id="p2")]
    rows = {
        until: reevaluate(
            [read_case_dict(orphan() | {"awards": awards})],
            before=date(2017, 12, 31), after=date(2018, 1, 1), until=until,
        ).changes.to_pylist()
        for until in (date(2018, 12, 1), date(2018, 6, 1))
    }  # fmt: skip
    (row,) = rows[date(2018, 12, 1)]
    assert (row["kind"], row["back_pay"]) == ("unchanged", 6 * 150_00)
    assert "child_allowance.standard" in row["causes"].split()
    assert rows[date(2018, 6, 1)] == []


def test_the_old_rules_end_where_the_new_ones_end() -> None:
    """What the old rules gave is taken as paid for each month by its own day: nobody was paid after turning 18."""
    case = orphan() | {"awards": [award("child_allowance", "2017-01-01", person_id="p2")]}
    case["members"][1]["birth_date"] = "2000-10-15"
    (row,) = reevaluate(
        [read_case_dict(case)], before=date(2018, 6, 30), after=date(2018, 7, 1), until=date(2018, 12, 1)
    ).changes.to_pylist()
    assert (row["months"], row["paid"], row["back_pay"], row["overpaid"]) == (4, 4 * 600_00, 4 * 150_00, 0)
    assert row["paid_by"] == "before"


def test_only_the_day_is_the_cause_where_no_rule_changed_in_the_months() -> None:
    case = read_case_dict(FAMILIES["month left out"])
    found = reevaluate(
        [case], before=(rules(), date(2025, 8, 1)), after=(rules(), date(2025, 9, 1)), until=date(2025, 12, 1)
    )
    (row,) = found.changes.to_pylist()
    assert (row["kind"], row["back_pay"], row["causes"]) == ("unchanged", 66000, "day")


def test_what_no_award_covers_is_not_owed(told: dict[tuple[str, str], Row]) -> None:
    """A family that might have drawn dibao all along, and did not: that asks for an application."""
    row = told["no award", "dibao"]
    assert row["kind"] == "raised"
    assert owed(row) == (None,) * 5


def test_who_is_newly_entitled_and_has_no_award_is_owed_nothing(told: dict[tuple[str, str], Row]) -> None:
    row = told["newly entitled", "dibao"]
    assert row["kind"] == "new"
    assert owed(row) == (None,) * 5


def test_a_grace_period_is_paid_under_the_award_that_it_continues(
    result: Reevaluation, told: dict[tuple[str, str], Row]
) -> None:
    (row,) = (row for row in result.decisions.to_pylist() if row["household_id"] == "grace")
    assert row["dibao.grace_exit"] == "eligible"
    assert ("grace", "dibao") not in told
    assert owed(told["grace, less paid", "dibao"]) == (6, 0, 6 * 1000, 0, "payments")


def test_who_dies_within_the_months_was_alive_before(result: Reevaluation) -> None:
    decisions = {row["household_id"]: row for row in result.decisions.to_pylist()}
    assert decisions["alone and dead"]["alive"]
    assert set(decisions) == set(FAMILIES)


def test_orphans_of_two_counties() -> None:
    """A notice raises what 41 orphans get by 600 yuan in one county and by 750 in another: six months for each."""
    population = [
        read_case_dict(household(
            member(birth_date="2018-04-01", parents=[{"which": w, "situation": "dead"} for w in ("father", "mother")]),
            household_id=f"{region}-{number}", region=region,
            awards=[award("child_allowance", "2029-01-01", {f"2030-{m:02d}": "900" for m in range(7, 13)}, person_id="p0")],
        ))
        for region in (harbour.RAISED, harbour.SAME_MONTH) for number in range(41)
    ]  # fmt: skip
    county = harbour.harbour()
    found = reevaluate(
        population, before=(county, harbour.BEFORE), after=(county, harbour.AFTER), until=date(2030, 12, 1)
    )
    sums = {
        group["region"]: group["back_pay"]
        for group in found.manifest["groups"]
        if group["programme"] == "child_allowance"
    }
    assert sums == {harbour.RAISED: 41 * 600_00 * 6, harbour.SAME_MONTH: 41 * 750_00 * 6}


def test_what_was_paid_may_be_said_by_several() -> None:
    """One person's payments are on record, of the other the award states an amount: the sum is of both."""
    grown = {"birth_date": "1940-01-01", "labour_capacity": "none"}
    one = granted("old_age_allowance", paid=months(7, 12, "100"), person_id="p0")
    other = award("old_age_allowance", "2024-01-01") | {"monthly_amount": "90", "person_id": "p1"}
    pair = family(person(**grown), person(1, **grown, relation="spouse"), awards=[one, other])
    late = pair | {"household_id": "late", "awards": [one | {"payments": []}, other]}
    found = reevaluate(
        [read_case_dict(case) for case in (pair, late)],
        before=(rules(), date(2025, 6, 1)), after=(rules(), RAISED), until=date(2025, 12, 31),
    )  # fmt: skip
    rows = [row for row in found.changes.to_pylist() if row["programme"] == "old_age_allowance"]
    assert [(*owed(row), row["due"], row["paid"]) for row in rows] == [
        (12, 0, 6 * 1000, 0, "mixed", 12 * 10000, 6 * 19000),
        (12, 0, 6 * 11000, 0, "mixed", 12 * 10000, 6 * 9000),
    ]
    assert found.manifest["totals"]["old_age_allowance"]["paid_by_mixed"] == 2
    assert "发放记录、部分人" in found.summary("zh")
    assert "for others 2" in found.summary("en")


def test_a_timeline_tells_only_of_payments_on_record() -> None:
    """Where one of two is entitled from a day within the months, what the other's award states still counts."""
    young = {"birth_date": "1945-09-12", "labour_capacity": "none"}
    one = granted("old_age_allowance", paid={"2025-12": "100"}, person_id="p0")
    other = award("old_age_allowance", "2024-01-01") | {"monthly_amount": "90", "person_id": "p1"}
    old = person(1, birth_date="1940-01-01", labour_capacity="none", relation="spouse")
    found = reevaluate(
        [read_case_dict(family(person(**young), old, awards=[one, other]))],
        before=(rules(), date(2025, 6, 1)), after=(rules(), RAISED), until=date(2025, 12, 31),
    )  # fmt: skip
    (row,) = (row for row in found.changes.to_pylist() if row["programme"] == "old_age_allowance")
    assert row["paid_by"] == "mixed"
    assert (row["months"], row["paid"]) == (12, 6 * 9000 + 10000)


def test_totals_of_the_rows_in_changes_can_be_recomputed(result: Reevaluation) -> None:
    """Households whose months balance have no row: `due` and `paid` are of all, `…_in_changes` of the rows."""
    sums: dict[str, dict[str, int]] = {}
    for row in result.changes.to_pylist():
        mine = sums.setdefault(row["programme"], dict.fromkeys(("due", "paid", "back_pay", "overpaid"), 0))
        for key in mine:
            mine[key] += row[key] or 0
    totals = result.manifest["totals"]
    assert result.manifest["counts"]["changes"] == result.changes.num_rows
    for name, mine in sums.items():
        told = totals[name]
        assert mine == {
            "due": told.get("due_in_changes", 0), "paid": told.get("paid_in_changes", 0),
            "back_pay": told.get("back_pay", 0), "overpaid": told.get("overpaid", 0),
        }  # fmt: skip
    assert sum(each.get("due", 0) for each in totals.values()) > sum(each["due"] for each in sums.values())


SMALL = """
programme: dibao
title: {zh: 低保, en: Aid}
unit: household
documents:
  law: {title: 办法, from: 2020-01-01}
parameters:
  - {name: limit, title: {zh: 限额, en: Limit}, type: yuan, basis: law §1}
  - name: first_month
    title: {zh: 起发月, en: First}
    type: [same_month, next_month, application_month]
    default: same_month
    basis: law §2
rules:
  - {name: property, title: {zh: 财产, en: Property}, value: sum(a.value for a in assets), basis: law §3}
criteria:
  - {name: within, title: {zh: 财产, en: Within}, test: property <= limit, finding: true, basis: law §4}
amount: {value: 100 * yuan / month, per: month, basis: law §5}
effective: {rule: first_month, basis: law §2}
"""
COUNTY = """
region: "990101"
name: {zh: 县, en: County}
documents:
  n: {title: 通知, from: 2021-03-15}
set:
  - parameter: dibao.limit
    values: [{value: 5 yuan, from: 2021-03-15, basis: n 一}]
"""


def test_what_no_timeline_can_tell_of_is_open(tmp_path: Path) -> None:
    """From the middle of March a limit says otherwise than the finding: neither first day of a month knows of it."""
    for folder, text in (("national/dibao.yaml", SMALL), ("regions/990101-county.yaml", COUNTY)):
        (tmp_path / folder).parent.mkdir(exist_ok=True)
        (tmp_path / folder).write_text(text, encoding="utf-8")
    case = family(
        person(findings={}), region="990101", assets=[{"kind": "deposit", "value": "1000"}],
        findings={"dibao.within": {"holds": True, "by": "A", "on": "2021-01-10", "reason": "r"}},
        awards=[award("dibao", "2021-01-15", {"2021-02": "100", "2021-03": "100"})],
    )  # fmt: skip
    book = Rulebook.load(tmp_path, shipped_rules=False)
    found = reevaluate(
        [read_case_dict(case)], before=(book, date(2020, 12, 31)), after=(book, date(2021, 1, 1)), until=date(2021, 3, 1)
    )  # fmt: skip
    (row,) = found.changes.to_pylist()
    assert (row["months"], row["months_open"], row["back_pay"], row["due"]) == (2, 2, 0, 0)

"""Does a timeline split where something changes, and say why?"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import jsonschema
import pytest

from aid_rules import CaseError, Rulebook, Timeline, read_case_dict, timeline
from tests.engine.timelines import amounts, award, begins, family, kinds, person, rules, told
from tests.laws.families import as_items
from tests.laws.test_aggregates import ORPHANS, YEARS, orphan


@pytest.fixture(scope="module")
def anqing() -> Timeline:
    return timeline(read_case_dict(orphan()), date(2017, 1, 1), date(2020, 12, 31))


def test_four_years_of_a_districts_orphans(anqing: Timeline) -> None:
    """41 × 600 × 6 + 41 × 750 × 6 in 2018, and so on: 1,557,000 yuan in all."""
    due = amounts(anqing, "child_allowance", "p2")
    for year, count in ORPHANS.items():
        months = [amount or Decimal(0) for month, amount in due.items() if month.startswith(str(year))]
        assert len(months) == 12
        assert count * sum(months) == YEARS[year]


def test_a_standard_is_told_as_published(anqing: Timeline) -> None:
    standard = [c for span in anqing.spans for c in span.causes if c.kind == "standard"]
    assert [(c.on, c.old, c.new, c.region) for c in standard] == [
        ("2018-07-01", "600 yuan/month", "750 yuan/month", "340800"),
        ("2019-01-01", "750 yuan/month", "900 yuan/month", "340800"),
        ("2020-07-01", "900 yuan/month", "1050 yuan/month", "340800"),
    ]
    assert standard[0].text.zh == (
        "儿童基本生活保障标准 600 元/月 → 750 元/月（《安庆市某区民政工作“十三五”总结》，2018-07-01 起）"
    )
    assert "600 yuan/month → 750 yuan/month" in standard[0].text.en


def test_a_new_document_is_told_though_nothing_else_changes(anqing: Timeline) -> None:
    assert "law" in kinds(anqing, "2020-01-01")


def test_a_law_takes_over_without_changing_the_amount() -> None:
    found = told(family(), "2026-06", "2026-08")
    before, after = found.spans
    assert (before.monthly_total, after.monthly_total) == (Decimal("700.00"),) * 2
    assert after.since == "2026-07-01"
    said = kinds(found, "2026-07-01")["law"]
    assert "《社会救助暂行办法》（国务院令第649号）改为《中华人民共和国社会救助法》" in said


def test_a_standard_of_mid_month_counts_from_the_next() -> None:
    found = told(family(), "2026-02", "2026-05")
    assert "2026-03-15" in begins(found)
    assert list(amounts(found, "dibao").values()) == [660, 660, 700, 700]


def test_an_eightieth_birthday() -> None:
    case = family(person(birth_date="1945-08-20", labour_capacity="none"))
    found = told(case, "2025-07", "2025-10")
    assert kinds(found, "2025-09-01")["age"] == "p0 于 2025-08-20 满 80 周岁"
    assert amounts(found, "old_age_allowance", "p0") == {"2025-09": 100, "2025-10": 100}


def disabled(valid_until: str) -> dict[str, object]:
    return {
        "disability": {"kind": "physical", "grade": 1, "valid_until": valid_until},
        "needs_long_term_care": True,
    }


def test_a_certificate_runs_out() -> None:
    """Valid on its last day; the month in which it ends is still paid."""
    found = told(family(person(**disabled("2025-05-20"))), "2025-04", "2025-07")
    assert kinds(found, "2025-05-21")["expiry"] == "p0 的残疾证于 2025-05-20 到期"
    assert amounts(found, "disability_nursing", "p0") == {"2025-04": 130, "2025-05": 130}


def working() -> dict[str, object]:
    wage = {"kind": "wage", "amount": "900", "period": "month"}
    return family(
        person(employment={"status": "employed", "since": "2025-09-10"}, incomes=[wage]),
        awards=[award("dibao", "2024-01-01", monthly_amount="400")],
    )


def test_a_grace_period_ends() -> None:
    """Six months from the month after work was taken up."""
    found = told(working(), "2025-10", "2026-05")
    assert list(amounts(found, "dibao.grace_exit")) == [f"2025-{m}" for m in (10, 11, 12)] + [
        f"2026-0{m}" for m in (1, 2, 3)
    ]
    cause = next(c for s in found.spans if s.since == "2026-04-01" for c in s.causes)
    assert cause.kind == "period"
    assert "2025-09-10" in cause.text.zh


def test_work_taken_up_within_the_range() -> None:
    """Before its first day it is not known whether there was other work."""
    found = told(working(), "2025-08", "2025-11")
    assert "work" in kinds(found, "2025-09-10")
    assert amounts(found, "dibao.grace_exit")["2025-08"] is None


def test_a_confirmation_of_twelve_months_runs_out() -> None:
    costs = {"kind": "medical", "amount": "60000", "period": "year"}
    wage = {"kind": "wage", "amount": "3000", "period": "month"}
    case = family(person(incomes=[wage]), expenses=[costs], awards=[award("rigid_expenditure", "2025-03-10")])
    found = told(case, "2026-02", "2026-04")
    states = {span.since: span.programmes.get("rigid_expenditure") for span in found.spans}
    outcomes = {state.outcome for state in states.values() if state}
    assert outcomes == {"undetermined"}
    (renewal,) = [review for review in found.reviews if review.kind == "renewal"]
    assert (renewal.programme, renewal.due) == ("rigid_expenditure", "2026-03-10")


def test_a_confirmed_family_lapses_on_the_very_day() -> None:
    found = told(_rigid(), "2026-02", "2026-04", rulebook=_with_limits())
    assert kinds(found, "2026-03-10")["expiry"].startswith("刚性支出困难家庭的认定于 2026-03-10 起期满")
    lapsed = {span.since: span.programmes["rigid_expenditure"].lapsed for span in found.spans}
    assert lapsed["2026-03-10"]
    assert not lapsed["2026-02-01"]


def test_the_term_is_told_from_the_day_of_the_award() -> None:
    found = told(_rigid(), "2025-02", "2025-04", rulebook=_with_limits())
    assert terms(found) == {"2025-02-01": (None, False), "2025-03-10": ("2026-03-10", False)}
    cause = next(c for c in found.spans[1].causes if c.kind == "award")
    assert cause.programmes == ("rigid_expenditure",)
    assert "刚性支出困难家庭 符合条件 认定有效至 2026-03-09" in found.explain("zh")


def test_a_confirmation_lapses_also_where_the_outcome_is_open() -> None:
    """The county has set no limits, so that nothing can be said of the family but that its confirmation has run out."""
    found = told(_rigid(), "2026-02", "2026-04")
    assert {span.programmes["rigid_expenditure"].outcome for span in found.spans} == {"undetermined"}
    assert terms(found)["2026-02-01"] == ("2026-03-10", False)
    assert terms(found)["2026-03-10"] == ("2026-03-10", True)
    assert "期满" in kinds(found, "2026-03-10")["expiry"]
    assert "刚性支出困难家庭 认定已期满" in found.explain("zh")


def test_a_confirmation_is_made_anew() -> None:
    twice = [award("rigid_expenditure", "2025-03-10"), award("rigid_expenditure", "2026-03-20")]
    found = told(_rigid() | {"awards": twice}, "2026-02", "2026-03", rulebook=_with_limits())
    assert terms(found) == {
        "2026-02-01": ("2026-03-10", False), "2026-03-10": ("2026-03-10", True), "2026-03-20": ("2027-03-20", False),
    }  # fmt: skip
    assert set(kinds(found, "2026-03-20")) == {"award", "expiry"}


def test_a_change_after_the_lapse_tells_of_no_second_one() -> None:
    """A lower limit rules the family out; its confirmation had run out before, and is not made anew by that."""
    lower = as_items("- {parameter: rigid_expenditure.income_limit, value: 10 yuan/year}")
    rulebook = _with_limits().with_values("990101", "lower", lower, date(2026, 5, 1))
    found = told(_rigid(), "2026-02", "2026-08", rulebook=rulebook)
    outcomes = [span.programmes["rigid_expenditure"].outcome for span in found.spans]
    assert (outcomes[0], outcomes[-1]) == ("eligible", "ineligible")
    assert [day for day in begins(found) if "expiry" in kinds(found, day)] == ["2026-03-10"]


def terms(found: Timeline) -> dict[str, tuple[str | None, bool]]:
    """Until when the confirmation holds, and has it run out, by the first day of each span."""
    states = {span.since: span.programmes["rigid_expenditure"] for span in found.spans}
    return {since: (state.confirmed_until, state.lapsed) for since, state in states.items()}


def _rigid() -> dict[str, object]:
    costs = {"kind": "medical", "amount": "60000", "period": "year"}
    wage = {"kind": "wage", "amount": "3000", "period": "month"}
    finding = {"holds": True, "by": "o", "on": "2020-01-01", "reason": "r"}
    names = (
        "dibao.property_within_limits",
        "edge.property_within_limits",
        "rigid_expenditure.property_within_limits",
    )
    return family(
        person(incomes=[wage]), expenses=[costs], awards=[award("rigid_expenditure", "2025-03-10")],
        findings=dict.fromkeys(names, finding),
    )  # fmt: skip


def _with_limits() -> Rulebook:
    values = "- {parameter: rigid_expenditure.income_limit, value: 60000 yuan/year}\n"
    values += "- {parameter: rigid_expenditure.share, value: 60%}"
    return rules().with_values("990101", "limits", as_items(values), date(2025, 1, 1))


def test_a_death_leaves_the_household_smaller() -> None:
    case = family(person(), person(1, birth_date="1950-01-01", relation="parent", death_date="2025-09-12"))
    found = told(case, "2025-08", "2025-11")
    assert kinds(found, "2025-09-12")["death"] == "p1 于 2025-09-12 死亡"
    assert list(amounts(found, "dibao").values()) == [1320, 1320, 660, 660]


def test_a_death_calls_for_a_review_within_three_months() -> None:
    case = family(person(), person(1, birth_date="1950-01-01", relation="parent", death_date="2025-09-12"))
    found = told(case, "2025-08", "2026-01")
    assert [(r.person_id, r.due) for r in found.reviews if r.kind == "after_death"] == [("p1", "2025-12-12")]


def test_nobody_is_left() -> None:
    found = told(family(person(death_date="2025-09-12")), "2025-09", "2025-11")
    assert [span.alive for span in found.spans] == [True, False]
    assert list(amounts(found, "dibao")) == ["2025-09"]


def test_a_birth_makes_it_larger() -> None:
    found = told(family(person(), person(1, birth_date="2025-09-12")), "2025-09", "2025-11")
    assert "birth" in kinds(found, "2025-09-12")
    assert list(amounts(found, "dibao").values()) == [660, 1320, 1320]


def test_what_is_not_known_is_not_zero() -> None:
    found = told(family(findings={}, assets=None), "2025-01", "2025-03")
    assert set(amounts(found, "dibao").values()) == {None}
    assert all(month.open and month.total == 0 for month in found.months)
    assert found.months[0].due[0].missing[0] == "assets"


def test_the_range_is_of_whole_months() -> None:
    found = timeline(read_case_dict(family()), date(2025, 5, 20), date(2025, 6, 3), rules())
    assert (found.since, found.until) == ("2025-05-01", "2025-07-01")


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CaseError, match="V108"):
        timeline(read_case_dict(family()), date(2025, 5, 20), date(2025, 5, 3), rules())


def test_the_record_fits_its_schema_and_names_nobody() -> None:
    case = family(
        person(name="张三", **disabled("2025-05-20")), awards=[award("dibao", "2025-01-01", {"2025-05": "1"})]
    )
    found = told(case, "2025-04", "2025-07")
    text = found.model_dump_json()
    jsonschema.validate(json.loads(text), Timeline.model_json_schema(mode="serialization"))
    assert json.loads(text)["schema_version"] == "aid-rules/timeline/1"
    assert Timeline.model_validate_json(text) == found
    assert found.region_name
    assert f"｜{found.region_name.zh} {found.region}｜" in found.explain("zh").splitlines()[0]
    for said in (text, found.explain("zh"), found.explain("en")):
        assert "张三" not in said


def test_two_runs_give_the_same_bytes(anqing: Timeline) -> None:
    again = timeline(read_case_dict(orphan()), date(2017, 1, 1), date(2020, 12, 31), Rulebook.load())
    assert again.model_dump_json() == anqing.model_dump_json()

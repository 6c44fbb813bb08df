"""Is a household looked at again as often as the rules of its place say, by a case that is told, from YAML alone?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules import Rulebook, read_case_dict, timeline
from aid_rules.engine.timelines.record import Review
from tests.engine.timelines import FOUND, award, family, person, told
from tests.world import RULES, household
from tests.world import person as lake_person

SHIPPED = Rulebook.load()
SET = "- {parameter: dibao.standard, value: 700 yuan/month}"
AILING = {
    "birth_date": "1955-01-01",
    "labour_capacity": "none",
    "disability": {"kind": "physical", "grade": 1},
}


def chongqing(*members: dict[str, Any], residence: str | None = "urban") -> list[Review]:
    """The reviews of 2026 of a family in Chongqing on dibao since the first of the year before."""
    from tests.laws.families import as_items

    rulebook = SHIPPED.with_values("500000", "standard", as_items(SET), date(2020, 1, 1))
    case = family(*members, region="500000", residence=residence, awards=[award("dibao", "2025-01-01")])
    return [r for r in told(case, "2026-01", "2026-12", rulebook=rulebook).reviews if r.programme == "dibao"]


@pytest.mark.parametrize(
    ("members", "residence", "kind", "count", "case"),
    [
        ([person()], "urban", "monthly", 12, "有劳动能力而无业"),
        ([person()], "rural", "quarterly", 4, "有劳动能力而无业"),
        ([person(**AILING)], "urban", "yearly", 1, "有重病、重残的成员"),
        ([person(**AILING), person(1)], "rural", "quarterly", 4, "有劳动能力而无业"),
        ([person(employment={"status": "employed"})], "urban", "half_yearly", 2, "其他情形"),
        ([person(**AILING | {"employment": {"status": "farming"}})], "rural", "half_yearly", 2, "其他情形"),
        (
            [person(**AILING), person(1, relation="sibling", cohabiting=False)],
            "urban",
            "yearly",
            1,
            "有重病、重残的成员",
        ),
    ],
)
def test_chongqing_looks_again_by_what_a_family_is_like(
    members: list[dict[str, Any]], residence: str, kind: str, count: int, case: str
) -> None:
    """重庆条例 §26, third paragraph."""
    found = chongqing(*members, residence=residence)
    assert {review.kind for review in found} == {kind}
    assert len(found) == count
    assert found[0].case is not None
    assert case in found[0].case.zh
    assert case in found[0].title.zh
    assert found[0].basis[0].article == "第26条第3款"
    assert not found[0].missing


def test_where_a_fact_is_not_known_the_shortest_counts_and_the_rest_is_told() -> None:
    found = chongqing(person(employment=None))
    assert {review.kind for review in found} == {"monthly"}
    assert [missing.fact for missing in found[0].missing] == ["members[0].employment"]
    assert "也可能为 3/6 个月" in found[0].assumed


def test_the_nation_s_reviews_say_which_case_and_what_they_wait_for() -> None:
    """民发〔2021〕57号 §31: an unknown capacity brings the review forward; unknown work of who cannot work does not."""
    case = family(person(labour_capacity=None), awards=[award("dibao", "2024-02-01")])
    found = told(case, "2025-01", "2025-12").reviews
    assert [(r.kind, r.due) for r in found] == [("half_yearly", "2025-02-01"), ("half_yearly", "2025-08-01")]
    assert [missing.fact for missing in found[0].missing] == ["members[0].labour_capacity"]
    assert "也可能为 12 个月" in found[0].assumed
    assert "（有事实未知，按最短周期）" in told(case, "2025-01", "2025-12").explain()
    old = person(birth_date="1955-01-01", labour_capacity="none", employment=None)
    (review,) = told(family(old, awards=[award("dibao", "2024-02-01")]), "2025-01", "2025-12").reviews
    assert (review.kind, review.due, review.missing) == ("yearly", "2025-02-01", ())
    assert review.case is not None
    assert review.case.en == "in any other case"


def test_tekun_is_looked_at_again_every_year() -> None:
    """中办发〔2020〕18号 二（二）7."""
    old = person(
        birth_date="1955-01-01", labour_capacity="none", findings={"tekun.property_within_limits": FOUND}
    )
    case = family(old, awards=[award("tekun", "2024-02-01", person_id="p0")])
    found = [r for r in told(case, "2025-01", "2025-12").reviews if r.programme == "tekun"]
    assert [(r.kind, r.due, r.title.zh) for r in found] == [("yearly", "2025-02-01", "特困人员定期核查")]


NATION = """
library: pace
read_by: timeline
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
rules:
  - {name: many, title: {zh: 人多, en: many people}, value: count(p for p in members) > 2, basis: lakeside2 §60}
  - {name: fishing, title: {zh: 有人打鱼, en: somebody fishes}, value: any(p.fishes for p in members), basis: lakeside2 §60}
  - {name: fishes, per: person, value: employment.status == self_employed, when_unknown: true, basis: lakeside2 §60}
  - name: every
    title: {zh: 湖岸补助核查, en: Shore review}
    cases:
      - {when: many, value: 2 * month, basis: lakeside2 §60}
      - {when: fishing, value: 4 * month, basis: lakeside2 §61}
      - {otherwise: 5 * month, basis: lakeside2 §62}
reviews: [{programme: shore, every: every}]
"""
LAKESIDE = """
  - {rule: pace.every, from: 2030-01-01, value: 3 * month, basis: detail 三}

unset:"""
"""A replacement more, before the last part of the county's file."""


@pytest.mark.parametrize(
    ("own", "work", "title", "article"),
    [
        ("", "employed", "湖岸补助核查（每 5 个月：其他情形）", "第62条"),
        ("", None, "湖岸补助核查（每 4 个月：有人打鱼）", "第61条"),
        (LAKESIDE, "employed", "湖岸补助核查（每 3 个月）", "三"),
    ],
)
def test_a_county_s_own_programme_is_looked_at_again_by_its_own_rule(
    tmp_path: Path, own: str, work: str | None, title: str, article: str
) -> None:
    region = (RULES / "regions" / "990101-lakeside.yaml").read_text(encoding="utf-8")
    region = region.replace("\nunset:", own) if own else region
    for folder, name, text in (
        ("national", "pace.yaml", NATION),
        ("regions", "990101-lakeside.yaml", region),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    rulebook = Rulebook.load(RULES, tmp_path, shipped_rules=False)
    case = household()
    for member in case["members"]:
        member["employment"] = work and {"status": work}
    found = timeline(
        read_case_dict(case), since=date(2030, 8, 1), to=date(2031, 1, 1), rulebook=rulebook
    ).reviews
    assert [(r.kind, r.title.zh, r.basis[0].article) for r in found[:1]] == [
        ("quarterly" if own else "periodic", title, article)
    ]


IN_ARMS = """
    value: 2 * month if fishing else 5 * month
    basis: lakeside2 §60"""
IN_A_PART = """
    value: (2 if fishing else 5) * month
    basis: lakeside2 §60"""
IN_A_CASE = """
    cases:
      - {when: count(p for p in members) > 2, value: 1 * month, basis: lakeside2 §60}
      - {otherwise: 2 * month if fishing else 5 * month, basis: lakeside2 §61}"""
IN_BOTH = """
    cases:
      - {when: fishing, value: 3 * month, basis: lakeside2 §60}
      - {otherwise: 4 * month if fishing else 2 * month, basis: lakeside2 §61}"""


@pytest.mark.parametrize(
    ("every", "others"), [(IN_ARMS, "5"), (IN_A_PART, "5"), (IN_A_CASE, "5"), (IN_BOTH, "3/4")]
)
def test_the_shortest_counts_however_the_rule_is_written(tmp_path: Path, every: str, others: str) -> None:
    """Where a case itself is open, or the rule has no cases: a review is not lost for want of a fact."""
    (tmp_path / "national").mkdir()
    text = f"{WRITTEN}{every}\nreviews: [{{programme: shore, every: every}}]\n"
    (tmp_path / "national" / "pace.yaml").write_text(text, encoding="utf-8")
    rulebook = Rulebook.load(RULES, tmp_path, shipped_rules=False)
    assert rulebook.problems() == ([], [])

    def first(work: str | None) -> Review:
        case = read_case_dict(household(lake_person(employment=work and {"status": work})))
        return timeline(case, since=date(2030, 8, 1), to=date(2031, 2, 1), rulebook=rulebook).reviews[0]

    assert first(None).due == min(first(work).due for work in ("self_employed", "employed")) == "2030-10-01"
    assert [missing.fact for missing in first(None).missing] == ["members[0].employment"]
    assert f"也可能为 {others} 个月" in first(None).assumed
    assert not first("employed").missing


WRITTEN = """
library: pace
read_by: timeline
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
rules:
  - {name: fishing, title: {zh: 有人打鱼, en: somebody fishes}, value: any(p.fishes for p in members), basis: lakeside2 §60}
  - {name: fishes, per: person, value: employment.status == self_employed, basis: lakeside2 §60}
  - name: every
    title: {zh: 湖岸补助核查, en: Shore review}"""
"""Rules of the process, but for what says how often."""


LATER = """
library: pace
read_by: timeline
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
parameters: [{name: often, title: {zh: 核查周期, en: Review}, type: months, basis: lakeside2 §60}]
rules: [{name: every, title: {zh: 湖岸补助核查, en: Shore review}, value: often, basis: lakeside2 §60}]
reviews: [{programme: shore, every: EVERY}]
"""
SET_LATER = """
set:
  - {parameter: pace.often, values: [{from: 2030-10-01, value: 2 months, basis: detail 三}]}"""


@pytest.mark.parametrize("every", ["often", "every"])
@pytest.mark.parametrize("since", [date(2030, 8, 1), date(2030, 10, 1)])
def test_reviews_begin_when_the_place_says_how_often_wherever_the_range_begins(
    tmp_path: Path, every: str, since: date
) -> None:
    region = (RULES / "regions" / "990101-lakeside.yaml").read_text("utf-8").replace("\nset:", SET_LATER, 1)
    for name, text in (
        ("national/pace.yaml", LATER.replace("EVERY", every)),
        ("regions/990101-lakeside.yaml", region),
    ):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    rulebook = Rulebook.load(RULES, tmp_path, shipped_rules=False)
    found = timeline(read_case_dict(household()), since=since, to=date(2031, 2, 1), rulebook=rulebook).reviews
    assert [review.due for review in found] == ["2030-12-01", "2031-02-01"]


@pytest.mark.parametrize("since", ["2020-03-01", "2020-07-01", "2020-10-01"])
def test_reviews_do_not_depend_on_where_the_range_begins(since: str) -> None:
    """Also of an award from before the day on which reviews are provided for."""
    case = family(person(), awards=[award("dibao", since)])
    found = [told(case, start, "2022-12").reviews for start in ("2020-07", "2020-09", "2021-01")]
    days = [{r.due for r in each if r.programme == "dibao" and r.due >= "2021-01"} for each in found]
    assert days[0] == days[1] == days[2]
    assert days[0]


@pytest.mark.parametrize(("costs", "runs_out"), [("18000", False), ("60000", True)])
def test_the_term_of_a_confirmation_is_that_of_families_with_unavoidable_costs(
    costs: str, runs_out: bool
) -> None:
    """民发〔2024〕57号 §10. Shanghai helps edge families too (沪条例 §17, second paragraph), and gives them no term."""
    from tests.laws.families import as_items

    limits = "\n".join(
        f"- {{parameter: {name}, value: {value}}}"
        for name, value in (
            ("dibao.standard", "1500 yuan/month"), ("rigid_expenditure.income_limit", "90000 yuan/year"),
            ("income.minimum_wage", "2740 yuan/month"), ("income.employed_left_out", "0 yuan/month"),
        )
    )  # fmt: skip
    rulebook = SHIPPED.with_values("310000", "limits", as_items(limits), date(2020, 9, 1))
    wage = "48000" if not runs_out else "66000"
    head = person(
        incomes=[{"kind": "wage", "amount": wage, "period": "year"}],
        employment={"status": "employed"},
        findings={},
    )
    child = person(1, birth_date="2012-09-01", findings={})
    case = family(
        head, child, region="310000", findings={}, awards=[award("rigid_living", "2025-09-01")],
        expenses=[{"kind": "medical", "amount": costs, "period": "year"}],
    )  # fmt: skip
    found = told(case, "2026-07", "2026-12", rulebook=rulebook)
    assert {r.due for r in found.reviews if r.kind == "renewal"} == ({"2026-09-01"} if runs_out else set())
    lapsed = [
        p.lapsed for span in found.spans for name, p in span.programmes.items() if name == "rigid_living"
    ]
    assert any(lapsed) is runs_out

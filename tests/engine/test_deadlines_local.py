"""Do steps run by the law of the place: other days, other steps, another office?

Each by its source, for an application of Monday 2026-08-03 unless it says otherwise.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aid_rules import Rulebook, Timeline, read_case_dict, timeline
from tests.engine.timelines import FOUND, family, person, told
from tests.world import RULES, household

MONDAY = "2026-08-03"
SHIPPED = Rulebook.load()
OLD = {"birth_date": "1955-01-01", "labour_capacity": "none"}


@cache
def steps(region: str, programme: str, applied: str = MONDAY, **facts: Any) -> dict[str, tuple[str, str]]:
    """By name: the last day, and whose it is in English."""
    head = person(**(OLD if programme == "tekun" else {}), findings={"tekun.property_within_limits": FOUND})
    if region == "310000":  # there property is computed, and no finding is asked for
        head["findings"] = {}
    case = family(head, region=region, application_date=applied, **facts)
    found = told(case, applied[:7], applied[:7], rulebook=SHIPPED).deadlines
    return {d.name: (d.due, d.who.en if d.who else "") for d in found if d.programme == programme}


def test_chongqing_counts_days_of_the_calendar_and_leaves_the_notice_apart() -> None:
    """重庆条例 §19, §18(3): thirty days, beside seven of public notice, and three more after an objection; no longer term."""
    assert steps("500000", "dibao") == {
        "dibao_survey": ("2026-08-06", "township"),
        "dibao_decision": ("2026-09-09", "county"),
        "decision_after_objection": ("2026-09-12", "county"),
    }
    found = told(family(region="500000", application_date=MONDAY), "2026-08", "2026-08", rulebook=SHIPPED)
    decision = next(each for each in found.deadlines if each.name == "dibao_decision")
    assert (decision.length, decision.counted) == ("30 days", "calendar")
    assert "另加不计入期限的7日" in decision.assumed
    assert "群众评议" in decision.assumed
    assert [b.article for b in decision.basis] == ["第19条", "第18条（3）"]


def test_zhejiang_has_an_opinion_a_notice_and_an_approval() -> None:
    """浙江条例 §11: fifteen working days, seven days of public notice, five working days."""
    found = steps("330108", "dibao")
    assert {name: found[name] for name in ("dibao_opinion", "dibao_notice", "dibao_approval")} == {
        "dibao_opinion": ("2026-08-24", "township"),
        "dibao_notice": ("2026-08-31", "township"),
        "dibao_approval": ("2026-09-07", "county"),
    }
    assert "dibao_decision_special" not in found


@pytest.mark.parametrize(
    ("applied", "due"),
    [
        ("2021-03-01", ["2021-03-22", "2021-03-29", "2021-04-05"]),  # months before the nation had terms
        (MONDAY, ["2026-08-24", "2026-08-31", "2026-09-07"]),
    ],
)
def test_zhejiang_sends_tekun_the_same_way(applied: str, due: list[str]) -> None:
    """浙江条例 §15, second paragraph."""
    found = steps("330108", "tekun", applied)
    assert [last for last, _ in found.values()] == due
    assert [who for _, who in found.values()] == ["township", "township", "county"]


def test_zhejiang_sends_edge_families_the_same_way() -> None:
    """浙江条例 §13, third paragraph."""
    assert [due for due, _ in steps("330108", "edge").values()] == ["2026-08-24", "2026-08-31", "2026-09-07"]


def test_in_shanghai_the_streets_confirm() -> None:
    """上海条例 §36 for dibao, tekun and living aid; the twenty working days of 民发〔2022〕83号 四（一） are dibao's alone."""
    assert steps("310000", "dibao")["dibao_decision"] == ("2026-08-31", "township")
    assert steps("310000", "tekun") == {
        "tekun_survey": ("2026-08-24", "township"),
        "tekun_notice": ("2026-08-31", "township"),
        "tekun_decision": ("2026-09-21", "township"),
    }


def edge_steps(region: str) -> list[tuple[str, str | None]]:
    """Of somebody who earns a little, so that an edge family is asked for."""
    earner = person(incomes=[{"kind": "wage", "amount": "1000", "period": "month"}])
    found = told(
        family(earner, region=region, application_date=MONDAY), "2026-08", "2026-08", rulebook=SHIPPED
    )
    return [(step.name, step.due) for step in found.deadlines if step.programme == "edge"]


@pytest.mark.parametrize(("applied", "due"), [("2022-08-01", "2022-09-12"), ("2026-08-03", "2026-08-31")])
def test_in_fuchuan_the_towns_approve(applied: str, due: str) -> None:
    """Its summary, 四（一）2（5）; twenty working days since 民发〔2022〕83号 四（一）, thirty before."""
    assert steps("451123", "dibao", applied)["dibao_decision"] == (due, "township")
    assert {who for _, who in steps("451123", "tekun", applied).values()} == {"township"}


def test_in_tai_an_twenty_working_days_are_enough() -> None:
    """Its draft, 一（一）: from thirty-five working days to twenty, by the towns; of special cases it says nothing."""
    assert steps("370902", "dibao")["dibao_decision"] == ("2026-08-31", "township")
    assert steps("370902", "dibao")["dibao_decision_special"] == ("2026-10-05", "township")
    assert steps("370902", "tekun") == {"tekun_decision": ("2026-08-31", "township")}
    assert edge_steps("370902") == [("edge_decision", "2026-08-31")]


def test_in_zongyang_tekun_too_is_decided_in_fifteen() -> None:
    """plan-tongling-deadline: dibao, tekun and others by the towns, fifteen working days, twenty-five in special cases."""
    assert steps("340722", "tekun") == {
        "tekun_decision": ("2026-08-24", "township"),
        "tekun_decision_special": ("2026-09-07", "township"),
    }
    assert edge_steps("340722") == [("edge_decision", "2026-08-24"), ("edge_decision_special", "2026-09-07")]


@pytest.mark.parametrize(
    ("region", "programme", "applied", "steps_then"),
    [
        (
            "500000",
            "dibao",
            "2019-03-04",
            {"dibao_decision": "2019-04-10", "decision_after_objection": "2019-04-13"},
        ),
        ("370902", "dibao", "2020-08-03", {"dibao_decision": "2020-08-31"}),
        ("370902", "tekun", "2020-08-03", {"tekun_decision": "2020-08-31"}),
        (
            "340722",
            "dibao",
            "2021-05-10",
            {"dibao_decision": "2021-05-31", "dibao_decision_special": "2021-06-14"},
        ),
        (
            "340722",
            "tekun",
            "2021-05-10",
            {"tekun_decision": "2021-05-31", "tekun_decision_special": "2021-06-14"},
        ),
    ],
)
def test_terms_of_a_place_hold_before_the_nation_had_any(
    region: str, programme: str, applied: str, steps_then: dict[str, str]
) -> None:
    """重庆条例 §19; Tai'an's draft, 一（一）; plan-tongling-deadline. The nation's begin in July 2021."""
    assert {name: due for name, (due, _) in steps(region, programme, applied).items()} == steps_then


NATION = """
library: pace
read_by: timeline
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
parameters:
  - {name: visit, title: {zh: 上门查看, en: Visit}, type: days, default: 2 days, basis: lakeside2 §50}
  - {name: answer, title: {zh: 答复, en: Answer}, type: days, default: 10 days, basis: lakeside2 §51}
deadlines:
  - {programme: shore, step: visit}
  - {programme: shore, step: answer, after: visit}
"""
LAKESIDE = """
deadlines:
  - {programme: shore, step: pace.visit, from: 2030-06-01, basis: detail 一}
  - {programme: shore, step: hearing, title: {zh: 听证, en: Hearing}, within: 5 days, counted: calendar, uncounted: 1 days,
     after: pace.visit, who: {zh: 渡口, en: the ferry}, from: 2030-06-01, until: 2030-09-01, basis: detail 二}
"""


def lakeside(root: Path) -> Rulebook:
    """A nation of two steps, and a county that leaves one out and adds one."""
    for folder, name, text in (
        ("national", "pace.yaml", NATION),
        (
            "regions",
            "990101-lakeside.yaml",
            (RULES / "regions" / "990101-lakeside.yaml").read_text("utf-8") + LAKESIDE,
        ),
    ):
        (root / folder).mkdir()
        (root / folder / name).write_text(text, encoding="utf-8")
    return Rulebook.load(RULES, root, shipped_rules=False)


def ferry(rulebook: Rulebook, applied: date) -> Timeline:
    case = read_case_dict(household(application_date=applied.isoformat()))
    return timeline(case, since=applied, to=applied, rulebook=rulebook)


def test_a_county_s_file_adds_leaves_out_and_replaces(tmp_path: Path) -> None:
    rulebook = lakeside(tmp_path)
    assert rulebook.problems() == ([], [])
    before = ferry(rulebook, date(2030, 5, 3)).deadlines
    within = ferry(rulebook, date(2030, 8, 2)).deadlines
    after = ferry(rulebook, date(2030, 9, 2)).deadlines
    assert [each.name for each in before] == ["visit", "answer"]
    assert [(each.name, each.due) for each in within] == [("visit", "2030-08-06"), ("hearing", "2030-08-12")]
    assert within[1].basis[0].article == "二"
    assert [each.name for each in after] == ["visit"]


PARTED = """
library: pace
read_by: timeline
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
parameters:
  - {name: visit, title: {zh: 上门查看, en: Visit}, type: days, default: 2 days, basis: lakeside2 §50}
  - {name: answer, title: {zh: 答复, en: Answer}, type: days, default: 10 days, basis: lakeside2 §51}
  - {name: notice, title: {zh: 公示, en: Notice}, type: days, default: 7 days, basis: lakeside2 §52}
deadlines:
  - {programme: [shore, winter], step: visit}
  - {programme: shore, step: answer, after: visit}
  - {programme: winter, step: notice, after: visit, counted: calendar}
"""


def test_two_programmes_share_a_step_and_go_on_each_its_own_way(tmp_path: Path) -> None:
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "pace.yaml").write_text(PARTED, encoding="utf-8")
    found = ferry(Rulebook.load(RULES, tmp_path, shipped_rules=False), date(2030, 8, 2)).deadlines
    assert [(each.programme, each.name, each.due) for each in found] == [
        ("shore", "visit", "2030-08-06"),
        ("winter", "notice", "2030-08-13"),
        ("shore", "answer", "2030-08-20"),
    ]

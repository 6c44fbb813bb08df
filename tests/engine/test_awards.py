"""A county's own programme, and awards of it: does that take YAML alone?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules import CaseError, Household, Rulebook, RuleError, evaluate
from aid_rules.case import json_schema, read_case_dict
from aid_rules.columnar import Columnar, from_cases
from aid_rules.engine.timelines import timeline
from tests.world import LAKESIDE, RULES, household, person

ON = date(2030, 8, 1)
FERRY = """
programme: ferry
title: {zh: 渡口补贴, en: Ferry allowance}
unit: person
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
granted_elsewhere: [{name: guild.pension, title: {zh: 船行年金, en: Guild pension}, awarded_to: person}]
rules:
  - name: of_the_guild
    per: person
    value: sum(a.monthly_amount for a in awards if a.programme == guild.pension)
    basis: lakeside2 §40
criteria:
  - {name: grown_up, test: age >= 18, basis: lakeside2 §40}
exclusions:
  - {name: drawn_already, test: any(a.from_ < on for a in awards if a.programme == ferry), basis: lakeside2 §40}
amount: {value: 90 * yuan / month - of_the_guild, per: month, basis: lakeside2 §40}
"""


@pytest.fixture
def rulebook(tmp_path: Path) -> Rulebook:
    return laid_over(tmp_path, FERRY)


def laid_over(directory: Path, text: str) -> Rulebook:
    (directory / "national").mkdir()
    (directory / "national" / "ferry.yaml").write_text(text, encoding="utf-8")
    return Rulebook.load(RULES, directory, shipped_rules=False)


def granted(programme: str, **facts: Any) -> dict[str, Any]:
    return household(person(0), person(1), awards=[{"programme": programme, "from": "2030-02-01", **facts}])


def ferry(case: dict[str, Any], rulebook: Rulebook) -> dict[str, Any]:
    decision = evaluate(read_case_dict(case), on=ON, rulebook=rulebook)
    return {who: (p.outcome, p.monthly) for who, p in decision.programmes["ferry"].persons.items()}


def test_a_programme_of_the_county_is_awarded_and_read(rulebook: Rulebook) -> None:
    free = ferry(household(person(0), person(1)), rulebook)
    assert {outcome for outcome, _ in free.values()} == {"eligible"}
    drawn = ferry(granted("ferry", person_id="p1"), rulebook)
    assert drawn["p0"] == free["p0"]
    assert drawn["p1"][0] == "ineligible"
    less = ferry(granted("guild.pension", person_id="p1", monthly_amount="30"), rulebook)
    assert [str(less[who][1]) for who in ("p0", "p1")] == ["90.00", "60.00"]


def columns(rulebook: Rulebook) -> Columnar:
    return Columnar(lambda code: rulebook.resolve(code, ON), ON, awardable=rulebook.awardable)


@pytest.mark.parametrize(
    ("award", "code", "place", "write"),
    [
        ({"programme": "fery"}, "V111", "awards[0].programme", "ferry"),
        ({"programme": "汽艇"}, "V111", "awards[0].programme", None),
        ({"programme": "ferry"}, "V112", "awards[0].person_id", None),
        ({"programme": "guild.pension"}, "V112", "awards[0].person_id", None),
        ({"programme": "boat", "person_id": "p1"}, None, "", None),
        ({"programme": "lantern", "person_id": "p1"}, "V113", "awards[0].person_id", None),
        ({"programme": "welfare_living"}, None, "", None),
    ],
    ids=lambda value: value["programme"] if isinstance(value, dict) else "",
)
def test_an_award_is_checked_against_the_rulebook(
    award: dict[str, Any], code: str | None, place: str, write: str | None, rulebook: Rulebook
) -> None:
    """One after another and in columns, with the same reason."""
    case = read_case_dict(granted(award.pop("programme"), **award))
    rejects = columns(rulebook)(from_cases([case])).rejects
    if code is None:
        evaluate(case, on=ON, rulebook=rulebook)
        assert rejects == {}
        return
    with pytest.raises(CaseError) as refused:
        evaluate(case, on=ON, rulebook=rulebook)
    (problem,) = refused.value.problems
    assert (problem.code, problem.write) == (code, write)
    assert str(problem.at).endswith(place)
    assert rejects == {0: problem}


def test_columns_pay_the_same(rulebook: Rulebook) -> None:
    cases = [
        granted("ferry", person_id="p0"), granted("guild.pension", person_id="p1", monthly_amount="30"),
        granted("tekun", person_id="p1"),
    ]  # fmt: skip
    found = columns(rulebook)(from_cases([read_case_dict(case) for case in cases]))
    assert found.rejects == {}
    told = [
        {p["person_id"]: p["ferry.monthly"] for p in members}
        for members in found.decisions["members"].to_pylist()
    ]
    paid = [
        {who: None if yuan is None else int(yuan * 100) for who, (_, yuan) in ferry(case, rulebook).items()}
        for case in cases
    ]
    assert told == paid


def test_a_timeline_compares_what_was_paid_under_it(rulebook: Rulebook) -> None:
    paid = {"person_id": "p1", "payments": [{"month": "2030-03", "amount": "10"}]}
    case = read_case_dict(granted("ferry", **paid))
    found = timeline(case, since=date(2030, 3, 1), to=date(2030, 3, 31), rulebook=rulebook)
    assert found.payments is not None
    assert {(b.programme, b.person_id) for b in found.payments.balances} >= {("ferry", "p1")}


def test_a_rule_cannot_ask_for_what_nobody_grants(tmp_path: Path) -> None:
    book = laid_over(tmp_path, FERRY.replace("== ferry", "== fery"))
    with pytest.raises(RuleError, match="L105") as refused:
        book.resolve(LAKESIDE, ON)
    assert refused.value.problems[0].write == "ferry"


def test_the_schema_takes_any_name() -> None:
    form = json_schema()["$defs"]["Award"]["properties"]["programme"]
    assert "enum" not in form
    assert "dibao" in form["examples"]
    assert json.loads(Household.model_validate(granted("ferry", person_id="p0")).model_dump_json())["awards"]

"""Is a finding weighed after every form of criterion, and does a contradiction name the person?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aid_rules import CaseError, Household, Rulebook, evaluate
from aid_rules.problems import in_language
from tests.world import RULES, finding, household, person, world


def test_a_finding_against_a_criterion_that_is_a_fold() -> None:
    case = household(person(), person(1, cohabiting=False), findings=finding("shore.lives_here"))
    decision = evaluate(Household.model_validate(case), on=date(2030, 8, 1), rulebook=world())
    (lives_here,) = [c for c in decision.programmes["shore"].criteria if c.name == "lives_here"]
    assert (lives_here.holds, lives_here.finding is not None) == (True, True)


def test_a_finding_on_what_is_no_criterion_is_not_lost() -> None:
    case = household(findings=finding("shore.proprty_within"))
    with pytest.raises(CaseError, match="V103"):
        evaluate(Household.model_validate(case), on=date(2030, 8, 1), rulebook=world())


@pytest.mark.parametrize(
    ("name", "on", "warned"),
    [
        ("shore.property_within", "2030-08-01", False),
        ("shore.property_within", "2030-08-02", True),
        ("shore.property_within", "2040-01-01", True),
        ("shore.lives_here", "2040-01-01", False),
    ],
)
def test_a_finding_made_after_the_day_is_told(name: str, on: str, warned: bool) -> None:
    """A finding of October may serve September; that it was not there yet is said, where it decided."""
    made = {
        "shore.property_within": finding("shore.property_within")["shore.property_within"],
        **finding(name),
    }
    made[name] = made[name] | {"on": on}
    case = household(person(incomes=[]), findings=made, assets=[{"kind": "deposit", "value": "900"}])
    decision = evaluate(Household.model_validate(case), on=date(2030, 8, 1), rulebook=world())
    assert decision.programmes["shore"].outcome == "eligible"
    found = [warning for warning in decision.programmes["shore"].warnings if on in warning]
    assert len(found) == warned
    if warned:
        assert f"认定作于 {on}，晚于决定日 2030-08-01 / the finding was made on {on}" in found[0]
        assert all(in_language(found[0], lang) in decision.explain(lang) for lang in ("zh", "en"))


TWIN = """
programme: twin
title: {zh: 双桨津贴, en: Twin oars}
unit: household
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
criteria:
  - name: alike
    title: {zh: 同住与照护一致, en: Both or neither}
    test: any(p.cohabiting for p in members) == any(p.needs_long_term_care for p in members)
    finding: true
    basis: lakeside2 §70
  - {name: lives_here, title: {zh: 同住, en: Lives here}, test: any(p.cohabiting for p in members), basis: lakeside2 §70}
amount: {value: 10 * yuan / month, per: month, basis: lakeside2 §71}
"""


def test_a_finding_that_ties_two_facts_decides_neither(tmp_path: Path) -> None:
    """Both hold or neither, the officer found: neither can be another alone, and yet both can."""
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "twin.yaml").write_text(TWIN, encoding="utf-8")
    rulebook = Rulebook.load(RULES, tmp_path, shipped_rules=False)

    def outcome(cohabiting: bool | None, care: bool | None) -> tuple[str, set[str]]:
        head = person(cohabiting=cohabiting, needs_long_term_care=care)
        case = Household.model_validate(household(head, findings=finding("twin.alike")))
        found = evaluate(case, on=date(2030, 8, 1), rulebook=rulebook).programmes["twin"]
        return found.outcome, {missing.fact.removeprefix("members[0].") for missing in found.missing}

    assert outcome(True, True) == ("eligible", set())
    assert outcome(False, None) == ("ineligible", set())
    assert outcome(None, None) == ("undetermined", {"cohabiting", "needs_long_term_care"})

"""Are only households of the same rules computed at once? What a rule leaves to a finding belongs to it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from aid_rules.case import read_case_dict
from aid_rules.columnar import Columnar, from_cases, rules_of
from aid_rules.plan import Plan
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Evaluator
from tests.columnar import outcomes
from tests.world import LAKESIDE, RULES, finding, household, person

ON = date(2030, 8, 1)
LEFT = "    finding: true\n    discretion: true\n"
FORMS = {"990101": LEFT, "990102": "    finding: true\n", "990103": ""}
"""The rule that all live together, by division: an officer may find otherwise, may find where it is open, may not."""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    found = {}
    for region, form in FORMS.items():
        rules = shutil.copytree(RULES, tmp_path_factory.mktemp(region) / "rules")
        path = Path(rules, "national", "shore.yaml")
        text = path.read_text(encoding="utf-8")
        assert text.count(LEFT) == 1
        path.write_text(text.replace(LEFT, form), encoding="utf-8")
        found[region] = Rulebook.load(rules, shipped_rules=False).resolve(LAKESIDE, ON)
    return found


def test_a_rule_left_to_a_finding_is_another_rule(plans: dict[str, Plan]) -> None:
    assert len({rules_of(plan) for plan in plans.values()}) == len(plans)


@pytest.mark.parametrize("order", [list(FORMS), list(reversed(FORMS))])
@pytest.mark.parametrize("cohabiting", [False, None, True])
def test_each_division_decides_by_its_own(
    plans: dict[str, Plan], order: list[str], cohabiting: bool | None
) -> None:
    """Whichever is met first."""
    cases = [
        read_case_dict(household(
            person(), person(1, cohabiting=cohabiting), household_id=region, region=region,
            findings=finding("shore.lives_here", holds),
        ))
        for holds in (True, False) for region in order
    ]  # fmt: skip
    found = Columnar(plans.__getitem__, ON)(from_cases(cases))
    expected = [outcomes.by_slots(Evaluator(plans[case.region]), case, ON) for case in cases]
    assert list(outcomes.differences(found.decisions, expected)) == []
    told = {str(each and each["shore"]) for each in expected}
    assert len(told) > 1

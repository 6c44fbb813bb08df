"""Is a finding weighed after every form of criterion, and does a contradiction name the person?"""

from __future__ import annotations

from datetime import date

import pytest

from aid_rules import CaseError, Household, evaluate
from tests.world import finding, household, person, world


def test_a_finding_against_a_criterion_that_is_a_fold() -> None:
    case = household(person(), person(1, cohabiting=False), findings=finding("shore.lives_here"))
    decision = evaluate(Household.model_validate(case), on=date(2030, 8, 1), rulebook=world())
    (lives_here,) = [c for c in decision.programmes["shore"].criteria if c.name == "lives_here"]
    assert (lives_here.holds, lives_here.finding is not None) == (True, True)


def test_a_finding_on_what_is_no_criterion_is_not_lost() -> None:
    case = household(findings=finding("shore.proprty_within"))
    with pytest.raises(CaseError, match="V103"):
        evaluate(Household.model_validate(case), on=date(2030, 8, 1), rulebook=world())

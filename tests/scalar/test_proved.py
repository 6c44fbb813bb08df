"""What trying out showed of one programme is no question for the next."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules import evaluate, read_case
from aid_rules.scalar import UNTRIED

EXAMPLES = Path(__file__).parents[2] / "examples"
OLD = {
    "person_id": "p1", "birth_date": "1950-03-01", "relation": "head", "incomes": [], "obligors": [], "settlement": "dispersed",
    "self_care": dict.fromkeys(("bathing", "walking", "toileting", "transferring", "dressing", "eating"), True),
    "findings": {"tekun.property_within_limits": {"holds": True, "by": "o", "on": "2019-12-01", "reason": "r"}},
}  # fmt: skip


def asked(programme: str, on: date, **person: Any) -> list[str]:
    case = {
        "household_id": "h", "region": "420900", "residence": "rural", "incomes": [], "assets": [], "expenses": [],
        "members": [OLD | person],
    }  # fmt: skip
    decision = evaluate(read_case(json.dumps(case)), on=on)
    assert not any("没有逐项试算" in warning for warning in decision.programmes[programme].warnings)
    return [missing.fact for missing in decision.programmes[programme].missing]


def test_who_is_on_no_account_on_dibao_is_not_asked_what_dibao_brings() -> None:
    """Tekun or nothing: which of the two hangs on the standard, and dibao comes about on neither."""
    facts = asked("elderly_service", date(2020, 1, 15))
    assert "elderly_service.service_amount[tekun]" in facts
    assert "elderly_service.service_amount[dibao]" not in facts


def test_who_draws_the_fee_by_the_incomes_draws_it() -> None:
    """Another value than true the case would not be taken with."""
    facts = asked(
        "disability_nursing", date(2026, 11, 1), work_injury_care_allowance=None,
        incomes=[{"kind": "work_injury_care", "amount": "900", "period": "month"}],
        disability={"kind": "physical", "grade": 1}, needs_long_term_care=True,
    )  # fmt: skip
    assert facts == []


def test_of_who_is_eligible_every_condition_holds() -> None:
    """Also where it is not known in which of several ways it does."""
    decision = evaluate(read_case((EXAMPLES / "missing-incomes.json").read_bytes()), on=date(2026, 11, 1))
    for programme in decision.programmes.values():
        for one in (programme, *programme.persons.values()):
            if one.outcome == "eligible":
                assert all(criterion.holds is True for criterion in one.criteria)
                assert all(exclusion.holds is False for exclusion in one.exclusions)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_of_every_example_all_that_is_asked_was_tried_out(path: Path) -> None:
    decision = evaluate(read_case(path.read_bytes()), on=date(2026, 11, 1))
    for programme in decision.programmes.values():
        assert UNTRIED not in programme.warnings


def test_what_cannot_matter_to_one_programme_is_not_asked_for_the_next() -> None:
    """What counts as public school fees changes nothing for the family of the example, whatever else it is found to be."""
    case = read_case((EXAMPLES / "rigid-expenditure-family.json").read_bytes())
    for programme in evaluate(case, on=date(2026, 11, 1)).programmes.values():
        assert not any("fees_within_public" in missing.fact for missing in programme.missing)

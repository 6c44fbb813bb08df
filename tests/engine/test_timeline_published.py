"""Do reviews, deadlines and terms come out as published? Each case by the id of its source."""

from __future__ import annotations

import pytest

from aid_rules import Rulebook
from tests.engine.timelines import award, family, person, told

SHIPPED = Rulebook.load()


def test_unsteady_income_and_somebody_able_to_work() -> None:
    """elig-review-2021: looked at again every half year."""
    case = family(person(), awards=[award("dibao", "2024-02-01")])
    found = told(case, "2025-01", "2025-12")
    assert [(r.kind, r.due) for r in found.reviews] == [
        ("half_yearly", "2025-02-01"),
        ("half_yearly", "2025-08-01"),
    ]


def test_fifteen_working_days_in_zongyang() -> None:
    """plan-tongling-deadline: fifteen working days, twenty-five in special cases; elsewhere thirty and forty-five."""
    case = family(application_date="2025-09-26", region="340722")
    own = {d.name: d.due for d in told(case, "2025-09", "2025-12", rulebook=SHIPPED).deadlines}
    assert (own["dibao_decision"], own["dibao_decision_special"]) == ("2025-10-17", "2025-10-31")
    elsewhere = family(application_date="2025-09-26", region="130110")
    found = {d.name: d.due for d in told(elsewhere, "2025-09", "2025-12", rulebook=SHIPPED).deadlines}
    assert (found["dibao_decision"], found["dibao_decision_special"]) == ("2025-11-07", "2025-11-28")


def test_twenty_working_days_where_the_streets_confirm() -> None:
    """Section 36 of Shanghai's act has them confirm; the notice of 2022 gives them twenty working days."""
    # There the property of tekun is computed, and no finding is asked for.
    case = family(person(findings={}), application_date="2025-09-26", region="310000")
    own = {d.name: d.due for d in told(case, "2025-09", "2025-12", rulebook=SHIPPED).deadlines}
    assert (own["dibao_decision"], own["dibao_decision_special"]) == ("2025-10-24", "2025-11-28")


def test_a_confirmation_of_unavoidable_costs_runs_out() -> None:
    """c-rigid-valid: confirmed on 2026-03-10, valid to 2027-03-09 at most, then applied for anew."""
    costs = {"kind": "medical", "amount": "30000.00", "period": "year"}
    wage = {"kind": "wage", "amount": "3000", "period": "month"}
    case = family(person(incomes=[wage]), expenses=[costs], awards=[award("rigid_expenditure", "2026-03-10")])
    found = told(case, "2026-11", "2027-06")
    (renewal,) = (review for review in found.reviews if review.kind == "renewal")
    assert (renewal.programme, renewal.due) == ("rigid_expenditure", "2027-03-10")


@pytest.mark.parametrize("year", [2014, 2016, 2019, 2020, 2021])
def test_there_are_timelines_of_days_on_which_nothing_is_ruled_of_reviews(year: int) -> None:
    """No document in force says before 2020-08-25 how often recipients are looked at again."""
    case = family(person(), awards=[award("dibao", f"{year}-01-01")], region="450100")
    found = told(case, f"{year}-01", f"{year}-12", rulebook=SHIPPED)
    assert len(found.months) == 12
    assert [r.due for r in found.reviews if r.due < "2020-08-25"] == []

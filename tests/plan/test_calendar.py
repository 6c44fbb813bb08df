"""Is a plan refused whose dates could leave the calendar, and only such a plan?"""

from __future__ import annotations

import pytest

from aid_rules import RuleError
from tests.plan.small import plan_with

TEST = "income > 900 * yuan / month"


def test_what_stays_within_the_calendar_loads() -> None:
    for moved in ("add_years(on, 300)", "add_years(on, 0 - 300)", "add_months(add_years(on, 200), 1200)",
                  "add_years(on, size)", "max((add_years(p.birth_date, 300) for p in members), default=on)"):  # fmt: skip
        plan_with((TEST, f"{moved} != month_start(on)"))


@pytest.mark.parametrize(
    "moved",
    [
        "add_years(on, 301)", "add_years(on, 0 - 301)", "add_months(add_years(on, 200), 1201)", "add_months(on, 0.5)",
        "add_years(month_start(add_years(on, 200)), 101)", "add_years(on, 200 + 2 * size)",
        "add_years(add_years(on, 150) if size > 1 else on, 151)",
        "add_years(max((add_years(p.birth_date, 150) for p in members), default=on), 151)",
    ],
)  # fmt: skip
def test_what_may_leave_it_is_refused(moved: str) -> None:
    with pytest.raises(RuleError) as refused:
        plan_with((TEST, f"{moved} != on"))
    assert [problem.code for problem in refused.value.problems] == ["R310"]


@pytest.mark.parametrize(
    ("day", "refused"), [("2999-12-31", False), ("9999-12-31", True), ("0999-01-01", True)]
)
def test_a_date_that_a_region_sets_is_bound_too(day: str, refused: bool) -> None:
    declared = (
        "  - name: last_day\n    title: {zh: 末日, en: Last day}\n    type: date\n    basis: lakeside1 §3\n"
    )
    values = f"    values:\n      - {{value: {day}, from: 2028-01-01, basis: notice 三}}\n"
    changes = (
        ("rules:\n", f"{declared}rules:\n"), (TEST, "last_day != on"),
        ("set:\n", f"set:\n  - parameter: shore.last_day\n{values}"),
    )  # fmt: skip
    if refused:
        with pytest.raises(RuleError, match="R310"):
            plan_with(*changes)
    else:
        plan_with(*changes)

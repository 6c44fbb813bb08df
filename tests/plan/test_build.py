"""Are steps ordered, circles and divisions by zero refused, settings worked in, and bounds kept?"""

from __future__ import annotations

from datetime import date

import pytest

from aid_rules import RuleError
from aid_rules.language import BOOLEAN, Call, Read, to_source
from aid_rules.plan import Parameter, Plan, Programme, Rule, Title, build
from aid_rules.plan.bounds import step_bounds
from aid_rules.plan.order import in_order, reads
from tests.language.test_bad import checked
from tests.plan.small import plan_with
from tests.world import HILLSIDE, LAKESIDE, world

TITLE = Title("", "")
ON = date(2030, 8, 1)


def rule(name: str, *read: str) -> Rule:
    """A condition that reads others."""
    node = checked("True")
    for other in read:
        node = Call(BOOLEAN, None, checked("not True").op, (Read(BOOLEAN, None, "household", other),))  # type: ignore[attr-defined]
    return Rule(name, TITLE, "household", BOOLEAN, node, ())


def programme(wanted: str) -> Programme:
    return Programme(
        "x", TITLE, "household", None, (), (), wanted, wanted, None, None, "household", None, None
    )


def expression(plan: Plan, name: str) -> str:
    step = plan.by_name[name]
    assert isinstance(step, Rule)
    assert step.node is not None
    return to_source(step.node)


# order ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", [LAKESIDE, HILLSIDE])
def test_each_step_stands_after_what_it_reads(region: str) -> None:
    plan = world().resolve(region, ON)
    for step in plan.steps:
        assert all(plan.slots[name] < plan.slots[step.name] for name in reads(step))


def test_what_no_programme_needs_is_left_out() -> None:
    plan = build([rule("x.a", "x.b"), rule("x.b"), rule("x.c", "x.b")], {}, [programme("x.a")])
    assert [step.name for step in plan.steps] == ["x.b", "x.a"]


@pytest.mark.parametrize("links", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "b"}])
def test_a_circle_is_refused(links: dict[str, str]) -> None:
    with pytest.raises(RuleError, match="R301"):
        in_order({name: rule(name, other) for name, other in links.items()}, ["a"])


# division by zero ----------------------------------------------------------------------------------------

DIVIDE = "income / size < standard if size > 0 else False"


@pytest.mark.parametrize(
    "test",
    [
        "income / size < standard if size > 0 else False",
        "income / size < standard if size >= 1 else False",
        "income / size < standard if 0 < size else False",
        "income / size < standard if size != 0 else False",
        "False if size == 0 else income / size < standard",
        "False if size <= 0 else income / size < standard",
        "False if size < 1 or income > standard else income / size < standard",
        "income / size < standard if size > 0 and income > standard else False",
        "False if size == 0 else (True if income > standard else income / size < standard)",
        "income / max(size, 1) < standard",
        "income / (size + 1) < standard",
        "income / 3 < standard",
        "income / -2 < standard",
    ],
)
def test_a_divisor_that_cannot_be_zero(test: str) -> None:
    plan_with((DIVIDE, test))


@pytest.mark.parametrize(
    "test",
    [
        "income / size < standard",
        "income / size < standard if size >= 0 else False",
        "income / size < standard if size < 5 else False",
        "income / size < standard if income > 0 else False",
        "income / size < standard if size > 0 or income > standard else False",
        "False if size == 0 and income > standard else income / size < standard",
        "income / size < standard if size == 0 else False",
        "size > 0 and income / size < standard",
        "income / (size - 1) < standard if size > 0 else False",
        "income / 0 < standard",
    ],
)
def test_a_divisor_that_may_be_zero_is_refused(test: str) -> None:
    with pytest.raises(RuleError, match="R302"):
        plan_with((DIVIDE, test))


# settings ------------------------------------------------------------------------------------------------


def test_a_comparison_and_a_rounding_are_worked_in() -> None:
    here, there = (world().resolve(region, ON) for region in (LAKESIDE, HILLSIDE))
    assert " <= " in expression(here, "shore.income_below")
    assert " < " in expression(there, "shore.income_below")
    assert expression(here, "shore.computed").startswith("round_up(")
    assert expression(there, "shore.computed").startswith("round_half_up(")


def test_a_branch_that_a_setting_has_decided_is_cut_off() -> None:
    assert (
        expression(world().resolve(LAKESIDE, ON), "shore.from_month")
        == "month_start(household.application_date)"
    )


def test_a_setting_is_still_cited() -> None:
    plan = world().resolve(LAKESIDE, ON)
    step = plan.by_name["shore.computed"]
    assert isinstance(step, Rule)
    assert "shore.rounding" in step.settings
    parameter = plan.by_name["shore.rounding"]
    assert isinstance(parameter, Parameter)
    assert parameter.constant is not None
    assert parameter.constant.published == "up to yuan"


def test_is_set_is_decided_where_all_cells_or_none_are() -> None:
    asked = "is_set(boat.basic)"
    assert asked in expression(world().resolve(LAKESIDE, ON), "boat.basic_amount")  # urban only
    assert asked not in expression(world().resolve(HILLSIDE, ON), "boat.basic_amount")  # neither


# bounds --------------------------------------------------------------------------------------------------


def test_bounds_follow_from_the_case_and_the_parameters() -> None:
    spans = step_bounds(world().resolve(LAKESIDE, ON).steps)
    assert spans["lake.size"] == (0, 100)
    assert spans["boat.lost"] == (0, 6)
    assert spans["boat.care"] == (10000, 70000)
    assert spans["boat.visits"] == (1, 4)
    assert spans["shore.income_below"] == (0, 1)


def test_a_grade_that_may_not_exist_bounds_no_comparison() -> None:
    """`grade <= 4` is false for who has no certificate, whatever grades there are."""
    node = checked("disability.grade <= 4", "person")
    plan = build([Rule("x.a", TITLE, "person", BOOLEAN, node, ())], {}, [programme("x.a")])
    assert step_bounds(plan.steps)["x.a"] == (0, 1)

"""On which values does an outcome rest? Warnings name the assumptions that mattered, and no others."""

from __future__ import annotations

from aid_rules.scalar.mattered import mattered
from tests.scalar.test_world import decided, shore, three
from tests.world import HILLSIDE, LAKESIDE


def names(case: dict[str, object], rule: str) -> set[str]:
    return {name for name, _ in mattered(decided(case).view, rule)}


def test_an_assumed_rounding_warns_where_it_rounds() -> None:
    assert any("四舍五入" in warning for warning in shore(three("1894.01", region=HILLSIDE)).warnings)


def test_a_county_that_sets_the_rounding_is_not_warned() -> None:
    assert shore(three("1894.01", region=LAKESIDE)).warnings == ()


def test_who_is_not_paid_is_not_warned_of_the_rounding() -> None:
    assert shore(three("6000", region=HILLSIDE)).warnings == ()


def test_an_assumed_first_month_warns_whoever_is_paid() -> None:
    """Nothing but the first month rests on it."""
    assert "起发月：细则没有写起发月，按下月起" in shore(three("1894.01", region=HILLSIDE)).warnings


def test_a_failed_condition_rests_on_what_failed() -> None:
    """Far above the standard: nobody's deposits matter."""
    rich = names(three("6000"), "shore.eligible")
    assert "lake.per_head" in rich
    assert not any("within" in name or "deposit" in name for name in rich)

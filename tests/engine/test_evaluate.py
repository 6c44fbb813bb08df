"""What does `evaluate` refuse, and does it say why?"""

from __future__ import annotations

import gc
import linecache
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from aid_rules import CaseError, Household, Rulebook, RuleError, evaluate, timeline
from aid_rules.scalar import Evaluator
from tests.world import LAKESIDE, world

GOOD = Path(__file__).parents[1] / "rulebook" / "good"
ON = date(2030, 8, 1)


def household(region: str = "370902") -> Household:
    return Household.model_validate(
        {
            "household_id": "h1", "region": region, "residence": "urban", "incomes": [],
            "members": [{"person_id": "p1", "birth_date": "1980-01-01", "relation": "head", "incomes": []}],
        }
    )  # fmt: skip


@pytest.mark.parametrize("on", [datetime(2026, 11, 1), "2026-11-01", None])  # noqa: DTZ001 - what people pass
def test_a_day_is_a_date(on: Any) -> None:
    with pytest.raises(TypeError, match=type(on).__name__):
        evaluate(household(), on=on)


def test_a_day_is_within_what_a_case_can_tell() -> None:
    with pytest.raises(CaseError, match="1900-01-01") as refused:
        evaluate(household(), on=date(9999, 12, 31))
    assert [problem.code for problem in refused.value.problems] == ["V104"]


def test_before_all_rules_there_is_no_decision() -> None:
    """An empty decision would read as nobody being entitled to anything."""
    with pytest.raises(CaseError) as refused:
        evaluate(household(), on=date(1999, 10, 1))
    (problem,) = refused.value.problems
    assert problem.code == "V105"
    first = date.fromisoformat(problem.facts["first"])
    assert evaluate(household(), on=first).programmes


def test_what_is_paid_is_never_negative(tmp_path: Path) -> None:
    (tmp_path / "national").mkdir()
    text = (GOOD / "national" / "shore.yaml").read_text(encoding="utf-8")
    amount = "round_up(standard * size - income, yuan)"
    assert amount in text
    owed = text.replace(amount, "round_up(0 - standard, yuan)")
    (tmp_path / "national" / "shore.yaml").write_text(owed, encoding="utf-8")
    decision = evaluate(
        household("990101"), on=ON, rulebook=Rulebook.load(GOOD, tmp_path, shipped_rules=False)
    )
    with pytest.raises(RuleError, match="R309") as refused:
        _ = decision.programmes
    assert "shore.yaml" in str(refused.value)


def test_the_source_of_a_plan_goes_with_the_plan() -> None:
    evaluate = Evaluator(world().resolve(LAKESIDE, date(2026, 11, 1)))
    name = evaluate.decide.__code__.co_filename  # type: ignore[attr-defined]
    assert name in linecache.cache
    del evaluate
    gc.collect()
    assert name not in linecache.cache


def test_a_case_that_was_not_read_and_rules_that_were_not_loaded() -> None:
    case: Any = {"household_id": "h1"}
    with pytest.raises(TypeError, match=r"Household .*read_case_dict.* not dict"):
        evaluate(case, on=date(2026, 11, 1))
    rules: Any = "rules/"
    with pytest.raises(TypeError, match=r"Rulebook .*not str"):
        evaluate(household(), on=date(2026, 11, 1), rulebook=rules)


def test_a_language_without_words() -> None:
    lang: Any = "fr"
    with pytest.raises(ValueError, match="'zh' or 'en', not 'fr'"):
        evaluate(household(), on=date(2026, 11, 1)).explain(lang=lang)
    with pytest.raises(ValueError, match="'zh' or 'en', not 'fr'"):
        timeline(household(), date(2026, 11, 1), date(2026, 11, 1)).explain(lang=lang)

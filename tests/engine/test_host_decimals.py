"""Does the decimal context of the program that calls reach any amount?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import DefaultContext, Inexact, Rounded, localcontext
from pathlib import Path

import pytest

from aid_rules import evaluate, read_case, timeline

ON, UNTIL = date(2026, 11, 1), date(2027, 2, 28)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


def said(path: Path) -> Iterator[str]:
    case = read_case(path.read_text(encoding="utf-8"))
    decision = evaluate(case, on=ON)
    yield decision.model_dump_json()
    yield decision.explain()
    yield case.model_dump_json()
    told = timeline(case, ON, UNTIL)
    yield told.model_dump_json()
    yield str(told)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_decisions_and_timelines_are_the_same_under_any_decimal_context(path: Path) -> None:
    usual = list(said(path))
    with localcontext(DefaultContext, prec=3, Emax=2, Emin=-2, traps=[Inexact, Rounded]):
        assert list(said(path)) == usual

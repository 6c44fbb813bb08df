"""Is the generated code ours alone, nothing pasted from a rule file, and readable in a traceback?"""

from __future__ import annotations

import ast
import linecache
import re
import traceback
from datetime import date

import pytest

from aid_rules import Household, Rulebook
from aid_rules.scalar import Evaluator
from aid_rules.scalar.to_python import Writer
from tests.world import LAKESIDE, household, person, world

ON = date(2030, 8, 1)
SHIPPED = Rulebook.load()
REGIONS = [*[*dict(SHIPPED.regions())][::8], LAKESIDE]  # the rules are the same, the numbers are not
FORBIDDEN = (
    ast.Import,
    ast.ImportFrom,
    ast.Global,
    ast.Nonlocal,
    ast.ClassDef,
    ast.AsyncFunctionDef,
    ast.With,
    ast.Try,
)


@pytest.mark.parametrize("three", [False, True])
@pytest.mark.parametrize("region", REGIONS)
def test_source_is_plain_and_holds_no_title_or_citation(region: str, three: bool) -> None:
    plan = world().resolve(region, ON) if region == LAKESIDE else SHIPPED.resolve(region, date(2026, 11, 1))
    source = Writer(plan, three_valued=three).source()
    tree = ast.parse(source)
    assert not [node for node in ast.walk(tree) if isinstance(node, FORBIDDEN)]
    assert source.isascii()  # titles, documents and articles are Chinese
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not [name for name in attributes if name.startswith("__")]


@pytest.mark.parametrize("three", [False, True])
def test_text_in_the_source_is_names_and_members_only(three: bool) -> None:
    tree = ast.parse(Writer(world().resolve(LAKESIDE, ON), three_valued=three).source())
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [text for text in texts if not re.fullmatch(r"[a-z0-9_.\[\]=, ~]*|[<>]=?", text)] == []


def test_a_traceback_shows_the_line_of_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    evaluate = Evaluator(world().resolve(LAKESIDE, ON))
    case = Household.model_validate(household(person(incomes=None)))
    linecache.checkcache()
    monkeypatch.setitem(evaluate.careful.__globals__, "less_2", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError) as caught:
        evaluate.careful(case.rows, ON)
    shown = "".join(traceback.format_exception(caught.value))
    assert f"<plan {evaluate.plan.digest[:12]}" in shown
    assert re.search(r"less_2\(.*  # [a-z_]+\.[a-z_]+\n", shown)


def test_the_same_plan_gives_the_same_source() -> None:
    plan = world().resolve(LAKESIDE, ON)
    assert Writer(plan, three_valued=True).source() == Writer(plan, three_valued=True).source()

"""Can generated code be looked up as long as it lives, and no longer?"""

from __future__ import annotations

import gc
import linecache
from datetime import date
from typing import Any

from aid_rules.batch import reevaluate
from aid_rules.plan import defined, source_name
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Evaluator
from tests.batch import harbour
from tests.world import LAKESIDE, world

SOURCE = "def work(a):\n    return a + one\n"


def generated() -> list[str]:
    """The names of what can be looked up."""
    gc.collect()
    return [name for name in linecache.cache if name.startswith(("<plan", "<columns", "<t"))]


def file_of(function: Any) -> str:
    found: str = function.__code__.co_filename
    return found


def test_it_is_there_while_the_function_lives() -> None:
    before = len(generated())
    one, two = (defined("work", SOURCE, source_name("t"), {"one": 1}) for _ in range(2))
    assert one(1) == two(1) == 2
    name = file_of(two)
    del one
    assert len(generated()) == before + 1
    assert linecache.getline(name, 2) == "    return a + one\n"
    del two
    assert len(generated()) == before
    assert linecache.getline(name, 2) == ""


def test_two_evaluators_of_one_plan_do_not_take_each_other_s_source() -> None:
    plan = world().resolve(LAKESIDE, date(2030, 8, 1))
    first, second = Evaluator(plan), Evaluator(plan)
    names = [file_of(each) for each in (second.decide, second.careful)]
    _ = first.careful
    del first
    gc.collect()
    assert all(linecache.getline(name, 1) for name in names)


def test_nothing_is_left_of_a_job() -> None:
    def job() -> int:
        rules = Rulebook.load(harbour.RULES, shipped_rules=False)
        sides: dict[str, Any] = {"before": (rules, harbour.BEFORE), "after": (rules, harbour.AFTER)}
        reevaluate(harbour.cases(20), **sides, until=harbour.UNTIL)
        return len(generated())

    assert job() == job() == job()

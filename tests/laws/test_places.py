"""Do local versions of national rules, a directory laid over the shipped one, decide as their sources say?"""

from functools import cache
from pathlib import Path

import pytest

from aid_rules import Rulebook
from aid_rules.engine import Scenarios, read_scenario, scenario_files
from aid_rules.problems import render

PLACES = Path(__file__).parent / "places"
FILES = dict(scenario_files(PLACES))


@cache
def scenarios() -> Scenarios:
    return Scenarios(Rulebook.load(PLACES))


@pytest.mark.parametrize("name", FILES)
def test_place(name: str) -> None:
    assert scenarios().differences(read_scenario(FILES[name], name)) == ()


@pytest.mark.parametrize("code", ["990201", "990202", "990203", "990204"])
def test_place_holds_together(code: str) -> None:
    errors, _ = scenarios().rulebook.problems(code)
    assert [render(error) for error in errors] == []

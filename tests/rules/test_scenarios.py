"""Do the shipped rules decide every scenario case as its source says?"""

from functools import cache
from pathlib import Path

import pytest

from aid_rules import Rulebook
from aid_rules.engine import Scenarios, read_scenario, scenario_files
from aid_rules.rulebook import shipped

FILES = dict(scenario_files(shipped()))


@cache
def scenarios() -> Scenarios:
    return Scenarios(Rulebook.load())


@pytest.mark.parametrize("name", FILES)
def test_scenario(name: str) -> None:
    path: Path = FILES[name]
    assert scenarios().differences(read_scenario(path, name)) == ()


def test_there_are_scenarios() -> None:
    assert len(FILES) > 100

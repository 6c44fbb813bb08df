"""Is every published case decided by a scenario or made again by a test, or listed with the reason why not?

The list is checked both ways: a case that nothing covers fails, and so does a listed gap that has closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aid_rules.engine import read_scenario, scenario_files
from aid_rules.problems import Source
from aid_rules.rulebook import plain, read_tree, shipped

LIST = Path(__file__).with_name("published.yaml")
PLACES = Path(__file__).parents[1] / "laws" / "places"


@cache
def published() -> Mapping[str, Any]:
    """The list as written."""
    found = plain(read_tree(Source(LIST.name, LIST.read_text(encoding="utf-8"))))
    assert isinstance(found, dict)
    return found


@cache
def programmes() -> Mapping[str, list[str]]:
    """The programmes that each case is about."""
    return {case: about for kind in published()["cases"].values() for case, about in kind.items()}


@cache
def decided() -> Mapping[str, str]:
    """The cases that a scenario names as its source, with the name of one such scenario."""
    files = [file for directory in (shipped(), PLACES) for file in scenario_files(directory)]
    sources = {name: read_scenario(path, name).source for name, path in files}
    return {str(source["id"]): name for name, source in sources.items() if "id" in source}


def required() -> set[str]:
    wanted = set(published()["required"])
    return {case for case, about in programmes().items() if wanted & set(about)}


def test_every_case_is_covered_or_listed() -> None:
    covered = {*decided(), *published()["tested"], *published()["not_yet"]}
    assert sorted(required() - covered) == []


def test_no_listed_gap_has_closed() -> None:
    assert sorted({*published()["not_yet"]} & {*decided(), *published()["tested"]}) == []


def test_every_gap_has_a_reason() -> None:
    assert [case for case, reason in published()["not_yet"].items() if len(str(reason)) < 20] == []


def test_every_name_is_on_the_list() -> None:
    named = {*decided(), *published()["tested"], *published()["not_yet"]}
    assert sorted(named - set(programmes())) == []


@pytest.mark.parametrize("case", published()["tested"])
def test_the_test_names_the_case(case: str, checkout: Path) -> None:
    assert case in (checkout / published()["tested"][case]).read_text(encoding="utf-8")

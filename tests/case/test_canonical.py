"""Is the canonical form of a case the same however it is told, and another as soon as it says something else?"""

from __future__ import annotations

import copy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules.case import Household, read_case, read_case_dict
from aid_rules.case.canonical import canonical
from aid_rules.columnar import from_cases, to_cases
from tests.case.drawn import households
from tests.laws.test_order import LISTS

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
FINDING = {"holds": True, "by": "o", "on": "2026-01-01", "reason": "r"}
HEAD = {"person_id": "p1", "birth_date": "1970-02-28", "relation": "head"}
BASE = {"household_id": "h", "region": "990101", "residence": "urban", "members": [HEAD]}


def through_arrow(case: Household) -> Household:
    return to_cases(from_cases([case]))[0]


def with_head(**facts: Any) -> dict[str, Any]:
    return BASE | {"members": [HEAD | facts]}


def reordered(value: Any, chance: Random) -> Any:
    """The same with all keys and rows in another order."""
    if isinstance(value, dict):
        return {key: reordered(value[key], chance) for key in chance.sample(list(value), len(value))}
    if isinstance(value, list):
        return [reordered(row, chance) for row in chance.sample(value, len(value))]
    return value


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_go_through_arrow_and_say_the_same(path: Path) -> None:
    case = read_case(path.read_text(encoding="utf-8"))
    assert canonical(through_arrow(case)) == canonical(case) == canonical(read_case(case.model_dump_json()))


@given(households(), st.randoms(use_true_random=False))
def test_however_it_is_told(drawn: dict[str, Any], chance: Random) -> None:
    case = read_case_dict(drawn)
    said = canonical(case)
    assert canonical(through_arrow(case)) == canonical(read_case_dict(reordered(drawn, chance))) == said
    assert read_case_dict(drawn) == case


def test_what_may_stand_in_any_order_is_what_the_law_of_order_shuffles() -> None:
    case = with_head(obligors=[{"relation": "child"}, {"relation": "parent"}])
    assert canonical(read_case_dict(case)).index("child") < canonical(read_case_dict(case)).index("parent")
    assert "obligors" in LISTS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BASE, BASE | {"hardships": []}), (BASE, BASE | {"awards": [], "findings": {}}),
        (BASE, with_head(expenses=[], findings={}, serious_illness=False, sex=None)),
        (BASE, with_head(cohabiting=True, self_care={}, name="x")), (BASE, with_head(self_care={"eating": None})),
        (BASE | {"incomes": None}, BASE),
        (BASE | {"assets": [{"kind": "deposit", "value": "12.50"}]}, BASE | {"assets": [{"kind": "deposit", "value": "12.5"}]}),
        (BASE | {"findings": {"a.b": FINDING, "a.c": FINDING}}, BASE | {"findings": {"a.c": FINDING, "a.b": FINDING}}),
    ],
)  # fmt: skip
def test_alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert canonical(read_case_dict(one)) == canonical(read_case_dict(other))


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("incomes", [None, []]), ("hardships", [None, []]), ("awards", [None, []]), ("findings", [None, {}]),
        ("residence", ["urban", "rural"]),
        ("assets", [None, [], [{"kind": "deposit", "value": 1}], [{"kind": "deposit", "value": 1}] * 2]),
    ],
)  # fmt: skip
def test_not_alike(key: str, values: list[Any]) -> None:
    assert len({canonical(read_case_dict(BASE | {key: copy.deepcopy(value)})) for value in values}) == len(
        values
    )

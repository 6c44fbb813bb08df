"""On 1 July 2026 the Social Assistance Law takes the place of State Council Order 649, and every citation with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from aid_rules import Rulebook
from aid_rules.plan import Parameter, Plan
from aid_rules.problems import Source
from aid_rules.rulebook import plain, read_tree, shipped

LAW, ORDER = "中华人民共和国社会救助法", "社会救助暂行办法"
BEGINS = "2026-07-01"


@cache
def rulebook() -> Rulebook:
    return Rulebook.load()


def declared(title: str) -> Iterator[dict[str, Any]]:
    """What each file that declares the document says of it."""
    for path in sorted(shipped().glob("[nr]*/*.yaml")):
        file: Any = plain(read_tree(Source(path.name, path.read_text(encoding="utf-8"))))
        yield from (entry for entry in file["documents"].values() if entry["title"] == title)


def test_the_order_ends_where_the_law_begins_and_says_why() -> None:
    order = list(declared(ORDER))
    assert {str(entry["from"]) for entry in declared(LAW)} == {BEGINS}
    assert {str(entry["until"]) for entry in order} == {BEGINS}
    assert all("社会救助法自2026-07-01起施行" in entry["note"] for entry in order)


def titles(plan: Plan) -> set[str]:
    """The documents on which anything in the plan rests."""
    found = [basis for programme in plan.programmes for basis in programme.basis]
    for step in plan.by_name.values():
        found += step.basis
        parts = step.cells.values() if isinstance(step, Parameter) else step.arms
        found += (basis for part in parts for basis in part.basis)
    return {basis.document for basis in found}


@pytest.mark.parametrize("region", ["310000", "330000", "370902", "500000"])
@pytest.mark.parametrize(("day", "cited", "never"), [("2026-06-30", ORDER, LAW), (BEGINS, LAW, ORDER)])
def test_one_of_them_is_cited_and_never_the_other(region: str, day: str, cited: str, never: str) -> None:
    found = titles(rulebook().resolve(region, date.fromisoformat(day)))
    assert cited in found
    assert never not in found

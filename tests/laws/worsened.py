"""How can somebody come to be worse off, and which rules cut what the family gets when somebody is?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from aid_rules import Decision
from aid_rules.language import Unknown
from aid_rules.plan import Programme
from aid_rules.scalar import HOUSEHOLD, Row
from tests.laws.families import Case

COUNTED = "members.counted"

PASSING = ("price_subsidy",)
"""What follows from a status in single months of high prices is no part of what a family lives on."""

Change = Callable[[Case], bool]
"""Makes somebody worse off, in place; false where they cannot be."""


def less_able(person: Case) -> bool:
    """Three more things of daily life are beyond them."""
    able = [what for what, can in (person.get("self_care") or {}).items() if can]
    if able:
        person["self_care"].update(dict.fromkeys(able[:3], False))
    return bool(able)


def more_disabled(person: Case) -> bool:
    """A grade more severe."""
    certificate = person.get("disability")
    if not certificate or certificate["grade"] == 1:
        return False
    certificate["grade"] -= 1
    return True


def orphaned(person: Case) -> bool:
    """A child whose parents die. A child of the head has a parent at home, whatever is recorded."""
    parents = person.get("parents") or ()
    if person["relation"] in ("head", "spouse", "child") or {p["which"] for p in parents} != {
        "father",
        "mother",
    }:
        return False
    if all(parent["situation"] in ("dead", "declared_dead") for parent in parents):
        return False
    person["child_status"] = "orphan"
    for parent in parents:
        parent["situation"] = "dead"
    person["obligors"] = [o for o in person.get("obligors") or () if o["relation"] != "parent"]
    return True


def total(decision: Decision) -> int | Fraction:
    """Fen a month in all. ValueError where an amount is open."""
    return sum(sum(_paid(decision, programme).values()) for programme in decision.plan.programmes)


def cuts(before: Decision, after: Decision) -> Iterator[tuple[str, Row, frozenset[str]]]:
    """What is cut, for whom, and by which rules: exclusions of the programme that have come to hold, or else who counts as a
    member. A top-up goes with the dibao that it tops up. ValueError as `total`.
    """
    alone: dict[Row, frozenset[str]] = {}
    for programme in before.plan.programmes:
        old, new = _paid(before, programme), _paid(after, programme)
        for row in old:
            if new[row] < old[row]:
                excluded = frozenset(
                    name for name in programme.exclusions if _turned(before, after, name, row, True)
                )
                if programme.name == "dibao.single_person":
                    alone[row] = excluded
                if programme.name == "dibao.topup":
                    excluded |= alone.get(row, frozenset())
                yield programme.name, row, excluded or _recounted(before, after)


def _paid(decision: Decision, programme: Programme) -> dict[Row, int | Fraction]:
    if programme.amount is None or programme.amount_per != "month" or programme.name in PASSING:
        return {}
    rows = [HOUSEHOLD] if programme.amount_row == "household" else decision.view.persons()
    found = {row: decision.view.value(programme.amount, row) for row in rows}
    if any(type(value) is Unknown for value in found.values()):
        raise ValueError(programme.name)
    return found


def _turned(before: Decision, after: Decision, name: str, row: Row, to: bool) -> bool:
    return before.view.value(name, row) is not to and after.view.value(name, row) is to


def _recounted(before: Decision, after: Decision) -> frozenset[str]:
    """Has somebody come to count, with their income, or come not to?"""
    rows = before.view.persons()
    anybody = any(_turned(before, after, COUNTED, row, to) for row in rows for to in (True, False))
    return frozenset({COUNTED} if anybody else ())

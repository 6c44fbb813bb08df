"""A case drawn at random, made one that no model refuses for contradicting itself."""

from __future__ import annotations

from typing import Any

from aid_rules import Rulebook

AWARDABLE = Rulebook.load().awardable


def consistent(case: dict[str, Any]) -> dict[str, Any]:
    """One spouse at most; awards with whom they are granted to; one father and one mother, and no orphan of who is able; who
    is paid for care after an injury at work is said to be. Changed in place.
    """
    members = case["members"]
    for person in [p for p in members if p.get("relation") == "spouse"][1:]:
        person["relation"] = "sibling"
    for award in case.get("awards") or ():
        if AWARDABLE[award["programme"]] == "person":
            award.setdefault("person_id", members[-1]["person_id"])
        elif AWARDABLE[award["programme"]] == "household":
            award.pop("person_id", None)
    for person in members:
        for parent, which in zip(person.get("parents") or (), ("father", "mother"), strict=False):
            if parent.get("which") is not None:
                parent["which"] = which
        if any(parent.get("situation") == "able" for parent in person.get("parents") or ()):
            person.pop("child_status", None)
        if any(income.get("kind") == "work_injury_care" for income in person.get("incomes") or ()):
            person["work_injury_care_allowance"] = True
    return case

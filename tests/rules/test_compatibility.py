"""Does each pair of aids go together as the documents say? One entry of `compatibility.yaml` is one cell.

What a scenario's household receives is asked of the decision; aids under `outside` are
what the case says it draws already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from aid_rules import Decision, Rulebook
from aid_rules.case import NOTHING
from aid_rules.engine import Scenario, Scenarios, read_scenario
from aid_rules.problems import Source
from aid_rules.rulebook import plain, read_tree, shipped
from aid_rules.scalar import TraceStep

LIST = Path(__file__).with_name("compatibility.yaml")
CATEGORIES = {"orphan": ("institution", "dispersed"), "unattended": ("de_facto",)}

Entry = Mapping[str, Any]


@cache
def matrix() -> Mapping[str, Any]:
    """The list as written."""
    found = plain(read_tree(Source(LIST.name, LIST.read_text(encoding="utf-8"))))
    assert isinstance(found, dict)
    return found


@cache
def scenarios() -> Scenarios:
    return Scenarios(Rulebook.load())


@cache
def scenario(name: str) -> Scenario:
    return read_scenario(shipped() / "cases" / f"{name}.yaml", name)


@cache
def decided(name: str) -> Decision:
    return scenarios().decide(scenario(name))


def receives(decision: Decision, aid: str, person: str) -> bool:
    """Is the aid paid to, or drawn by, the person?"""
    if aid in matrix()["outside"]:
        return draws(decision, aid, person)
    if aid in CATEGORIES:
        category = value(decision, "child_allowance.category", person)
        return category in CATEGORIES[aid] and receives(decision, "child_allowance", person)
    programme = decision.programmes[aid]
    if programme.unit == "household":
        return person in {share.person_id for share in programme.shares}
    return programme.persons[person].outcome == "eligible"


def draws(decision: Decision, aid: str, person: str) -> bool:
    """Does the case itself say that the person, or the household, has the aid?"""
    case = decision.case
    member = next(one for one in case.members if one.person_id == person)
    if aid == "work_injury_care":
        paid = any(income.kind == "work_injury_care" for income in member.incomes or ())
        return paid or member.work_injury_care_allowance is True
    awards = case.awards if isinstance(case.awards, tuple) else ()
    return any(award.programme == aid and award.person_id in (person, NOTHING) for award in awards)


def value(decision: Decision, rule: str, person: str) -> Any:
    """The value of a rule for the person, or for the household."""
    return steps_of(decision, rule, person)[0].value


def cites(decision: Decision, rule: str, person: str) -> set[str]:
    """Numbers of the documents on which the rule's value for the person rests."""
    return {basis.number for step in steps_of(decision, rule, person) for basis in step.basis}


def steps_of(decision: Decision, rule: str, person: str) -> list[TraceStep]:
    return [step for step in decision.trace if step.rule == rule and step.of in (person, "household")]


def one_only(entry: Entry) -> None:
    for name in entry["scenarios"]:
        got = [receives(decided(name), aid, entry["person"]) for aid in entry["pair"]]
        assert sorted(got) == [False, True], name


def both(entry: Entry) -> None:
    for name in entry["scenarios"]:
        assert [receives(decided(name), aid, entry["person"]) for aid in entry["pair"]] == [True, True], name


def by_setting(entry: Entry) -> None:
    """The scenarios set the number differently, and the outcome follows."""
    for name in entry["scenarios"]:
        assert entry["setting"] in {one["parameter"] for one in plain(scenario(name).values)}, name
    results = [
        [(receives(decision, aid, entry["person"]), amount(decision, aid)) for aid in entry["pair"]]
        for decision in map(decided, entry["scenarios"])
    ]
    assert len(results) > 1
    assert all(one != other for one, other in combinations(results, 2))


def amount(decision: Decision, aid: str) -> Any:
    programme = decision.programmes.get("child_allowance" if aid in CATEGORIES else aid)
    return programme and programme.monthly


HOLDS: Mapping[str, Callable[[Entry], None]] = {
    "excluded": one_only,
    "higher": one_only,
    "together": both,
    "adjusted": both,
    "local": by_setting,
}


def named(entry: Entry) -> str:
    return " × ".join(entry["pair"]) + f" {entry['cell']}"


@pytest.mark.parametrize("entry", matrix()["pairs"], ids=named)
def test_pair(entry: Entry) -> None:
    for name in entry["scenarios"]:
        assert scenarios().differences(scenario(name)) == ()
    HOLDS[entry["cell"]](entry)


@pytest.mark.parametrize("entry", [e for e in matrix()["pairs"] if "by" in e], ids=named)
def test_article(entry: Entry) -> None:
    for name in entry["scenarios"]:
        assert value(decided(name), entry["by"], entry["person"]) not in (None, False, "0"), name
        assert entry["document"] in cites(decided(name), entry["by"], entry["person"]), name
    assert str(entry["article"]).strip()


def test_every_pair_has_an_entry() -> None:
    found = matrix()
    outside = set(found["outside"])
    listed = {
        frozenset(pair) for pair in [*(entry["pair"] for entry in found["pairs"]), *found["meaningless"]]
    }
    wanted = {frozenset(pair) for pair in combinations(found["aids"], 2) if not outside.issuperset(pair)}
    for aid, few in found["only_with"].items():
        wanted -= {pair for pair in wanted if aid in pair and not pair & set(few)}
    assert sorted(map(sorted, wanted - listed)) == []
    assert sorted(map(sorted, listed - wanted)) == []


def test_whatever_is_not_paid_in_full_names_its_rule() -> None:
    reduced = [entry for entry in matrix()["pairs"] if entry["cell"] in ("excluded", "higher", "adjusted")]
    assert [named(entry) for entry in reduced if "by" not in entry] == []

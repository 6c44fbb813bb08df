"""Is exactly that listed as missing which can still change the outcome?

Small cases, decided for every completion of their unknown facts: nothing is listed too few. An amount has too many
values for that; there the engine shows two cases that differ in the fact, and both are decided. What it lists without
such a proof it warns of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import prod
from random import Random

import pytest

from aid_rules import CaseError
from aid_rules.scalar import HOUSEHOLD
from tests.laws.families import DAYS, REGIONS, Case, Place, family
from tests.laws.guesses import Guess, blank, guesses, mattering
from tests.laws.proofs import follows, proofs

CASES, MOST_COMPLETIONS, MOST_UNKNOWN = 200, 150, 4
NUMBERS = ("rate", "monthly", "amount", "integer")


def small(chance: Random, place: Place) -> Case:
    """A family of at most two."""
    case = family(chance, place)
    case["members"] = case["members"][:2]
    ids = (None, *(person["person_id"] for person in case["members"]))
    case["awards"] = [award for award in case.get("awards") or () if award.get("person_id") in ids]
    return case


def unknown_of(case: Case, place: Place, chance: Random) -> list[Guess]:
    """A few facts to be unknown, those first that an outcome may wait for; in half of the cases no numbers."""
    kinds = chance.choice((NUMBERS, ()))
    every = [guess for guess in guesses(case) if guess.kind not in kinds]
    chance.shuffle(every)
    asked = place.decide(blank(case, every[:12])).programmes.values()
    named = {missing.fact for programme in asked for missing in programme.missing}
    every.sort(key=lambda guess: guess.name not in named)
    found: list[Guess] = []
    for guess in every:
        if len(found) < MOST_UNKNOWN and prod(len(g.values) for g in (*found, guess)) <= MOST_COMPLETIONS:
            found.append(guess)
    return found


def compare(place: Place, case: Case, unknown: list[Guess], counts: Counter[str]) -> list[str]:
    """What matters and is not listed; counts what is listed, and needlessly so."""
    decision = place.decide(blank(case, unknown))
    matters = mattering(place, case, unknown)
    of = "numbers" if any(guess.kind in NUMBERS for guess in unknown) else "words"
    silent = [] if of == "words" else list(unproved(place, case, unknown, counts))
    for programme in decision.plan.programmes:
        found = decision.programmes[programme.name]
        parts = {"": found} if programme.unit == "household" else found.persons
        for who, one in parts.items():
            asked = matters.claims if one.outcome != "eligible" else matters.amounts
            needed = asked.get((programme.name, who), set())
            listed = {missing.fact for missing in one.missing}
            silent += [f"{place} {programme.name} {who}: {fact}" for fact in sorted(needed - listed)]
            if any("没有逐项试算" in warning for warning in found.warnings):
                counts[f"hurried {of}"] += len(listed)
                continue
            counts[f"listed {of}"] += len(listed)
            counts[f"needless {of}"] += len(listed - needed)
    return silent


def unproved(place: Place, case: Case, unknown: list[Guess], counts: Counter[str]) -> Iterator[str]:
    """Facts of which two cases were shown to differ and do not."""
    blanked = blank(case, unknown)
    view = place.decide(blanked).view
    for programme in view.plan.programmes:
        for row in [HOUSEHOLD] if programme.unit == "household" else view.persons():
            for fact, proof in proofs(view, programme.eligible, row).items():
                follow = proof and follows(place, blanked, programme.eligible, row, proof)
                counts["without proof" if proof is None else f"proof that {follow}"] += 1
                if follow is False:
                    yield f"{place} {programme.name} {row}: {fact} by {proof}"


@pytest.fixture(scope="module")
def compared() -> tuple[list[str], Counter[str]]:
    chance, counts, silent = Random(649), Counter[str](), []
    for _ in range(CASES):
        place = Place(chance.choice(REGIONS), chance.choice(DAYS), whole=True)
        case = small(chance, place)
        try:
            silent += compare(place, case, unknown_of(case, place, chance), counts)
        except CaseError:  # without the fact, a finding on record contradicts what remains
            counts["refused"] += 1
    return silent, counts


def test_nothing_unlisted_matters(compared: tuple[list[str], Counter[str]]) -> None:
    assert compared[0] == []


def test_every_listed_yes_or_no_matters(compared: tuple[list[str], Counter[str]]) -> None:
    counts = compared[1]
    assert counts["listed words"] > 10
    assert counts["needless words"] == 0
    assert counts["hurried words"] <= counts["listed words"] / 50


def test_what_is_listed_beside_amounts_is_proved_or_warned_of(
    compared: tuple[list[str], Counter[str]],
) -> None:
    counts = compared[1]
    assert counts["proof that True"] > 10
    assert counts["proof that None"] < counts["proof that True"] / 4
    assert counts["without proof"] < counts["proof that True"] / 4
    assert counts["hurried numbers"] <= counts["listed numbers"] / 20


def test_few_cases_are_refused(compared: tuple[list[str], Counter[str]]) -> None:
    assert compared[1]["refused"] <= CASES // 10

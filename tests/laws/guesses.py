"""Which unknown facts really matter? By brute force: every completion of a case is decided.

`Guess` is a fact by the name a decision gives it, its place in the case in JSON form, and values it may have.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from aid_rules import CaseError
from aid_rules.case import VOCABULARY
from aid_rules.plan import Programme
from aid_rules.scalar import HOUSEHOLD, Row, View
from tests.laws.families import Case, Place

ABSENT = object()
"""There is no such thing: the key is left out."""

STEP = re.compile(r"([a-z_]+)\[(\d+)\]")
KINDS = ("boolean", "enum", "rate", "monthly", "amount", "integer")
AMOUNTS = ("0", "0.01", "200", "433.33", "537", "719", "1006.99", "1500", "5000", "80000", "99999999")
COUNTS = (0, 1, 3, 17, 59, 60, 69, 70, 99)
HELD = {"by": "o", "on": "2015-01-01", "reason": "r"}


@dataclass(frozen=True)
class Guess:
    """One unknown fact: `name` as in `missing`, `path` to its key, `values` to try."""

    name: str
    path: tuple[str | int, ...]
    values: tuple[Any, ...]
    kind: str

    def filled(self, case: Case, value: Any) -> None:
        """Write a value, or null, into a case."""
        *way, key = self.path
        row: Any = case
        for step in way:
            row = row[step]
        if value is ABSENT:
            row.pop(key, None)
        else:
            row[key] = value


def guesses(case: Case) -> list[Guess]:
    """Every fact of the case that is a yes or no, a word, an amount or a number, and every finding in it."""
    return list(_below(case, "household", "", ()))


def _below(row: Case, entity: str, front: str, path: tuple[str | int, ...]) -> Iterator[Guess]:
    vocabulary = VOCABULARY[entity]
    for key, field in vocabulary.fields.items():
        if field.kind in KINDS and field.may_be_unknown and _holds(row, key) and not _settled(row, key):
            values = _values(field.kind, field.values, field.within, field.most)
            values = tuple(value for value in values if (key, value) not in IMPOSSIBLE)
            # How often an amount comes is asked for as the amount is: rules read so much a month.
            kind = "rate" if key == "period" else field.kind
            yield Guess(front + key, (*path, *key.split(".")), values, kind)
    for name in row.get("findings") or ():
        both = tuple({"holds": holds} | HELD for holds in (True, False))
        yield Guess(f"{front}findings[{name}]", (*path, "findings", name), both, "boolean")
    for name, rows in vocabulary.lists.items():
        for i, inner in enumerate(row.get(name) or ()):
            if isinstance(inner, dict) and not (name == "awards" and path):
                yield from _below(inner, rows.entity, f"{front}{name}[{i}].", (*path, name, i))


IMPOSSIBLE = (("relation", "head"), ("period", "once"))
"""There is one head already; and without months what is paid once has no rate."""


def _settled(row: Case, key: str) -> bool:
    """Does the rest of the case leave a fact one value only?"""
    return (key == "relation" and row[key] == "head") or (key == "period" and "months" in row)


def _holds(row: Case, key: str) -> bool:
    """Is the fact's record there? What nobody has cannot be unknown in part."""
    *way, last = key.split(".")
    for step in way:
        row = row.get(step) or {}
    return last in row


def _values(kind: str, words: Sequence[str], absent: str, most: int) -> tuple[Any, ...]:
    none = (ABSENT,) if absent == "none" else ()
    if kind == "boolean":
        return (True, False, *none)
    if kind == "enum":
        return (*words, *none)
    if kind == "integer":
        return tuple(count for count in COUNTS if count <= most)
    return (*AMOUNTS, *none)


def blank(case: Case, unknown: Sequence[Guess]) -> Case:
    """The case with these facts unknown: null, and no finding."""
    found = copy.deepcopy(case)
    for guess in unknown:
        guess.filled(found, ABSENT if "findings[" in guess.name else None)
    return found


Told = Mapping[tuple[str, str], tuple[bool, Any]]
"""Is there a claim, and what does it pay? By programme and person (empty for the household)."""


def told(place: Place, case: Case) -> Told | None:
    """Claims under the rules; None for a case that cannot be, because a finding contradicts it."""
    try:
        view = place.decide(case).view
    except CaseError:
        return None
    return {
        (programme.name, "" if row is HOUSEHOLD else view.person_id(row.at[0])): _claim(view, programme, row)
        for programme in view.plan.programmes
        for row in ([HOUSEHOLD] if programme.unit == "household" else view.persons())
    }


def _claim(view: View, programme: Programme, row: Row) -> tuple[bool, Any]:
    if view.value(programme.eligible, row) is not True or programme.amount is None:
        return view.value(programme.eligible, row), None
    rows = list(view.persons()) if programme.amount_row != programme.unit else [row]
    return True, tuple(view.value(programme.amount, each) for each in rows)


@dataclass(frozen=True)
class Mattering:
    """For each claim the facts that alone make the difference between two completions: is there one, what is paid."""

    claims: dict[tuple[str, str], set[str]]
    amounts: dict[tuple[str, str], set[str]]


def mattering(place: Place, case: Case, unknown: Sequence[Guess]) -> Mattering:
    """Every completion decided and compared with those that differ from it in one fact."""
    table: dict[tuple[int, ...], Told | None] = {}
    for choice in product(*(range(len(guess.values)) for guess in unknown)):
        found = copy.deepcopy(case)
        for guess, i in zip(unknown, choice, strict=True):
            guess.filled(found, guess.values[i])
        table[choice] = told(place, found)
    matters = Mattering({}, {})
    for at, guess in enumerate(unknown):
        for part, found_at in ((0, matters.claims), (1, matters.amounts)):
            for claim in _changed(table, at, part):
                found_at.setdefault(claim, set()).add(guess.name)
    return matters


def _changed(table: Mapping[tuple[int, ...], Told | None], at: int, part: int) -> set[tuple[str, str]]:
    """The claims that differ in a part between completions that differ in one place only."""
    alike: dict[tuple[int, ...], list[Told]] = {}
    for choice, outcome in table.items():
        if outcome is not None:
            alike.setdefault((*choice[:at], *choice[at + 1 :]), []).append(outcome)
    return {
        claim
        for group in alike.values()
        for claim in group[0]
        if len({one[claim][part] for one in group}) > 1
    }

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
from tests.laws.families import Case, Place

ABSENT = object()
"""There is no such thing: the key is left out."""

STEP = re.compile(r"([a-z_]+)\[(\d+)\]")
KINDS = ("boolean", "enum", "rate", "monthly", "amount", "integer")
AMOUNTS = ("0", "0.01", "200", "433.33", "537", "719", "1006.99", "1500", "5000", "80000", "99999999")
KNOWN = ("custody.kind", "disability.kind", "disability.grade", "education.stage", "employment.status")
"""What must be known of a record that exists."""

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
        if field.kind in KINDS and key not in KNOWN and field.absent != "required" and _holds(row, key):
            values = _values(field.kind, field.values, field.absent, field.most)
            yield Guess(front + key, (*path, *key.split(".")), values, field.kind)
    for name in row.get("findings") or ():
        both = tuple({"holds": holds} | HELD for holds in (True, False))
        yield Guess(f"{front}findings[{name}]", (*path, "findings", name), both, "boolean")
    for name, rows in vocabulary.lists.items():
        for i, inner in enumerate(row.get(name) or ()):
            if isinstance(inner, dict) and not (name == "awards" and path):
                yield from _below(inner, rows.entity, f"{front}{name}[{i}].", (*path, name, i))


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


Told = Mapping[tuple[str, str], bool]
"""Is there a claim? By programme and person (empty for the household)."""


def told(place: Place, case: Case) -> Told | None:
    """Claims under the rules; None for a case that cannot be, because a finding contradicts it."""
    try:
        decision = place.decide(case)
    except CaseError:
        return None
    found: dict[tuple[str, str], bool] = {}
    for programme in decision.plan.programmes:
        rows = [None] if programme.unit == "household" else list(decision.view.persons())
        for row in rows:
            value = decision.view.value(programme.eligible, *([] if row is None else [row]))
            found[programme.name, "" if row is None else decision.view.person_id(row.at[0])] = value
    return found


def mattering(place: Place, case: Case, unknown: Sequence[Guess]) -> dict[tuple[str, str], set[str]]:
    """For each claim, the facts that alone make the difference between two completions."""
    table: dict[tuple[int, ...], Told | None] = {}
    for choice in product(*(range(len(guess.values)) for guess in unknown)):
        found = copy.deepcopy(case)
        for guess, i in zip(unknown, choice, strict=True):
            guess.filled(found, guess.values[i])
        table[choice] = told(place, found)
    matters: dict[tuple[str, str], set[str]] = {}
    for at, guess in enumerate(unknown):
        for claim in _changed(table, at):
            matters.setdefault(claim, set()).add(guess.name)
    return matters


def _changed(table: Mapping[tuple[int, ...], Told | None], at: int) -> set[tuple[str, str]]:
    """The claims that differ between completions that differ in one place only."""
    alike: dict[tuple[int, ...], list[Told]] = {}
    for choice, outcome in table.items():
        if outcome is not None:
            alike.setdefault((*choice[:at], *choice[at + 1 :]), []).append(outcome)
    return {claim for group in alike.values() for claim in group[0] if len({one[claim] for one in group}) > 1}

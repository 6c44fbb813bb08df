"""Households drawn over the whole vocabulary: fully known, or with facts blanked out.

Amounts lie near the standards. Drawing is plain Python on a seeded Random, so that a thousand households
cost a second; hypothesis picks the seed.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from aid_rules.case import PROGRAMMES, Household, Person, SquareMetres
from aid_rules.case.fact import absence_of
from aid_rules.case.record import Record
from aid_rules.case.whereabouts import keys_of, notes_of, parts_of, record_in, takes_null
from aid_rules.dates import add_years
from aid_rules.language import Type
from aid_rules.money import Fen, Rounding
from aid_rules.plan import Cell, Parameter, Plan, Rule
from tests.consistent import consistent

SINCE, LAST = date(1935, 1, 1), date(2015, 12, 31)
NEAR = (-1, 0, 1, 100, -100)
"""Fen away from a standard at which an edge may lie."""

AGES = (0, 3, 6, 14, 16, 18, 22, 23, 60, 65, 70, 80, 90, 100)
"""Birthdays on which a rule begins or ceases to hold."""

_ROWS: dict[type[Record], str] = {Household: "household", Person: "person"}


@dataclass(frozen=True)
class Drawer:
    """Draws a household in JSON form in which every fact is known, for a decision `on` a day: its members are of all
    ages then, and often about to have a birthday that counts.
    """

    random: random.Random
    region: str
    standards: Sequence[int] = (60000,)
    found: Sequence[Rule] = ()
    on: date = LAST

    def household(self) -> dict[str, Any]:
        case = self.record(Household)
        case |= {"household_id": "h", "region": self.region}
        case["expenses"] = [
            e for e in case["expenses"] if e["kind"] != "transfer_paid"
        ]  # a person pays these
        case["members"] = [self.record(Person) for _ in range(self.random.choice((1, 1, 2, 2, 3, 5)))]
        for number, person in enumerate(case["members"]):
            person["person_id"] = f"p{number}"
            if (person["relation"] == "head") != (number == 0):
                person["relation"] = self.random.choice(("spouse", "child", "parent")) if number else "head"
        for award in case.get("awards", ()):
            if self.random.random() < 0.6:
                award["person_id"] = self.random.choice(case["members"])["person_id"]
        return consistent(case)

    def record(self, record: type[Record]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, name in keys_of(record).items():
            about = record.model_fields[name]
            if key in ("findings", "name", "owner", "person_id", "members", "payments", "death_date"):
                continue
            if absence_of(about) in ("none", "false") and self.random.random() < 0.6:
                continue
            found[key] = self.value(key, about)
        return self.fitting(record, found)

    def fitting(self, record: type[Record], found: dict[str, Any]) -> dict[str, Any]:
        """Months only with `once`, ends after beginnings, and the findings that only an officer can make."""
        if "period" in found and found["period"] != "once":
            found.pop("months", None)
        begin, end = found.get("from"), found.get("until")
        if begin and end and end < begin:
            found["from"], found["until"] = end, begin
        if record in _ROWS:
            found["findings"] = {
                rule.name: {"holds": self.random.random() < 0.5, "by": "o", "on": "2015-01-01", "reason": "r"}
                for rule in self.found
                if rule.per == _ROWS[record]
            }
        return found

    def value(self, key: str, about: Any) -> Any:
        stored = next(iter(parts_of(about.annotation)))
        match record_in(about):
            case ("record", record):
                return self.record(record)
            case ("list", record):
                return [self.record(record) for _ in range(self.random.choice((0, 0, 1, 1, 2)))]
        if key == "region":
            return self.region
        if key == "programme":
            return self.random.choice(tuple(PROGRAMMES))
        if key == "birth_date":
            return self.birth().isoformat()
        if get_origin(stored) is Literal:
            return self.random.choice(get_args(stored))
        if stored is int:
            notes = list(notes_of(about))
            least = next(note.ge for note in notes if hasattr(note, "ge"))
            most = next(note.le for note in notes if hasattr(note, "le"))
            return self.random.randint(least, min(most, least + self.random.choice((3, 24, 200))))
        return self.scalar(stored)

    def scalar(self, stored: Any) -> Any:
        if stored is Fen:
            return self.amount()
        if stored is bool:
            return self.random.random() < 0.5
        if stored is date:
            return (SINCE + timedelta(days=self.random.randrange((LAST - SINCE).days))).isoformat()
        if stored is SquareMetres:
            return str(self.random.choice((0, 30, 60, "59.99", "120.5")))
        if stored is Fraction:
            return str(self.random.choice((0, 1, 2, "1.5", 12)))
        return "x"

    def birth(self) -> date:
        """On a birthday, the day before or the day after; within childhood; or at any time."""
        chance = self.random.random()
        if chance < 0.4:
            shift = timedelta(days=self.random.choice((-1, 0, 0, 1)))
            return min(add_years(self.on, -self.random.choice(AGES)) + shift, self.on)
        since = self.on - timedelta(days=18 * 365) if chance < 0.6 else SINCE
        return since + timedelta(days=self.random.randrange((self.on - since).days + 1))

    def amount(self) -> str:
        """Near a standard, its double or its third; sometimes nothing, sometimes anything."""
        chance = self.random.random()
        if chance < 0.1:
            return "0"
        if chance < 0.25:
            return str(self.random.randrange(5000))
        base = self.random.choice(self.standards) * self.random.choice(
            (Fraction(1), Fraction(2), Fraction(1, 3))
        )
        fen = max(0, int(base) + self.random.choice(NEAR))
        return f"{fen // 100}.{fen % 100:02d}"


def nullable(record: type[Record], case: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every place in a drawn case at which null may stand."""
    for key, name in keys_of(record).items():
        about = record.model_fields[name]
        if key not in case:
            if takes_null(about) and key not in ("findings", "name", "owner", "payments", "months"):
                yield case, key
            continue
        if takes_null(about) and key != "findings" and not _always_known(case, key):
            yield case, key
        held = record_in(about)
        if held is None or case[key] is None or held[0] == "map":
            continue
        for inner in [case[key]] if held[0] == "record" else case[key]:
            yield from nullable(held[1], inner)


def _always_known(row: dict[str, Any], key: str) -> bool:
    """Who the head is; and no months go with what is not paid once."""
    return (key, row[key]) == ("relation", "head") or (key == "months" and row.get("period") != "once")


def blanked(case: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The case with some of its facts unknown."""
    found = copy.deepcopy(case)
    share = chance.choice((0.02, 0.05, 0.15, 0.5))
    for place, key in list(nullable(Household, found)):
        if chance.random() < share:
            place[key] = None
            if key == "period":
                place.pop("months", None)  # which only go with what is known to be paid once
    return found


def standards_of(plan: Plan) -> tuple[int, ...]:
    """The amounts of a plan's parameters, in whole fen: where its edges lie."""
    cells = [
        c.value
        for s in plan.steps
        if isinstance(s, Parameter) and s.type.unit.is_money
        for c in s.cells.values()
    ]
    return tuple(sorted({int(value) for value in cells})) or (60000,)


def only_found(plan: Plan) -> list[Rule]:
    """The criteria of a plan that nothing but a finding can decide."""
    return [step for step in plan.steps if isinstance(step, Rule) and step.finding and step.node is None]


def completed(plan: Plan) -> Plan:
    """The same plan with something set in every open cell, so that known cases are decided outright."""
    return replace(plan, steps=tuple(_completed(s) if isinstance(s, Parameter) else s for s in plan.steps))


def _completed(parameter: Parameter) -> Parameter:
    cells = {
        key: parameter.cells.get(key)
        or Cell(_something(parameter.type, i), "drawn", (), "990000", "2000-01-01")
        for i, key in enumerate(product(*parameter.domains))
    }
    return replace(parameter, cells=cells)


def _something(type_: Type, i: int) -> Any:
    match type_.kind:
        case "boolean":
            return i % 2 == 0
        case "enum":
            return type_.members[i % len(type_.members)]
        case "comparison":
            return "<="
        case "rounding":
            return Rounding("up", 100)
        case "date":
            return date(2020, 1, 1)
        case _:
            return 50000 + 3700 * i if type_.unit.is_money else 1 + i % 6


def seeds() -> st.SearchStrategy[random.Random]:
    """A Random to draw from."""
    return st.randoms(use_true_random=True)


@st.composite
def known_households(draw: st.DrawFn, region: str, plan: Plan, on: date = LAST) -> dict[str, Any]:
    """A household in JSON form of which everything is known, the officer's findings included."""
    return Drawer(draw(seeds()), region, standards_of(plan), only_found(plan), on).household()


@st.composite
def household_pairs(
    draw: st.DrawFn, region: str, plan: Plan, on: date = LAST
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A fully known household, and the same with facts blanked out."""
    chance = draw(seeds())
    whole = Drawer(chance, region, standards_of(plan), only_found(plan), on).household()
    return whole, blanked(whole, chance)


def days(around: Iterable[date]) -> st.SearchStrategy[date]:
    """Days on which anything changes, and the days before them; none before what the drawn cases tell of, or before
    there are rules.
    """
    first, *_ = changes = sorted(around)
    edges = sorted(
        {day + timedelta(days=shift) for day in changes for shift in (-1, 0)} | {date(2026, 11, 1)}
    )
    return st.sampled_from([day for day in edges if day > LAST and day >= first])

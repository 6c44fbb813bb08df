"""Does a proof that a fact matters hold? The case is filled in as the proof supposes, and decided as any other."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from aid_rules.case import NOTHING, VOCABULARY
from aid_rules.language import Unknown
from aid_rules.money import show_yuan
from aid_rules.scalar import Row, View
from aid_rules.scalar.domains import possible_of
from aid_rules.scalar.naming import place_of
from aid_rules.scalar.relevance import Budget, Proof, settle
from aid_rules.scalar.runtime import is_finding
from aid_rules.scalar.span import Shares, Steps
from aid_rules.scalar.values import what_if
from tests.laws.families import Case, Place
from tests.laws.guesses import HELD, STEP

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def proofs(view: View, step: str, row: Row) -> dict[str, Proof | None]:
    """What the engine finds to matter for a step of unknown value, and why."""
    value = view.value(step, row)
    if type(value) is not Unknown:
        return {}
    possible = possible_of(view.plan, view.case, view.on)
    return settle(value, lambda given: what_if(view, step, row, given), possible, Budget())[1]


def follows(place: Place, case: Case, step: str, row: Row, proof: Proof) -> bool | None:
    """Do the two cases that a proof supposes differ in the value of the step? None where no case can be written so."""
    values = []
    for either in proof.either:
        supposed = filled(case, {**proof.given, **either})
        if supposed is None:
            return None
        values.append(place.decide(supposed).view.value(step, row))
    one, other = values
    known = [value for value in values if type(value) is not Unknown]
    return len(known) == 1 or (len(known) == 2 and bool(one != other))


def filled(case: Case, supposed: Mapping[str, Any]) -> Case | None:
    """The case with what is supposed written into it; None where it cannot be written."""
    found = copy.deepcopy(case)
    return found if all(_write(found, name, value) for name, value in supposed.items()) else None


def _write(case: Case, name: str, value: Any) -> bool:
    row: Any = case
    for match in STEP.finditer(name):
        row = row[match[1]][int(match[2])]
    if isinstance(value, Steps | Shares):
        value = value.ends[0]
    if is_finding(name):
        finding = name.rpartition("findings[")[2].removesuffix("]")
        row.setdefault("findings", {})[finding] = {"holds": value} | HELD
        return True
    entity, path = place_of(name)
    field = VOCABULARY[entity].fields[path]
    if field.kind == "rate":
        return _write_rate(row, value)
    *way, key = path.split(".")
    for part in way:
        row = row[part]
    if value is NOTHING:
        row.pop(key, None)
    else:
        row[key] = show_yuan(value) if field.kind in ("amount", "monthly") else value
    return True


def _write_rate(row: Case, rate: int | Fraction) -> bool:
    """So much a month, by what is left open: the amount, how often it comes, or over how many months it is spread."""
    if row["amount"] is None:
        months = MONTHS.get(row["period"] or "year") or row.get("months") or 12
        row["amount"], row["period"] = show_yuan(rate * months), row["period"] or "year"
        return Fraction(rate * months).denominator == 1
    amount = Fraction(row["amount"]) * 100
    for period, months in MONTHS.items():
        if row["period"] is None and amount == rate * months:
            row["period"] = period
            return True
    row["period"], row["months"] = "once", int(amount / rate) if rate else 1
    return amount == rate * row["months"]

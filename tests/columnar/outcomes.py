"""What do the scalar evaluator's slots say of each programme, in the form in which columns say it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from aid_rules.case import Household
from aid_rules.language import Unknown
from aid_rules.plan import Programme
from aid_rules.problems import CaseError, RuleError
from aid_rules.scalar import HOUSEHOLD, Decision, Evaluator, Row, View, paid

ORDER = ("not_applicable", "ineligible", "undetermined", "eligible")


def by_slots(evaluator: Evaluator, case: Household, on: date) -> dict[str, Any] | None:
    """Outcomes and amounts by name, those of members in `members`; None for a case that is refused, be it for an
    amount that cannot be paid.
    """
    found: dict[str, Any] = {"members": [{} for _ in case.members]}
    try:
        view = Decision(evaluator, case, on, evaluator(case, on)).view
        for programme in evaluator.plan.programmes:
            _programme(view, programme, found)
    except CaseError:
        return None
    except RuleError as error:
        if error.problems[0].code != "R309":
            raise
        return None
    return found


def _programme(view: View, programme: Programme, found: dict[str, Any]) -> None:
    name, persons = programme.name, list(view.persons())
    rows = persons if programme.unit == "person" else [HOUSEHOLD]
    outcomes = [_outcome(view, programme, row) for row in rows]
    found[name] = max(outcomes, key=ORDER.index)
    if programme.unit == "person":
        for member, outcome in zip(found["members"], outcomes, strict=True):
            member[name] = outcome
    if programme.from_month is not None:
        month = view.value(programme.from_month)
        known = found[name] == "eligible" and type(month) is not Unknown
        found[f"{name}.from_month"] = month if known else None
    if programme.amount is None:
        return
    key = f"{name}.{'monthly' if programme.amount_per == 'month' else 'once'}"
    if programme.amount_row == "household":
        found[key] = _paid(view, programme, [HOUSEHOLD])[0] if found[name] == "eligible" else None
        return
    granted = [row for row in persons if (found["members"][row.at[0]].get(name) or found[name]) == "eligible"]
    # Each person of whom it is granted is decided alone; of a household either all that is paid is known, or nothing.
    each = [_paid(view, programme, [row])[0] for row in granted] if programme.unit == "person" else None
    amounts = _paid(view, programme, granted) if each is None else each
    total = None if None in amounts or not amounts else sum(amounts)
    found[key] = None if total is None else int(paid(view, programme.amount, total).scaleb(2))
    for row, amount in zip(granted, amounts, strict=True):
        found["members"][row.at[0]][key] = amount


def _outcome(view: View, programme: Programme, row: Row) -> str:
    if programme.applies is not None and view.value(programme.applies, row) is False:
        return "not_applicable"
    eligible = view.value(programme.eligible, row)
    return "undetermined" if type(eligible) is Unknown else "eligible" if eligible else "ineligible"


def _paid(view: View, programme: Programme, rows: list[Row]) -> list[int | None]:
    """The fen of each row; where all are known, RuleError for what the scalar evaluator would not pay."""
    assert programme.amount is not None
    values = [view.value(programme.amount, row) for row in rows]
    if any(type(value) is Unknown for value in values):
        return [None if type(value) is Unknown else int(value) for value in values]
    return [int(paid(view, programme.amount, value).scaleb(2)) for value in values]


def differences(decisions: pa.Table, expected: list[dict[str, Any] | None]) -> Iterator[str]:
    """Everything on which columns and slots do not agree."""
    for number, (row, wanted) in enumerate(zip(decisions.to_pylist(), expected, strict=True)):
        if (wanted is None) != row["refused"]:
            yield f"{number}: refused by one only"
            continue
        for name, value in (wanted or {}).items():
            if name != "members" and row[name] != value:
                yield f"{number} {name}: slots {value}, columns {row[name]}"
        for member, other in zip(row["members"], (wanted or {}).get("members", []), strict=False):
            for name, value in other.items():
                if (member[name] or 0) != (value or 0):
                    yield f"{number} {name} of a member: slots {value}, columns {member[name]}"

"""Which case field does a leaf of a rule read, and what stands there?"""

from __future__ import annotations

from typing import Any

from aid_rules.case import NOTHING, VOCABULARY, Household
from aid_rules.case.paths import rows_at
from aid_rules.language import (
    Call,
    Choice,
    Fact,
    Fold,
    IsSet,
    Literal,
    Node,
    Read,
    Today,
    Unknown,
    children,
)
from aid_rules.money import Quantity
from aid_rules.plan.bounds import fact_bounds
from aid_rules.scalar.runtime import NOTHING_GIVEN, Given, fact
from aid_rules.scalar.view import Row, View, shown


def record_at(case: Household, row: Row) -> Any:
    """The model object of a row."""
    found: Any = case
    entity = "household"
    for name, index in zip(row.path, row.at, strict=True):
        listing = VOCABULARY[entity].lists[name]
        found = getattr(found, listing.attribute)[index]
        entity = listing.entity
    return found


def fact_value(view: View, node: Fact, row: Row, given: Given = NOTHING_GIVEN) -> Any:
    """What the case says (or `given`, where it is silent); an Unknown that names the place where it says nothing."""
    field = VOCABULARY[node.row].fields[node.path]
    path = rows_at(row.path)[node.row]
    home = Row(path, row.at[: len(path)])
    record = record_at(view.case, home)
    value = getattr(
        record, field.attribute, None
    )  # whatever is silent, or part of a record, is looked at closely
    if value is not None:
        return int(value) if isinstance(value, Quantity) else value
    prefix = f"{home.text}." if home.text else ""
    return fact(record, field.attribute.split("."), prefix, field.path, fact_bounds(node), given)


def _owner(node: Fold, row: Row) -> Row:
    path = row.path if node.owner != "household" else ()
    return Row(path, row.at[: len(path)])


def list_path(node: Fold, row: Row) -> str:
    """Where the case has the list that a fold runs over: `members[0].incomes`."""
    owner = _owner(node, row).text
    return f"{owner}.{node.list}" if owner else node.list


def rows_of(view: View, node: Fold, row: Row) -> list[Row] | None:
    """The rows that a fold runs over, seen from a row; None where the list is not known."""
    owner = _owner(node, row)
    listed = getattr(record_at(view.case, owner), VOCABULARY[node.owner].lists[node.list].attribute)
    if listed is None:
        return None
    return [Row((*owner.path, node.list), (*owner.at, i)) for i in range(len(listed))]


def operands(view: View, node: Node | None, row: Row) -> dict[str, Any]:
    """Every leaf of a rule and its value for a row, by the name that the formula uses.

    Leaves inside a fold belong to many rows and stand in those rows' own steps.
    """
    found: dict[str, Any] = {}
    if node is not None:
        _collect(view, node, row, found)
    return found


def _collect(view: View, node: Node, row: Row, found: dict[str, Any]) -> None:
    match node:
        case Fact():
            value = fact_value(view, node, row)
            found[f"{node.row}.{node.path}"] = (
                _written(view, node, row) if type(value) is not Unknown else None
            )
        case Read():
            step = view.plan.by_name[node.name]
            found[node.name] = shown(view.value(node.name, row), step.type)
        case Today():
            found["on"] = view.on.isoformat()
        case Call() | Choice():
            for part in children(node):
                _collect(view, part, row, found)
        case Literal() | Fold() | IsSet():
            pass
        case _:
            raise TypeError(node)


def _written(view: View, node: Fact, row: Row) -> Any:
    """A fact as the case has it: an amount with a period of its own keeps that period."""
    field = VOCABULARY[node.row].fields[node.path]
    if field.kind != "rate":
        return shown(fact_value(view, node, row), node.type)
    record = record_at(view.case, row)
    months = f", {record.months} months" if record.months not in (None, NOTHING) else ""
    return f"{record.amount} ({record.period}{months})"

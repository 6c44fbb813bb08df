"""A case laid out for evaluators: plain tuples, one position for every fact.

A model answers for each attribute through a hook of pydantic's, which costs more than most rules do. So a
household is laid out once, when it is read: nested records become positions of the row they belong to (all
`NOTHING` or all None where the record is), lists become tuples of rows. Nothing is added, renamed or left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from aid_rules.case.record import Record
from aid_rules.case.whereabouts import parts_of, record_in
from aid_rules.money import Quantity

Row = tuple[Any, ...]
_OF_THE_WHOLE = ("rows", "latest_day", "findings_made", "tells_of_a_death")


@dataclass(frozen=True)
class Shape:
    """How the rows of one kind of record are laid out."""

    positions: dict[str, int]
    """Attribute path (`birth_date`, `disability.grade`, `incomes`, `rate`) to position."""
    plain: Callable[[dict[str, Any]], Row]
    worked_out: tuple[str, ...]
    records: tuple[tuple[str, Callable[[dict[str, Any]], Row], int], ...]
    lists: tuple[str, ...]
    amounts: tuple[int, ...]
    """Positions of amounts and areas, laid out as plain `int`: arithmetic on those is several times faster."""

    def row(self, record: Record) -> Row:
        """The row of a record."""
        values = record.__dict__
        found = [*self.plain(values)]
        for name in self.worked_out:
            found.append(getattr(record, name))
        for name, inner, count in self.records:
            part = values[name]
            found.append(part)
            found += inner(part.__dict__) if isinstance(part, Record) else (part,) * count
        for name in self.lists:
            rows = getattr(record, name)
            found.append(tuple([_row(row) for row in rows]) if rows else None if rows is None else ())
        for position in self.amounts:
            if isinstance(found[position], Quantity):
                found[position] = int(found[position])
        return tuple(found)


@cache
def shape(record: type[Record]) -> Shape:
    """The shape of a kind of record, read off its model."""
    plain, records, lists = [], [], []
    for name, field in record.model_fields.items():
        held = record_in(field)
        if held is None or held[0] == "map":
            plain.append(name)
        elif held[0] == "list":
            lists.append(name)
        else:
            records.append((name, tuple(held[1].model_fields)))
    worked_out = [
        name
        for name, value in vars(record).items()
        if isinstance(value, cached_property) and name not in _OF_THE_WHOLE
    ]
    lists += [name for name in worked_out if name in record.rows_of]
    worked_out = [name for name in worked_out if name not in record.rows_of]
    order = [*plain, *worked_out]
    for name, parts in records:
        order += [name, *(f"{name}.{part}" for part in parts)]
    order += lists
    return Shape(
        positions={name: i for i, name in enumerate(order)},
        plain=_getter(plain),
        worked_out=tuple(worked_out),
        records=tuple((name, _getter(list(parts)), len(parts)) for name, parts in records),
        lists=tuple(lists),
        amounts=tuple(i for i, name in enumerate(plain) if _is_amount(record, name)),
    )


def _is_amount(record: type[Record], name: str) -> bool:
    return any(
        isinstance(part, type) and issubclass(part, Quantity)
        for part in parts_of(record.model_fields[name].annotation)
    )


def _row(record: Record) -> Row:
    return shape(type(record)).row(record)


def _getter(names: list[str]) -> Callable[[dict[str, Any]], Row]:
    """All these values as a tuple, also for one name."""
    if len(names) == 1:
        only = itemgetter(names[0])
        return lambda values: (only(values),)
    return itemgetter(*names)

"""What may stand in a column, read off the case models: limits, words, the form of a text, and what must be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from aid_rules.case import FIRST_DAY, LAST_DAY, SquareMetres
from aid_rules.case.fact import fact_of
from aid_rules.case.record import Record
from aid_rules.case.scalars import LARGEST_AREA, LARGEST_NUMBER, Scalar
from aid_rules.case.whereabouts import keys_of, notes_of, takes_null
from aid_rules.columnar.calendar import days_of
from aid_rules.columnar.schema import NUMBER_BASE, ColumnOf, columns_of
from aid_rules.money import LARGEST, Fen

_NUMBERS: dict[Any, tuple[int, int]] = {
    Fen: (0, LARGEST),
    SquareMetres: (0, LARGEST_AREA),
    Fraction: (0, LARGEST_NUMBER * NUMBER_BASE),
    date: (days_of(FIRST_DAY), days_of(LAST_DAY)),
}
"""As stored; of an `int` the field says it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What may stand in one column.

    `needed`: it may not be null; `there`: it may not be left out. `span` bounds what is stored; `past`: a day that may
    not lie ahead. `length` and `blanks` (no blank at either end, no line break) are of texts. `read` tells of a text, or of
    a word of which not all are listed, whether it will do. `most` rows may stand in a list.
    """

    column: ColumnOf
    needed: bool
    there: bool
    span: tuple[int, int] | None = None
    past: bool = False
    length: tuple[int, int] | None = None
    blanks: bool = True
    read: Callable[[Any, Any], Any] | None = None
    most: int | None = None

    @property
    def key(self) -> str:
        """The name of the column."""
        return self.column.key


@cache
def limits_of(record: type[Record]) -> tuple[Limits, ...]:
    """The limits of each column of a record."""
    return tuple(_limits(record))


def _limits(record: type[Record]) -> Iterator[Limits]:
    for column in columns_of(record):
        name = keys_of(record).get(column.key)
        if name is None:  # a person's awards stand with the household in a case, and so do their limits
            yield Limits(column, needed=False, there=False)
            continue
        field = record.model_fields[name]
        notes = list(notes_of(field))
        bound = {key: getattr(note, key) for note in notes for key in _BOUNDS if hasattr(note, key)}
        there = field.is_required()
        needed = there and not takes_null(field)
        reader = next((note.read for note in notes if isinstance(note, Scalar)), None)
        if column.held is not None:
            yield Limits(column, needed, there, most=bound.get("max_length"))
        elif (column.words and reader is None) or column.stored is bool:
            yield Limits(column, needed, there)
        elif column.stored is str:
            length = (bound["min_length"], bound["max_length"]) if reader is None else None
            blanks = not any(hasattr(note, "pattern") for note in notes)
            yield Limits(column, needed, there, length=length, blanks=blanks, read=reader)
        else:
            span = (bound["ge"], bound["le"]) if column.stored is int else _NUMBERS[column.stored]
            yield Limits(column, needed, there, span=span, past=fact_of(field).past)


_BOUNDS = ("ge", "le", "min_length", "max_length")

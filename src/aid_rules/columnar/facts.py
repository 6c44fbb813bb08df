"""What does the population say of a fact, as NumPy columns?

Where a fact is unknown its column holds the least it can be, and a second one the greatest. Masks exist only
where something is unknown or does not exist, so that whoever finds none need not ask.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import lcm
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from aid_rules.case import VOCABULARY, FactField
from aid_rules.case.paths import Path, entity_at
from aid_rules.columnar.block import Array, Block, Mask, absent, child, told_unknown, truths
from aid_rules.columnar.schema import NUMBER_BASE

FINEST = 720
"""One-off amounts spread over a number of months that does not divide this are left to exact arithmetic, so that
all amounts of a household share a small base."""

STRANGE = -2
"""The code of a word that is none of the enum's."""
_PER_MONTH = (1, 3, 12)


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A fact of every row at a path.

    `value` (where unknown: the least value): bool, int64 numerators over `base`, int32 days since 1970, int8
    codes of words (-1 for none). `greatest`: the greatest values, where that differs. `least` and `most` bound
    the numerators known. `coarse`: rows whose value has no numerator over that base.
    """

    value: Array
    greatest: Array | None = None
    unknown: Mask | None = None
    nothing: Mask | None = None
    base: int = 1
    least: int = 0
    most: int = 0
    coarse: Mask | None = None


def fact(block: Block, path: Path, name: str, words: tuple[str, ...] = (), exact: bool = False) -> FactColumn:
    """The fact `name` of every row at `path`. `words`: those of an enum in the order of their codes, where the rules
    know more than the vocabulary. `exact`: numbers as Python integers over whatever base they need.
    """
    about = VOCABULARY[entity_at(path)].fields[name]
    records = block.rows(path).records
    if about.kind == "rate":
        found = _rate(records, entity_at(path), about, exact)
    else:
        leaf, unknown, nothing = _marks(records, entity_at(path), name)
        known = replace(about, values=words) if about.open else about
        found = _column(known, leaf, len(records), unknown, nothing)
    return _exactly(found) if exact and about.kind in _NUMBERS else found


_NUMBERS = ("integer", "amount", "monthly", "area", "number", "rate")


def _exactly(found: FactColumn) -> FactColumn:
    greatest = None if found.greatest is None else found.greatest.astype(object)
    return replace(found, value=found.value.astype(object), greatest=greatest)


def _marks(
    records: pa.StructArray, entity: str, name: str
) -> tuple[pa.Array | None, Mask | None, Mask | None]:
    """The column of a fact, where it is unknown, where there is no such thing: what is missing first decides."""
    unknown: Mask | None = None
    nothing: Mask | None = None
    leaf: pa.Array | None = records
    parts = name.split(".")
    for depth, part in enumerate(parts):
        column = None if leaf is None else child(leaf, part)
        told = None if leaf is None else told_unknown(leaf, part)
        null = absent(column, len(records))
        kind = VOCABULARY[entity].fields[".".join(parts[: depth + 1])].within
        here_unknown = told if kind in ("none", "false") else null
        here_nothing = _and_not(null, told) if kind == "none" else None
        decided = _or(unknown, nothing)
        unknown = _or(unknown, _and_not(here_unknown, decided))
        nothing = _or(nothing, _and_not(here_nothing, decided))
        leaf = column
    return leaf, unknown, nothing


def _or(a: Mask | None, b: Mask | None) -> Mask | None:
    return b if a is None else a if b is None else a | b


def _and_not(a: Mask | None, b: Mask | None) -> Mask | None:
    if a is None or b is None:
        return a
    left = a & ~b
    return left if left.any() else None


def _column(
    about: FactField, leaf: pa.Array | None, count: int, unknown: Mask | None, nothing: Mask | None
) -> FactColumn:
    missing = _or(unknown, nothing)
    match about.kind:
        case "record":
            return FactColumn(np.zeros(count, dtype=bool), None, unknown, nothing)
        case "boolean":
            return _truth(leaf, count, unknown, nothing)
        case "enum":
            codes = enum_codes(leaf, about.values, count)
            if unknown is not None:
                codes = np.where(unknown, 0, codes)
            return FactColumn(
                codes if nothing is None else np.where(nothing, -1, codes), None, unknown, nothing
            )
        case "date":
            days = whole_numbers(leaf, count, np.int32)
            return FactColumn(days if missing is None else np.where(missing, 0, days), None, unknown, nothing)
        case _:
            base = NUMBER_BASE if about.kind == "number" else 1
            numbers = whole_numbers(leaf, count, np.int64)
            return _number(numbers, unknown, nothing, base, (about.least * base, about.most * base))


def _truth(leaf: pa.Array | None, count: int, unknown: Mask | None, nothing: Mask | None) -> FactColumn:
    value = np.zeros(count, dtype=bool) if leaf is None else truths(leaf)
    missing = _or(unknown, nothing)
    if missing is not None:
        value = value & ~missing
    return FactColumn(value, None if unknown is None else value | unknown, unknown, nothing)


def _number(
    numbers: NDArray[np.int64],
    unknown: Mask | None,
    nothing: Mask | None,
    base: int,
    span: tuple[int, int],
) -> FactColumn:
    if nothing is not None:
        numbers = np.where(nothing, 0, numbers)
    known = numbers if unknown is None else np.where(unknown, span[0], numbers)
    greatest = None if unknown is None else np.where(unknown, span[1], numbers)
    least, most = (int(known.min()), int(known.max())) if known.size else (0, 0)
    return FactColumn(known, greatest, unknown, nothing, base, least, most)


def whole_numbers(leaf: pa.Array | None, count: int, dtype: Any) -> Array:
    """Whole numbers or days as they stand in the buffer; anything where null."""
    if leaf is None or pa.types.is_null(leaf.type):
        return np.zeros(count, dtype=dtype)
    plain = leaf.view(pa.int32()) if pa.types.is_date32(leaf.type) else leaf
    if plain.null_count:
        plain = plain.fill_null(0)
    return np.asarray(plain.to_numpy()).astype(dtype, copy=False)


def enum_codes(leaf: pa.Array | None, words: tuple[str, ...], count: int) -> NDArray[Any]:
    """The place of each word among `words`; STRANGE for any other, anything where null."""
    width = code_type(len(words))
    if leaf is None or pa.types.is_null(leaf.type):
        return np.zeros(count, dtype=width)
    if not pa.types.is_dictionary(leaf.type):
        leaf = leaf.dictionary_encode()
    place = {word: index for index, word in enumerate(words)}
    codes = [place.get(word, STRANGE) for word in leaf.dictionary.to_pylist()]
    indices = leaf.indices.fill_null(0) if leaf.null_count else leaf.indices
    numbers = np.asarray(indices.to_numpy())
    if codes == list(range(len(codes))) and numbers.dtype == width:
        return numbers
    found: NDArray[Any] = np.array([*codes, 0], dtype=width)[numbers]
    return found


def code_type(words: int) -> type[np.integer[Any]]:
    """What the codes of so many words fit into: of programmes there may be more than a byte can tell apart."""
    return np.int8 if words <= np.iinfo(np.int8).max else np.int32


# amounts with a period of their own --------------------------------------------------------------------


def _rate(records: pa.StructArray, entity: str, about: FactField, exact: bool) -> FactColumn:
    """Fen a month as numerators over a base that all these amounts share."""
    count = len(records)
    amount, unknown, _ = _marks(records, entity, "amount")
    periods, at_no_pace, _ = _marks(records, entity, "period")
    unknown = _or(unknown, at_no_pace)
    period = enum_codes(periods, VOCABULARY[entity].fields["period"].values, count)
    fen = whole_numbers(amount, count, np.int64)
    if not period.any():
        return _number(fen, unknown, None, 1, (about.least, about.most))
    spread = np.array((*_PER_MONTH, 0), dtype=np.int64)[period]
    once = period == len(_PER_MONTH)
    if once.any():
        months, unspread, nothing = _marks(records, entity, "months")
        over = whole_numbers(months, count, np.int64)
        over = over if nothing is None else np.where(nothing, 12, over)
        unknown = _or(unknown, None if unspread is None else unspread & once)
        spread = np.where(once, over, spread)
    if unknown is not None:
        spread = np.where(unknown, 1, spread)
    base, coarse = _shared_base(spread, exact)
    if base == 1 and coarse is None:
        return _number(fen, unknown, None, 1, (about.least, about.most))
    if exact:
        fen = fen.astype(object)
        spread = spread.astype(object)
    step = base // np.maximum(spread, 1)
    numbers = fen * step if coarse is None else np.where(coarse, 0, fen * step)
    found = _number(numbers, unknown, None, base, (about.least * base, about.most * base))
    return replace(found, coarse=coarse)


def _shared_base(spread: NDArray[np.int64], exact: bool) -> tuple[int, Mask | None]:
    """A base that all months divide, and the rows that had to be left out of it."""
    base = 1
    left_out = []
    for months in np.flatnonzero(np.bincount(spread, minlength=1)):
        if exact or FINEST % max(1, int(months)) == 0:
            base = lcm(base, max(1, int(months)))
        else:
            left_out.append(months)
    return base, np.isin(spread, left_out) if left_out else None

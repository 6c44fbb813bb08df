"""What do the operations on dates write? Days since 1970, whole years and months between them.

The bounds of a distance that is unknown are those of the operation's record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aid_rules.case.paths import Path
from aid_rules.columnar import calendar
from aid_rules.columnar.columns import Column, Part, number, whole
from aid_rules.columnar.intervals import Intervals
from aid_rules.language import OPERATIONS as RECORDS

Write = Callable[[Intervals, Path, Sequence[Column]], Column]


def _distance(name: str, count: int = 2) -> Write:
    def write(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
        spans = RECORDS[name].range_of(*[None] * count)
        assert spans is not None
        least, most = int(spans[0]), int(spans[1])
        value = _measured(w, name, operands, (least, most))
        unknown = w.any_unknown(operands)
        if unknown == "False":
            return number(path, value, value)
        low, high = (w.choose(unknown, whole(end), value, path) for end in (least, most))
        return number(path, low, high)

    return write


def _measured(w: Intervals, name: str, operands: Sequence[Column], span: tuple[int, int]) -> Part:
    parts = [operand.low for operand in operands]
    if all(part.bits == 0 for part in parts):
        return whole(int(calendar.WORK[name](*(int(part.n) for part in parts))))
    if name == "full_years" and parts[1].bits == 0 and not w.exact:
        table = w.constant(calendar.years_until(int(parts[1].n)))
        return Part(w.let(f"{table}.take({parts[0].n} + {-calendar.FIRST})"), span, bits=16)
    return w.made(f"{name}({', '.join(part.n for part in parts)})", span)


def _moved(months: int) -> Write:
    """A date some months or years later."""

    def write(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
        day, gap = operands
        by = w.multiply(w.truncated(gap.low, path), whole(months), path)
        return _date(w, path, "add_months", [day.low, by], operands)

    return write


def _month_start(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    return _date(w, path, "month_start", [operands[0].low], operands)


def _date(w: Intervals, path: Path, name: str, parts: Sequence[Part], operands: Sequence[Column]) -> Column:
    unknown = w.any_unknown(operands)
    if all(part.bits == 0 for part in parts):
        value = whole(int(calendar.WORK[name](*(int(part.n) for part in parts))))
    else:
        value = Part(w.let(f"{name}({', '.join(part.n for part in parts)})"))
    return Column("date", path, value, value, "" if unknown == "False" else unknown)


DAY_OPERATIONS: Mapping[str, Write] = {
    "full_years": _distance("full_years"), "full_months": _distance("full_months"), "days": _distance("days"),
    "add_months": _moved(1), "add_years": _moved(12), "month_start": _month_start,
    "month_of": _distance("month_of", 1), "year_of": _distance("year_of", 1),
}  # fmt: skip
"""What each operation on dates writes."""

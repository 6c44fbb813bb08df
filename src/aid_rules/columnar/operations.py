"""What does each operation of the language write? One function an operation, by the operation's name.

Ends of intervals go through the operation's own bounds rule (`Op.bounds`), written for columns; a test holds
the table complete. Operands come aligned to one path, except those of `and` and `or`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aid_rules.case.paths import Path
from aid_rules.columnar import masks
from aid_rules.columnar.columns import FALSE, TRUE, Column, Part, exact, number, truth, whole
from aid_rules.columnar.days import DAY_OPERATIONS
from aid_rules.columnar.intervals import Intervals
from aid_rules.language import Call, Op
from aid_rules.language.operations.arithmetic import HUGE
from aid_rules.money import STEPS, Rounding

Write = Callable[[Intervals, Path, Sequence[Column]], Column]
LARGEST_STEP = max(STEPS.values())


def operation(w: Intervals, node: Call, operands: Sequence[Column]) -> Column:
    """The column of an operation on these operands."""
    if node.op.name in ("and", "or"):
        return _joined(w, node.op.name, operands)
    path, aligned = w.together(operands)
    found = OPERATIONS[node.op.name](w, path, aligned)
    if node.op.name not in ("has", "given"):
        found = _of_what_exists(w, node, aligned, found)
    unset = w.any_unset(aligned)
    if not unset or found.closed:
        return found
    return Column(found.kind, path, found.low, found.high, found.unknown, found.nothing, unset, found.members)


def _of_what_exists(w: Intervals, node: Call, operands: Sequence[Column], found: Column) -> Column:
    """What the operation says where an operand may not exist: see `Op.absent`."""
    optional = any(operand.type.optional for operand in node.operands)
    nothing = w.any_nothing(operands)
    if node.op.truth and optional and not found.closed and node.op.name != "among":
        unknown = w.any_unknown(operands)
        found = _open_where(w, found.path, unknown, found.low.n)
    if nothing == "False" or node.op.absent in ("member", "refuse"):
        return found
    if node.op.absent == "false":
        there = masks.negated(w, nothing)
        return truth(found.path, masks.both(w, found.low.n, there), masks.both(w, found.high.n, there))
    unknown = masks.both(w, masks.negated(w, nothing), w.any_unknown(operands))
    return Column(
        found.kind, found.path, found.low, found.high, "" if unknown == "False" else unknown, nothing
    )


def _open_where(w: Intervals, path: Path, unknown: str, value: str) -> Column:
    """A condition that is known except where `unknown`."""
    if unknown == "False":
        return truth(path, value, value)
    return truth(path, masks.both(w, value, masks.negated(w, unknown)), masks.either(w, value, unknown))


# logic -------------------------------------------------------------------------------------------------


def _joined(w: Intervals, name: str, operands: Sequence[Column]) -> Column:
    """And, or: those of outer rows first, so that they are worked out once a household."""
    join = masks.both if name == "and" else masks.either
    found = TRUE if name == "and" else FALSE
    for path in sorted({operand.path for operand in operands}, key=len):
        parts = [w.at(found, path), *(operand for operand in operands if operand.path == path)]
        low = join(w, *(part.low.n for part in parts))
        high = low if all(part.closed for part in parts) else join(w, *(part.high.n for part in parts))
        waits = [parts[0].unset, *(w.any_unset([part]) for part in parts[1:])]
        found = truth(path, low, high, masks.either(w, *filter(None, waits)) if any(waits) else "")
    return found


def _not(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    (a,) = operands
    return truth(path, masks.negated(w, a.high.n), masks.negated(w, a.low.n))


def _has(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    (a,) = operands
    there = masks.negated(w, a.nothing or "False")
    return truth(path, masks.both(w, there, masks.negated(w, w.unknown(a))), there)


def _given(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    """The first, or the second where there is no such thing; where it is not known whether there is, either."""
    a, b = operands
    b = w.worded(b, a.members) if a.kind == "enum" else b
    nothing = truth(path, a.nothing or "False", a.nothing or "False")
    known = w.pick(nothing, b, _without_nothing(a))
    unknown = w.any_unknown([a])
    if unknown == "False" or a.kind not in ("number", "boolean"):
        return known
    either = truth(path, nothing.low.n, masks.either(w, nothing.low.n, unknown))
    return w.pick(either, _bare(b), _bare(_without_nothing(a)))


def _without_nothing(a: Column) -> Column:
    return Column(a.kind, a.path, a.low, a.high, a.unknown, "", a.unset, a.members)


def _bare(a: Column) -> Column:
    """The ends alone: whether there is something is settled."""
    return Column(a.kind, a.path, a.low, a.high)


# comparisons -------------------------------------------------------------------------------------------


def _ordered(sign: str) -> Write:
    """Below, above: of the far ends surely, of the near ends possibly."""

    def write(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
        a, b = operands
        if a.kind == "date":
            return _open_where(w, path, w.any_unknown(operands), w.compared(sign, a.low, b.low, path))
        if sign in ("<", "<="):
            sure, possible = (a.high, b.low), (a.low, b.high)
        else:
            sure, possible = (a.low, b.high), (a.high, b.low)
        return truth(path, w.surely(sign, *sure, path), w.possibly(sign, *possible, path))

    return write


def _same(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    a, b = _one_kind(w, operands)
    if a.kind == "number" and not (a.unknown or b.unknown or a.nothing or b.nothing):
        low = w.surely("==", a.low, b.low, path)
        if a.low == a.high and b.low == b.high:
            return truth(path, low, w.possibly("==", a.low, b.low, path))
        point = masks.both(w, low, w.surely("==", a.high, b.high, path), w.surely("==", a.low, b.high, path))
        meet = masks.both(w, w.possibly("<=", a.low, b.high, path), w.possibly("<=", b.low, a.high, path))
        return truth(path, point, meet)
    equal = _equal(w, a, b, path)
    if a.kind != "enum":
        none = [x.nothing or "False" for x in (a, b)]
        neither = masks.both(w, masks.negated(w, none[0]), masks.negated(w, none[1]))
        equal = masks.either(w, masks.both(w, *none), masks.both(w, neither, equal))
    return _open_where(w, path, w.any_unknown((a, b)), equal)


def _one_kind(w: Intervals, operands: Sequence[Column]) -> tuple[Column, Column]:
    a, b = operands
    if a.kind != "enum":
        return a, b
    return (w.worded(a, b.members), b) if a.literal else (a, w.worded(b, a.members))


def _equal(w: Intervals, a: Column, b: Column, path: Path) -> str:
    if a.kind == "boolean":
        return masks.negated(w, masks.differ(w, *sorted((a.low.n, b.low.n), key=_literals_first)))
    return w.compared("==", a.low, b.low, path)


def _literals_first(mask: str) -> tuple[int, str]:
    return ({"False": 0, "True": 2}.get(mask, 1), mask)


def _differs(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    return _not(w, path, [_same(w, path, operands)])


def _among(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    first, *rest = operands
    bare = Column(first.kind, path, first.low, first.low, "", first.nothing, "", first.members)
    found = [_same(w, path, [bare, one]).low.n for one in rest]
    return _open_where(w, path, w.unknown(first), masks.either(w, *found))


def _compare(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    """By a comparison that a region sets: each that can be, where it is that one."""
    a, how, b = operands
    value = "False"
    for code, sign in enumerate(how.members):
        here = w.compared("==", how.low, whole(code), path)
        value = masks.chosen(w, here, w.compared(sign, a.low, b.low, path), value)
    return _open_where(w, path, w.any_unknown(operands), value)


# arithmetic --------------------------------------------------------------------------------------------


def _growing(work: Callable[..., Part]) -> Write:
    """The result grows with every operand: its ends are the results of their ends."""

    def write(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
        low = _reduced(work, w, [operand.low for operand in operands], path)
        if all(operand.low == operand.high for operand in operands):
            return number(path, low, low)
        return number(path, low, _reduced(work, w, [operand.high for operand in operands], path))

    return write


def _reduced(work: Callable[..., Part], w: Intervals, parts: Sequence[Part], path: Path) -> Part:
    found = parts[0]
    for part in parts[1:]:
        found = work(w, found, part, path)
    return found


def _subtract(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    a, b = operands
    low = w.minus(a.low, b.high, path)
    same = a.low == a.high and b.low == b.high
    return number(path, low, low if same else w.minus(a.high, b.low, path))


def _negate(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    (a,) = operands
    low = w.negative(a.high)
    return number(path, low, low if a.low == a.high else w.negative(a.low))


def _corners(
    w: Intervals, path: Path, work: Callable[[Part, Part, Path], Part], a: Column, b: Column
) -> Column:
    """The least and greatest of what the ends give."""
    found = [work(x, y, path) for x in dict.fromkeys((a.low, a.high)) for y in dict.fromkeys((b.low, b.high))]
    low = high = found[0]
    for other in found[1:]:
        low, high = w.smallest(low, other, path), w.largest(high, other, path)
    return number(path, low, high)


def _multiply(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    a, b = operands
    if min(a.low.span[0], b.low.span[0], a.high.span[0], b.high.span[0]) >= 0:
        return _growing(Intervals.times)(w, path, operands)
    return _corners(w, path, w.times, a, b)


def _divide(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    a, b = operands
    found = _quotient(w, path, a, b)
    if b.low == b.high or b.low.span[0] > 0:
        return found
    # A divisor that may be zero: as far as is known, anything. Where it is zero for certain nobody asks.
    zero = masks.both(w, w.compared("<=", b.low, whole(0), path), w.compared(">=", b.high, whole(0), path))
    boundless = masks.both(w, zero, w.unknown(b))
    if w.exact:
        low, high = (w.choose(boundless, exact(end), part, path) for end, part in
                     ((-HUGE, found.low), (HUGE, found.high)))  # fmt: skip
        return number(path, low, high)
    return number(path, w.beyond(found.low, boundless, path), w.beyond(found.high, boundless, path))


def _quotient(w: Intervals, path: Path, a: Column, b: Column) -> Column:
    if b.low != b.high or b.low.span[0] < 0:
        return _corners(w, path, w.divided, a, b)
    low = w.divided(a.low, b.low, path)
    return number(path, low, low if a.low == a.high else w.divided(a.high, b.low, path))


def _floor(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    return _rounded(w, path, operands[0], "down", 1)


def _ceil(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    return _rounded(w, path, operands[0], "up", 1)


def _rounded(w: Intervals, path: Path, a: Column, how: str, step: int) -> Column:
    low = w.rounded(how, a.low, step, path)
    return number(path, low, low if a.low == a.high else w.rounded(how, a.high, step, path))


def _to_step(how: str) -> Write:
    def write(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
        return _rounded(w, path, operands[0], how, int(operands[1].low.n))

    return write


def _round_by(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    """As each region says; where the amount or the rounding is unknown, not further than the largest step away."""
    a, how = operands
    value = a.low
    for code, rounding in enumerate(how.members):
        assert isinstance(rounding, Rounding)
        here = w.compared("==", how.low, whole(code), path)
        done = w.rounded(rounding.direction, a.low, rounding.step, path) if rounding.step else a.low
        value = w.choose(here, done, value, path)
    unknown = w.any_unknown(operands)
    if unknown == "False":
        return number(path, value, value)
    least, most = (w.rounded(to, end, LARGEST_STEP, path) for to, end in (("down", a.low), ("up", a.high)))
    return number(path, w.choose(unknown, least, value, path), w.choose(unknown, most, value, path))


def _keep(_w: Intervals, _path: Path, operands: Sequence[Column]) -> Column:
    return operands[0]


def _times_literal(value: Part) -> Write:
    def write(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
        return _multiply(w, path, [operands[0], number(path, value, value)])

    return write


def _over_twelve(w: Intervals, path: Path, operands: Sequence[Column]) -> Column:
    return _divide(w, path, [operands[0], number(path, whole(12), whole(12))])


OPERATIONS: Mapping[str, Write] = {
    "not": _not, "has": _has, "given": _given,
    "less": _ordered("<"), "at_most": _ordered("<="), "more": _ordered(">"), "at_least": _ordered(">="),
    "same": _same, "differs": _differs, "among": _among, "compare": _compare,
    "add": _growing(Intervals.plus), "subtract": _subtract, "multiply": _multiply, "divide": _divide,
    "negate": _negate, "max": _growing(Intervals.largest), "min": _growing(Intervals.smallest),
    "higher_of": _growing(Intervals.largest), "floor": _floor, "ceil": _ceil, "monthly": _keep,
    "monthly_from_year": _over_twelve, "yearly": _times_literal(whole(12)), "yearly_from_year": _keep,
    "round_up": _to_step("up"), "round_down": _to_step("down"), "round_half_up": _to_step("half_up"),
    "round_by": _round_by, **DAY_OPERATIONS,
}  # fmt: skip
"""What each operation but `and` and `or` writes."""


def written(op: Op) -> bool:
    """Is there a way to write this operation?"""
    return op.name in OPERATIONS or op.name in ("and", "or")

"""Between which values can each step lie, whatever the case says? And can any divisor be zero?

The bounds follow from the limits of the case models and from the parameters in force. They are what makes
integer columns safe and what an unknown value is known to keep to.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from aid_rules.case import VOCABULARY
from aid_rules.language import (
    BEYOND,
    Bounds,
    Call,
    Choice,
    Fact,
    Fold,
    Literal,
    Node,
    Read,
    Type,
    bounds_of,
    to_source,
    walk,
)
from aid_rules.money import LARGEST
from aid_rules.plan.model import NumberRow, Parameter, Programme, Rule, Step
from aid_rules.problems import Problem, RuleError

_HAIR = Fraction(1, 10**30)
"""Below every difference that values of the case and the rules can have."""

_SHOWN = 60
"""Characters of an expression that a message repeats."""

_UNSET = {"yuan": LARGEST, "months": 1200, "years": 150, "days": 40000}
_KEEP_WHOLE = (
    "add", "subtract", "multiply", "negate", "max", "min", "higher_of", "monthly", "yearly", "yearly_from_year", "given",
)  # fmt: skip
_MAKE_WHOLE = ("floor", "ceil", "round_up", "round_down", "round_half_up", "full_years", "full_months", "days",
               "month_of", "year_of")  # fmt: skip


def type_bounds(type_: Type) -> Bounds:
    """The bounds of a value of which nothing but the type is known."""
    if type_.kind == "boolean":
        return (0, 1)
    if type_.kind != "number":
        return None
    return (0, LARGEST if type_.unit.is_money else _UNSET.get(type_.unit.name, 10**6))


class StepBounds(dict[str, Bounds]):
    """Bounds by step name, and the names of the steps whose every value is a whole number."""

    def __init__(self) -> None:
        super().__init__()
        self.wholes: set[str] = set()


def step_bounds(steps: Iterable[Step]) -> StepBounds:
    """Bounds of every step, by name; the steps in dependency order. RuleError where one has numbers beyond all use."""
    found = StepBounds()
    for step in steps:
        if isinstance(step, Parameter):
            found[step.name] = parameter_bounds(step)
            is_whole = _whole_cells(step)
        else:
            found[step.name] = type_bounds(step.type) if step.node is None else bounds(step.node, found)
            is_whole = step.node is not None and whole(step.node, found.wholes)
        if is_whole:
            found.wholes.add(step.name)
    return found


def _whole_cells(parameter: Parameter) -> bool:
    """Is every value a whole number? Amounts are whole fen when read, unless their own period divides them."""
    unit = parameter.type.unit
    amount = unit.is_money and unit.name != "yuan/period"
    return (parameter.complete or amount) and all(isinstance(c.value, int) for c in parameter.cells.values())


def parameter_bounds(parameter: Parameter) -> Bounds:
    """From the least to the greatest value set; the type's bounds where a cell is open."""
    spans = [bounds_of(cell.value) for cell in parameter.cells.values()]
    if not parameter.complete:
        spans.append(type_bounds(parameter.type))
    known = [span for span in spans if span is not None]
    if len(known) != len(spans) or not known:
        return None
    return (min(s[0] for s in known), max(s[1] for s in known))


def bounds(node: Node, steps: Mapping[str, Bounds], narrowed: Mapping[Node, Bounds] | None = None) -> Bounds:
    """Least and greatest value of an expression; `narrowed` holds what a guard has excluded."""
    held = narrowed or {}
    if held and node in held:
        return held[node]
    match node:
        case Literal():
            return bounds_of(node.value)
        case Fact():
            return fact_bounds(node)
        case Read():
            return steps[node.name]
        case Call():
            if node.op.truth and any(operand.type.optional for operand in node.operands):
                return (0, 1)  # what may not exist keeps to no bounds
            spans = [bounds(operand, steps, held) for operand in node.operands]
            by_zero = node.op.name == "divide" and not _excludes_zero(spans[1])
            found = node.op.range_of(*spans)
            return found if by_zero else _usable(node, spans, found)
        case Choice():
            return _widest([bounds(v, steps, {**held, **guard}) for v, guard in branches(node, steps, held)])
        case Fold():
            return _fold(node, steps, held)
        case _:
            return type_bounds(node.type)


def fact_bounds(node: Fact) -> Bounds:
    """The limits that the case model puts on a field."""
    field = VOCABULARY[node.row].fields[node.path]
    if node.type.kind == "boolean":
        return (0, 1)
    return (field.least, field.most) if node.type.kind == "number" else None


def _fold(node: Fold, steps: Mapping[str, Bounds], held: Mapping[Node, Bounds]) -> Bounds:
    if node.type.kind == "boolean":
        return (0, 1)
    span = bounds(node.value, steps, held)
    most = VOCABULARY[node.owner].lists[node.list].most
    if node.how in ("sum", "count"):
        total = None if span is None else (min(0, span[0] * most), max(0, span[1] * most))
        return _usable(node, [span], total)
    return _widest([span, None if node.default is None else bounds(node.default, steps, held)])


def _usable(node: Node, parts: Iterable[Bounds], found: Bounds) -> Bounds:
    """The bounds of what is made of these parts; refused where it, and none of them, may be too large or too fine a number."""
    if _beyond(found) and not any(_beyond(part) for part in parts):
        text = to_source(node)
        raise RuleError([Problem("R315", node.at, {"text": text[:_SHOWN] + "…" * (len(text) > _SHOWN)})])
    return found


def _beyond(span: Bounds) -> bool:
    return span is not None and (span[0] <= -BEYOND or span[1] >= BEYOND)


def _widest(spans: list[Bounds]) -> Bounds:
    known = [span for span in spans if span is not None]
    if len(known) != len(spans):
        return None
    return (min(s[0] for s in known), max(s[1] for s in known))


def branches(
    node: Choice, steps: Mapping[str, Bounds], held: Mapping[Node, Bounds]
) -> Iterator[tuple[Node, dict[Node, Bounds]]]:
    """Each value of a choice with what the tests before it and its own say of the values compared."""
    excluded: dict[Node, Bounds] = {}
    for test, value in node.arms:
        yield value, {**excluded, **_guard(test, True, steps, {**held, **excluded})}
        excluded |= _guard(test, False, steps, {**held, **excluded})
    yield node.otherwise, excluded


def _guard(
    test: Node, holds: bool, steps: Mapping[str, Bounds], held: Mapping[Node, Bounds]
) -> dict[Node, Bounds]:
    """What a comparison with a constant says of the value compared: `size > 0` leaves 1 and more."""
    if not isinstance(test, Call):
        return {}
    if test.op.name == ("and" if holds else "or"):
        found: dict[Node, Bounds] = {}
        for operand in test.operands:
            found |= _guard(operand, holds, steps, {**held, **found})
        return found
    name, value, limit = _oriented(test)
    if value is None or any(isinstance(part, Choice) for part in walk(value)):
        return {}  # looking into choices at every level would take two to the power of the depth
    span = bounds(value, steps, held)
    if span is None:
        return {}
    wholes = steps.wholes if isinstance(steps, StepBounds) else frozenset()
    return {value: _cut(span, name if holds else _OPPOSITE[name], limit, whole(value, wholes))}


_OPPOSITE = {
    "less": "at_least",
    "at_least": "less",
    "more": "at_most",
    "at_most": "more",
    "same": "differs",
    "differs": "same",
}
_MIRROR = {"less": "more", "more": "less", "at_most": "at_least", "at_least": "at_most"}


def _oriented(test: Call) -> tuple[str, Node | None, Any]:
    """Operator, value and constant of a comparison, the constant on the right."""
    if test.op.name not in _OPPOSITE:
        return "", None, None
    left, right = test.operands
    if isinstance(right, Literal) and bounds_of(right.value):
        return test.op.name, left, right.value
    if isinstance(left, Literal) and bounds_of(left.value):
        return _MIRROR.get(test.op.name, test.op.name), right, left.value
    return "", None, None


def _cut(span: tuple[Any, Any], name: str, limit: Any, is_whole: bool) -> Bounds:
    least, most = span
    gap = 1 if is_whole else _HAIR
    match name:
        case "more":
            least = max(least, limit + gap)
        case "at_least":
            least = max(least, limit)
        case "less":
            most = min(most, limit - gap)
        case "at_most":
            most = min(most, limit)
        case "same":
            least = most = limit
        case "differs" if limit == least:
            least = limit + gap
    return (least, max(least, most))


def whole(node: Node, wholes: Container[str] = frozenset()) -> bool:
    """Is every value of this expression a whole number (of fen, persons, months)? `wholes`: steps known to be."""
    match node:
        case Literal():
            return isinstance(node.value, int)
        case Fact():
            return VOCABULARY[node.row].fields[node.path].kind in ("integer", "amount", "monthly")
        case Fold():
            parts = [node.value, *([] if node.default is None else [node.default])]
            return node.how == "count" or all(whole(part, wholes) for part in parts)
        case Call():
            name = node.op.name
            if name == "divide" and isinstance(node.operands[1], Literal) and node.operands[1].value == 1:
                return whole(node.operands[0], wholes)  # `100 * yuan / month`
            return name in _MAKE_WHOLE or (
                name in _KEEP_WHOLE and all(whole(o, wholes) for o in node.operands)
            )
        case Choice():
            return all(whole(v, wholes) for v in (*(v for _, v in node.arms), node.otherwise))
        case Read():
            return node.name in wholes
        case _:
            return False


def amounts_not_rounded(
    steps: list[Step], programmes: Iterable[Programme], found: StepBounds
) -> Iterator[Problem]:
    """Every programme that may pay a broken fen: an amount paid is whole by what it is made of, or rounded."""
    by_name = {step.name: step for step in steps}
    for programme in programmes:
        if programme.amount is not None and programme.amount not in found.wholes:
            computed = by_name.get(f"{programme.name}.computed") or by_name[programme.amount]
            yield Problem("R306", computed.at, {"name": programme.name})


def _excludes_zero(span: Bounds) -> bool:
    return span is not None and not span[0] <= 0 <= span[1]


def divisions_by_zero(steps: list[Step], found: StepBounds) -> Iterator[Problem]:
    """Every division whose divisor may be zero for some case."""
    for step in steps:
        if isinstance(step, Rule) and step.node is not None:
            yield from _divisions(step.node, found, {})


def _divisions(node: Node, steps: Mapping[str, Bounds], held: Mapping[Node, Bounds]) -> Iterator[Problem]:
    match node:
        case Call():
            for operand in node.operands:
                yield from _divisions(operand, steps, held)
            if node.op.name == "divide" and not _excludes_zero(bounds(node.operands[1], steps, held)):
                yield Problem("R302", node.operands[1].at)
        case Choice():
            excluded: dict[Node, Bounds] = {}
            for test, _ in node.arms:
                yield from _divisions(test, steps, {**held, **excluded})
                excluded |= _guard(test, False, steps, {**held, **excluded})
            for value, guard in branches(node, steps, held):
                yield from _divisions(value, steps, {**held, **guard})
        case Fold():
            for part in (node.value, node.test, node.default):
                if part is not None:
                    yield from _divisions(part, steps, held)


def _rows_beyond(rows: Iterable[NumberRow], span: tuple[int | Fraction, int | Fraction]) -> Iterator[Problem]:
    """Rows for what the input can never be: whoever wrote them had another range in mind."""
    for least, most, at in rows:
        if least < span[0] or most > span[1]:
            row = str(least) if least == most else f"{least}..{most}"
            yield Problem("R312", at, {"row": row, "least": str(span[0]), "most": str(span[1])})


def tables_with_gaps(steps: list[Step], found: StepBounds) -> Iterator[Problem]:
    """Every decision table over whole numbers whose rows do not reach the ends of what its input can be or go beyond
    them, or whose input may be a broken number and lie between two rows: it would fall to the last one.
    """
    for step in steps:
        if isinstance(step, Rule) and step.covers is not None:
            node, rows = step.covers
            least, most = rows[0][0], rows[-1][1]
            if len(rows) > 1 and not whole(node, found.wholes):
                yield Problem("R311", node.at or step.at)
            span = bounds(node, found)
            if span is not None:
                yield from _rows_beyond(rows, span)
            if span is None or span[0] < least or span[1] > most:
                ends = ("?", "?") if span is None else (str(span[0]), str(span[1]))
                yield Problem(
                    "R303", step.at, {"rows": f"{least}..{most}", "least": ends[0], "most": ends[1]}
                )


__all__ = [
    "amounts_not_rounded",
    "bounds",
    "divisions_by_zero",
    "fact_bounds",
    "parameter_bounds",
    "step_bounds",
    "tables_with_gaps",
    "type_bounds",
]

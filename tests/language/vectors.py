"""How is a line of a vector file read, and what does each evaluator make of it?

`{say: a + b, a: 3 yuan, b: unknown 0..5 yuan, is: unknown 3..8 yuan}`. A value is written with its
type: `true`, `3`, `1/3`, `3 yuan/month`, `2026-07-01`, `red of red|blue`, `<=`, `rounding up yuan`;
`none yuan` for what does not exist, `unknown date` for what is not known, a trailing `?` for what may
not exist. A fold has its operands in `rows`, one mapping a member.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from aid_rules import NOTHING, Household
from aid_rules.language import (
    BOOLEAN,
    BY_NAME,
    COMPARISON,
    DATE,
    NUMBER,
    ROUNDING,
    Call,
    Literal,
    Node,
    Read,
    Signature,
    Type,
    Unknown,
    check,
    enum,
    number,
    scope_for,
)
from aid_rules.money import STEPS, Rounding
from aid_rules.plan import Cell, Parameter, Plan, Programme, Rule, Title, build
from aid_rules.problems import Span
from aid_rules.scalar import Decision, Evaluator, node_value
from aid_rules.scalar.runtime import NotKnown

ON = date(2030, 8, 1)
RELATIONS = ("head", "spouse", "child", "parent", "sibling", "other")
"""The row of a list is told by its relation, so that one parameter has a value for each."""
_SIGNS = ("<", "<=", ">", ">=")


@dataclass(frozen=True)
class Value:
    """A value and its type; an Unknown with bounds, or none at all, for what is not known."""

    type: Type
    value: Any

    @property
    def choices(self) -> tuple[Any, ...]:
        """What the value may be as far as a table of two cells can say: none, one or both."""
        if type(self.value) is not Unknown:
            return (self.value, self.value)
        return () if self.value.bounds is None else self.value.bounds


def read(written: str) -> Value:
    """A value as a vector file has it."""
    text = str(written).strip()
    if text.endswith("?"):
        found = read(text[:-1])
        return Value(replace(found.type, optional=True), found.value)
    word, _, rest = text.partition(" ")
    if word == "none":
        return Value(replace(_type(rest), optional=True), NOTHING)
    if word == "unknown":
        return _unknown(rest)
    if word in ("true", "false"):
        return Value(BOOLEAN, word == "true")
    if word in _SIGNS:
        return Value(COMPARISON, word)
    if word == "rounding":
        direction, _, step = rest.partition(" ")
        return Value(
            ROUNDING, Rounding("down", 0) if direction == "none" else Rounding(direction, STEPS[step])
        )
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return Value(DATE, date.fromisoformat(text))
    if rest.startswith("of "):
        return Value(enum(*rest[3:].split("|")), word)
    return _number(word, _type(rest))


def _unknown(text: str) -> Value:
    ends = re.fullmatch(r"(-?[\d/.]*\d)\.\.(-?[\d/.]*\d)(.*)", text)
    if ends is None:
        return Value(_type(text) if text else BOOLEAN, Unknown(frozenset()))
    type_ = _type(ends[3].strip())
    return Value(type_, Unknown(frozenset(), (_number(ends[1], type_).value, _number(ends[2], type_).value)))


def _number(text: str, type_: Type) -> Value:
    exact = Fraction(text) * (100 if type_.unit.is_money or type_.unit.name == "m2" else 1)
    return Value(type_, exact.numerator if exact.denominator == 1 else exact)


def _type(text: str) -> Type:
    named = {
        "boolean": BOOLEAN,
        "date": DATE,
        "rounding": ROUNDING,
        "comparison": COMPARISON,
        "record": Type("record"),
        "number": NUMBER,
    }
    if text in named:
        return named[text]
    return enum(*text.split("|")) if "|" in text else number(BY_NAME[text])


@dataclass(frozen=True)
class Line:
    """A line of a vector file."""

    say: str
    operands: Mapping[str, Value]
    rows: tuple[Mapping[str, Value], ...]
    expected: Value | None
    refused: str

    @property
    def known(self) -> bool:
        """Is every operand known?"""
        every = [*self.operands.values(), *(value for row in self.rows for value in row.values())]
        return all(type(value.value) is not Unknown for value in every)

    def get(self, name: str) -> Signature | None:
        """Operands as the checker sees them: parameters per person."""
        found = {**self.operands, **(self.rows[0] if self.rows else {})}.get(name.removeprefix("v."))
        if found is None or not name.startswith("v."):
            return None
        kinds = [row[name.removeprefix("v.")].type for row in self.rows] or [found.type]
        return Signature(
            name, "person", replace(found.type, optional=any(t.optional for t in kinds)), None, parameter=True
        )

    def check(self) -> Node:
        """The expression, checked; RuleError where it is refused."""
        span = Span("vector", 1, 1, len(self.say), self.say)
        return check(self.say, span, scope_for("v", "household" if self.rows else "person", _Operands(self)))

    def plan(self) -> Plan:
        """A plan whose one rule is the expression."""
        node = self.check()
        rule = Rule("v.result", Title("", ""), "household" if self.rows else "person", node.type, node, ())
        every = self.rows or (self.operands,)
        parameters = {f"v.{name}": self._parameter(name, every) for name in every[0]}
        programme = Programme(
            "v",
            Title("", ""),
            "household",
            None,
            (),
            (),
            "v.result",
            "v.result",
            None,
            None,
            "household",
            None,
            None,
        )
        return build([rule], parameters, [programme])

    def _parameter(self, name: str, rows: tuple[Mapping[str, Value], ...]) -> Parameter:
        """A table by relation (which row) and by living together (not known in the three-valued run)."""
        signature = self.get(f"v.{name}")
        assert signature is not None
        keys = tuple(
            (key, check(key, Span("", 1, 1), scope_for("v", "person", _Operands(self))))
            for key in ("relation", "cohabiting")
        )
        domain = tuple(keys[0][1].type.members)
        cells = {
            (relation, together): Cell(choice, "", (), "", "")
            for relation, row in zip(domain, [*rows, *([rows[0]] * len(domain))], strict=False)
            for together, choice in zip((True, False), row[name].choices, strict=False)
        }
        return Parameter(
            f"v.{name}", Title("", ""), "person", signature.type, keys, (domain, (True, False)), cells, ()
        )


@dataclass(frozen=True)
class _Operands:
    """A line as the `Signatures` of its scope."""

    line: Line

    def get(self, name: str) -> Signature | None:
        return self.line.get(name)

    def rows(self) -> list[tuple[str, str]]:
        return []

    def programmes(self) -> dict[str, str]:
        return {}


def parse_line(written: Mapping[str, Any]) -> Line:
    """A line from YAML read as text."""
    extra = {"say", "is", "refused", "rows"}
    return Line(
        say=str(written["say"]),
        operands={name: read(value) for name, value in written.items() if name not in extra},
        rows=tuple({name: read(value) for name, value in row.items()} for row in written.get("rows", ())),
        expected=read(written["is"]) if "is" in written else None,
        refused=str(written.get("refused", "")),
    )


def case(line: Line, together: bool | None) -> Household:
    """A household with a member for each row."""
    relations = RELATIONS[: max(1, len(line.rows))]
    members = [
        {"person_id": r, "birth_date": "1980-01-01", "relation": r, "cohabiting": together} for r in relations
    ]
    return Household.model_validate(
        {"household_id": "h", "region": "990101", "residence": "urban", "members": members}
    )


def result(evaluate: Evaluator, slots: Any, household: Household) -> Any:
    """The value of the expression."""
    view = Decision(evaluate, household, ON, slots).view
    return view.value("v.result", next(iter(view.rows(evaluate.plan.by_name["v.result"]))))


def by_three_valued(line: Line) -> Any:
    """The value by the three-valued variant."""
    evaluate, household = Evaluator(line.plan()), case(line, None)
    return result(evaluate, evaluate.careful(household.rows, ON), household)


def by_interpreter(line: Line) -> Any:
    """The value read anew from the values below it."""
    evaluate, household = Evaluator(line.plan()), case(line, None)
    view = Decision(evaluate, household, ON, evaluate.careful(household.rows, ON)).view
    rule = evaluate.plan.by_name["v.result"]
    assert isinstance(rule, Rule)
    assert rule.node is not None
    return node_value(view, rule.node, next(iter(view.rows(rule))))


def by_fast(line: Line) -> Any:
    """The value by the fast variant; NotKnown where an operand is unset."""
    evaluate, household = Evaluator(line.plan()), case(line, True if line.known else None)
    return result(evaluate, evaluate.decide(household.rows, ON), household)


def by_record(line: Line, lifted: bool) -> Any:
    """The value by the operation's own record; None where the expression is more than one operation."""
    node = line.check()
    if not isinstance(node, Call) or not all(isinstance(o, Read | Literal) for o in node.operands):
        return None
    values = [o.value if isinstance(o, Literal) else line.operands[o.name[2:]].value for o in node.operands]  # type: ignore[union-attr]
    values = [_bounded(o.type, v) for o, v in zip(node.operands, values, strict=True)]
    function = (
        node.op.lifted(len(values), any(o.type.optional for o in node.operands))
        if lifted
        else node.op.function(len(values))
    )
    return function(*values)


def _bounded(type_: Type, value: Any) -> Any:
    """An unknown operand keeps at least to the bounds of its type."""
    from aid_rules.plan.bounds import type_bounds

    return (
        Unknown(value.facts, type_bounds(type_)) if type(value) is Unknown and value.bounds is None else value
    )


__all__ = ["Line", "NotKnown", "by_fast", "by_record", "by_three_valued", "parse_line"]

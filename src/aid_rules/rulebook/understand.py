"""What do the entries in force on a day mean? Expressions checked, types found, rules ready for a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from math import prod
from typing import Any

from aid_rules.language import (
    BOOLEAN,
    BY_NAME,
    NUMBER,
    Literal,
    Node,
    Refused,
    Signature,
    Type,
    call,
    choice,
    number,
)
from aid_rules.plan import Arm, NumberRow, Parameter, Rule
from aid_rules.problems import Problem, RuleError, Span, nearest
from aid_rules.rulebook.documents import cited
from aid_rules.rulebook.entries import Expr, ParameterEntry, RowEntry, RuleEntry, TableEntry
from aid_rules.rulebook.memory import Memory
from aid_rules.rulebook.reading import fault
from aid_rules.rulebook.settings import MOST_COMBINATIONS, Place, parameter
from aid_rules.rulebook.values import labelled
from aid_rules.rulebook.yaml_tree import Text


@dataclass
class Meaning:
    """The rules and parameters in force, understood when first asked for; a `Signatures` for the checker."""

    place: Place
    entries: Mapping[str, RuleEntry]
    declared: Mapping[str, ParameterEntry]
    memory: Memory
    made: Mapping[str, Rule] = field(default_factory=dict)
    replaced: Mapping[str, RuleEntry] = field(default_factory=dict)
    """The national version of every rule that a region has replaced."""
    rules: dict[str, Rule] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    _busy: list[str] = field(default_factory=list)

    def get(self, name: str) -> Signature | None:
        """The signature of a rule or parameter by full name."""
        if name in self.made:
            rule = self.made[name]
            return Signature(name, rule.per, rule.type, rule.at)
        if name in self.entries:
            rule = self.rule(name)
            return Signature(name, rule.per, rule.type, rule.at)
        if name in self.declared:
            found = self.parameter(name)
            keys = tuple((key, node.type) for key, node in found.keys)
            free = tuple(key for key, node in found.keys if isinstance(node, Literal))
            return Signature(name, found.per, found.type, found.at, parameter=True, keys=keys, free=free)
        return None

    def rows(self) -> Iterable[tuple[str, str]]:
        """Full name and row of everything that can be read."""
        yield from ((name, rule.per) for name, rule in self.made.items())
        yield from ((name, entry.per) for name, entry in self.entries.items())
        yield from ((name, entry.per) for name, entry in self.declared.items())

    def programmes(self) -> Mapping[str, str]:
        """Every programme that may be awarded, with its Chinese title."""
        return self.place.programmes

    def parameter(self, name: str) -> Parameter:
        """A parameter with its cells."""
        if name not in self.parameters:
            self.parameters[name] = parameter(self.declared[name], self.place, self)
        return self.parameters[name]

    def rule(self, name: str) -> Rule:
        """A rule, checked."""
        if name in self.rules:
            return self.rules[name]
        entry = self.entries[name]
        if name in self._busy:
            raise self._circle(self._busy[self._busy.index(name) :])
        self._busy.append(name)
        try:
            self.rules[name] = self._understand(entry)
        except Refused as refused:
            at = entry.value.at if entry.value else entry.at
            raise RuleError([Problem(refused.code, at, refused.facts, refused.write)]) from None
        except RecursionError:
            raise fault("R307", entry.at, name=name) from None
        finally:
            self._busy.pop()
        return self.rules[name]

    def _circle(self, names: list[str]) -> RuleError:
        """Rules that wait for each other, told where a region closed the circle, if one did."""
        begin = next((k for k, name in enumerate(names) if name in self.replaced), 0)
        circle = [*names[begin:], *names[: begin + 1]]
        return fault("R301", self.entries[circle[0]].at, circle=" → ".join(circle))

    def _understand(self, entry: RuleEntry) -> Rule:
        basis = cited(entry.basis, self.place.documents, self.place.on)
        expected = labelled(entry.one_of) if entry.one_of else None
        arms: tuple[Arm, ...] = ()
        covers = None
        node: Node | None = None
        if entry.cases:
            node, arms = self._cases(entry, expected)
        elif entry.table is not None:
            node, covers = self._table(entry, entry.table, expected)
        elif entry.value is not None:
            node = self._check(entry, entry.value, expected)
        if not basis and not all(arm.basis for arm in arms if arms):
            raise fault("R170", entry.at, name=entry.name, on=str(self.place.on))
        if not basis and not arms:
            raise fault("R170", entry.at, name=entry.name, on=str(self.place.on))
        node = in_unit(entry, node)
        type_ = BOOLEAN if node is None else node.type
        self._fits(entry, type_, expected)
        if expected is not None:
            type_ = expected
        self._stands_in(entry, type_)
        return Rule(
            name=entry.name, title=entry.title, per=entry.per, type=type_, node=node, basis=basis,
            role=entry.role, programme=entry.namespace, arms=arms, assumed=entry.assumed, finding=entry.finding,
            discretion=entry.discretion, when_unknown=entry.when_unknown, covers=covers, at=entry.at,
        )  # fmt: skip

    def _check(self, entry: RuleEntry, expr: Expr, expected: Type | None = None) -> Node:
        return self.memory.node(entry, expr, expected, self)

    def _condition(self, entry: RuleEntry, expr: Expr) -> Node:
        node = self._check(entry, expr)
        if node.type.kind != "boolean":
            raise fault("L201", expr.at, found=node.type.say(), found_en=node.type.say("en"))
        if node.type.optional:
            raise fault("L214", expr.at)
        return node

    def _fits(self, entry: RuleEntry, type_: Type, expected: Type | None) -> None:
        at = entry.value.at if entry.value else entry.at
        conditional = entry.role in ("criterion", "exclusion", "applies", "share")
        if (conditional or entry.when_unknown is not None) and type_.kind != "boolean":
            raise fault("L201", at, found=type_.say(), found_en=type_.say("en"))
        if (conditional or entry.when_unknown is not None) and type_.optional:
            raise fault("L214", at)
        if expected is not None and (type_.kind != "enum" or not set(type_.members) <= {*expected.members}):
            raise _yields(at, type_, expected)
        if expected is not None and type_.optional:  # `none` of one_of is a word, not the absence of a record
            raise fault("L214", at)
        if type_.kind == "record":
            raise _yields(at, type_, BOOLEAN)
        if entry.unit is not None:
            self._unit(entry, type_, at)
        elif type_.kind == "number" and not type_.unit.has_name:
            raise fault("L208", at, found=type_.say(), found_en=type_.say("en"))

    def _stands_in(self, entry: RuleEntry, type_: Type) -> None:
        """A region's version yields what the national one does: whoever reads the rule counts on it."""
        before = self.replaced.get(entry.name)
        wanted = None if before is None else self._type_before(before)
        if wanted is None or _may_stand_for(type_, wanted):
            return
        raise _yields(entry.value.at if entry.value else entry.at, type_, wanted)

    def _type_before(self, before: RuleEntry) -> Type | None:
        """What the national version yields; None where it means nothing here any more."""
        if before.one_of:
            return labelled(before.one_of)
        shown = next(iter(before.cases), None)
        value = before.value or (
            shown.value if shown else before.table.rows[0].value if before.table else None
        )
        if value is None:
            return BOOLEAN
        try:
            found = in_unit(before, self._check(before, value))
        except (RuleError, Refused):
            return None
        bare = isinstance(found, Literal) and found.type == NUMBER and found.value == 0
        return None if found is None or bare else found.type

    def _unit(self, entry: RuleEntry, type_: Type, at: Span) -> None:
        wanted = {"ratio": "", "number": "", "area": "m2"}.get(entry.unit or "", entry.unit or "")
        if wanted not in BY_NAME:
            raise fault(
                "R112", at, nearest(wanted, BY_NAME), found=wanted, what="unit", allowed=", ".join(BY_NAME)
            )
        needed = number(BY_NAME[wanted])
        if type_.kind != "number":
            raise _yields(at, type_, needed)
        if type_.unit != BY_NAME[wanted]:
            facts = {"wanted": needed.say(), "wanted_en": needed.say("en")}
            raise fault("R172", at, found=type_.say(), found_en=type_.say("en"), **facts)

    def _cases(self, entry: RuleEntry, expected: Type | None) -> tuple[Node, tuple[Arm, ...]]:
        if entry.cases[-1].when is not None or any(arm.when is None for arm in entry.cases[:-1]):
            raise fault("R173", entry.at, name=entry.name)
        tests = [
            (self._condition(entry, arm.when), self._check(entry, arm.value, expected))
            for arm in entry.cases
            if arm.when is not None
        ]
        last = self._check(entry, entry.cases[-1].value, expected)
        arms = tuple(
            Arm(cited(arm.basis, self.place.documents, self.place.on), assumed=arm.assumed)
            for arm in entry.cases
        )
        return choice(tuple(tests), last, entry.at), arms

    def _table(
        self, entry: RuleEntry, table: TableEntry, expected: Type | None
    ) -> tuple[Node, tuple[Node, tuple[NumberRow, ...]] | None]:
        inputs = [self._check(entry, expr) for expr in table.on]
        rows = [(self._row(row, inputs), self._check(entry, row.value, expected), row) for row in table.rows]
        covers = covered(entry, inputs, table)
        tests = tuple((test, value) for test, value, _ in rows[:-1])
        if not tests:
            return rows[-1][1], covers
        return choice(tests, rows[-1][1], entry.at), covers

    def _row(self, row: RowEntry, inputs: list[Node]) -> Node:
        if len(row.when) != len(inputs):
            raise fault("R174", row.at, count=str(len(row.when)), wanted=str(len(inputs)))
        tests = [
            _matches(node, written_of(cell), row.at) for node, cell in zip(inputs, row.when, strict=True)
        ]
        kept = [test for test in tests if test is not None]
        if not kept:
            return Literal(BOOLEAN, row.at, True)
        return kept[0] if len(kept) == 1 else call("and", tuple(kept), row.at)


def in_unit(entry: RuleEntry, node: Node | None) -> Node | None:
    """A bare `0` takes the unit that the rule states."""
    if not isinstance(node, Literal) or node.type != NUMBER or node.value != 0 or entry.unit not in BY_NAME:
        return node
    return replace(node, type=number(BY_NAME[entry.unit]))


def _may_stand_for(found: Type, wanted: Type) -> bool:
    """Can this be read wherever the other was?"""
    return (
        found.kind == wanted.kind
        and found.unit == wanted.unit
        and {*found.members} <= {*wanted.members}
        and (wanted.optional or not found.optional)
    )


def _yields(at: Span, found: Type, wanted: Type) -> RuleError:
    facts = {"allowed": wanted.say(), "allowed_en": wanted.say("en")}
    return fault("R171", at, found=found.say(), found_en=found.say("en"), **facts)


def written_of(cell: Any) -> str:
    """The text of a table cell."""
    return cell.value if isinstance(cell, Text) else str(cell)


def _matches(node: Node, written: str, at: Span) -> Node | None:
    """The condition that an input has this value, is in this range; None for `any`."""
    if written == "any":
        return None
    if node.type.kind == "number":
        least, most = number_range(written, at)
        ends = [Literal(NUMBER, at, value) for value in (least, most)]
        if least == most:
            return call("same", (node, ends[0]), at)
        return call("and", (call("at_least", (node, ends[0]), at), call("at_most", (node, ends[1]), at)), at)
    allowed = members(node)
    if written not in allowed:
        raise fault(
            "R112", at, nearest(written, allowed), found=written, what="rows", allowed=", ".join(allowed)
        )
    if node.type.kind == "boolean":
        return node if written == "true" else call("not", (node,), at)
    from aid_rules.case import NOTHING

    value = NOTHING if written == "none" and node.type.optional else written
    return call("same", (node, Literal(node.type, at, value)), at)


def members(node: Node) -> tuple[str, ...]:
    """What a table row may say of an input."""
    if node.type.kind == "boolean":
        if node.type.optional:
            raise fault("L214", node.at or Span("", 1, 1))
        return ("true", "false")
    if node.type.kind != "enum":
        raise fault("R154", node.at or Span("", 1, 1), found=node.type.say(), found_en=node.type.say("en"))
    return node.type.members


def number_range(written: str, at: Span) -> tuple[int, int]:
    """`3` or `1..3`."""
    first, dots, last = written.partition("..")
    ends = (first, last if dots else first)
    if not all(end.isdecimal() and len(end) < 10 for end in ends) or int(ends[0]) > int(ends[1]):
        raise fault("R175", at, found=written[:20])
    return int(ends[0]), int(ends[1])


def covered(
    entry: RuleEntry, inputs: list[Node], table: TableEntry
) -> tuple[Node, tuple[NumberRow, ...]] | None:
    """Refuse a table with a gap or an overlap; for whole numbers also say what its rows cover."""
    if len(inputs) == 1 and inputs[0].type.kind == "number":
        return _covered_numbers(entry, inputs[0], table)
    domains = [members(node) for node in inputs]
    if prod(map(len, domains)) > MOST_COMBINATIONS:
        raise fault("R178", entry.at, name=entry.name, limit=str(MOST_COMBINATIONS))
    seen: dict[tuple[str, ...], Span] = {}
    for row in table.rows:
        picks = [
            domain if written_of(c) == "any" else (written_of(c),)
            for c, domain in zip(row.when, domains, strict=True)
        ]
        for key in product(*picks):
            if key in seen and not table.first:
                raise RuleError(
                    [
                        Problem(
                            "R176",
                            row.at,
                            {"name": entry.name, "key": ", ".join(key)},
                            see=(("先见于 / first", seen[key]),),
                        )
                    ]
                )
            seen.setdefault(key, row.at)
    for key in product(*domains):
        if key not in seen:
            raise fault("R177", entry.at, name=entry.name, key=", ".join(key))
    return None


def _covered_numbers(entry: RuleEntry, node: Node, table: TableEntry) -> tuple[Node, tuple[NumberRow, ...]]:
    ranges = sorted((*number_range(written_of(row.when[0]), row.at), row.at) for row in table.rows)
    for (_, end, first), (start, _, at) in pairwise(ranges):
        if start <= end:
            raise RuleError(
                [
                    Problem(
                        "R176", at, {"name": entry.name, "key": str(start)}, see=(("先见于 / first", first),)
                    )
                ]
            )
        if start > end + 1:
            raise fault(
                "R177",
                entry.at,
                name=entry.name,
                key=f"{end + 1}" if start == end + 2 else f"{end + 1}..{start - 1}",
            )
    return node, tuple(ranges)

"""A plan as NumPy source: straight lines, one statement an operation, over all rows of a block at once.

Several plans that differ in the values of parameters only are one source; which of them a household falls under
is a column. The source is written for a state of the block (`state`), holds names and values of the plan only,
never text of a rule file, and is entered in `linecache`, so that a traceback shows the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import lcm

from aid_rules.case import VOCABULARY
from aid_rules.case.paths import Path, homes, rows_at
from aid_rules.columnar import masks, runtime
from aid_rules.columnar.calendar import days_of
from aid_rules.columnar.columns import Column, Part, exact, truth, whole
from aid_rules.columnar.folds import Folds
from aid_rules.columnar.operations import operation
from aid_rules.columnar.parameters import Parameters, Table, literal, tables
from aid_rules.columnar.state import FactState, Place, State
from aid_rules.language import Bounds, Call, Choice, Fact, Fold, IsSet, Literal, Node, Read, Today
from aid_rules.plan import Parameter, Plan, Rule, step_bounds

Rows = Mapping[str, Path]


class Writer(Parameters, Folds):
    """Writes the steps of a plan for blocks of one state."""

    def __init__(self, plans: Sequence[tuple[Plan, date]], state: State, exact_numbers: bool) -> None:
        super().__init__(exact_numbers)
        self.names.update(runtime.NAMES)
        self.plan = plans[0][0]
        self.days = tuple(days_of(day) for _, day in plans)
        self.state = state
        self.facts: dict[Place, FactState] = dict(state.facts)
        lengths = dict(state.longest)
        self.longest = lambda path: lengths[path]
        self.tables: dict[str, Table] = tables([plan.by_name for plan, _ in plans])
        self.bounds = [step_bounds(plan.steps) for plan, _ in plans] if state.unlisted else []
        self.done: dict[Place, Column] = {}

    # steps ---------------------------------------------------------------------------------------------

    def write(self, wanted: Iterable[str]) -> None:
        """Write these steps; what they read comes before them in the plan."""
        names = set(wanted)
        for step in self.plan.steps:
            if step.name in names:
                self.note = step.name
                for path in homes(step.per):
                    self.done[path, step.name] = self._step(step, path)

    def column(self, name: str, path: Path) -> Column:
        """A step's values for the rows at `path`."""
        for depth in range(len(path), -1, -1):
            if (path[:depth], name) in self.done:
                return self.at(self.done[path[:depth], name], path)
        raise KeyError(name)

    def _step(self, step: Parameter | Rule, path: Path) -> Column:
        rows = rows_at(path)
        found: Column | None
        if isinstance(step, Parameter):
            return self.parameter(self.tables[step.name], [self.expr(node, rows) for _, node in step.keys])
        if isinstance(step.node, Fold):
            found = self._folded(step.name, step.node, rows)
        else:
            found = None if step.node is None else self.expr(step.node, rows)
        if step.finding:
            found = self._found(step, found, path)
        assert found is not None
        return found

    def _folded(self, name: str, node: Fold, rows: Rows) -> Column:
        outer = rows[node.owner]
        inner = rows_at((*outer, node.list))
        test = None if node.test is None else self.expr(node.test, inner)
        default = None if node.default is None else self.expr(node.default, rows)
        found = self.fold(node, outer, test, self.expr(node.value, inner), default)
        if (*outer, node.list) not in self.state.unlisted:
            return found
        unlisted = self.input("unlisted", (*outer, node.list))
        return self.or_unknown(
            self.at(found, outer), unlisted, self._within([b[name] for b in self.bounds], outer)
        )

    def _within(self, spans: Sequence[Bounds], path: Path) -> tuple[Part, Part] | None:
        """The bounds of a step, which may differ between the plans."""
        known = [span for span in spans if span is not None]
        if len(known) < len(spans):
            return None
        low, high = (self._one_of([span[end] for span in known], path) for end in (0, 1))
        return low, high

    def _one_of(self, values: Sequence[int | Fraction], path: Path) -> Part:
        """One value a plan."""
        if len(set(values)) == 1:
            return exact(values[0])
        base = lcm(*(value.denominator for value in values))
        tops = [int(value * base) for value in values]
        table = self.constant_table(tuple(tops), object if self.exact else "int64")
        name = self.mask_at(self.let(f"cells({table}, {self.input('plan')})"), (), path)
        return Part(name, (min(tops), max(tops)), base, base)

    # expressions ---------------------------------------------------------------------------------------

    def expr(self, node: Node, rows: Rows) -> Column:
        """The column of an expression; it stands at the innermost path that it reads."""
        match node:
            case Literal():
                return literal(node.type.kind, node.value, node.type.members)
            case Today():
                return self._today()
            case Fact():
                return self._fact(rows[node.row], node)
            case Read():
                return self.done[rows[node.row], node.name]
            case IsSet():
                table = self.tables[node.name]
                return self.is_set(
                    table, [self.expr(key, rows_at(rows[node.row])) for _, key in table.first.keys]
                )
            case Call():
                return operation(self, node, [self.expr(operand, rows) for operand in node.operands])
            case Choice():
                found = self.expr(node.otherwise, rows)
                for test, value in reversed(node.arms):
                    found = self.pick(self.expr(test, rows), self._as(node, self.expr(value, rows)),
                                      self._as(node, found))  # fmt: skip
                return found
            case _:
                raise TypeError(node)

    def _as(self, node: Choice, column: Column) -> Column:
        return self.worded(column, node.type.members) if column.kind == "enum" else column

    def _today(self) -> Column:
        if len(set(self.days)) == 1:
            part = whole(self.days[0])
        else:
            table = self.constant_table(self.days, "int32")
            part = Part(self.let(f"cells({table}, {self.input('plan')})"))
        return Column("date", (), part, part)

    def _fact(self, path: Path, node: Fact) -> Column:
        about = VOCABULARY[rows_at_entity(path)].fields[node.path]
        state = self.facts[path, node.path]
        key = ("fact", path, node.path)
        value = self.input(*key, "value")
        unknown = self.input(*key, "unknown") if state.unknown else ""
        nothing = self.input(*key, "nothing") if state.nothing else ""
        match about.kind:
            case "boolean":
                possible = self.input(*key, "greatest") if state.unknown else value
                ends = Part(value, (0, 1), bits=1), Part(possible, (0, 1), bits=1)
                return Column("boolean", path, *ends, nothing=nothing)
            case "enum" | "date" | "record":
                ends = Part(value), Part(value)
                return Column(about.kind, path, *ends, unknown, nothing, members=node.type.members)
        least, most = about.least * state.base, about.most * state.base
        wild = self.let(f"marked({self.input(*key, 'coarse')}, bad, {path!r})") if state.coarse else ""
        span = _wider(state.span, (least, least)) if unknown else state.span
        low = Part(value, span, state.base, state.base, wild=wild)
        if not unknown:
            return Column("number", path, low, low, nothing=nothing)
        high = replace(low, n=self.input(*key, "greatest"), span=_wider(state.span, (most, most)))
        return Column("number", path, low, high, nothing=nothing)

    # findings ------------------------------------------------------------------------------------------

    def _found(self, rule: Rule, value: Column | None, path: Path) -> Column:
        """A criterion with the officer's finding on it; a finding that contradicts what is computed is refused."""
        made = holds = "False"
        if (path, rule.name) in self.state.findings:
            made, holds = (self.input("finding", path, rule.name, part) for part in ("made", "holds"))
        not_made = masks.negated(self, made)
        if value is None:
            return truth(path, holds, masks.either(self, holds, not_made))
        value = self.at(value, path)
        waits = self.any_unset([value])
        left = masks.both(self, waits or "False", not_made)
        if made == "False":
            return value
        computed = masks.negated(self, self.unknown(value))
        decided = masks.both(
            self, made, masks.either(self, waits or "False", "True" if rule.discretion else "False")
        )
        if not rule.discretion:
            against = masks.both(self, made, computed, masks.differ(self, *_ordered(value.low.n, holds)))
            if against != "False":
                self.do(f"refuse({against}, refused, {path!r})")
        low = masks.chosen(self, decided, holds, value.low.n)
        high = low if value.closed else masks.chosen(self, decided, holds, value.high.n)
        return truth(path, low, high, left)


def rows_at_entity(path: Path) -> str:
    """The entity of the rows at a path."""
    return next(entity for entity, home in rows_at(path).items() if home == path)


def _may_be_none(absent: str, words: tuple[str, ...]) -> bool:
    return absent == "none" and "none" not in words


def _wider(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return (min(a[0], b[0]), max(a[1], b[1]))


def _ordered(value: str, holds: str) -> tuple[str, str]:
    return (holds, value) if value == "True" else (value, holds)

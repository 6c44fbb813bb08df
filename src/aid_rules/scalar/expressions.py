"""An expression as Python source, for one of the two variants."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count
from typing import Any

from aid_rules.case import NOTHING
from aid_rules.case.paths import Path, rows_at
from aid_rules.language import Call, Choice, Fact, IsSet, Literal, Node, Op, Read, Today, Unknown
from aid_rules.plan import Parameter, Plan
from aid_rules.scalar import runtime


class Expressions:
    """Writes expressions and collects the constants and functions that they name."""

    def __init__(self, plan: Plan, three_valued: bool, beside: Expressions | None = None) -> None:
        """`beside`: who writes into the same function, where everything that this one reads is seen to be known."""
        self.plan = plan
        self.three = three_valued
        self.names: dict[str, Any] = beside.names if beside else {
            "NOTHING": NOTHING, "Fraction": Fraction, "NotKnown": runtime.NotKnown, "runtime": runtime,
            "need": runtime.need, "Unknown": Unknown, "silent": runtime.silent,
        }  # fmt: skip
        self.hoisted: dict[Node, str] = beside.hoisted if beside else {}
        """Operations that have been computed for the row already, and the local that holds them."""
        self.serial: Iterator[int] = beside.serial if beside else count(1)
        self.guarded = beside is not None

    def number(self, name: str) -> int:
        """The slot of a step."""
        return self.plan.slots[name]

    def constant(self, value: Any, letter: str = "c") -> str:
        """A name under which the generated code finds a value."""
        name = f"{letter}_{next(self.serial)}"
        self.names[name] = value
        return name

    def value(self, value: Any) -> str:
        """A value of the plan as source."""
        if isinstance(value, bool | int | str | Fraction):
            return runtime.literal(value)
        return "NOTHING" if value is NOTHING else self.constant(value)

    def fact_name(self, fact: Fact, path: Path) -> str:
        """The local that holds a fact of the row at `path`."""
        return f"f{len(path)}_{fact.path.replace('.', '_')}"

    def expr(self, node: Node | None, path: Path) -> str:
        """An expression's source, with brackets where it is not a name or a call."""
        match node:
            case Literal():
                return self.value(node.value)
            case Today():
                return "on"
            case Fact():
                return self.fact_name(node, rows_at(path)[node.row])
            case Read():
                return self.read_step(node)
            case IsSet():
                return self.is_set(node, path)
            case Call():
                return self.hoisted.get(node) or self.call(node, path)
            case Choice():
                return self.choice(node, path)
            case _:
                raise TypeError(node)

    def read_step(self, node: Read) -> str:
        """The local that holds another step's value."""
        name = f"v{self.number(node.name)}"
        step = self.plan.by_name[node.name]
        if isinstance(step, Parameter) and self.inlined(step):
            return self.inlined(step)
        if not (self.three or self.guarded) and isinstance(step, Parameter) and not step.complete:
            return f"need({name})"
        return name

    @staticmethod
    def inlined(parameter: Parameter) -> str:
        """The value of a parameter that is one whole number everywhere, as source; else nothing."""
        cell = parameter.constant
        return repr(cell.value) if cell is not None and type(cell.value) is int else ""

    def is_set(self, node: IsSet, path: Path) -> str:
        """Whether a parameter's cell is set."""
        step = self.plan.by_name[node.name]
        assert isinstance(step, Parameter)
        if not self.three:
            return f"(v{self.number(node.name)} is not None)"
        keys = ", ".join(self.expr(key, rows_at(path)[node.row]) for _, key in step.keys)
        cells = {key: cell.value for key, cell in step.cells.items()}
        return f"runtime.is_set({self.constant(cells, 't')}, ({keys},))"

    def call(self, node: Call, path: Path) -> str:
        """An operation."""
        if node.op.name == "add" and not self.three:
            operands = [self.addend(operand, path) for operand in node.operands]
        else:
            operands = [self.expr(operand, path) for operand in node.operands]
        optional = any(operand.type.optional for operand in node.operands)
        if self.three:
            return f"{self.operation(node.op, len(operands), lifted=True, optional=optional)}({', '.join(operands)})"
        if optional and node.op.absent in ("false", "absent"):
            if (
                node.op.absent == "false"
                and operands[0].isidentifier()
                and not any(o.type.optional for o in node.operands[1:])
            ):
                return f"({operands[0]} is not NOTHING and {node.op.source(operands)})"
            return f"{self.operation(node.op, len(operands), lifted=False)}({', '.join(operands)})"
        for name, helper in node.op.helpers.items():
            self.names.setdefault(name, helper)
        short = self.exact_division(node, path) or self.larger(node, operands)
        return short or f"({node.op.source(operands)})"

    def exact_division(self, node: Call, path: Path) -> str | None:
        """Rounding a quotient without making a fraction of it: `a // b` is exact for whole and broken numbers."""
        if node.op.name not in ("round_up", "round_down", "round_half_up"):
            return None
        inner, step = node.operands
        if not isinstance(inner, Call) or inner.op.name != "divide" or not isinstance(step, Literal):
            return None
        a, b = (self.expr(operand, path) for operand in inner.operands)
        below = b if step.value == 1 else f"({b} * {step.value})"
        times = "" if step.value == 1 else f" * {step.value}"
        match node.op.name:
            case "round_down":
                return f"({a} // {below}{times})"
            case "round_up":
                return f"(-(-{a} // {below}){times})"
            case _:
                return f"((2 * {a} + {below}) // (2 * {below}){times})"

    def addend(self, node: Node, path: Path) -> str:
        """Of `1 if test else 0` the test: Python adds truth as 1 and 0, and needs no branch for it."""
        if isinstance(node, Choice) and len(node.arms) == 1 and isinstance(node.otherwise, Literal):
            test, value = node.arms[0]
            if isinstance(value, Literal) and (value.value, node.otherwise.value) in ((1, 0), (0, 1)):
                return self.expr(test, path) if value.value == 1 else f"(not {self.expr(test, path)})"
        return self.expr(node, path)

    def larger(self, node: Call, operands: list[str]) -> str | None:
        """`max(0, x)`, and the like, without a call."""
        sign = {"max": ">", "higher_of": ">", "min": "<"}.get(node.op.name)
        if (
            sign is None
            or len(operands) != len(("one", "other"))
            or not isinstance(node.operands[0], Literal)
        ):
            return None
        held = f"w_{next(self.serial)}"
        return f"({held} if ({held} := {operands[1]}) {sign} {operands[0]} else {operands[0]})"

    def operation(self, op: Op, count: int, lifted: bool, optional: bool = False) -> str:
        """The name of an operation's function."""
        key = f"{op.name}_{count}{'' if lifted else '_known'}{'_optional' if lifted and optional else ''}"
        if key not in self.names:
            self.names[key] = op.lifted(count, optional) if lifted else op.function(count)
        return key

    def choice(self, node: Choice, path: Path) -> str:
        """A conditional expression."""
        if self.three:
            arms = ", ".join(
                f"(lambda: {self.expr(t, path)}, lambda: {self.expr(v, path)})" for t, v in node.arms
            )
            return f"runtime.pick(({arms},), lambda: {self.expr(node.otherwise, path)})"
        arms = "".join(f"{self.expr(v, path)} if {self.expr(t, path)} else " for t, v in node.arms)
        return f"({arms}{self.expr(node.otherwise, path)})"

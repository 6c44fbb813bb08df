"""Which choices has this region settled already? Constants worked in, dead branches cut off.

A comparison or a rounding set by a region becomes that comparison or rounding; a branch that cannot be
reached under the settings is dropped, so that nobody asks for facts which only it would need.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aid_rules.language import Call, Choice, Fold, IsSet, Literal, Node, Read, call
from aid_rules.language.types import BOOLEAN, NUMBER
from aid_rules.money import Rounding
from aid_rules.plan.model import Parameter

_SIGNS = {"<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
_DIRECTIONS = {"up": "round_up", "down": "round_down", "half_up": "round_half_up"}


@dataclass
class Bound:
    """A node with the settings worked in, and the names of those settings in order of use."""

    parameters: Mapping[str, Parameter]
    settings: dict[str, None] = field(default_factory=dict)

    def node(self, node: Node) -> Node:
        """`node` under the settings."""
        match node:
            case IsSet():
                return self._is_set(node)
            case Read() if node.name in self.parameters:
                return self._read(node)
            case Call():
                return self._call(node)
            case Choice():
                return self._choice(node)
            case Fold():
                return replace(
                    node,
                    value=self.node(node.value),
                    test=None if node.test is None else self.node(node.test),
                    default=None if node.default is None else self.node(node.default),
                )
            case _:
                return node

    def _is_set(self, node: IsSet) -> Node:
        parameter = self.parameters[node.name]
        if parameter.complete or not parameter.cells:
            self.settings[node.name] = None
            return Literal(BOOLEAN, node.at, parameter.complete)
        return node

    def _read(self, node: Read) -> Node:
        parameter = self.parameters[node.name]
        cell = parameter.constant
        if cell is None or parameter.type.kind not in ("enum", "boolean"):
            return node
        self.settings[node.name] = None
        return Literal(node.type, node.at, cell.value)

    def _constant(self, node: Node, kind: type) -> object | None:
        if not isinstance(node, Read) or node.name not in self.parameters:
            return None
        cell = self.parameters[node.name].constant
        if cell is None or not isinstance(cell.value, kind):
            return None
        self.settings[node.name] = None
        return cell.value

    def _call(self, node: Call) -> Node:
        name = node.op.name
        if name == "compare":
            sign = self._constant(node.operands[1], str)
            if sign is not None:
                return self.node(call(_SIGNS[str(sign)], (node.operands[0], node.operands[2]), node.at))
        if name == "round_by":
            rounding = self._constant(node.operands[1], Rounding)
            if isinstance(rounding, Rounding):
                inner = self.node(node.operands[0])
                if not rounding.step:
                    return inner
                return call(
                    _DIRECTIONS[rounding.direction], (inner, Literal(NUMBER, node.at, rounding.step)), node.at
                )
        operands = tuple(self.node(operand) for operand in node.operands)
        return _folded(replace(node, operands=operands))

    def _choice(self, node: Choice) -> Node:
        return self.choice(node)[0]

    def choice(self, node: Choice) -> tuple[Node, tuple[int, ...]]:
        """The choice that is left, and which of its values (the last one counts too) can still be reached."""
        arms: list[tuple[Node, Node]] = []
        kept: list[int] = []
        for index, (test, value) in enumerate(node.arms):
            condition = self.node(test)
            if isinstance(condition, Literal):
                if condition.value:
                    return _chosen(node, arms, self.node(value)), (*kept, index)
                continue
            arms.append((condition, self.node(value)))
            kept.append(index)
        return _chosen(node, arms, self.node(node.otherwise)), (*kept, len(node.arms))


def _chosen(node: Choice, arms: list[tuple[Node, Node]], last: Node) -> Node:
    return replace(node, arms=tuple(arms), otherwise=last) if arms else _typed(last, node)


def _typed(node: Node, like: Node) -> Node:
    return replace(node, type=like.type) if isinstance(node, Literal) else node


def _folded(node: Call) -> Node:
    """Logic and sameness of literals, worked out."""
    name, operands = node.op.name, node.operands
    if name in ("and", "or"):
        stop = name == "or"
        if any(isinstance(o, Literal) and o.value is stop for o in operands):
            return Literal(BOOLEAN, node.at, stop)
        rest = tuple(o for o in operands if not isinstance(o, Literal))
        if len(rest) < 2:
            return rest[0] if rest else Literal(BOOLEAN, node.at, not stop)
        return replace(node, operands=rest)
    if name in ("same", "differs", "among", "not") and all(isinstance(o, Literal) for o in operands):
        values = [o.value for o in operands if isinstance(o, Literal)]
        return Literal(BOOLEAN, node.at, node.op.function(len(values))(*values))
    return node

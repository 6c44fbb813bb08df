"""Which values inside a rule deserve a slot of their own? Folds, and the two sides of a criterion.

Afterwards a rule is either free of folds or one fold over values free of folds, so every evaluator loops
the same way, the trace shows each sum, and a failed criterion can say by how much.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from aid_rules.language import Call, Choice, Fold, Literal, Node, Read
from aid_rules.plan.model import Rule, Title

_SIDED = ("less", "at_most", "more", "at_least")


def lower(rule: Rule) -> list[Rule]:
    """The rule and the parts that were taken out of it, parts first."""
    if rule.node is None:
        return [rule]
    parts = _Parts(rule)
    node = parts.top(rule.node)
    return [*parts.found, replace(rule, node=node)]


@dataclass
class _Parts:
    rule: Rule
    found: list[Rule] = field(default_factory=list)

    def top(self, node: Node) -> Node:
        if (
            isinstance(node, Fold) and not self.rule.finding and self.rule.when_unknown is None
        ):  # both come after the fold
            return self._fold(node)
        if self.rule.role == "criterion" and isinstance(node, Call) and node.op.name in _SIDED:
            sides = tuple(self._side(operand) for operand in node.operands)
            return replace(node, operands=sides)
        return self._inside(node, self.rule.per)

    def _side(self, node: Node) -> Node:
        if isinstance(node, Read | Literal) or node.type.kind != "number" or node.type.optional:
            return self._inside(node, self.rule.per)
        inner = self._fold(node) if isinstance(node, Fold) else self._inside(node, self.rule.per)
        return self._part(inner, self.rule.per)

    def _fold(self, node: Fold) -> Fold:
        value = self._inside(node.value, node.entity)
        test = None if node.test is None else self._inside(node.test, node.entity)
        default = None if node.default is None else self._inside(node.default, self.rule.per)
        return replace(node, value=value, test=test, default=default)

    def _inside(self, node: Node, row: str) -> Node:
        match node:
            case Fold():
                return self._part(self._fold(node), row)
            case Call():
                return replace(node, operands=tuple(self._inside(o, row) for o in node.operands))
            case Choice():
                arms = tuple((self._inside(t, row), self._inside(v, row)) for t, v in node.arms)
                return replace(node, arms=arms, otherwise=self._inside(node.otherwise, row))
            case _:
                return node

    def _part(self, node: Node, row: str) -> Read:
        name = f"{self.rule.name}~{len(self.found) + 1}"
        part = replace(
            self.rule, name=name, title=Title("", ""), per=row, type=node.type, node=node, role="part", arms=(),
            settings=(), finding=False, discretion=False, assumed="",
            when_unknown=None, covers=None, unbound=None,
        )  # fmt: skip
        self.found.append(part)
        return Read(node.type, node.at, row, name)

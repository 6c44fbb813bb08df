"""What is the value of a part of a rule for a row? From the slots and the case, for whoever words or weighs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aid_rules.language import Call, Choice, Fact, IsSet, Literal, Node, Read, Today, Unknown
from aid_rules.plan import Parameter
from aid_rules.scalar.facts import fact_value
from aid_rules.scalar.runtime import is_set
from aid_rules.scalar.view import Row, View


def node_value(view: View, node: Node, row: Row) -> Any:
    """The value of a part of a rule that is no fold, from the slots and the case."""
    match node:
        case Literal():
            return node.value
        case Today():
            return view.on
        case Fact():
            return fact_value(view, node, row)
        case Read():
            return view.value(node.name, row)
        case IsSet():
            return _is_set(view, node, row)
        case Call():
            values = [node_value(view, operand, row) for operand in node.operands]
            optional = any(operand.type.optional for operand in node.operands)
            return node.op.lifted(len(values), optional)(*values)
        case Choice():
            for test, value in node.arms:
                holds = node_value(view, test, row)
                if type(holds) is Unknown:
                    return holds
                if holds:
                    return node_value(view, value, row)
            return node_value(view, node.otherwise, row)
        case _:
            raise TypeError(node)


def _is_set(view: View, node: IsSet, row: Row) -> Any:
    parameter = view.plan.by_name[node.name]
    if not isinstance(parameter, Parameter):
        raise TypeError(parameter)
    return is_set(parameter.cells, tuple(keys_of(view, parameter, row)))


def keys_of(view: View, parameter: Parameter, row: Row) -> Iterator[Any]:
    """The keys of a parameter for a row, as far as known."""
    return (node_value(view, node, row) for _, node in parameter.keys)

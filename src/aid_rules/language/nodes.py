"""What does a checked expression consist of? Only the checker builds these; no evaluator asks for a type.

A node names the row that it reads by its entity: inside a rule no two rows of one entity are ever in sight.
`at` is where it stands in its file; it takes no part in equality or meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aid_rules.language.operations import Op
from aid_rules.language.types import Type
from aid_rules.problems import Span


@dataclass(frozen=True, slots=True)
class Node:
    """What every node has: the type of its value, and its place."""

    type: Type
    at: Span | None = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value of the text: number (in stored units), truth, enum member, `none`, rounding step."""

    value: Any


@dataclass(frozen=True, slots=True)
class Today(Node):
    """`on`: the day of the decision."""


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """A field of a case row: `disability.grade` of the `person`."""

    row: str
    path: str


@dataclass(frozen=True, slots=True)
class Read(Node):
    """The value of another rule or parameter, for a row in sight."""

    row: str
    name: str


@dataclass(frozen=True, slots=True)
class IsSet(Node):
    """Has a region or a default set this parameter for the row?"""

    row: str
    name: str


@dataclass(frozen=True, slots=True)
class Call(Node):
    """An operation applied to operands."""

    op: Op
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """The value of the first arm whose test holds, else the last value."""

    arms: tuple[tuple[Node, Node], ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Fold(Node):
    """`sum(x for p in members if test)`: one value from the rows of a list."""

    how: str
    owner: str
    list: str
    entity: str
    value: Node
    test: Node | None
    default: Node | None


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case Call():
            return node.operands
        case Choice():
            return (*(part for arm in node.arms for part in arm), node.otherwise)
        case Fold():
            return tuple(part for part in (node.value, node.test, node.default) if part is not None)
        case _:
            return ()


def walk(node: Node) -> list[Node]:
    """The node and everything below it, parents first."""
    found, todo = [], [node]
    while todo:
        here = todo.pop()
        found.append(here)
        todo.extend(reversed(children(here)))
    return found

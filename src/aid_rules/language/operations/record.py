"""What is said of one operation, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

from aid_rules.case import NOTHING
from aid_rules.language.types import Type
from aid_rules.language.unknown import TRUTH, Bounds, lift

Absent = Literal["refuse", "false", "member", "absent"]
"""What an operand that does not exist does: it may not stand there; the comparison is false;
it is a value like any other; the result does not exist either."""


Typing = Callable[[Sequence[Type]], Type]
"""Types of the operands to the type of the result; raises Refused where they do not fit."""

BoundsRule = Callable[..., Bounds]
"""Bounds of the operands to bounds of the result."""

MONOTONE = None
"""In place of bounds: the result grows with every operand, so its ends are the results of their ends."""


class Refused(Exception):
    """The operands do not fit: a problem code and its facts; the checker adds the place."""

    def __init__(self, code: str, write: str | None = None, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts, self.write = code, facts, write


@dataclass(frozen=True, eq=False)
class Op:
    """One operation.

    `scalar` is Python source with `{0}`, `{1}`, … or `{all}` (all operands, joined by `joint`) for the
    operands and the names of `helpers`. The three-valued form is derived from it and from `bounds`, which
    gives the interval of the result for intervals of the operands (None: no order).
    """

    name: str
    typing: Typing
    scalar: str
    bounds: BoundsRule | None
    zh: str
    en: str
    joint: str = ", "
    absent: Absent = "refuse"
    rank: int = 9
    levels: bool = False
    """Plain literals take the unit of the other operands."""
    helpers: Mapping[str, Any] = field(default_factory=dict)
    kleene: Callable[..., Any] | None = None
    """The three-valued form, where it is quicker to say than to derive."""
    opposite: str = ""
    """The comparison that holds where this one does not."""
    zh_not: str = ""
    """How its opposite is said, where that is no comparison and more than a word before it."""
    zh_dates: str = ""
    zh_ages: str = ""
    """The words for two dates, and for an age and a number of years."""

    def __reduce__(self) -> tuple[Callable[[str], Op], tuple[str]]:
        """A plan travels to other processes: an operation goes by its name, for its functions cannot."""
        return _named, (self.name,)

    def source(self, operands: Sequence[str]) -> str:
        """The operation on these operands as Python source."""
        return self.scalar.format(*operands, all=self.joint.join(operands), rest=", ".join(operands[1:]))

    @cached_property
    def truth(self) -> bool:
        """Does it yield a truth value?"""
        return self.rank < 5

    def function(self, count: int) -> Callable[..., Any]:
        """The operation on `count` known operands as a function."""
        return self.tolerant(self.plain(count))

    def plain(self, count: int) -> Callable[..., Any]:
        """The operation on `count` known operands that exist."""
        return _compiled(self, count)

    def _compile(self, count: int) -> Callable[..., Any]:
        names = [f"x{i}" for i in range(count)]
        code = f"lambda {', '.join(names)}: {self.source(names)}"
        plain: Callable[..., Any] = eval(code, dict(self.helpers))  # noqa: S307 - our own template, not a rule file's
        return plain

    def tolerant(self, plain: Callable[..., Any]) -> Callable[..., Any]:
        """`plain`, which never sees a thing that does not exist, made to answer for that too."""
        if self.absent not in ("false", "absent"):
            return plain
        answer = False if self.absent == "false" else NOTHING

        def tolerant(*operands: Any) -> Any:
            return answer if NOTHING in operands else plain(*operands)

        return tolerant

    def lifted(self, count: int, optional: bool = False) -> Callable[..., Any]:
        """The operation on `count` operands of which some may be unknown; `optional`: or may not exist.

        Bounds say nothing of a thing that may not exist: `grade <= 4` is false where there is no grade.
        """
        return self.kleene or _lifted(self, count, optional)

    def range_of(self, *spans: Bounds) -> Bounds:
        """Bounds of the result for bounds of the operands."""
        if self.bounds is not None:
            return self.bounds(*spans)
        known = [span for span in spans if span is not None]
        plain = self.plain(len(known))
        return (plain(*[span[0] for span in known]), plain(*[span[1] for span in known]))


def _named(name: str) -> Op:
    from aid_rules.language.operations import OPERATIONS

    return OPERATIONS[name]


@cache
def _compiled(op: Op, count: int) -> Callable[..., Any]:
    return op._compile(count)


@cache
def _lifted(op: Op, count: int, optional: bool) -> Callable[..., Any]:
    bounds: BoundsRule = _either if optional and op.truth else op.range_of
    return op.tolerant(lift(op.plain(count), bounds, op.truth))


def _either(*_: Bounds) -> Bounds:
    return TRUTH

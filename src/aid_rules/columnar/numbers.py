"""Exact arithmetic as source: numerators in 64 bits over bases, checked wherever the bounds do not vouch for it.

Rows whose numbers would not fit are marked in `bad`; they are computed again with Python's own integers.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from math import gcd, lcm
from typing import Any

from aid_rules.case.paths import Path
from aid_rules.columnar import masks
from aid_rules.columnar.columns import Part, whole
from aid_rules.columnar.source import Source

LIMIT = 2**63 - 1
_FAR = 10**100
"""Where the ends of numbers that are exact are left uncounted: nothing depends on them but their signs."""
Span = tuple[int, int]


class Numbers(Source):
    """Writes arithmetic. With `exact`, numbers are Python integers and nothing needs a check."""

    def __init__(self, exact: bool) -> None:
        super().__init__()
        self.exact = exact

    # whole numbers -------------------------------------------------------------------------------------

    def fits(self, span: Span) -> bool:
        """Can no number within these bounds overflow?"""
        return self.exact or (span[0] >= -LIMIT and span[1] <= LIMIT)

    def wide(self, part: Part) -> Part:
        """The same numerators in 64 bits."""
        if part.bits in (0, 64):
            return part
        return replace(part, n=self.let(f"{part.n}.astype(np.int64)"), bits=64)

    def made(self, text: str, span: Span, bits: int = 64) -> Part:
        """Numerators that do not come of other numerators."""
        if self.exact:
            return Part(self.let(f"({text}).astype(object)"), span)
        return Part(self.let(text), span, bits=bits)

    def _whole(
        self, sign: str, work: Callable[[int, int], int], a: Part, b: Part, span: Span, path: Path
    ) -> Part:
        """`a sign b` of numerators."""
        if a.bits == b.bits == 0:
            return whole(work(int(a.n), int(b.n)))
        if self.exact:
            span = (max(-_FAR, min(span[0], _FAR)), max(-_FAR, min(span[1], _FAR)))
        if not self.fits(span):
            return self._checked(sign, work, a, b, path)
        bits = max(a.bits, b.bits)
        literal = [p.span for p in (a, b) if p.bits == 0]
        if bits < 64 and not all(_within(s, bits) for s in (span, *literal)):
            a, b, bits = self.wide(a), self.wide(b), 64
        return Part(self.let(f"{a.n} {sign} {_operand(b.n)}"), span, bits=bits, wild=self.wilder(a, b))

    def wilder(self, *parts: Part) -> str:
        """Where any of these does not fit."""
        found = masks.either(self, *(part.wild for part in parts if part.wild))
        return "" if found == "False" else found

    def _checked(self, sign: str, work: Callable[[int, int], int], a: Part, b: Part, path: Path) -> Part:
        if not all(self.fits(part.span) for part in (a, b) if part.bits == 0):
            return self.beyond(self.wide(a if a.bits else b), "True", path)
        a, b = self.wide(a), self.wide(b)
        over = self.let(f"over_{work.__name__}({a.n}, {b.n}, bad, {path!r})")
        text = f"{a.n} {sign} {_operand(b.n)}"
        return Part(
            self.let(text), (-LIMIT, LIMIT), wild=masks.either(self, over, self.wilder(a, b) or "False")
        )

    def beyond(self, part: Part, rows: str, path: Path) -> Part:
        """The same numbers, for use only on other rows than these: these are left to exact arithmetic."""
        marked = rows if rows not in ("True", "False") else f"np.repeat({rows}, {self.input('count', path)})"
        wild = self.let(f"marked({marked}, bad, {path!r})")
        return replace(part, wild=masks.either(self, wild, part.wild or "False"))

    def add(self, a: Part, b: Part, path: Path) -> Part:
        """Sum of numerators."""
        if "0" in (a.n, b.n):
            return _plain(b if a.n == "0" else a)
        return self._whole("+", operator.add, a, b, (a.span[0] + b.span[0], a.span[1] + b.span[1]), path)

    def subtract(self, a: Part, b: Part, path: Path) -> Part:
        """Difference of numerators."""
        if b.n == "0":
            return _plain(a)
        return self._whole("-", operator.sub, a, b, (a.span[0] - b.span[1], a.span[1] - b.span[0]), path)

    def multiply(self, a: Part, b: Part, path: Path) -> Part:
        """Product of numerators."""
        if "0" in (a.n, b.n):
            return whole(0)  # also of what does not fit
        if "1" in (a.n, b.n):
            return _plain(b if a.n == "1" else a)
        corners = [x * y for x in a.span for y in b.span]
        return self._whole("*", operator.mul, a, b, (min(corners), max(corners)), path)

    # numbers with a base -------------------------------------------------------------------------------

    def alike(self, a: Part, b: Part, path: Path) -> tuple[Part, Part, Part]:
        """The numerators of both over one base, and that base."""
        if a.d == b.d:
            return _plain(a), _plain(b), a.base
        if isinstance(a.d, int) and isinstance(b.d, int):
            shared = lcm(a.d, b.d)
            left = self.multiply(a, whole(shared // a.d), path)
            return left, self.multiply(b, whole(shared // b.d), path), whole(shared)
        left, right = self.multiply(a, b.base, path), self.multiply(b, a.base, path)
        return left, right, self.multiply(a.base, b.base, path)

    def over_base(self, top: Part, base: Part) -> Part:
        """Numerators over a base."""
        if base.bits == 0:
            return replace(top, d=int(base.n), most=int(base.n))
        return replace(top, d=base.n, most=base.span[1], wild=self.wilder(top, base))

    def plus(self, a: Part, b: Part, path: Path) -> Part:
        """Sum."""
        left, right, base = self.alike(a, b, path)
        return self.over_base(self.add(left, right, path), base)

    def minus(self, a: Part, b: Part, path: Path) -> Part:
        """Difference."""
        left, right, base = self.alike(a, b, path)
        return self.over_base(self.subtract(left, right, path), base)

    def times(self, a: Part, b: Part, path: Path) -> Part:
        """Product; a literal and a fixed base are shortened."""
        if b.bits == 0:
            a, b = b, a
        if a.bits == 0 and isinstance(b.d, int):
            shared = gcd(int(a.n), b.d) or 1
            a = replace(a, **_literal(int(a.n) // shared))
            b = replace(b, d=b.d // shared, most=b.d // shared)
        return self.over_base(self.multiply(a, b, path), self.multiply(a.base, b.base, path))

    def divided(self, a: Part, b: Part, path: Path) -> Part:
        """Quotient; anything where the divisor is zero."""
        if b.bits == 0 and isinstance(b.d, int):
            base = abs(int(b.n)) or 1
            turned = replace(whole(b.d if int(b.n) > 0 else -b.d), d=base, most=base)
            return self.times(a, turned, path)
        top, below = self.multiply(a, b.base, path), self.wide(b)
        if b.span[0] < 0:
            top = self.multiply(top, Part(self.let(f"sign({below.n})"), (-1, 1)), path)
            below = replace(below, n=self.let(f"np.abs({below.n})"), span=(0, max(map(abs, b.span))))
        if below.span[0] <= 0:
            below = replace(below, n=self.let(f"np.maximum({below.n}, 1)"), span=(1, max(1, below.span[1])))
        below = _plain(below)
        return self.over_base(top, self.multiply(a.base, below, path))

    def negative(self, a: Part) -> Part:
        """The opposite."""
        if a.bits == 0:
            return replace(a, **_literal(-int(a.n)))
        a = self.wide(a)
        return replace(a, n=self.let(f"-{a.n}"), span=(-a.span[1], -a.span[0]))

    # comparing and choosing ----------------------------------------------------------------------------

    def compared(self, sign: str, a: Part, b: Part, path: Path) -> str:
        """The mask of `a sign b`."""
        left, right, _ = self.alike(a, b, path)
        if left.bits == right.bits == 0:
            return str(_COMPARED[sign](int(left.n), int(right.n)))
        return self.let(f"{left.n} {sign} {_operand(right.n)}")

    def surely(self, sign: str, a: Part, b: Part, path: Path) -> str:
        """Where `a sign b` holds for certain."""
        left, right, _ = self.alike(a, b, path)
        wild = self.wilder(left, right)
        found = self.compared(sign, a, b, path)
        return masks.both(self, found, masks.negated(self, wild)) if wild else found

    def possibly(self, sign: str, a: Part, b: Part, path: Path) -> str:
        """Where `a sign b` may hold."""
        left, right, _ = self.alike(a, b, path)
        return masks.either(self, self.compared(sign, a, b, path), self.wilder(left, right) or "False")

    def choose(self, test: str, a: Part, b: Part, path: Path) -> Part:
        """`a` where the test holds, else `b`."""
        if a == b or test in ("True", "False"):
            return a if test != "False" else b
        if isinstance(a.d, int) and isinstance(b.d, int):
            left, right, base = self.alike(a, b, path)
            return self.over_base(self._either(test, left, right), base)
        base = self._either(test, a.base, b.base)
        return self.over_base(self._either(test, _plain(a), _plain(b)), base)

    def _either(self, test: str, a: Part, b: Part) -> Part:
        if a == b:
            return a
        wild = ""
        if a.wild or b.wild:
            chosen = masks.chosen(self, test, a.wild or "False", b.wild or "False")
            wild = "" if chosen == "False" else chosen
        return replace(self._one_or_other(test, a, b), wild=wild)

    def _one_or_other(self, test: str, a: Part, b: Part) -> Part:
        span = (min(a.span[0], b.span[0]), max(a.span[1], b.span[1]))
        if a.bits == b.bits == 0:
            if {a.n, b.n} == {"0", "1"}:
                mask = test if a.n == "1" else masks.negated(self, test)
                return self.made(f"{mask}.view(np.int8)", span, bits=8)
            if b.n == "0":
                return self.made(f"{test} * {a.n}", span)
            return self.made(f"np.where({test}, {a.n}, {b.n})", span)
        if max(a.bits, b.bits) == 8 and _within(span, 8):
            return Part(self.let(_without_branch(f"{test}.view(np.int8)", a.n, b.n)), span, bits=8)
        a, b = self.wide(a), self.wide(b)
        if b.n == "0":
            return Part(self.let(f"{a.n} * {test}"), span)
        if a.n == "0":
            return Part(self.let(f"{b.n} * {masks.negated(self, test)}"), span)
        text = f"np.where({test}, {a.n}, {b.n})" if self.exact else _without_branch(test, a.n, b.n)
        return Part(self.let(text), span)

    def largest(self, a: Part, b: Part, path: Path) -> Part:
        """The larger of two."""
        return self._outermost("np.maximum", ">=", max, a, b, path)

    def smallest(self, a: Part, b: Part, path: Path) -> Part:
        """The smaller of two."""
        return self._outermost("np.minimum", "<=", min, a, b, path)

    def _outermost(self, name: str, sign: str, work: Any, a: Part, b: Part, path: Path) -> Part:
        if a == b:
            return a
        if not (isinstance(a.d, int) and isinstance(b.d, int)):
            # What does not fit compares as it may: the choice between the two is no better known than they are.
            found = self.choose(self.compared(sign, a, b, path), a, b, path)
            left, right, _ = self.alike(a, b, path)
            return replace(found, wild=self.wilder(left, right))
        left, right, base = self.alike(a, b, path)
        if left.bits == right.bits == 0:
            return self.over_base(whole(work(int(left.n), int(right.n))), base)
        left, right = self.wide(left), self.wide(right)
        span = (work(left.span[0], right.span[0]), work(left.span[1], right.span[1]))
        found = Part(self.let(f"{name}({left.n}, {right.n})"), span, wild=self.wilder(left, right))
        return self.over_base(found, base)

    # whole numbers of steps ----------------------------------------------------------------------------

    def truncated(self, a: Part, path: Path) -> Part:
        """The whole part, towards zero."""
        if a.d == 1:
            return self.wide(a)
        down, up = self.rounded("down", a, 1, path), self.rounded("up", a, 1, path)
        return self.choose(self.compared("<", a, whole(0), path), up, down, path)

    def rounded(self, how: str, a: Part, step: int, path: Path) -> Part:
        """To a multiple of `step`: up, down or half up."""
        base = self.multiply(a.base, whole(step), path)
        top = self.wide(_plain(a))
        if base.n == "1":
            return top
        if how == "up":
            top = self.negative(top)
        if how == "half_up":
            top = self.add(self.multiply(top, whole(2), path), base, path)
            base = self.multiply(base, whole(2), path)
        found = self._floor(top, base)
        return self.multiply(self.negative(found) if how == "up" else found, whole(step), path)

    def _floor(self, top: Part, base: Part) -> Part:
        if top.bits == base.bits == 0:
            return whole(int(top.n) // int(base.n))
        least = int(base.n) if base.bits == 0 else 1
        corners = [edge // below for edge in top.span for below in (least, base.span[1])]
        wild = self.wilder(top, base)
        return Part(self.let(f"{_operand(top.n)} // {base.n}"), (min(corners), max(corners)), wild=wild)


def _plain(part: Part) -> Part:
    return part if part.d == 1 else replace(part, d=1, most=1)


def _literal(value: int) -> dict[str, Any]:
    return {"n": str(value), "span": (value, value)}


def _within(span: Span, bits: int) -> bool:
    most = 1 << (bits - 1)
    return -most <= span[0] and span[1] < most


def _without_branch(test: str, a: str, b: str) -> str:
    """`a` or `b`, by arithmetic that may wrap around and back: what a processor cannot guess costs it less so."""
    return f"({a} - {_operand(b)}) * {test} + {_operand(b)}"


def _operand(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


_COMPARED: dict[str, Callable[[int, int], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq,
}  # fmt: skip

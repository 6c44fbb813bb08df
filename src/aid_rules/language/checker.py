"""What does this expression mean, and is every part of it allowed? Syntax tree in, typed nodes out.

Every refusal names the place; a suggestion is made only where it would be accepted there.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from aid_rules.case import NOTHING
from aid_rules.language import units
from aid_rules.language.names import Resolver, dotted
from aid_rules.language.nodes import Call, Choice, Fact, Fold, IsSet, Literal, Node, Read, Today
from aid_rules.language.operations import FOLDS, OPERATIONS, Refused
from aid_rules.language.parse import form, parse, place
from aid_rules.language.scope import Scope
from aid_rules.language.types import BOOLEAN, DATE, NUMBER, Type, key_word, number
from aid_rules.money import STEPS, InexactAmount, parse_fraction
from aid_rules.problems import Problem, RuleError, Span, nearest

_BINARY = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide"}
_COMPARE = {
    ast.Lt: "less",
    ast.LtE: "at_most",
    ast.Gt: "more",
    ast.GtE: "at_least",
    ast.Eq: "same",
    ast.NotEq: "differs",
}
_FUNCTIONS = {
    "max": (2, 9), "min": (2, 9), "higher_of": (2, 9), "floor": (1, 1), "ceil": (1, 1), "monthly": (1, 1),
    "yearly": (1, 1), "round_up": (2, 2), "round_down": (2, 2), "round_half_up": (2, 2), "round_by": (2, 2),
    "compare": (3, 3), "full_years": (2, 2), "full_months": (2, 2), "days": (2, 2), "add_months": (2, 2),
    "add_years": (2, 2), "month_start": (1, 1), "month_of": (1, 1), "year_of": (1, 1), "has": (1, 1), "is_set": (1, 1),
    "given": (2, 2), "at": (1, 1),
}  # fmt: skip
_TRUTH = {"true": True, "false": False}
FUNCTIONS = (*_FUNCTIONS, *FOLDS)
"""Every function that an expression may call."""


def check(text: str, at: Span, scope: Scope, expected: Type | None = None) -> Node:
    """The meaning of `text` in `scope`; RuleError with one problem where it has none.

    `expected` lets bare enum members be understood; the caller compares the type of the result.
    """
    tree = parse(text, at)
    return _Checker(text, at, scope).node(tree, expected)


def call(name: str, operands: tuple[Node, ...], at: Span | None) -> Call:
    """An operation on nodes that are checked already; raises Refused where the operands do not fit."""
    op = OPERATIONS[name]
    if op.levels:
        operands = _levelled(operands)
    for operand in operands:
        if operand.type.optional and op.absent == "refuse":
            raise Refused("L214")
    type_ = op.typing([operand.type for operand in operands])
    if op.absent == "absent" and any(operand.type.optional for operand in operands):
        type_ = replace(type_, optional=True)
    return Call(type_, at, op, operands)


def _levelled(operands: tuple[Node, ...]) -> tuple[Node, ...]:
    """Plain whole numbers of the text take the unit of what they meet; 0 fits any unit."""
    unit = next((o.type.unit for o in operands if o.type.kind == "number" and not _plain(o)), None)
    if unit is None:
        return operands
    return tuple(
        replace(o, type=number(unit))
        if _plain(o) and isinstance(o, Literal) and (o.value == 0 or unit in units.TAKES_PLAIN_NUMBERS)
        else o
        for o in operands
    )


def _plain(node: Node) -> bool:
    return isinstance(node, Literal) and node.type == NUMBER


@dataclass(frozen=True)
class _Checker:
    text: str
    at: Span
    scope: Scope

    def node(self, tree: ast.expr, expected: Type | None = None) -> Node:
        at = place(tree, self.text, self.at)
        try:
            return self._node(tree, at, expected)
        except Refused as refused:
            raise RuleError([Problem(refused.code, at, refused.facts, refused.write)]) from None

    def _node(self, tree: ast.expr, at: Span, expected: Type | None) -> Node:
        match tree:
            case ast.Constant():
                return self._constant(tree, at, expected)
            case ast.Name() | ast.Attribute():
                return self._name(tree, at, expected)
            case ast.BinOp(left, op, right):
                return call(_BINARY[type(op)], (self.node(left), self.node(right)), at)
            case ast.UnaryOp(ast.Not(), operand):
                return call("not", (self.node(operand),), at)
            case ast.UnaryOp(_, operand):
                return call("negate", (self.node(operand),), at)
            case ast.BoolOp(op, values):
                return call("and" if isinstance(op, ast.And) else "or", tuple(map(self.node, values)), at)
            case ast.Compare():
                return self._compare(tree, at)
            case ast.IfExp(test, body, orelse):
                return self._choice(test, body, orelse, at, expected)
            case ast.Call():
                return self._call(tree, at)
            case _:
                raise Refused("L103", **form(type(tree).__name__))

    def _constant(self, tree: ast.Constant, at: Span, expected: Type | None) -> Node:
        if isinstance(tree.value, bool):
            return Literal(BOOLEAN, at, tree.value)
        written = ast.get_source_segment(self.text.strip(), tree) or ""
        if isinstance(tree.value, str | bytes | complex) or tree.value is None or tree.value is ...:
            unquoted = tree.value if expected is not None and tree.value in expected.members else None
            raise Refused("L104", str(unquoted) if unquoted else None, text=written[:40])
        try:
            exact = parse_fraction(written)
        except InexactAmount:
            raise Refused("L104", text=written[:40]) from None
        return Literal(NUMBER, at, exact.numerator if exact.denominator == 1 else exact)

    def _name(self, tree: ast.expr, at: Span, expected: Type | None) -> Node:
        path = dotted(tree)
        if path is None:
            raise Refused("L103", form="值后面的 .", form_en="a dot after a value")
        if path == "on":
            return Today(DATE, at)
        if path in _TRUTH:
            return Literal(BOOLEAN, at, _TRUTH[path])
        if path in units.FACTORS:
            value, unit = units.FACTORS[path]
            return Literal(number(unit), at, value)
        if expected is not None and expected.kind == "enum" and path in expected.members:
            return Literal(expected, at, NOTHING if path == "none" and expected.optional else path)
        resolver = Resolver(self.scope)
        found = resolver.find(path, at)
        if found is not None:
            self._nothing_free(found, path)
            return found
        if expected is not None and expected.kind == "enum" and "." not in path:
            write = nearest(path, expected.members)
            raise Refused("L105", write, found=path, allowed=", ".join(expected.members))
        raise resolver.unknown(path)

    def _compare(self, tree: ast.Compare, at: Span) -> Node:
        parts = []
        left = tree.left
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            parts.append(self._comparison(left, op, right, at))
            left = right
        return parts[0] if len(parts) == 1 else call("and", tuple(parts), at)

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr, at: Span) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            return self._among(left, op, right, at)
        if isinstance(right, ast.Set):
            raise Refused("L106")
        # Where both sides may be slips, the left one is told: it is the fact, the right one its value.
        if self._is_member_only(left) and not self._is_member_only(right):
            second = self.node(right)
            first = self.node(left, second.type)
        else:
            first = self.node(left)
            second = self.node(right, first.type)
        try:
            return call(_COMPARE[type(op)], (first, second), at)
        except Refused as refused:
            raise self._with_monthly(refused, first, second, left, right) from None

    def _with_monthly(self, refused: Refused, a: Node, b: Node, left: ast.expr, right: ast.expr) -> Refused:
        """Suggest `monthly(…)` or `* yuan` where that would settle a difference of units."""
        periods = (units.YUAN_YEAR, units.YUAN_PERIOD)
        met = (a.type.unit, b.type.unit)
        if refused.code != "L204" or (units.YUAN_PERIOD in met and units.YUAN_MONTH not in met):
            return refused
        say = [ast.get_source_segment(self.text.strip(), part) or "" for part in (left, right)]
        if a.type.unit in periods and b.type.unit == units.YUAN_MONTH:
            refused.write = f"monthly({say[0]})"
        elif b.type.unit in periods and a.type.unit == units.YUAN_MONTH:
            refused.write = f"monthly({say[1]})"
        elif a.type.unit.is_money and a.type.unit.has_name and isinstance(b, Literal) and b.type == NUMBER:
            refused.write = f"{say[1]} * {a.type.unit.name.replace('/', ' / ')}"
        return refused

    def _is_member_only(self, tree: ast.expr) -> bool:
        own_words = (*units.FACTORS, *_TRUTH, "on")
        return (
            isinstance(tree, ast.Name)
            and Resolver(self.scope).find(tree.id, self.at) is None
            and tree.id not in own_words
        )

    def _among(self, left: ast.expr, op: ast.cmpop, right: ast.expr, at: Span) -> Node:
        if not isinstance(right, ast.Set):
            raise Refused("L106")
        first = self.node(left)
        members = tuple(self.node(element, first.type) for element in right.elts)
        if not all(isinstance(member, Literal) for member in members):
            raise Refused("L106")
        found = call("among", (first, *members), at)
        return call("not", (found,), at) if isinstance(op, ast.NotIn) else found

    def _choice(
        self, test: ast.expr, body: ast.expr, orelse: ast.expr, at: Span, expected: Type | None
    ) -> Node:
        condition = self.node(test)
        if condition.type.kind != "boolean":
            raise Refused("L201", found=condition.type.say(), found_en=condition.type.say("en"))
        return choice(((condition, self.node(body, expected)),), self.node(orelse, expected), at)

    def _call(self, tree: ast.Call, at: Span) -> Node:
        if not isinstance(tree.func, ast.Name) or tree.func.id not in FUNCTIONS:
            found = dotted(tree.func)
            if found is None:
                raise Refused("L103", form="对算出来的值再调用", form_en="a call of what was worked out")
            raise Refused("L107", nearest(found, FUNCTIONS), found=found)
        name = tree.func.id
        if len(tree.args) == 1 and isinstance(tree.args[0], ast.GeneratorExp):
            return self._fold(name, tree.args[0], tree.keywords, at)
        if name == "at":
            return self._at_key(tree, at)
        if tree.keywords or any(isinstance(a, ast.GeneratorExp | ast.Set) for a in tree.args):
            raise Refused("L108", found=name)
        if name not in _FUNCTIONS:
            raise Refused("L109", f"{name}(… for p in members)", found=name)
        least, most = _FUNCTIONS[name]
        if not least <= len(tree.args) <= most:
            wanted = str(least) if least == most else f"{least}–{most}"
            raise Refused("L110", found=name, count=str(len(tree.args)), wanted=wanted)
        return self._function(name, tree.args, at)

    def _function(self, name: str, args: list[ast.expr], at: Span) -> Node:
        if name == "is_set":
            node = self.node(args[0])
            full = node.name.partition("[")[0] if isinstance(node, Read) else ""
            signature = self.scope.signatures.get(full)
            if signature is None or not signature.parameter or not isinstance(node, Read):
                raise Refused("L111")
            return IsSet(BOOLEAN, at, node.row, node.name)
        if name in ("round_up", "round_down", "round_half_up"):
            return call(name, (self.node(args[0]), self._step(args[1])), at)
        operands = tuple(map(self.node, args))
        if name in ("monthly", "yearly") and operands[0].type.unit == units.YUAN_YEAR:
            name = f"{name}_from_year"
        return call(name, operands, at)

    def _at_key(self, tree: ast.Call, at: Span) -> Node:
        """`at(amount, category=elderly)`: a parameter at a named key, whatever the row's own key is."""
        path = dotted(tree.args[0]) if len(tree.args) == 1 else None
        node = Resolver(self.scope).find(path, at) if path else None
        signature = self.scope.signatures.get(node.name) if isinstance(node, Read) else None
        if signature is None or not signature.parameter or not isinstance(node, Read) or not tree.keywords:
            raise Refused("L111")
        keys = dict(signature.keys)
        chosen = []
        for keyword in tree.keywords:
            name = keyword.arg or ""
            if name not in keys:
                raise Refused("L105", nearest(name, keys), found=name, allowed=", ".join(keys))
            value = self.node(keyword.value, keys[name])
            if not isinstance(value, Literal):
                raise Refused("L105", None, found=dotted(keyword.value) or "?", allowed=keys[name].say())
            chosen.append(f"{name}={key_word(value.value)}")
        left = [key for key in signature.free if not any(c.startswith(f"{key}=") for c in chosen)]
        if left:
            raise Refused("L121", name=str(path), keys=", ".join(left))
        return replace(node, name=f"{node.name}[{', '.join(sorted(chosen))}]")

    def _nothing_free(self, node: Node, path: str) -> None:
        signature = self.scope.signatures.get(node.name) if isinstance(node, Read) else None
        if signature is not None and signature.free:
            example = ", ".join(f"{key}=…" for key in signature.free)
            raise Refused("L121", f"at({path}, {example})", name=path, keys=", ".join(signature.free))

    def _step(self, tree: ast.expr) -> Node:
        found = dotted(tree) or "?"
        if found not in STEPS:
            facts = {"found": found, "allowed": ", ".join(STEPS)}
            raise RuleError([Problem("L105", place(tree, self.text, self.at), facts, nearest(found, STEPS))])
        return Literal(NUMBER, place(tree, self.text, self.at), STEPS[found])

    def _fold(self, how: str, tree: ast.GeneratorExp, keywords: list[ast.keyword], at: Span) -> Node:
        if how not in FOLDS:
            raise Refused("L108", found=how)
        loop = tree.generators[0]
        if (
            len(tree.generators) != 1
            or len(loop.ifs) > 1
            or not isinstance(loop.target, ast.Name)
            or loop.is_async
        ):
            raise Refused("L112")
        owner, name, entity = Resolver(self.scope).rows(dotted(loop.iter) or "?")
        inner = replace(self, scope=self.scope.inside(loop.target.id, entity))
        value = inner._row_value(how, tree.elt, loop.target.id)
        test = inner.node(loop.ifs[0]) if loop.ifs else None
        if test is not None and test.type.kind != "boolean":
            raise Refused("L201", found=test.type.say(), found_en=test.type.say("en"))
        return fold(how, owner, name, entity, value, test, self._default(how, keywords, value), at)

    def _row_value(self, how: str, tree: ast.expr, variable: str) -> Node:
        if how == "count":
            if not (isinstance(tree, ast.Name) and tree.id == variable):
                raise Refused("L114", f"count({variable} for {variable} in …)")
            return Literal(NUMBER, place(tree, self.text, self.at), 1)
        return self.node(tree)

    def _default(self, how: str, keywords: list[ast.keyword], value: Node) -> Node | None:
        if how not in ("max", "min"):
            if keywords:
                raise Refused("L108", found=how)
            return None
        if len(keywords) != 1 or keywords[0].arg != "default":
            raise Refused("L115", found=how)
        return _levelled((value, self.node(keywords[0].value)))[1]


def choice(arms: tuple[tuple[Node, Node], ...], otherwise: Node, at: Span | None) -> Choice:
    """The first arm whose test holds; all values must be of one type."""
    values = _levelled((*(value for _, value in arms), otherwise))
    first = next((v.type for v in values if not isinstance(v, Literal)), values[0].type)
    for value in values:
        if value.type.kind != first.kind or value.type.unit != first.unit:
            raise Refused(
                "L203",
                left=first.say(),
                right=value.type.say(),
                left_en=first.say("en"),
                right_en=value.type.say("en"),
            )
    members = tuple(dict.fromkeys(m for v in values for m in v.type.members))
    type_ = replace(first, members=members, optional=any(v.type.optional for v in values))
    return Choice(type_, at, tuple((t, v) for (t, _), v in zip(arms, values, strict=False)), values[-1])


def fold(
    how: str,
    owner: str,
    name: str,
    entity: str,
    value: Node,
    test: Node | None,
    default: Node | None,
    at: Span | None,
) -> Fold:
    """One value from the rows of a list, with the type that `how` yields."""
    kind = FOLDS[how]
    if kind.truth and value.type.kind != "boolean":
        raise Refused("L201", found=value.type.say(), found_en=value.type.say("en"))
    if (
        not kind.truth
        and value.type.kind != "number"
        and not (how in ("max", "min") and value.type.kind == "date")
    ):
        raise Refused("L206", found=value.type.say(), found_en=value.type.say("en"))
    if value.type.optional:
        raise Refused("L214")
    if value.type.unit == units.YUAN_PERIOD:
        raise Refused("L207")
    if default is not None and (default.type.kind, default.type.unit) != (value.type.kind, value.type.unit):
        raise Refused(
            "L204",
            left=value.type.say(),
            right=default.type.say(),
            left_en=value.type.say("en"),
            right_en=default.type.say("en"),
        )
    return Fold(value.type, at, how, owner, name, entity, value, test, default)


__all__ = ["FUNCTIONS", "Fact", "call", "check", "choice", "fold"]

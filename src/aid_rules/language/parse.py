"""Is this text an expression of the language's form? Text in, a small and tame syntax tree out.

Python's own parser reads it; nothing is compiled or run. What could cost more than it is worth (long or
deep texts, long numbers) is refused before the parser sees it.
"""

from __future__ import annotations

import ast
import re
from itertools import accumulate

from aid_rules.problems import Problem, RuleError, Span

LONGEST = 2000
DEEPEST = 40
LARGEST_TREE = 400

_ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub,
    ast.Mult, ast.Div, ast.Compare, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq, ast.In, ast.NotIn,
    ast.IfExp, ast.Call, ast.keyword, ast.GeneratorExp, ast.comprehension, ast.Name, ast.Attribute, ast.Constant,
    ast.Set, ast.Load, ast.Store,
)  # fmt: skip
_STEPS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def parse(text: str, at: Span) -> ast.expr:
    """The expression's syntax tree; RuleError where it is none of ours."""
    too_much = _too_much(text)
    if too_much:
        raise RuleError([Problem("L101", at, {"limit": too_much})])
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError as error:
        column = max(0, (error.offset or 1) - 1)
        raise RuleError([Problem("L102", at.at(column, 1), {"text": text[:60]})]) from None
    except (RecursionError, MemoryError, ValueError):
        raise RuleError([Problem("L101", at, {"limit": str(DEEPEST)})]) from None
    _tame(tree, text, at)
    return tree.body


def place(node: ast.AST, text: str, at: Span) -> Span:
    """Where a part of the expression stands in its file."""
    first = getattr(node, "col_offset", 0)
    last = getattr(node, "end_col_offset", first + 1)
    raw = text.strip().encode()
    begin = len(raw[:first].decode(errors="ignore"))
    return at.at(begin, max(1, len(raw[first:last].decode(errors="ignore"))))


def _too_much(text: str) -> str:
    if len(text) > LONGEST:
        return f"{LONGEST} characters"
    if max(accumulate((_STEPS.get(c, 0) for c in text), initial=0)) > DEEPEST:
        return f"{DEEPEST} nested brackets"
    if re.search(r"[0-9_]{19,}", text):
        return "18 digits"
    return ""


def _tame(tree: ast.Expression, text: str, at: Span) -> None:
    todo: list[tuple[ast.AST, int]] = [(tree, 0)]
    seen = 0
    while todo:
        node, depth = todo.pop()
        seen += 1
        if seen > LARGEST_TREE or depth > DEEPEST:
            raise RuleError([Problem("L101", at, {"limit": f"{LARGEST_TREE} parts, {DEEPEST} levels"})])
        if not isinstance(node, _ALLOWED):
            raise RuleError([Problem("L103", place(node, text, at), {"form": type(node).__name__})])
        todo.extend((child, depth + 1) for child in ast.iter_child_nodes(node))

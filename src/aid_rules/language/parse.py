"""Is this text an expression of the language's form? Text in, a small and tame syntax tree out.

Python's own parser reads it; nothing is compiled or run. What could cost more than it is worth (long or
deep texts, long numbers) is refused before the parser sees it.
"""

from __future__ import annotations

import ast
import re
from itertools import accumulate
from threading import Lock
from warnings import catch_warnings, simplefilter

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
_DEEP = (f"{DEEPEST} 层", f"{DEEPEST} levels")
_FORMS = {
    "Lambda": ("lambda", "lambda"), "List": ("方括号 [ ]", "brackets [ ]"), "ListComp": ("方括号 [ ]", "brackets [ ]"),
    "Tuple": ("逗号并列", "a list with commas"), "Dict": ("键值 { : }", "{ : }"), "DictComp": ("键值 { : }", "{ : }"),
    "SetComp": ("花括号里的 for", "`for` in braces"), "Subscript": ("方括号 [ ]", "brackets [ ]"), "Pow": ("乘方 **", "power **"),
    "Mod": ("取余 %", "remainder %"), "FloorDiv": ("整除 //", "whole division //"), "MatMult": ("@", "@"),
    "Is": ("is，写 ==", "is; say =="), "IsNot": ("is not，写 !=", "is not; say !="), "UAdd": ("正号 +", "a plus sign"),
    "JoinedStr": ("文字", "text"), "NamedExpr": (":=", ":="), "Starred": ("*", "*"), "Await": ("await", "await"),
    "Yield": ("yield", "yield"), "YieldFrom": ("yield", "yield"), "BitAnd": ("&，写 and", "&; say and"),
    "BitOr": ("|，写 or", "|; say or"), "Invert": ("~，写 not", "~; say not"),
}  # fmt: skip
LONGEST_SHOWN = 80
"""Characters of a suggestion."""

_ONE_AT_A_TIME = Lock()
"""What is warned of is set for the whole process: two threads that each put it back could put back the other's."""

_STEPS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def parse(text: str, at: Span) -> ast.expr:
    """The expression's syntax tree; RuleError where it is none of ours."""
    too_much = _too_much(text)
    if too_much:
        raise RuleError([Problem("L101", at, _limit(*too_much))])
    try:
        tree = _read(text)
    except (SyntaxError, ValueError):  # Python's own guess at the place differs from release to release
        raise RuleError([Problem("L102", at, {"text": text[:60]}, write=_compared(text))]) from None
    except (RecursionError, MemoryError):
        raise RuleError([Problem("L101", at, _limit(*_DEEP))]) from None
    _tame(tree, text, at)
    return tree.body


def _read(text: str) -> ast.Expression:
    """Python's tree, in silence: what Python merely warns of is refused by our own rules."""
    with _ONE_AT_A_TIME, catch_warnings():
        simplefilter("ignore")
        return ast.parse(text.strip(), mode="eval")


_WIDE = str.maketrans("，（）＋－＊／＜＞＝：｛｝", ",()+-*/<>=:{}")
"""What a Chinese keyboard writes, and expressions have."""


def _compared(text: str) -> str | None:
    """The expression with `==` in place of `=`, and the signs of a Chinese keyboard as ours, where that was the fault."""
    written = re.sub(r"(?<![<>=!])=(?!=)", "==", text.strip().translate(_WIDE))
    try:
        _read(written)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return written if len(written) < LONGEST_SHOWN else None


def place(node: ast.AST, text: str, at: Span) -> Span:
    """Where a part of the expression stands in its file."""
    first = getattr(node, "col_offset", 0)
    last = getattr(node, "end_col_offset", first + 1)
    raw = text.strip().encode()
    begin = len(raw[:first].decode(errors="ignore"))
    return at.at(begin, max(1, len(raw[first:last].decode(errors="ignore"))))


def _limit(zh: str, en: str) -> dict[str, str]:
    return {"limit": zh, "limit_en": en}


def _too_much(text: str) -> tuple[str, str] | None:
    if len(text) > LONGEST:
        return f"{LONGEST} 个字符", f"{LONGEST} characters"
    if max(accumulate((_STEPS.get(c, 0) for c in text), initial=0)) > DEEPEST:
        return _DEEP
    if re.search(r"[0-9_]{19,}", text):
        return "一个数 18 位", "18 digits a number"
    return None


def _tame(tree: ast.Expression, text: str, at: Span) -> None:
    todo: list[tuple[ast.AST, ast.AST, int]] = [(tree, tree, 0)]
    seen = 0
    while todo:
        node, parent, depth = todo.pop()
        seen += 1
        if seen > LARGEST_TREE or depth > DEEPEST:
            parts = (f"{LARGEST_TREE} 项、{DEEPEST} 层", f"{LARGEST_TREE} parts, {DEEPEST} levels")
            raise RuleError([Problem("L101", at, _limit(*parts))])
        if not isinstance(node, _ALLOWED):
            # An operator has no place of its own.
            where = node if hasattr(node, "col_offset") else parent
            raise RuleError([Problem("L103", place(where, text, at), form(type(node).__name__))])
        todo.extend((child, node, depth + 1) for child in ast.iter_child_nodes(node))


def form(name: str) -> dict[str, str]:
    """A form of Python's that is none of the language's, in words."""
    zh, en = _FORMS.get(name, (name, name))
    return {"form": zh, "form_en": en}

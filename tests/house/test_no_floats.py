"""Is there a float anywhere between input and payment?"""

import ast
from pathlib import Path

import pytest

CHANCE = "batch/synthetic"
"""Invents households: shares and chances are floats there, amounts and everything read of a case are not."""


def test_no_float_in_the_package(checkout: Path) -> None:
    package = checkout / "src" / "aid_rules"
    found = [
        f"{path.relative_to(checkout)}:{line}"
        for path in sorted(package.rglob("*.py"))
        if CHANCE not in path.as_posix()
        for line in _floats(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = 1.5", [1]),
        ("x = 3\ny = float(x)", [2]),
        ("x = 2j", [1]),
        ("ok = isinstance(x, float)", []),
        ("ok = '1.5'", []),
    ],
)
def test_a_float_is_found(source: str, lines: list[int]) -> None:
    assert _floats(source) == lines


def _floats(source: str) -> list[int]:
    """Lines with a float literal or a call of `float`. To refuse a float, code may still name the type."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.expr)]
    return [node.lineno for node in nodes if _makes_float(node)]


def _makes_float(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return isinstance(value, float | complex)
        case ast.Call(func=ast.Name(id="float" | "complex")):
            return True
        case _:
            return False

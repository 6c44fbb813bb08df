"""What would JSON say? Plain values of a rule file's tree, for the cases that stand in YAML."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from aid_rules.rulebook.yaml_tree import Items, Table, Tree

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,18})", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,18})\.[0-9]{1,18}", re.ASCII)


def plain(tree: Tree) -> Any:
    """Mappings, lists, text, whole numbers, decimals, truth and None. What stands in quotes is text."""
    match tree:
        case Table():
            return {key: plain(value) for key, value in tree.entries.items()}
        case Items():
            return [plain(item) for item in tree.items]
        case _:
            return tree.value if tree.quoted else _scalar(tree.value)


def _scalar(written: str) -> Any:
    if written in _WORDS:
        return _WORDS[written]
    if _WHOLE.fullmatch(written):
        return int(written)
    return Decimal(written) if _DECIMAL.fullmatch(written) else written

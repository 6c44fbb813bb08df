"""Which rules hold here, on this day?

`Rulebook.load()` finds the rule files, `resolve(region, on)` gives a Plan. Reads no case, computes no money.
"""

from aid_rules.rulebook.library import shipped
from aid_rules.rulebook.plain import plain
from aid_rules.rulebook.read_tree import read_tree
from aid_rules.rulebook.reading import Keys, day, items, text
from aid_rules.rulebook.rulebook import Rulebook
from aid_rules.rulebook.yaml_tree import Items, Table, Tree

__all__ = [
    "Items",
    "Keys",
    "Rulebook",
    "Table",
    "Tree",
    "day",
    "items",
    "plain",
    "read_tree",
    "shipped",
    "text",
]

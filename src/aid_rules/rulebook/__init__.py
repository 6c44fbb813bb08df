"""Which rules hold here, on this day?

`Rulebook.load()` finds the rule files, `resolve(region, on)` gives a Plan. Reads no case, computes no money.
"""

from aid_rules.rulebook.entries import ReviewEntry, ReviewOf
from aid_rules.rulebook.library import shipped
from aid_rules.rulebook.plain import plain
from aid_rules.rulebook.process import Step
from aid_rules.rulebook.read_tree import read_tree
from aid_rules.rulebook.reading import Keys, day, items, table, text
from aid_rules.rulebook.rulebook import Rulebook
from aid_rules.rulebook.yaml_tree import Items, Table, Text, Tree

__all__ = [
    "Items",
    "Keys",
    "ReviewEntry",
    "ReviewOf",
    "Rulebook",
    "Step",
    "Table",
    "Text",
    "Tree",
    "day",
    "items",
    "plain",
    "read_tree",
    "shipped",
    "table",
    "text",
]

"""What does an expression mean: types, units, operations, checking, wording.

A closed subset of Python's expression syntax, checked against the case vocabulary. Evaluates nothing.
"""

from aid_rules.language.checker import FUNCTIONS, call, check, choice, fold
from aid_rules.language.nodes import (
    Call,
    Choice,
    Fact,
    Fold,
    IsSet,
    Literal,
    Node,
    Read,
    Today,
    children,
    walk,
)
from aid_rules.language.operations import BEYOND, FOLDS, OPERATIONS, Op, Refused
from aid_rules.language.scope import Scope, Signature, Signatures, field_type, rows_for, scope_for
from aid_rules.language.to_text import Numbers, is_age, show_key, show_value, to_source, to_text
from aid_rules.language.types import BOOLEAN, COMPARISON, DATE, NUMBER, ROUNDING, Type, enum, key_word, number
from aid_rules.language.units import BY_NAME, FACTORS, PLAIN, YUAN, YUAN_MONTH, YUAN_PERIOD, YUAN_YEAR, Unit
from aid_rules.language.unknown import TRUTH, Bounds, Unknown, bounds_of, facts_of, hull, settle

__all__ = [
    "BEYOND", "BOOLEAN", "BY_NAME", "COMPARISON", "DATE", "FACTORS", "FOLDS", "FUNCTIONS", "NUMBER", "OPERATIONS", "PLAIN",
    "ROUNDING", "TRUTH", "YUAN", "YUAN_MONTH", "YUAN_PERIOD", "YUAN_YEAR", "Bounds", "Call", "Choice", "Fact",
    "Fold", "IsSet", "Literal", "Node", "Numbers", "Op", "Read", "Refused", "Scope", "Signature", "Signatures",
    "Today", "Type", "Unit", "Unknown", "bounds_of", "call", "check", "children", "choice", "enum", "facts_of",
    "field_type", "fold", "hull", "is_age", "key_word", "number", "rows_for", "scope_for", "settle", "show_key",
    "show_value", "to_source", "to_text", "walk",
]  # fmt: skip

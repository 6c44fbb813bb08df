"""What does this plan give a block of households?

A population in Arrow (`schema`), decided column by column: exact, in the order of the input. A plan is compiled to
NumPy source, one statement an operation; plans that differ in numbers only are compiled together. Resolves no
rules, and leaves to the scalar evaluator what an undetermined outcome waits for.
"""

from aid_rules.columnar.block import Block
from aid_rules.columnar.form import check_schema
from aid_rules.columnar.from_cases import from_cases, to_cases
from aid_rules.columnar.population import Batch, Columnar, rules_of
from aid_rules.columnar.programmes import OUTCOMES, Decided, Programmes
from aid_rules.columnar.schema import NUMBER_BASE, UNKNOWN, schema
from aid_rules.columnar.slots import Slot, Slots
from aid_rules.columnar.trace import Told, told

__all__ = [
    "NUMBER_BASE", "OUTCOMES", "UNKNOWN", "Batch", "Block", "Columnar", "Decided", "Programmes", "Slot", "Slots", "Told",
    "check_schema", "from_cases", "rules_of", "schema", "to_cases", "told",
]  # fmt: skip

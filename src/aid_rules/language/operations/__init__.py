"""Every operation of the language, one record each: typing, implementation, bounds, wording.

The checker, both scalar variants, the bound analysis and the wording read these records and keep no list
of their own.
"""

from aid_rules.language.operations.arithmetic import ARITHMETIC, BEYOND
from aid_rules.language.operations.calendar import CALENDAR
from aid_rules.language.operations.comparison import COMPARISONS
from aid_rules.language.operations.folds import FOLDS, FoldKind
from aid_rules.language.operations.logic import LOGIC
from aid_rules.language.operations.record import Op, Refused
from aid_rules.language.operations.rounding import ROUNDINGS

__all__ = ["BEYOND", "FOLDS", "OPERATIONS", "FoldKind", "Op", "Refused"]

OPERATIONS: dict[str, Op] = {
    op.name: op for group in (LOGIC, COMPARISONS, ARITHMETIC, ROUNDINGS, CALENDAR) for op in group
}

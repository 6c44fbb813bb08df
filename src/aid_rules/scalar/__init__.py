"""What does this plan give one household?

A plan is compiled to Python once; evaluating fills a tuple of slots; a `Decision` reads them out as outcomes,
amounts and a trace when asked. Resolves no rules and words no explanation.
"""

from aid_rules.scalar.by_plan import read_by
from aid_rules.scalar.decision import Decision
from aid_rules.scalar.ends import ENDLESS, Ends
from aid_rules.scalar.evaluator import Evaluator, Slots
from aid_rules.scalar.facts import fact_value, record_at, rows_of
from aid_rules.scalar.mattered import mattered, rests_on
from aid_rules.scalar.missing import missing
from aid_rules.scalar.outcome import UNTRIED, mattered_for, outcome_of, paid, settled
from aid_rules.scalar.record import (
    Basis,
    CriterionResult,
    DecisionRecord,
    Detail,
    FindingUsed,
    Missing,
    Outcome,
    Part,
    PersonDecision,
    ProgrammeDecision,
    Said,
    Share,
    TraceStep,
)
from aid_rules.scalar.restored import restored
from aid_rules.scalar.runtime import PARAMETER, is_setting
from aid_rules.scalar.sources import assumed_of, basis_of, basis_of_cells, cells_of, settings_of
from aid_rules.scalar.tracing import based
from aid_rules.scalar.values import keys_of, node_value
from aid_rules.scalar.view import HOUSEHOLD, Row, View, shown

__all__ = [
    "ENDLESS",
    "HOUSEHOLD",
    "PARAMETER",
    "UNTRIED",
    "Basis",
    "CriterionResult",
    "Decision",
    "DecisionRecord",
    "Detail",
    "Ends",
    "Evaluator",
    "FindingUsed",
    "Missing",
    "Outcome",
    "Part",
    "PersonDecision",
    "ProgrammeDecision",
    "Row",
    "Said",
    "Share",
    "Slots",
    "TraceStep",
    "View",
    "assumed_of",
    "based",
    "basis_of",
    "basis_of_cells",
    "cells_of",
    "fact_value",
    "is_setting",
    "keys_of",
    "mattered",
    "mattered_for",
    "missing",
    "node_value",
    "outcome_of",
    "paid",
    "read_by",
    "record_at",
    "restored",
    "rests_on",
    "rows_of",
    "settings_of",
    "settled",
    "shown",
]  # fmt: skip

"""What does this plan give one household?

A plan is compiled to Python once; evaluating fills a tuple of slots; a `Decision` reads them out as outcomes,
amounts and a trace when asked. Resolves no rules and words no explanation.
"""

from aid_rules.scalar.decision import Decision
from aid_rules.scalar.evaluator import Evaluator, Slots
from aid_rules.scalar.facts import fact_value, record_at
from aid_rules.scalar.record import (
    Basis,
    CriterionResult,
    DecisionRecord,
    FindingUsed,
    Missing,
    Outcome,
    PersonDecision,
    ProgrammeDecision,
    Said,
    Share,
    TraceStep,
)
from aid_rules.scalar.runtime import PARAMETER
from aid_rules.scalar.schedule import homes
from aid_rules.scalar.tracing import based, basis_of
from aid_rules.scalar.values import node_value
from aid_rules.scalar.view import HOUSEHOLD, Row, View, shown

__all__ = [
    "HOUSEHOLD", "PARAMETER", "Basis", "CriterionResult", "Decision", "DecisionRecord", "Evaluator", "FindingUsed",
    "Missing", "Outcome", "PersonDecision", "ProgrammeDecision", "Row", "Said", "Share", "Slots", "TraceStep", "View",
    "based", "basis_of", "fact_value", "homes", "node_value", "record_at", "shown",
]  # fmt: skip

"""Rules engine for Chinese social assistance: exact, dated, cited decisions with a trace.

`evaluate(case, on=date)` decides one household; `Rulebook.load(directory)` lays rules of your own over the
shipped ones. What an analyst or a batch job needs beyond that loads when it is first used.
"""

from typing import TYPE_CHECKING, Any

from aid_rules.case import (
    NOTHING,
    Asset,
    Award,
    Expense,
    Finding,
    Hardship,
    Household,
    Income,
    Obligor,
    Parent,
    Person,
    json_schema,
    read_case,
    read_case_dict,
)
from aid_rules.engine import Engine, evaluate
from aid_rules.problems import CaseError, Problem, ProblemError, RuleError
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Decision, DecisionRecord

__all__ = [
    "NOTHING", "Asset", "Award", "CaseError", "Decision", "DecisionRecord", "Engine", "Expense", "Finding", "Hardship",
    "Household", "Income", "Obligor", "Parent", "Person", "Problem", "ProblemError", "RuleError", "Rulebook",
    "Timeline", "Workdays", "evaluate", "json_schema", "read_case", "read_case_dict", "timeline",
]  # fmt: skip

_LATER = frozenset({"Timeline", "Workdays", "timeline"})

if TYPE_CHECKING:
    from aid_rules.engine.timelines import Timeline, Workdays, timeline


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"aid_rules has no {name!r}")
    from aid_rules.engine import timelines

    return getattr(timelines, name)

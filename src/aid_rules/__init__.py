"""Rules engine for Chinese social assistance: exact, dated, cited decisions with a trace.

`evaluate(case, on=date)` decides one household; `Rulebook.load(directory)` lays rules of your own over the
shipped ones. Cases and problems are at hand at once; rules, evaluators and timelines load when first asked for,
so that a program that only reads and checks cases does not wait for them. `reevaluate` decides a whole population
and needs the extra `batch`.
"""

from importlib import import_module
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
    SquareMetres,
    json_schema,
    read_case,
    read_case_dict,
)
from aid_rules.money import Fen
from aid_rules.problems import CaseError, Problem, ProblemError, RuleError

if TYPE_CHECKING:
    from aid_rules.batch import reevaluate as reevaluate
    from aid_rules.engine import Engine, evaluate
    from aid_rules.engine.timelines import Timeline, Workdays, timeline
    from aid_rules.rulebook import Rulebook
    from aid_rules.scalar import Decision, DecisionRecord

__all__ = [
    "NOTHING", "Asset", "Award", "CaseError", "Decision", "DecisionRecord", "Engine", "Expense", "Fen", "Finding",
    "Hardship", "Household", "Income", "Obligor", "Parent", "Person", "Problem", "ProblemError", "RuleError", "Rulebook",
    "SquareMetres", "Timeline", "Workdays", "evaluate", "json_schema", "read_case", "read_case_dict", "timeline",
]  # fmt: skip

_HOMES = {
    "Engine": "engine", "evaluate": "engine", "Rulebook": "rulebook", "Decision": "scalar", "DecisionRecord": "scalar",
    "Timeline": "engine.timelines", "Workdays": "engine.timelines", "timeline": "engine.timelines",
    "reevaluate": "batch",
}  # fmt: skip
"""The room of each name that loads when first asked for. `reevaluate` stands in no `__all__`: it needs an extra."""


# Unseen by type checkers, to whom every misspelt name would otherwise be an Any.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"aid_rules has no {name!r}")
        try:
            room = import_module(f"{__name__}.{_HOMES[name]}")
        except ModuleNotFoundError as error:
            if name != "reevaluate" or str(error.name).startswith(__name__):
                raise
            message = f"aid_rules.reevaluate needs {error.name}: pip install 'aid-rules[batch]'"
            raise ModuleNotFoundError(message, name=error.name) from error
        found = globals()[name] = getattr(room, name)
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_HOMES})

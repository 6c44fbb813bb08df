"""What went wrong, as data: a code, a place, the facts, what to write instead.

Words come last, from one table per room and language (`words/`). The layer that knows the place adds it.
"""

from aid_rules.problems.nearest import nearest
from aid_rules.problems.problem import CaseError, Field, Problem, ProblemError, RuleError, Source, Span
from aid_rules.problems.wording import Wording, check_language, codes, headline, in_language, render

__all__ = [
    "CaseError",
    "Field",
    "Problem",
    "ProblemError",
    "RuleError",
    "Source",
    "Span",
    "Wording",
    "check_language",
    "codes",
    "headline",
    "in_language",
    "nearest",
    "render",
]

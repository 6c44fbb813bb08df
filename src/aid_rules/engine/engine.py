"""Rulebook and evaluators together: each plan is compiled once."""

from __future__ import annotations

from datetime import date
from functools import cache

from aid_rules.case import Household, check_awards, check_findings, check_on, living, positions
from aid_rules.plan import Plan, Title
from aid_rules.problems import CaseError, Field, Problem
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Decision, Evaluator

_MOST_KEPT, _MOST_COMPILED = 10_000, 512

_REGION, _DEATH, _LATEST, _FINDINGS, _AWARDS = (
    positions("household")[name]
    for name in ("region", "tells_of_a_death", "latest_day", "findings_made", "awards_made")
)
"""Where a household's row has what is asked before it is decided."""


class Engine:
    """Decides cases by one rulebook; keeps compiled plans. Safe to share between threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._evaluators: dict[int, Evaluator] = {}
        self._here: dict[tuple[str, date], tuple[Evaluator, Title]] = {}

    def evaluator(self, plan: Plan) -> Evaluator:
        """The compiled plan. An evaluator keeps its plan, so the plan's identity is a safe key."""
        found = self._evaluators.get(id(plan))
        if found is None:
            if len(self._evaluators) >= _MOST_COMPILED:
                self._evaluators.clear()
                self._here.clear()
            found = self._evaluators[id(plan)] = Evaluator(plan)
        return found

    def evaluate(self, case: Household, on: date) -> Decision:
        """The decision for a case on a day; who has died by then is left out."""
        rows = case.rows  # asked once: a model answers more slowly than most rules
        if rows[_DEATH]:
            case = _alive(case, on)
            rows = case.rows
        evaluator, place = self._here.get((rows[_REGION], on)) or self._resolved(rows[_REGION], on)
        if rows[_LATEST] > on:
            check_on(case, on)
        if rows[_FINDINGS]:
            check_findings(case, self.rulebook.findable(case.region))
        if rows[_AWARDS]:
            check_awards(case, self.rulebook.awardable)
        return Decision(evaluator, case, on, evaluator.slots(rows, on), place)

    def _resolved(self, region: str, on: date) -> tuple[Evaluator, Title]:
        found = self.evaluator(self.rulebook.resolve(region, on)), self.rulebook.chain(region)[0].title
        if len(self._here) >= _MOST_KEPT:
            self._here.clear()
        self._here[region, on] = found
        return found


def _alive(case: Household, on: date) -> Household:
    """The household without its dead. CaseError where nobody is left to decide about."""
    left = living(case, on)
    if left is None:
        raise CaseError([Problem("V107", Field("members", case.household_id), {"found": str(on)})])
    return left


@cache
def _shipped() -> Engine:
    return Engine(Rulebook.load())


def engine_of(rulebook: Rulebook | None) -> Engine:
    """The engine that lives as long as its rulebook; without one that of the rules that ship with the package."""
    if rulebook is None:
        return _shipped()
    engine: Engine | None = rulebook.attached.get("engine")
    if engine is None:
        engine = rulebook.attached["engine"] = Engine(rulebook)
    return engine


def evaluate(case: Household, *, on: date, rulebook: Rulebook | None = None) -> Decision:
    """Which aid the household and each person get on this day, how much, and why not the rest.

    `rulebook` defaults to the rules that ship with the package. Raises CaseError for a case that cannot be
    decided as it stands (unknown region, a day without rules, a birth date after `on`, nobody alive, a finding
    that contradicts the rules), RuleError for rules that do not hold together, TypeError where `on` is no date, the
    case not read yet or `rulebook` a directory. Source: the documents cited in each decision.
    """
    if not isinstance(case, Household):
        raise TypeError(f"case must be a Household (read_case, read_case_dict), not {type(case).__name__}")
    if rulebook is not None and not isinstance(rulebook, Rulebook):
        raise TypeError(f"rulebook must be a Rulebook (Rulebook.load), not {type(rulebook).__name__}")
    return engine_of(rulebook).evaluate(case, on)

"""A decision: slots, read out as a record only when somebody asks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from threading import Lock
from typing import Any, Literal

from aid_rules.case import Household
from aid_rules.case.canonical import canonical
from aid_rules.money import sum_yuan
from aid_rules.plan import Plan, Title
from aid_rules.problems import check_language
from aid_rules.scalar.details import decided
from aid_rules.scalar.evaluator import Evaluator, Slots
from aid_rules.scalar.record import DecisionRecord, ProgrammeDecision, TraceStep
from aid_rules.scalar.tracing import trace
from aid_rules.scalar.view import View


@cache
def engine_version() -> str:
    """`aid-rules 0.1.0`."""
    from importlib.metadata import version

    return f"aid-rules {version('aid-rules')}"


class Decision:
    """What one household gets on one day, and why.

    `slots` holds every value of every rule; everything else is read out of them when asked for, and kept.
    `place`: what the region is called, where whoever decided knew it.
    """

    def __init__(
        self, evaluator: Evaluator, case: Household, on: date, slots: Slots, place: Title | None = None
    ) -> None:
        self.case, self.on, self.slots, self.place = case, on, slots, place
        self._evaluator = evaluator

    def __reduce__(self) -> tuple[Any, ...]:
        """What was decided and by which plan, so that a decision may go to another process; the plan is compiled there."""
        return _received, (self.plan, self.case, self.on, self.slots, self.place)

    @property
    def plan(self) -> Plan:
        """The rules that decided."""
        return self._evaluator.plan

    @cached_property
    def view(self) -> View:
        """Values by rule name and row."""
        return View(self.plan, self.case, self.on, self.slots, self._evaluator.layout)

    @cached_property
    def programmes(self) -> Mapping[str, ProgrammeDecision]:
        """The decision of each programme by name: `decision.programmes["dibao"].monthly` is decimal yuan."""
        return {programme.name: decided(self.view, programme) for programme in self.plan.programmes}

    @property
    def monthly_total(self) -> Decimal:
        """Yuan a month over all programmes whose amount is determined."""
        return sum_yuan(p.monthly for p in self.programmes.values() if p.monthly is not None)

    @property
    def once_total(self) -> Decimal:
        """One-off yuan over all programmes whose amount is determined."""
        return sum_yuan(p.once for p in self.programmes.values() if p.once is not None)

    @cached_property
    def trace(self) -> tuple[TraceStep, ...]:
        """Every value of every rule, in the order of the plan."""
        return tuple(trace(self.view))

    def record(self, *, with_trace: bool = True) -> DecisionRecord:
        """The record that is kept and sent."""
        return DecisionRecord(
            household_id=self.case.household_id,
            region=self.case.region,
            on=self.on.isoformat(),
            engine=engine_version(),
            plan=f"sha256:{self.plan.digest}",
            case=f"sha256:{case_digest(self.case)}",
            monthly_total=self.monthly_total,
            once_total=self.once_total,
            programmes=dict(self.programmes),
            trace=self.trace if with_trace else (),
        )

    def model_dump_json(self, *, indent: int | None = None, with_trace: bool = True) -> str:
        """The record as JSON; the same bytes for the same case, day, rules and engine."""
        return self.record(with_trace=with_trace).model_dump_json(indent=indent)

    def explain(self, lang: Literal["zh", "en"] = "zh") -> str:
        """The decision in words. ValueError for another language."""
        check_language(lang)
        from aid_rules.explanation import to_text

        return to_text(self, lang)

    def _repr_html_(self) -> str:
        from aid_rules.explanation import to_html

        return to_html([self], "zh")

    def __repr__(self) -> str:
        outcomes = ", ".join(f"{name}: {p.outcome}" for name, p in self.programmes.items())
        return f"<Decision {self.case.household_id} on {self.on}: {outcomes}>"


def _received(plan: Plan, case: Household, on: date, slots: Slots, place: Title | None) -> Decision:
    """A decision that came from another process; the plan of the one before serves again where it is the same."""
    with _RECEIVING:
        evaluator = _last.get("evaluator")
        if evaluator is None or evaluator.plan != plan:
            evaluator = _last["evaluator"] = Evaluator(plan)
    return Decision(evaluator, case, on, slots, place)


_RECEIVING = Lock()
_last: dict[str, Evaluator] = {}


def case_digest(case: Household) -> str:
    """sha256 (hex) of what the case says, however it was written: see `aid_rules.case.canonical`."""
    return hashlib.sha256(canonical(case).encode()).hexdigest()

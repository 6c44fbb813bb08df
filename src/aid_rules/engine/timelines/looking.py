"""What does the household get on a day, as far as a change of it matters here?

A `State` is compared day by day, so it is read off the slots without wording anything. Each day is decided once.
Where facts are unknown, finding out what an outcome waits for costs much more than deciding: it is done once
for each set of values that can make a difference (see `clock`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from aid_rules.case import Household, as_of, happenings
from aid_rules.engine.engine import Engine
from aid_rules.engine.timelines.clock import Clock
from aid_rules.engine.timelines.confirmed import Confirmed
from aid_rules.language import Unknown
from aid_rules.plan import Plan, Programme
from aid_rules.scalar import HOUSEHOLD, Decision, Outcome, Row, View, outcome_of, paid, settled


@dataclass(frozen=True, slots=True)
class Standing:
    """What a programme gives a row: None for the household. `amount` None: none, or it waits for something."""

    person_id: str | None
    outcome: Outcome
    amount: Decimal | None
    open: bool


@dataclass(frozen=True, slots=True)
class ProgrammeStanding:
    """One programme on a day. `documents`: what it goes by, while it gives anything.

    `confirmed_until` and `lapsed` (see `confirmed`) are those of the confirmation on record, whatever the outcome: that
    it has run out holds also of a household of which the outcome is open.
    """

    name: str
    rows: tuple[Standing, ...]
    documents: tuple[tuple[str, str], ...]
    confirmed_until: date | None
    lapsed: bool

    @property
    def outcome(self) -> Outcome:
        """That of the household, or the best of its members'."""
        order: tuple[Outcome, ...] = ("eligible", "undetermined", "ineligible", "not_applicable")
        return next(outcome for outcome in order if any(row.outcome == outcome for row in self.rows))


_NOTHING_CONFIRMED = Confirmed((), lambda _, __: None)

State = tuple[ProgrammeStanding, ...] | None
"""The programmes that are for this household, in the order of the plan; None where nobody is alive."""


class Looking:
    """One case, looked at on any day."""

    def __init__(
        self,
        engine: Engine,
        case: Household,
        confirmed: Confirmed,
        terms_only: Mapping[str, str] | None = None,
    ) -> None:
        """`terms_only`: under which rule alone a confirmation of a programme has a term."""
        self.engine, self.case, self.confirmed = engine, case, confirmed
        self._terms_only = terms_only or {}
        self._turns = sorted({happening.day for happening in happenings(case)})
        self._cases: dict[int, Household | None] = {}
        self._decisions: dict[date, Decision | None] = {}
        self._states: dict[date, State] = {}
        self._settled: dict[Any, Any] = {}
        self._clocks: dict[int, Clock] = {}

    def household(self, on: date) -> Household | None:
        """The household as the day could know it."""
        turn = bisect_right(self._turns, on)
        if turn not in self._cases:
            self._cases[turn] = as_of(self.case, on)
        return self._cases[turn]

    def plan(self, on: date) -> Plan:
        """The rules of a day, whether anybody is alive or not."""
        return self.engine.rulebook.resolve(self.case.region, on)

    def decision(self, on: date) -> Decision | None:
        """The decision for a day; None where nobody is alive. CaseError and RuleError as `evaluate`."""
        if on not in self._decisions:
            case = self.household(on)
            self._decisions[on] = None if case is None else self.engine.evaluate(case, on)
        return self._decisions[on]

    def has_term(self, programme: str, view: View) -> bool:
        """Does a confirmation of the programme run out, by the rule under which it does? Also where the day has no such rule."""
        rule = self._terms_only.get(programme)
        if rule is None or rule not in view.plan.by_name:
            return True
        return any(view.value(rule, row) is not False for row in view.rows(view.plan.by_name[rule]))

    def state(self, on: date) -> State:
        """What is compared from day to day."""
        if on not in self._states:
            decision = self.decision(on)
            self._states[on] = None if decision is None else self._state(decision)
        return self._states[on]

    def _state(self, decision: Decision) -> tuple[ProgrammeStanding, ...]:
        view = decision.view
        if id(view.plan) not in self._clocks:
            self._clocks[id(view.plan)] = Clock(view.plan)
        seen: dict[str, Any] = {}
        found = []
        for programme in decision.plan.programmes:
            rows = tuple(self._rows(view, programme, seen))
            if any(row.outcome != "not_applicable" for row in rows):
                found.append(self._standing(view, programme, rows))
        return tuple(found)

    def _standing(self, view: View, programme: Programme, rows: tuple[Standing, ...]) -> ProgrammeStanding:
        gives = any(row.outcome == "eligible" for row in rows)
        documents = tuple(dict.fromkeys((c.document, c.number) for c in programme.basis)) if gives else ()
        told = self.confirmed if self.has_term(programme.name, view) else _NOTHING_CONFIRMED
        return ProgrammeStanding(
            programme.name,
            rows,
            documents,
            told.until(programme.name, view.on),
            told.lapsed(programme.name, view.on),
        )

    def _rows(self, view: View, programme: Programme, seen: dict[str, Any]) -> list[Standing]:
        if programme.unit == "household":
            own = self._one(view, programme, HOUSEHOLD, seen, pays=programme.amount_row == "household")
            found = [Standing(None, *own)]
            if programme.amount_row == "household" or programme.amount is None or own[0] != "eligible":
                return found
            return found + [
                Standing(view.person_id(row.at[0]), "eligible", *self._amount(view, programme, row, seen))
                for row in view.persons()
            ]
        return [
            Standing(view.person_id(row.at[0]), *self._one(view, programme, row, seen, pays=True))
            for row in view.persons()
        ]

    def _one(
        self, view: View, programme: Programme, row: Row, seen: dict[str, Any], *, pays: bool
    ) -> tuple[Outcome, Decimal | None, bool]:
        outcome = self._outcome(view, programme, row, seen)
        if outcome != "eligible" or not pays or programme.amount is None:
            return outcome, None, False
        return outcome, *self._amount(view, programme, row, seen)

    def _outcome(self, view: View, programme: Programme, row: Row, seen: dict[str, Any]) -> Outcome:
        if type(view.value(programme.eligible, row)) is not Unknown:
            return outcome_of(view, programme, row)[0]
        key = self._key(view, programme.eligible, row, seen)
        if key not in self._settled:
            self._settled[key] = outcome_of(view, programme, row)[0]
        found: Outcome = self._settled[key]
        return found

    def _amount(
        self, view: View, programme: Programme, row: Row, seen: dict[str, Any]
    ) -> tuple[Decimal | None, bool]:
        assert programme.amount is not None
        value = view.value(programme.amount, row)
        if type(value) is Unknown:
            key = self._key(view, programme.amount, row, seen)
            if key not in self._settled:
                self._settled[key] = settled(view, programme.amount, row)[0]
            value = self._settled[key]
        return (None, True) if type(value) is Unknown else (paid(view, programme.amount, value), False)

    def _key(self, view: View, name: str, row: Row, seen: dict[str, Any]) -> Any:
        """Everything on which the settled value of a step depends. Plans and cases are kept, so their identities are."""
        return name, row, id(view.plan), id(view.case), self._clocks[id(view.plan)].read(view, name, seen)

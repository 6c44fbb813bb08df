"""What do the slots say of each programme: outcome, amount, criteria with margins, reasons, warnings?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from aid_rules.dates import month_start, month_text
from aid_rules.language import Unknown
from aid_rules.money import LARGEST, as_yuan, fen_of, ratio, show_yuan
from aid_rules.plan import Programme, Rule
from aid_rules.problems import CaseError, Problem, RuleError
from aid_rules.scalar.criteria import criterion, finding_on, reasons
from aid_rules.scalar.domains import possible_of
from aid_rules.scalar.mattered import Used, assuming, mattered
from aid_rules.scalar.missing import missing
from aid_rules.scalar.record import (
    CriterionResult,
    Missing,
    Outcome,
    PersonDecision,
    ProgrammeDecision,
    Share,
)
from aid_rules.scalar.relevance import settle
from aid_rules.scalar.sources import assumed_of, cells_of
from aid_rules.scalar.tracing import based, said
from aid_rules.scalar.values import node_value, what_if
from aid_rules.scalar.view import HOUSEHOLD, Row, View

UNTRIED = (
    "未知的事项太多，没有逐项试算：所列缺项可能有并不影响结果的 / "
    "too much is unknown to try everything: some of what is listed may not matter"
)
"""The warning that more was left open than could be tried out."""


def programme_decision(view: View, programme: Programme) -> ProgrammeDecision:
    """The decision of one programme."""
    common: dict[str, Any] = {
        "title": said(programme.title),
        "unit": programme.unit,
        "basis": based(programme.basis),
    }
    if programme.unit == "household":
        own = _decided(view, programme, HOUSEHOLD)
        shares = _shares(view, programme) if own["outcome"] == "eligible" else ()
        amounts = _household_amount(view, programme, own)
        return ProgrammeDecision(
            **common,
            **{**own, **amounts},
            **_months(view, programme, own["outcome"]),
            shares=shares,
            warnings=warnings(view, programme, own["outcome"]),
        )
    persons = {
        view.person_id(row.at[0]): PersonDecision(**_decided(view, programme, row)) for row in view.persons()
    }
    outcome = _together([person.outcome for person in persons.values()])
    return ProgrammeDecision(
        **common,
        outcome=outcome,
        **_months(view, programme, outcome),
        persons=persons,
        missing=_union(person.missing for person in persons.values()),
        warnings=warnings(view, programme, outcome),
        **_sum(view, programme, list(persons.values())),
    )


def _decided(view: View, programme: Programme, row: Row) -> dict[str, Any]:
    outcome, facts = outcome_of(view, programme, row)
    criteria = tuple(criterion(view, name, row) for name in programme.criteria)
    exclusions = tuple(criterion(view, name, row) for name in programme.exclusions)
    if outcome == "eligible":  # then all of them hold and nothing excludes, whatever it is that is not known
        criteria, exclusions = _all(criteria, True), _all(exclusions, False)
    pays: dict[str, Any] = {}
    if outcome == "eligible" and programme.amount and programme.amount_row == programme.unit:
        amount, waiting = settled(view, programme.amount, row)
        pays[_key(programme)] = None if type(amount) is Unknown else paid(view, programme.amount, amount)
        facts |= waiting
    if outcome == "eligible":
        facts |= _first_month_waits_for(view, programme)
    return {
        "outcome": outcome,
        "criteria": criteria,
        "exclusions": exclusions,
        "missing": missing(view, facts, programme.name),
        "reasons": reasons(outcome, criteria, exclusions),
        **pays,
    }


def _all(found: tuple[CriterionResult, ...], holds: bool) -> tuple[CriterionResult, ...]:
    return tuple(each if each.holds is holds else each.model_copy(update={"holds": holds}) for each in found)


def _key(programme: Programme) -> str:
    return "monthly" if programme.amount_per == "month" else "once"


def settled(view: View, name: str, row: Row) -> tuple[Any, frozenset[str]]:
    """The value of a step, and the facts that can still change it; found out once."""
    value = view.value(name, row)
    if type(value) is not Unknown:
        return value, frozenset()
    key = (name, view.home(name, row))
    if key not in view.settled:
        view.settled[key] = _settled(view, name, row, value)
    found: tuple[Any, frozenset[str]] = view.settled[key]
    return found


def _settled(view: View, name: str, row: Row, value: Unknown) -> tuple[Any, frozenset[str]]:
    """What was proved of the programmes before is no question again: whoever is on no account on dibao gets nothing for it."""
    possible = possible_of(view.plan, view.case, view.on)
    proving = view.rests_on_proved(name)
    if proving:
        try:
            start = what_if(view, name, row, {})
        except CaseError:  # a finding on record says otherwise than what was proved: let both be tried
            proving = False
        else:
            if type(start) is not Unknown:
                view.proved[name, view.home(name, row)] = start
                return start, frozenset()
            value = start
    found, facts = settle(
        value,
        lambda given: what_if(view, name, row, given, proving=proving),
        possible,
        view.budget,
        lambda given, *cases: what_if(view, name, row, given, proving=proving, by_cases=cases),
    )
    view.proved[name, view.home(name, row)] = (
        Unknown(frozenset(facts), found.bounds) if type(found) is Unknown else found
    )
    if any(proof is None and possible.domain(fact).told for fact, proof in facts.items()):
        view.hurried.add(name)
    return found, frozenset(facts)


def outcome_of(view: View, programme: Programme, row: Row) -> tuple[Outcome, frozenset[str]]:
    """The outcome for a row, and the facts that an undetermined one waits for; found out once."""
    key = (programme.name, row)
    found: tuple[Outcome, frozenset[str]] | None = view.outcomes.get(key)
    if found is None:
        found = view.outcomes[key] = _outcome(view, programme, row)
    return found


def _outcome(view: View, programme: Programme, row: Row) -> tuple[Outcome, frozenset[str]]:
    """`not_applicable` is a finer `ineligible`: neither pays, so nobody is asked which of the two it is."""
    if programme.applies is not None and view.value(programme.applies, row) is False:
        return "not_applicable", frozenset()
    eligible, facts = settled(view, programme.eligible, row)
    if type(eligible) is Unknown:
        return "undetermined", facts
    return ("eligible" if eligible else "ineligible"), frozenset()


def paid(view: View, name: str, fen: int | Fraction) -> Decimal:
    """An amount paid as decimal yuan; RuleError where the rule gives what cannot be paid.

    The plan's builder sees to whole fen; that nothing is negative, or more than anybody is paid, only the cases show.
    """
    whole = Fraction(fen)
    if whole.denominator != 1 or not 0 <= whole <= LARGEST:
        raise RuleError([Problem("R309", view.plan.by_name[name].at, {"name": name, "found": str(whole)})])
    return as_yuan(whole.numerator)


def _household_amount(view: View, programme: Programme, own: dict[str, Any]) -> dict[str, Any]:
    """Amounts per person of a household's programme, added up."""
    if programme.amount is None or programme.amount_row == "household" or own["outcome"] != "eligible":
        return {}
    found = [settled(view, programme.amount, row) for row in view.persons()]
    amounts = [amount for amount, _ in found]
    key = _key(programme)
    if any(type(amount) is Unknown for amount in amounts):
        facts = _first_month_waits_for(view, programme).union(*(facts for _, facts in found))
        return {"missing": missing(view, facts, programme.name)}
    persons = {
        view.person_id(i): PersonDecision(outcome="eligible").model_copy(
            update={key: paid(view, programme.amount, amount)}
        )
        for i, amount in enumerate(amounts)
        if amount
    }
    return {key: paid(view, programme.amount, sum(amounts)), "persons": persons}


def _sum(view: View, programme: Programme, persons: list[PersonDecision]) -> dict[str, Any]:
    key = _key(programme)
    eligible = [person for person in persons if person.outcome == "eligible"]
    amounts = [getattr(person, key) for person in eligible]
    if programme.amount is None or not amounts or any(amount is None for amount in amounts):
        return {}
    return {key: paid(view, programme.amount, sum(map(fen_of, amounts)))}


def _together(outcomes: list[Outcome]) -> Outcome:
    order: tuple[Outcome, ...] = ("eligible", "undetermined", "ineligible", "not_applicable")
    return next(outcome for outcome in order if outcome in outcomes)


def _union(found: Iterable[tuple[Missing, ...]]) -> tuple[Missing, ...]:
    return tuple(dict.fromkeys(one for several in found for one in several))


def _months(view: View, programme: Programme, outcome: Outcome) -> dict[str, Any]:
    """The first month by the programme's rule; and, where it is past, from which month on this day's facts speak."""
    if programme.from_month is None or outcome != "eligible":
        return {}
    value, _ = settled(view, programme.from_month, HOUSEHOLD)
    if type(value) is Unknown:
        return {}
    past = value < month_start(view.on)
    return {"from_month": month_text(value), "decided_from": month_text(view.on) if past else None}


def _first_month_waits_for(view: View, programme: Programme) -> frozenset[str]:
    return frozenset() if programme.from_month is None else settled(view, programme.from_month, HOUSEHOLD)[1]


def _shares(view: View, programme: Programme) -> tuple[Share, ...]:
    if programme.share is None or programme.amount is None or programme.amount_row != "household":
        return ()
    amount, _ = settled(view, programme.amount, HOUSEHOLD)
    takes_part = [view.value(programme.share, row) for row in view.persons()]
    if any(type(value) is Unknown for value in (amount, *takes_part)) or not any(takes_part):
        return ()
    each = ratio(amount, sum(takes_part))
    return tuple(
        Share(person_id=view.person_id(i), monthly=show_yuan(each))
        for i, share in enumerate(takes_part)
        if share
    )


def warnings(view: View, programme: Programme, outcome: Outcome) -> tuple[str, ...]:
    """What the outcome, and of what is granted the amount and the first month, really rest on that is assumed, or was
    found after the day.
    """
    if outcome == "not_applicable":
        return ()
    return (*_assumed(view, programme, outcome), *_hurried(view, programme))


def _hurried(view: View, programme: Programme) -> Iterator[str]:
    """That more was left open than could be tried out."""
    if not view.hurried.isdisjoint((programme.eligible, programme.amount, programme.from_month)):
        yield UNTRIED


def _assumed(view: View, programme: Programme, outcome: Outcome) -> tuple[str, ...]:
    """What rests on something assumed, or found after the day."""
    granted = (programme.amount, programme.from_month) if outcome == "eligible" else ()
    names = [programme.eligible, *filter(None, granted)]
    among = None if _found_late(view) else assuming(view.plan)
    if among is not None and among.isdisjoint(names):
        return ()
    rows = [HOUSEHOLD] if programme.unit == "household" else list(view.persons())
    rows = [row for row in rows if outcome_of(view, programme, row)[0] == outcome]
    used = dict.fromkeys(
        step for name in names for row in rows for step in mattered_for(view, name, row, among)
    )
    found: dict[str, None] = {}
    for name, row in used:
        step = view.plan.by_name[name]
        assumptions = (
            assumed_of(view, step, row)
            if isinstance(step, Rule)
            else [c.assumed for c in cells_of(view, step, row)]
        )
        late = _found_later(view, step, row) if isinstance(step, Rule) else ""
        found |= {f"{step.title.zh}：{words}": None for words in (*assumptions, late) if words}
    return tuple(sorted(found))


def _found_late(view: View) -> bool:
    """Was any finding made after the day of the decision?"""
    made = (view.case.findings, *(person.findings for person in view.case.members))
    return any(
        finding.on > view.on for found in made if isinstance(found, dict) for finding in found.values()
    )


def _found_later(view: View, rule: Rule, row: Row) -> str:
    """What to say of a finding that decided although it was made after the day of the decision."""
    finding = finding_on(view, rule, row)
    if finding is None or finding.on <= view.on:
        return ""
    if rule.node is not None and node_value(view, rule.node, row) == finding.holds:
        return ""  # the rule says so by itself
    return (
        f"认定作于 {finding.on}，晚于决定日 {view.on} / "
        f"the finding was made on {finding.on}, after the day {view.on} that is decided"
    )


def mattered_for(view: View, name: str, row: Row, among: frozenset[str] | None = None) -> list[Used]:
    """What a step rests on, for a row or for every member where the step is theirs."""
    if view.plan.by_name[name].per == "person" and not row.path:
        return [used for person in view.persons() for used in mattered(view, name, person, among)]
    return mattered(view, name, row, among)

"""How do the slots of two evaluations compare, step by step and row by row?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from aid_rules.case import NOTHING, Household
from aid_rules.language import Bounds, Unknown, bounds_of
from aid_rules.plan import Step
from aid_rules.scalar import Decision, Evaluator, Row, View


def fast(evaluate: Evaluator, case: Household, on: date) -> View:
    """The evaluation by the variant that takes everything for known; NotKnown where something is not."""
    return Decision(evaluate, case, on, evaluate.decide(case.rows, on)).view


def careful(evaluate: Evaluator, case: Household, on: date) -> View:
    """The evaluation by the three-valued variant, even where nothing is unknown."""
    return Decision(evaluate, case, on, evaluate.careful(case.rows, on)).view


def seen(evaluate: Evaluator, case: Household, on: date) -> View:
    """The evaluation by whichever variant the evaluator chooses."""
    return Decision(evaluate, case, on, evaluate(case, on)).view


def values_of(view: View) -> dict[tuple[str, Row], tuple[Step, Any]]:
    """Every value by step and row."""
    return {
        (step.name, row): (step, view.value(step.name, row))
        for step in view.plan.steps
        for row in view.rows(step)
    }


def arms_of(view: View) -> dict[tuple[str, Row], int | None]:
    """Which of its ordered cases gave the value, for every rule that has some."""
    steps = [view.plan.by_name[name] for name in view.layout.armed]
    return {(step.name, row): view.arm(step.name, row) for step in steps for row in view.rows(step)}


def contradicts(guess: Any, truth: Any) -> bool:
    """Does what was said of a value while facts were unknown turn out wrong?"""
    if type(guess) is not Unknown:
        return type(truth) is Unknown or guess != truth
    span, found = guess.bounds, bounds_of(truth)
    if span is None or found is None or truth is NOTHING:
        return False
    return found[0] < span[0] or found[1] > span[1]


def contradictions(guesses: View, truths: View) -> list[str]:
    """The steps at which an evaluation with unknown facts says what the full case denies."""
    known = values_of(truths)
    return [
        f"{step.name} {row.text}: {guess!r} but {known[name, row][1]!r}"
        for (name, row), (step, guess) in values_of(guesses).items()
        if (name, row) in known and contradicts(guess, known[name, row][1])
    ]


def outside(spans: Mapping[str, Bounds], view: View) -> Iterator[str]:
    """The steps whose value, where it is known, lies outside the plan's static bounds."""
    for step, value in values_of(view).values():
        span, found = spans[step.name], None if type(value) is Unknown else bounds_of(value)
        if span is not None and found is not None and not (span[0] <= found[0] and found[1] <= span[1]):
            yield f"{step.name}: {value!r} not within {span}"

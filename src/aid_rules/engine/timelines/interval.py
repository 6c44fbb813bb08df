"""How often is a household looked at again, by which case of which rule?

Where a fact that is not known leaves open which case it is, the shortest of those that may be counts: that only
brings the review forward, and the review says what it waits for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from aid_rules.case import VOCABULARY, Household
from aid_rules.engine.timelines.process import Process
from aid_rules.language import Choice, Fact, IsSet, Node, Read, Unknown, to_text
from aid_rules.plan import Citation, Parameter, Plan, Rule
from aid_rules.rulebook import ReviewEntry
from aid_rules.scalar import (
    HOUSEHOLD,
    Missing,
    Said,
    View,
    assumed_of,
    basis_of,
    missing,
    node_value,
    settled,
)

_OTHERWISE = Said(zh="其他情形", en="in any other case")


@dataclass(frozen=True, slots=True)
class Interval:
    """So many months from one review to the next. `case`: which of a rule's cases it is; `others`: which it may be instead,
    in months, for want of `missing`.
    """

    months: int
    title: Said
    basis: tuple[Citation, ...]
    assumed: str
    case: Said | None = None
    others: tuple[int, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Arm:
    """What stands beside the value of a case."""

    basis: tuple[Citation, ...]
    assumed: tuple[str, ...]
    case: Said | None = None


def interval(process: Process, review: ReviewEntry, household: Household, on: date) -> Interval | None:
    """The interval that holds on a day; None where nobody has set one."""
    parameter = process.of(review.by, on)
    if parameter is not None:
        return _of_parameter(parameter)
    view = process.view(household, on)
    rule = view.plan.by_name.get(review.by)
    return _of_rule(view, rule, review.programme) if isinstance(rule, Rule) else None


def _of_parameter(parameter: Parameter) -> Interval | None:
    cell = parameter.constant
    if cell is None or int(cell.value) < 1:
        return None
    title = Said(zh=parameter.title.zh, en=parameter.title.en)
    return Interval(int(cell.value), title, cell.basis, cell.assumed)


def _of_rule(view: View, rule: Rule, programme: str) -> Interval | None:
    found = list(_possible(view, rule))
    if not found:
        return None
    best = min(found, key=lambda each: each.months)
    value, facts = settled(view, rule.name, HOUSEHOLD)
    if type(value) is not Unknown:
        is_it = (each for each in found if each.months == value)
        return replace(next(is_it, best), months=int(value), others=())
    others = tuple(
        sorted({months for each in found for months in (each.months, *each.others)} - {best.months})
    )
    return replace(best, others=others, missing=missing(view, facts, programme))


def _possible(view: View, rule: Rule) -> Iterator[Interval]:
    """What each of the cases gives that holds, or may: up to the first that is known to hold."""
    node = rule.node
    if not isinstance(node, Choice) or not rule.arms:
        arm_of_all = _Arm(basis_of(view, rule, HOUSEHOLD), assumed_of(view, rule, HOUSEHOLD))
        yield from filter(None, [_of_value(view, rule, node, arm_of_all)])
        return
    for index, (test, value) in enumerate((*node.arms, (None, node.otherwise))):
        holds = True if test is None else node_value(view, test, HOUSEHOLD)
        arm = rule.arms[index]
        case = (
            _OTHERWISE
            if test is None
            else Said(**{lang: _words(view.plan, test, lang) for lang in ("zh", "en")})
        )
        if holds is not False:
            yield from filter(
                None,
                [
                    _of_value(
                        view, rule, value, _Arm(arm.basis or rule.basis, (rule.assumed, arm.assumed), case)
                    )
                ],
            )
        if holds is True:
            return


def _of_value(view: View, rule: Rule, node: Node | None, arm: _Arm) -> Interval | None:
    """A case that gives a parameter goes by its title and its source, any other by those of the rule. Of months that are
    not known the fewest count; None where those are none.
    """
    months = None if node is None else node_value(view, node, HOUSEHOLD)
    others: tuple[int, ...] = ()
    if type(months) is Unknown:
        months, most = months.bounds or (None, 0)
        others = (int(most),)
    if months is None or months < 1:
        return None
    named = view.plan.by_name.get(node.name) if isinstance(node, Read) else None
    own = _of_parameter(named) if isinstance(named, Parameter) else None
    if own is not None:
        return Interval(own.months, own.title, own.basis, _joined(own.assumed, *arm.assumed), arm.case)
    title = _titled(rule, int(months), arm.case)
    return Interval(int(months), title, arm.basis, _joined(*arm.assumed), arm.case, others)


def _joined(*assumed: str) -> str:
    return "；".join(filter(None, assumed))


def _titled(rule: Rule, months: int, case: Said | None) -> Said:
    """`低保定期核查（每 3 个月：有无业的成员）`."""
    often = ("每月", "every month") if months == 1 else (f"每 {months} 个月", f"every {months} months")
    why = ("", "") if case is None else (f"：{case.zh}", f": {case.en}")
    return Said(zh=f"{rule.title.zh}（{often[0]}{why[0]}）", en=f"{rule.title.en} ({often[1]}{why[1]})")


def _words(plan: Plan, node: Node, lang: str) -> str:
    """A condition in words; parts that have no title of their own by what they say."""

    def title(leaf: Node) -> str:
        match leaf:
            case Fact():
                field = VOCABULARY[leaf.row].fields[leaf.path]
                return field.zh if lang == "zh" else field.en
            case Read() | IsSet():
                step = plan.by_name[leaf.name]
                if isinstance(step, Rule) and step.role == "part" and step.node is not None:
                    return _words(plan, step.node, lang)
                return step.title.say(lang)
            case _:
                raise TypeError(leaf)

    return to_text(node, title, lang)

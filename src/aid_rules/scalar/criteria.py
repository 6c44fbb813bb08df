"""How does a criterion stand for a row: does it hold, by how much, who found so, and why is it not enough?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from aid_rules.case import Finding
from aid_rules.language import Call, Literal, Node, Read, Unknown
from aid_rules.language.to_text import plain_value
from aid_rules.plan import Rule
from aid_rules.scalar.facts import record_at
from aid_rules.scalar.record import CriterionResult, FindingUsed, Outcome
from aid_rules.scalar.sources import basis_of
from aid_rules.scalar.tracing import based, said
from aid_rules.scalar.view import HOUSEHOLD, Row, View

_BELOW = ("less", "at_most")
_ABOVE = ("more", "at_least")


def criterion(view: View, name: str, row: Row) -> CriterionResult:
    """How a criterion stands, by how much, and whether an officer's finding decided it."""
    rule = view.plan.by_name[name]
    assert isinstance(rule, Rule)
    value = view.value(name, row)
    return CriterionResult(
        name=name.removeprefix(f"{rule.programme}."),
        title=said(rule.title),
        holds=None if type(value) is Unknown else bool(value),
        finding=None if type(value) is Unknown else _finding(view, rule, row),
        basis=based(basis_of(view, rule, row)),
        **_margin(view, rule.node, row),
    )


def _margin(view: View, node: Node | None, row: Row) -> dict[str, Any]:
    if not isinstance(node, Call) or node.op.name not in (*_BELOW, *_ABOVE):
        return {}
    left, right = (_side(view, operand, row) for operand in node.operands)
    if not all(isinstance(side, int | Fraction) for side in (left, right)):
        return {}
    type_ = node.operands[0].type
    gap = right - left if node.op.name in _BELOW else left - right
    return {
        "value": plain_value(left, type_),
        "limit": plain_value(right, type_),
        "margin": plain_value(gap, type_),
        "unit": type_.unit.name,
    }


def _side(view: View, node: Node, row: Row) -> Any:
    if isinstance(node, Literal):
        return node.value
    return view.value(node.name, row) if isinstance(node, Read) else None


def finding_on(view: View, rule: Rule, row: Row) -> Finding | None:
    """The officer's finding on a criterion, if the rule leaves room for one and the case has it."""
    if not rule.finding:
        return None
    own = row if rule.per == "person" else HOUSEHOLD
    found: Finding | None = (record_at(view.case, own).findings or {}).get(rule.name)
    return found


def _finding(view: View, rule: Rule, row: Row) -> FindingUsed | None:
    finding = finding_on(view, rule, row)
    if finding is None:
        return None
    return FindingUsed(holds=finding.holds, by=finding.by, on=finding.on.isoformat(), reason=finding.reason)


def reasons(
    outcome: Outcome, criteria: tuple[CriterionResult, ...], exclusions: tuple[CriterionResult, ...]
) -> tuple[str, ...]:
    """Why not: the criteria that fail (by how much) and the exclusions that hold, in words."""
    if outcome != "ineligible":
        return ()
    failed = [f"不符合：{c.title.zh}{_by(c.margin)}" for c in criteria if c.holds is False]
    held = [f"不另享受：{e.title.zh}" for e in exclusions if e.holds]
    # Each of the facts not known leads to another obstacle, so none of these can be named for certain.
    return (*failed, *held) or ("尚缺的事实无论为何，均不符合条件",)


def _by(margin: str | None) -> str:
    if margin is None:
        return ""
    return f"（差 {margin.removeprefix('-')}）" if margin.strip("-0.") else "（正好等于限值）"

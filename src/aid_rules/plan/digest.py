"""When do two plans mean the same? When this digest is the same.

It covers expressions in canonical form, values, citations, roles and assumptions; not titles, places in
files, spacing, the order of independent rules, or which region's file supplied a value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from aid_rules.language import to_source
from aid_rules.plan.model import Citation, Parameter, Programme, Rule, Step


def digest(steps: Iterable[Step], programmes: Iterable[Programme]) -> str:
    """sha256 over the meaning, in hex."""
    meaning = {
        "steps": sorted((_step(step) | _unbound(step) for step in steps), key=lambda item: str(item["name"])),
        "programmes": sorted((_programme(p) for p in programmes), key=lambda item: str(item["name"])),
    }
    text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def meaning_of(step: Step) -> str:
    """What a step means, as text: the same for two steps exactly when they mean the same."""
    return json.dumps(_step(step), sort_keys=True, ensure_ascii=False)


def _step(step: Step) -> dict[str, Any]:
    if isinstance(step, Parameter):
        return {
            "name": step.name,
            "per": step.per,
            "type": [step.type.kind, step.type.unit.name, step.type.members],
            "keys": [[name, to_source(node)] for name, node in step.keys],
            "cells": sorted(
                [[str(k) for k in key], _value(cell.value), cell.valid_from, _cited(cell.basis), cell.assumed]
                for key, cell in step.cells.items()
            ),
            "basis": _cited(step.basis),
        }
    return _rule(step)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "per": rule.per,
        "type": [rule.type.kind, rule.type.unit.name, rule.type.members],
        "value": None if rule.node is None else to_source(rule.node),
        "basis": _cited(rule.basis),
        "arms": [_cited(arm.basis) for arm in rule.arms],
        **({"arms assume": found} if any(found := [arm.assumed for arm in rule.arms]) else {}),
        "role": rule.role,
        "settings": rule.settings,
        "assumed": rule.assumed,
        "finding": [rule.finding, rule.discretion],
        **({} if rule.when_unknown is None else {"when_unknown": rule.when_unknown}),
    }


def _unbound(step: Step) -> dict[str, Any]:
    """What a rule says of the settings worked into it: whether one that is assumed made a difference is told by that."""
    if isinstance(step, Parameter) or step.unbound is None:
        return {}
    return {"unbound": to_source(step.unbound)}


def _programme(programme: Programme) -> dict[str, Any]:
    return {
        "name": programme.name,
        "unit": programme.unit,
        "criteria": programme.criteria,
        "exclusions": programme.exclusions,
        "amount": [programme.amount, programme.amount_per, programme.amount_row],
        "share": programme.share,
        "from_month": programme.from_month,
        **({"tells": programme.tells} if programme.tells else {}),
        **({"continues": programme.continues} if programme.continues else {}),
    }


def _cited(basis: Iterable[Citation]) -> list[list[Any]]:
    return [[c.document, c.number, c.article, c.valid_from, c.seen] for c in basis]


def _value(value: Any) -> str:
    return f"{type(value).__name__}:{value}"

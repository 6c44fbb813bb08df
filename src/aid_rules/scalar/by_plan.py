"""What is worked out once for each plan. A plan is known by its identity: comparing two reads every rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from aid_rules.plan import Plan, closure, reads

Found = TypeVar("Found")


class _Same:
    """A plan as a key."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


def by_plan(work: Callable[[Plan], Found]) -> Callable[[Plan], Found]:
    """`work`, done once for each of the plans used lately."""

    @lru_cache(maxsize=64)
    def kept(same: _Same) -> Found:
        return work(same.plan)

    return lambda plan: kept(_Same(plan))


@by_plan
def read_by(plan: Plan) -> Mapping[str, frozenset[str]]:
    """The names of the steps that each step reads."""
    return {step.name: frozenset(reads(step)) for step in plan.steps}


@by_plan
def _closures(_: Plan) -> dict[str, frozenset[str]]:
    return {}


def below(plan: Plan, name: str) -> frozenset[str]:
    """The names of a step and of all it reads, directly or not."""
    found = _closures(plan).get(name)
    if found is None:
        found = _closures(plan)[name] = frozenset(closure(plan.by_name, [name]))
    return found

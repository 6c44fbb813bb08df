"""Which values can be unknown at all? Not what a case must say, nor a setting that is made, nor what rests on these."""

from __future__ import annotations

from aid_rules.case import VOCABULARY
from aid_rules.language import Fact, Fold, IsSet, Node, Read, walk
from aid_rules.plan import Parameter, Plan, Step


class Doubts:
    """The steps of a plan that some case leaves unknown."""

    def __init__(self, plan: Plan) -> None:
        self.steps: set[str] = set()
        for step in plan.steps:
            if self._step(step):
                self.steps.add(step.name)

    def _step(self, step: Step) -> bool:
        if isinstance(step, Parameter):
            return not step.complete or any(self.node(node) for _, node in step.keys)
        return step.finding or (step.node is not None and self.node(step.node))

    def node(self, node: Node) -> bool:
        """Does an expression read anything that can be unknown?"""
        return any(self._part(part) for part in walk(node))

    def _part(self, part: Node) -> bool:
        match part:
            case Fact():
                return self.fact(part)
            case Read():
                return part.name in self.steps
            case Fold():
                return VOCABULARY[part.owner].lists[part.list].absent != "required"
            case _:
                return isinstance(part, IsSet)

    @staticmethod
    def fact(fact: Fact) -> bool:
        """Can a case leave a fact unknown?"""
        return VOCABULARY[fact.row].fields[fact.path].may_be_unknown

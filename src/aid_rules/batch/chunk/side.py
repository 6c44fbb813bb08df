"""By which rules, and as of which day, is one side of a comparison decided?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from aid_rules.plan import Plan
from aid_rules.problems import CaseError, Problem
from aid_rules.rulebook import Rulebook


@dataclass(frozen=True)
class Side:
    """Rules and a day. `named` is how the rules were asked for, as the manifest tells it.

    `rules`: the day whose rules hold, where that is not the day as of which the households are looked at.
    """

    rulebook: Rulebook
    on: date
    named: str = ""
    rules: date | None = None

    def plan(self, region: str) -> Plan:
        """The plan of a division. CaseError and RuleError as `Rulebook.resolve`."""
        return self.rulebook.resolve(region, self.rules or self.on)

    def nowhere(self, region: str) -> Problem | None:
        """Why there is no plan for a division; None where there is one."""
        try:
            self.plan(region)
        except CaseError as error:
            return error.problems[0]
        return None

    def findable(self, region: str) -> Mapping[str, str]:
        """What the rules of a division leave to an officer's finding, and of whom it is found."""
        return self.rulebook.findable(region)

    def at(self, day: date) -> Side:
        """The rulebook and the households as of another day."""
        return replace(self, on=day)

    def unchanged_on(self, day: date) -> Side:
        """The households as of another day, by the rules of this one, as if they had not changed."""
        return replace(self, on=day, rules=self.rules or self.on)

    def plans(self, regions: Iterable[str]) -> dict[str, Plan]:
        """The plan of each division for which there is one; households of the others are rejected one by one.

        RuleError where rules are at fault: that is for whoever wrote them, not for any household.
        """
        found: dict[str, Plan] = {}
        for region in regions:
            try:
                found[region] = self.plan(region)
            except CaseError:
                continue
        return found

"""The rules as a whole: load, resolve for a region and a day, keep what was resolved."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any

from aid_rules.case import check_day
from aid_rules.plan import Parameter, Plan
from aid_rules.problems import CaseError, Field, Problem, RuleError, Span
from aid_rules.rulebook import process
from aid_rules.rulebook.awarded import awardable
from aid_rules.rulebook.checks import problems
from aid_rules.rulebook.documents import Document
from aid_rules.rulebook.entries import Period, RegionFile, ReviewEntry, RuleEntry
from aid_rules.rulebook.library import Library, ancestors, shipped
from aid_rules.rulebook.process import Step
from aid_rules.rulebook.read_values import region_of_values
from aid_rules.rulebook.resolve import place, resolve, understood
from aid_rules.rulebook.yaml_tree import Items

_MOST_KEPT = 512
"""Plans (about a megabyte each)."""

_CODE = re.compile(r"[1-9][0-9]{5}([0-9]{3}([0-9]{3})?)?", re.ASCII)


class Rulebook:
    """National rules, regions' numbers and replacements. Files are read when first needed, plans kept.

    Safe to share between threads: the worst that can happen is that a plan is built twice.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.attached: dict[str, Any] = {}
        """What rooms above keep as long as this rulebook lives, such as compiled plans."""
        self._plans: dict[tuple[tuple[str, ...], int], Plan] = {}
        self._processes: dict[tuple[tuple[str, ...], int], Plan] = {}
        self._places: dict[str, tuple[tuple[RegionFile, ...], list[date]]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """To another process goes what was resolved, not what rooms above made of it."""
        return {**self.__dict__, "attached": {}}

    @classmethod
    def load(cls, *directories: str | Path, shipped_rules: bool = True) -> Rulebook:
        """The shipped rules with `directories` laid over them, each over the one before.

        With `shipped_rules=False` only the directories count. RuleError where a directory does not exist, holds no
        rules, or holds YAML where none is read.
        """
        roots = [shipped()] if shipped_rules else []
        return cls(Library([*roots, *map(Path, directories)]))

    def with_values(self, region: str, title: str, values: Items, on: date) -> Rulebook:
        """The same rules with other values for one division, in force from `on`: what if, and scenario cases.

        `values` is read from YAML: a list of `{parameter, value, when}`. `title` stands where a decision
        cites the document. RuleError for a value that cannot be understood.
        """
        return Rulebook(self.library.laid_over(region_of_values(region, title, values, on)))

    def resolve(self, region: str, on: date) -> Plan:
        """The plan for a division code (6 to 12 digits) on a day.

        Raises CaseError for a region of which nothing is known and a day on which no programme is in force,
        RuleError for rules that do not hold together, TypeError for a day that is no `datetime.date`.
        """
        check_day(on)
        chain, days = self._place(region)
        key = (tuple([file.name for file in chain]), bisect_right(days, on))
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _MOST_KEPT:
                self._plans.clear()
                self._places.clear()
            plan = self._plans[key] = resolve(self.library, chain, on)
        if not plan.programmes:
            first = next((day for day in days if resolve(self.library, chain, day).programmes), None)
            if first is None:
                raise RuleError([Problem("R184", Span(chain[0].name, 1, 1), {"found": region})])
            raise CaseError([Problem("V105", Field("on"), {"found": str(on), "first": str(first)})])
        return plan

    def _place(self, region: str) -> tuple[tuple[RegionFile, ...], list[date]]:
        found = self._places.get(region)
        if found is None:
            chain = self.chain(region)
            found = self._places[region] = (chain, self._epochs(chain))
        return found

    def process(self, region: str, on: date) -> Plan:
        """The rules that only timelines ask, in a division on a day: they decide no programme. Errors as `resolve`."""
        chain, days = self._place(region)
        key = (tuple([file.name for file in chain]), bisect_right(days, on))
        if key not in self._processes:
            if len(self._processes) >= _MOST_KEPT:
                self._processes.clear()
            meaning = understood(self.library, place(self.library, chain, on))[0]
            self._processes[key] = process.plan(self.library, meaning)
        return self._processes[key]

    def steps(self, region: str, on: date) -> tuple[Step, ...]:
        """The steps of processes that run against time, in a division on a day; those after the steps that they follow."""
        return process.steps(self.library, place(self.library, self._place(region)[0], on))

    @property
    def reviews(self) -> tuple[ReviewEntry, ...]:
        """Whose recipients are looked at again from time to time, and what says how often."""
        return process.reviews(self.library)

    @cached_property
    def continues(self) -> Mapping[str, str]:
        """Which programme is paid under the award of which other, unless it has one of its own."""
        entries = (file.programme for file in self.library.national.values() if file.programme is not None)
        return {entry.name: entry.continues[0] for entry in entries if entry.continues is not None}

    def chain(self, region: str) -> tuple[RegionFile, ...]:
        """The region's file and those of what contains it, the most specific first."""
        chain = self.library.chain(region) if _CODE.fullmatch(region) else ()
        if not chain:
            near = self._near(region)
            facts = {"found": region, "near": "、".join(near)}
            raise CaseError([Problem("V101" if near else "V106", Field("region"), facts)])
        return chain

    def _near(self, region: str) -> list[str]:
        """Up to five known regions of the same province, those that share most leading digits first; of no province those from
        which two figures differ in place only.
        """

        def shared(code: str) -> int:
            return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(code, region, strict=False)))

        codes = sorted((c for c in self.library.codes if c[:2] == region[:2]), key=lambda c: (-shared(c), c))
        swapped = [
            c
            for c in self.library.codes
            if sum(a != b for a, b in zip(c, region, strict=False)) == 2 and sorted(c) == sorted(region)
        ]
        codes = codes or sorted(swapped)  # two figures have changed places
        return [f"{code} {self.library.region(code).title.zh}" for code in codes[:5]]

    @cached_property
    def _national_days(self) -> tuple[date, ...]:
        entries = [rule for versions in self.library.rules.values() for rule in versions]
        periods = [entry.period for versions in self.library.parameters.values() for entry in versions]
        return tuple({*_documents(self.library.documents.values()), *_days(periods), *_rule_days(entries)})

    def _epochs(self, chain: tuple[RegionFile, ...]) -> list[date]:
        """The days on which anything changes here."""
        days = set(self._national_days)
        for file in chain:
            days |= set(_documents(file.documents.values()))
            days |= set(_rule_days([*file.replacements, *file.rules]))
            days |= set(_days(value.period for given in file.sets for value in given.values))
            days |= set(_days(entry.period for entry in file.deadlines))
        return sorted(days)

    def changes(self, region: str) -> tuple[date, ...]:
        """The days on which the rules or standards of a region may change, in order."""
        return tuple(self._epochs(self.chain(region)))

    def parameters(self, region: str, on: date) -> tuple[Parameter, ...]:
        """Every number that is left to the regions, with what is set for a division on a day; by name."""
        meaning = understood(self.library, place(self.library, self.chain(region), on))[0]
        return tuple(meaning.parameter(name) for name in sorted(meaning.declared))

    def problems(self, region: str | None = None) -> tuple[list[Problem], list[Problem]]:
        """Errors and warnings of all files, in every region (or one) on every day on which something changes.

        Without `region`, a region that only sets numbers is looked at on the days when its own numbers change:
        what changes nationally is looked at once, for all. Nothing is raised for a faulty rule file: it is in the
        list. Raises CaseError for an unknown region.
        """
        if region is not None:
            return problems(self.library, self._epochs, [self.chain(region)[0].code])
        return problems(self.library, self._own_days, None)

    def _own_days(self, chain: tuple[RegionFile, ...]) -> list[date]:
        """The days on which something may cease to hold together here that does elsewhere."""
        if not chain or any(file.replacements or file.rules or file.deadlines for file in chain):
            return self._epochs(chain)
        own = set(_days(value.period for file in chain for given in file.sets for value in given.values))
        return sorted({*own, max(self._national_days)})

    def findable(self, region: str) -> dict[str, str]:
        """What any version of the rules, national or of this region, leaves to an officer's finding: the row
        (`household` or `person`) by full name.
        """
        library = self.library
        found = {
            rule.name: rule.per for versions in library.rules.values() for rule in versions if rule.finding
        }
        for file in self.chain(region):
            found |= {rule.name: rule.per for rule in file.rules if rule.finding}
            for change in file.replacements:
                if change.finding and change.name in library.rules:
                    found[change.name] = library.rules[change.name][0].per
        return found

    @cached_property
    def awardable(self) -> Mapping[str, str]:
        """The aid that may be on record as granted, and to whom: `household`, `person` or `either`, by its name."""
        return awardable(self.library.awarded)

    def regions(self) -> Iterator[tuple[str, str]]:
        """Code and Chinese name of every region with a file of its own."""
        for code in sorted(self.library.codes):
            yield code, self.library.region(code).title.zh

    def ancestors(self, region: str) -> tuple[str, ...]:
        """The division and what contains it, below the nation."""
        return ancestors(region)


def _days(periods: Iterable[Period]) -> Iterator[date]:
    for period in periods:
        yield from (day for day in (period.start, period.end) if day is not None)


def _rule_days(rules: Iterable[RuleEntry]) -> Iterator[date]:
    return _days(rule.period for rule in rules)


def _documents(documents: Iterable[Document]) -> Iterator[date]:
    for document in documents:
        yield document.start
        if document.end is not None:
            yield document.end

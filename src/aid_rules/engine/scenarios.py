"""Do the rules decide the scenario cases as their sources say?

A scenario is a YAML file under `cases/`: title, source, day, region, numbers of its own (`set`), a case, and what is
expected. The case lives where the scenario is set, and need not say so. Only what is written under `expect` is compared:
programmes, `persons`, and under `values` the values of rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from aid_rules.case import Household, read_case_dict
from aid_rules.engine.engine import Engine
from aid_rules.problems import Problem, ProblemError, RuleError, Source
from aid_rules.rulebook import (
    Items,
    Keys,
    Rulebook,
    Table,
    Text,
    Tree,
    day,
    items,
    plain,
    read_tree,
    table,
    text,
)
from aid_rules.scalar import Decision, PersonDecision


@dataclass(frozen=True)
class Scenario:
    """One scenario as written. `expect` is compared by `Scenarios.differences`."""

    name: str
    title: str
    source: Mapping[str, Any]
    on: date
    region: str
    values: Items
    case: Mapping[str, Any]
    expect: Mapping[str, Any]


def read_scenario(path: Path, name: str) -> Scenario:
    """Read one file. RuleError where it is no scenario."""
    keys = Keys(read_tree(Source(name, path.read_text(encoding="utf-8"))), "scenario")
    keys.get("note")
    region, case, expect = keys.of("region"), keys.of("case"), keys.of("expect")
    values = keys.get("set") or Items((), keys.at)
    source = plain(keys.of("source"))
    found = Scenario(
        name=name,
        title=text(keys.of("title"), "title").value,
        source=source if isinstance(source, dict) else {"document": str(source)},
        on=day(keys.of("on"), "on"),
        region=text(region, "region").value,
        values=Items(items(values, "set"), values.at),
        case=_placed(case, text(region, "region")),
        expect=plain(table(expect, "expect")),
    )
    keys.end()
    _expects(expect)
    return found


def _placed(case: Tree, region: Text) -> Mapping[str, Any]:
    """The case, which lives where the scenario is set. RuleError where it says otherwise."""
    facts: dict[str, Any] = plain(table(case, "case"))
    found = str(facts.setdefault("region", region.value))
    if found != region.value:
        at = table(case, "case").entries["region"].at
        raise RuleError([Problem("R185", at, {"wanted": region.value, "found": found}, region.value)])
    return facts


def _expects(tree: Tree) -> None:
    """RuleError for a mapping of what is expected that is empty: it would hold whatever came out."""
    if isinstance(tree, Table):
        if not tree.entries:
            raise RuleError([Problem("R186", tree.at)])
        for below in tree.entries.values():
            _expects(below)


def scenario_files(directory: Path) -> Iterator[tuple[str, Path]]:
    """Name (`cases/dibao/2026-07-01/x.yaml`) and path of every scenario below `directory`/cases, in order."""
    for path in sorted((directory / "cases").rglob("*.yaml")):
        yield path.relative_to(directory).as_posix(), path


class Scenarios:
    """Runs scenarios by one rulebook; scenarios that set the same numbers share their compiled rules."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._engines: dict[str, Engine] = {"": Engine(rulebook)}

    def decide(self, scenario: Scenario) -> Decision:
        """The decision for a scenario's case under its own numbers. RuleError or CaseError as `evaluate`."""
        engine = self._engine(scenario)
        case: Household = read_case_dict(scenario.case)
        return engine.evaluate(case, scenario.on)

    def _engine(self, scenario: Scenario) -> Engine:
        """An invented region has no file: it has the scenario's numbers only."""
        values = scenario.values
        if not values.items and self.rulebook.library.chain(scenario.region):
            return self._engines[""]
        title = str(scenario.source.get("document", scenario.title))
        key = repr((scenario.region, title, scenario.on, plain(values)))
        if key not in self._engines:
            self._engines[key] = Engine(
                self.rulebook.with_values(scenario.region, title, values, scenario.on)
            )
        return self._engines[key]

    def differences(self, scenario: Scenario) -> tuple[str, ...]:
        """What came out otherwise than expected; a problem with the rules or the case counts as one."""
        try:
            decision = self.decide(scenario)
        except ProblemError as error:
            return tuple(str(error).splitlines())
        return tuple(_compared(decision, scenario.expect))


def _compared(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    for key, expected in expect.items():
        if key == "persons":
            for person, programmes in expected.items():
                for name, wanted in programmes.items():
                    yield from _programme(decision, name, {"persons": {person: wanted}})
        elif key == "values":
            yield from _values(decision, expected)
        else:
            yield from _programme(decision, key, expected)


def _values(decision: Decision, expected: Mapping[str, Any]) -> Iterator[str]:
    """`temporary_aid.approver: county`; a rule of a person by person: `{p1: full}`."""
    found = {(step.rule, step.of): step.value for step in decision.trace}
    for rule, said in expected.items():
        for of, wanted in (said if isinstance(said, Mapping) else {"household": said}).items():
            value = found.get((rule, of), "no such rule")
            if str(value) != str(wanted):
                yield f"{rule} of {of}: expected {wanted}, found {value}"


def _programme(decision: Decision, name: str, expected: Mapping[str, Any]) -> Iterator[str]:
    if name not in decision.programmes:
        yield f"{name}: there is no such programme on this day"
        return
    found = decision.programmes[name]
    yield from _fields(name, found, {key: value for key, value in expected.items() if key != "persons"})
    for person, wanted in expected.get("persons", {}).items():
        if person in found.persons:
            yield from _fields(f"{name}.{person}", found.persons[person], wanted)
        elif wanted.get("outcome") != "ineligible":
            yield f"{name}.{person}: nothing is decided for this person"


def _fields(where: str, found: PersonDecision, expected: Mapping[str, Any]) -> Iterator[str]:
    for key, wanted in expected.items():
        value = _value(found, key)
        wanted = sorted(wanted) if isinstance(wanted, list) else wanted if wanted is None else str(wanted)
        if value != wanted and not _same_amount(getattr(found, key, None), wanted):
            yield f"{where}.{key}: expected {wanted}, found {value}"


def _same_amount(found: Any, wanted: Any) -> bool:
    """Is it the same number of yuan, however it is written: `834`, `834.0`, `834.00`?"""
    if not isinstance(found, Decimal) or not isinstance(wanted, str):
        return False
    try:
        return found == Decimal(wanted)
    except InvalidOperation:
        return False


def _value(found: PersonDecision, key: str) -> Any:
    if key == "missing":
        return sorted(missing.fact for missing in found.missing)
    value = getattr(found, key, f"no field {key}")
    return value if value is None else str(value)

"""Which families do the laws look at: any at all, but poor enough that aid is often decided?

`poor` takes wealth and absences off a household drawn over the whole vocabulary; `Place` decides it under the
shipped rules of a region, as they are or with something set wherever the region sets nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product
from random import Random
from typing import Any, cast

from hypothesis import strategies as st

from aid_rules import Decision, Household, Rulebook
from aid_rules.case import read_case_dict
from aid_rules.money import Rounding
from aid_rules.plan import Cell, Parameter, Plan
from aid_rules.problems import Source
from aid_rules.rulebook import Items, read_tree
from aid_rules.scalar import Evaluator
from tests.strategies import Drawer, blanked, completed, only_found, seeds, standards_of

SHIPPED = Rulebook.load()
REGIONS = tuple(code for code, _ in SHIPPED.regions())
DAYS = (date(2020, 12, 31), date(2022, 6, 1), date(2026, 6, 30), date(2026, 11, 1), date(2024, 2, 29))
ABSENCES = ("custody", "declared_missing", "cleric_since")

Case = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """The rules of a region on a day. `whole`: every open number has a value, so known cases are decided; `level`: one that
    favours nobody.
    """

    region: str
    on: date
    whole: bool = False
    level: bool = False

    @property
    def evaluator(self) -> Evaluator:
        """The compiled rules, kept."""
        return _evaluator(self, "")

    @property
    def plan(self) -> Plan:
        """The rules."""
        return self.evaluator.plan

    def decide(self, case: Case) -> Decision:
        """The decision of a case in JSON form. CaseError as `evaluate`."""
        return decided(self.evaluator, case, self.on)

    def having(self, values: str) -> Evaluator:
        """The rules with other values, written as the `set` of a region file (a YAML list)."""
        return _evaluator(self, values)

    def standard(self, residence: str) -> Any:
        """Fen a month, exact; None where none is set."""
        return self.number("dibao.standard", residence)

    def number(self, name: str, *key: str) -> Any:
        """What is set for a parameter; None where nothing is."""
        cell = cast(Parameter, self.plan.by_name[name]).cells.get(key)
        return None if cell is None else cell.value


def decided(evaluator: Evaluator, case: Case, on: date) -> Decision:
    """The decision of a case in JSON form by compiled rules."""
    household: Household = read_case_dict(case)
    return Decision(evaluator, household, on, evaluator(household, on))


@cache
def _evaluator(place: Place, values: str) -> Evaluator:
    rulebook = SHIPPED.with_values(place.region, "drawn", as_items(values), place.on) if values else SHIPPED
    plan = rulebook.resolve(place.region, place.on)
    return Evaluator(levelled(plan) if place.level else completed(plan) if place.whole else plan)


def levelled(plan: Plan) -> Plan:
    """The same plan with every open number the same for everybody and none above what is published for others."""
    return replace(plan, steps=tuple(_levelled(s) if isinstance(s, Parameter) else s for s in plan.steps))


def _levelled(parameter: Parameter) -> Parameter:
    value = _level(parameter)
    # An allowance that counted as income would take from dibao what it gives.
    if parameter.name.startswith("income.") and parameter.name.endswith("_excluded"):
        value = True
    # An orphan in an institution gets no less than one outside (国办发〔2010〕54号 二（一）).
    most = (
        max((cell.value for cell in parameter.cells.values()), default=value)
        if parameter.type.unit.is_money
        else value
    )
    cells = {
        key: parameter.cells.get(key)
        or Cell(most if "institution" in key else value, "level", (), "990000", "2000-01-01")
        for key in product(*parameter.domains)
    }
    return replace(parameter, cells=cells)


def _level(parameter: Parameter) -> Any:
    match parameter.type.kind:
        case "boolean":
            return False
        case "enum":
            return parameter.type.members[0]
        case "comparison":
            return "<="
        case "rounding":
            return Rounding("up", 100)
        case _:
            published = (cell.value for cell in parameter.cells.values())
            return min(published, default=50000 if parameter.type.unit.is_money else 1)


def as_items(values: str) -> Items:
    """A YAML list as the rulebook reads it."""
    found = read_tree(Source("drawn", "set:\n" + values)).entries["set"]
    assert isinstance(found, Items)
    return found


def poor(case: Case, chance: Random) -> Case:
    """The case, mostly without assets and absences, and with half of its incomes."""
    case["expenses"] = [e for e in case.get("expenses") or [] if e["kind"] != "transfer_paid"]
    if chance.random() < 0.7:
        case["assets"] = []
    for row in (case, *case["members"]):
        row["incomes"] = [i for i in row.get("incomes") or [] if chance.random() < 0.5]
    for person in case["members"]:
        for key in ABSENCES:
            if chance.random() < 0.7:
                person.pop(key, None)
    return case


def family(chance: Random, place: Place) -> Case:
    """A family of which everything is known."""
    drawer = Drawer(chance, place.region, standards_of(place.plan), only_found(place.plan), place.on)
    return poor(drawer.household(), chance)


def places(whole: bool | None = None, level: bool = False) -> st.SearchStrategy[Place]:
    """Any shipped region on any of the days."""
    kinds = st.booleans() if whole is None else st.just(whole)
    return st.builds(Place, st.sampled_from(REGIONS), st.sampled_from(DAYS), kinds, st.just(level))


@st.composite
def situations(draw: st.DrawFn, whole: bool | None = None) -> tuple[Place, Case]:
    """A place, and a family known in full."""
    place = draw(places(whole))
    return place, family(draw(seeds()), place)


@st.composite
def half_known(draw: st.DrawFn) -> tuple[Place, Case, Case]:
    """A place, a family known in full, and the same with facts unknown."""
    place, chance = draw(places()), draw(seeds())
    case = family(chance, place)
    return place, case, blanked(case, chance)


def grown_ups(count: int, **facts: Any) -> list[Case]:
    """A head, a spouse, grown-up brothers and sisters, in health and without income; all of it known."""
    relations = ("head", "spouse", *["sibling"] * count)
    return [
        {
            "person_id": f"p{i}",
            "birth_date": "1985-03-10",
            "relation": relations[i],
            "cohabiting": True,
            "incomes": [],
        }
        | facts
        for i in range(count)
    ]


def household(region: str, members: list[Case], **facts: Any) -> Case:
    """A rural household without assets."""
    common: Case = {
        "household_id": "h",
        "region": region,
        "residence": "rural",
        "incomes": [],
        "assets": [],
        "expenses": [],
    }
    return common | {"members": members} | facts

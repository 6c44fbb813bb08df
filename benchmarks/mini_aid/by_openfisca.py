"""What does openfisca-core make of mini-aid?

A country package of persons and households, every variable by the month, money in one of two ways:

`FLOAT`  yuan as `float`, which is float32, and parameters looked up by region: as country packages are written.
`INT`    fen as `int`, which is int32, and standards gathered from a NumPy table: as fast and as exact as it gets.
         Amounts above 21,474,836 yuan do not fit, and nothing says so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH, period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.mini_aid.outputs import HOUSEHOLD_OUTPUTS, PERSON_OUTPUTS
from benchmarks.mini_aid.population import ON, Population
from benchmarks.mini_aid.standards import (
    LIVING_SUBSIDY,
    NURSING_SUBSIDY,
    PENSION_EXEMPT,
    REGIONS,
    STANDARDS,
    care,
    tekun_standard,
)

MONTH_OF = period(f"{ON:%Y-%m}")


@dataclass(frozen=True, slots=True)
class Money:
    """A way to hold amounts: the type of the variables, and how many fen are one unit."""

    type: type
    fen: int

    def of(self, fen: int) -> float | int:
        """An amount in this unit."""
        return fen if self.fen == 1 else fen / self.fen

    def down(self, amount: Any, divisor: Any) -> Any:
        """The amount over the divisor, down to the fen."""
        return amount // divisor if self.fen == 1 else np.floor(amount * self.fen / divisor) / self.fen


FLOAT = Money(float, 100)
INT = Money(int, 1)

Person = build_entity("person", "persons", "A person", is_person=True)
Household = build_entity(
    "household", "households", "A household", roles=[{"key": "member", "plural": "members"}]
)
Region = Enum("Region", {f"r{number}": f"r{number}" for number in range(REGIONS)})
Residence = Enum("Residence", {"urban": "urban", "rural": "rural"})

PARAMETERS = ("s", "t", "top_up")
CARE = ("c0", "c1", "c2")


def decider(people: Population, money: Money) -> Callable[[], dict[str, Any]]:
    """Decides the population, which is handed over before: all ten outputs as columns, amounts in the unit."""
    simulation = _simulation(people, money)
    computed = [name for name, v in simulation.tax_benefit_system.variables.items() if v.formulas]

    def decide() -> dict[str, Any]:
        for name in computed:
            simulation.delete_arrays(name)
        return {name: simulation.calculate(name, MONTH_OF) for name in (*HOUSEHOLD_OUTPUTS, *PERSON_OUTPUTS)}

    return decide


def in_fen(columns: dict[str, Any], money: Money) -> dict[str, Any]:
    """The outputs as whole fen."""
    conditions = ("eligible", "edge")
    return {
        name: np.rint(np.asarray(column, dtype=np.float64) * (1 if name in conditions else money.fen)).astype(
            np.int64
        )
        for name, column in columns.items()
    }


def _simulation(people: Population, money: Money) -> Any:
    system = TaxBenefitSystem([Person, Household])
    system.parameters = ParameterNode("", data=_parameters(money))
    for variable in (
        *_inputs(money),
        *_standards(money),
        *_persons(money),
        *_amounts(money),
        *_households(money),
    ):
        system.add_variable(variable)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(people.age)))
    household = builder.declare_entity("household", np.arange(len(people)))
    owners = np.repeat(np.arange(len(people)), people.members)
    builder.join_with_persons(household, owners, np.array(["member"] * len(owners)))
    simulation = builder.build(system)
    for name, _, kind in _INPUTS:
        values = getattr(people, name)
        if kind == "money":
            values = (values / money.fen).astype(np.float32) if money.fen > 1 else values.astype(np.int32)
        simulation.set_input(name, MONTH_OF, values != 0 if kind == "bool" else values)
    simulation.set_input("place", MONTH_OF, Region.encode(np.array([f"r{r}" for r in people.region])))
    simulation.set_input(
        "residence", MONTH_OF, Residence.encode(np.where(people.rural == 1, "rural", "urban"))
    )
    return simulation


def _parameters(money: Money) -> dict[str, Any]:
    """By region and residence, as a tree of parameters."""

    def value(fen: int) -> dict[str, Any]:
        return {"values": {"2020-01-01": {"value": money.of(fen)}}}

    tree: dict[str, Any] = {name: {} for name in (*PARAMETERS, *CARE)}
    for region in range(REGIONS):
        pairs = dict(zip(("urban", "rural"), STANDARDS[region], strict=True))
        tree["s"][f"r{region}"] = {word: value(s) for word, s in pairs.items()}
        tree["t"][f"r{region}"] = {word: value(tekun_standard(s)) for word, s in pairs.items()}
        tree["top_up"][f"r{region}"] = {word: value(s * 20 // 100) for word, s in pairs.items()}
        for name, fen in zip(CARE, care(region), strict=True):
            tree[name][f"r{region}"] = value(fen)
    return tree


_INPUTS: tuple[tuple[str, Any, str], ...] = (
    *((name, Person, "money") for name in ("wage", "transfer", "pension")),
    *((name, Person, "int") for name in ("age", "grade", "adl_lost")),
    *((name, Person, "bool") for name in ("serious", "has_obligor")),
    *((name, Household, "money") for name in ("savings", "medical_spend")),
    *((name, Household, "int") for name in ("members", "vehicles")),
)


def _inputs(money: Money) -> Iterator[type]:
    kinds = {"money": money.type, "int": int, "bool": bool}
    for name, entity, kind in _INPUTS:
        yield _variable(name, entity, kinds[kind])
    yield _variable("place", Household, Enum, possible_values=Region, default_value=Region.r0)
    yield _variable("residence", Household, Enum, possible_values=Residence, default_value=Residence.urban)


def _standards(money: Money) -> Iterator[type]:
    """The household's standards: looked up by region the documented way, or gathered from a table."""
    for name in (*PARAMETERS, *CARE):
        formula = _gathered(name) if money is INT else _looked_up(name)
        yield _variable(name, Household, money.type, formula)


def _looked_up(name: str) -> Callable[..., Any]:
    def formula(household: Any, at: Any, parameters: Any) -> Any:
        found = getattr(parameters(at), name)[household("place", at)]
        return found[household("residence", at)] if name in PARAMETERS else found

    return formula


def _gathered(name: str) -> Callable[..., Any]:
    def formula(household: Any, at: Any, parameters: Any) -> Any:
        tree = getattr(parameters(at), name)
        place = np.asarray(household("place", at))
        if name in CARE:
            return np.array([tree[f"r{r}"] for r in range(REGIONS)], dtype=np.int32)[place]
        table = [[tree[f"r{r}"][word] for word in ("urban", "rural")] for r in range(REGIONS)]
        return np.array(table, dtype=np.int32)[place, np.asarray(household("residence", at))]

    return formula


def _persons(money: Money) -> Iterator[type]:
    """What holds of a person, and what one has."""

    def own(p: Any, at: Any) -> Any:
        wage, pension = p("wage", at), p("pension", at)
        above = np.maximum(pension - money.of(PENSION_EXEMPT), 0)
        return wage - money.down(wage * 20, 100) + p("transfer", at) + above

    def severe(p: Any, at: Any) -> Any:
        return (p("grade", at) == 1) | (p("grade", at) == 2)

    def grave(p: Any, at: Any) -> Any:
        return p("severe", at) | p("serious", at)

    def tekun(p: Any, at: Any) -> Any:
        dependent = (p("age", at) >= 60) | (p("age", at) < 16) | p("severe", at)
        return dependent & ~p("has_obligor", at) & (p("own", at) < p.household("t", at))

    def cat(p: Any, at: Any) -> Any:
        return ~p("tekun", at) & ((p("age", at) >= 70) | (p("age", at) < 18) | p("grave", at))

    for formula in (severe, grave, tekun, cat):
        yield _variable(formula.__name__, Person, bool, formula)
    yield _variable("own", Person, money.type, own)


def _amounts(money: Money) -> Iterator[type]:
    """What a person is paid."""

    def single(p: Any, at: Any) -> Any:
        return p.household("s", at) * (p.household("edge", at) & ~p("tekun", at) & p("grave", at))

    def tekun_amt(p: Any, at: Any) -> Any:
        lost = p("adl_lost", at)
        tiers = [p.household(name, at) for name in CARE]
        return (p.household("t", at) + np.select([lost == 0, lost <= 3], tiers[:2], tiers[2])) * p(
            "tekun", at
        )

    def living(p: Any, at: Any) -> Any:
        helped = p.household("eligible", at) | p.household("edge", at)
        return (helped & (p("grade", at) > 0)) * money.of(LIVING_SUBSIDY)

    def nursing(p: Any, at: Any) -> Any:
        return (p("severe", at) & ~p("tekun", at)) * money.of(NURSING_SUBSIDY)

    for formula in (single, tekun_amt, living, nursing):
        yield _variable(formula.__name__, Person, money.type, formula)


def _households(money: Money) -> Iterator[type]:
    """What holds of a household, and what it is paid."""

    def heads(h: Any, at: Any) -> Any:
        return h("members", at) - h.sum(h.members("tekun", at))

    def income(h: Any, at: Any) -> Any:
        return np.maximum(h.sum(h.members("own", at)) - h("medical_spend", at), 0)

    def pc(h: Any, at: Any) -> Any:
        return money.down(h("income", at), h("members", at))

    def asset_ok(h: Any, at: Any) -> Any:
        limit = 24 * h("s", at) * h("members", at)
        return (h("savings", at) < limit) & (h("vehicles", at) == 0)

    def eligible(h: Any, at: Any) -> Any:
        return (h("pc", at) < h("s", at)) & h("asset_ok", at) & (h("heads", at) > 0)

    def edge(h: Any, at: Any) -> Any:
        return ~h("eligible", at) & (2 * h("pc", at) < 3 * h("s", at)) & h("asset_ok", at)

    def dibao(h: Any, at: Any) -> Any:
        topped_up = h.sum(h.members("cat", at)) * h("top_up", at)
        return ((h("s", at) - h("pc", at)) * h("heads", at) + topped_up) * h("eligible", at)

    def total(h: Any, at: Any) -> Any:
        return h("dibao", at) + sum(h.sum(h.members(name, at)) for name in PERSON_OUTPUTS)

    for formula in (asset_ok, eligible, edge):
        yield _variable(formula.__name__, Household, bool, formula)
    yield _variable("heads", Household, int, heads)
    for formula in (income, pc, dibao, total):
        yield _variable(formula.__name__, Household, money.type, formula)


def _variable(
    name: str, entity: Any, kind: type, formula: Callable[..., Any] | None = None, **more: Any
) -> type:
    told = {"value_type": kind, "entity": entity, "definition_period": MONTH, "label": name, **more}
    return type(name, (Variable,), told if formula is None else told | {"formula": formula})

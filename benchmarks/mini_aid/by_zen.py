"""What does the zen engine make of mini-aid?

The same rules as a JDM graph. Of the ways tried this is zen's fastest, and it is given every advantage:
the graph sits in a static loader (a decision from `create_decision` costs five times as much a call),
one expression node does all the work (loops over persons and a decision table copy the context once a node),
and the household arrives as JSON text, serialised outside the clock.
Money is integer fen, which zen's decimals keep exact.

It is handed a household in one of two forms. `plain` has what the rules reckon with worked out beforehand: ages, wages,
what self-care is lost. `cases` is the case as an authority has it and as every other contender reads it, incomes as a list,
birthdays and all, so that zen has to find there what we find there.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import zen

from benchmarks.mini_aid.outputs import HOUSEHOLD_OUTPUTS
from benchmarks.mini_aid.population import ON
from benchmarks.mini_aid.standards import (
    CARE_DIVISORS,
    LIVING_SUBSIDY,
    MINIMUM_WAGES,
    NURSING_SUBSIDY,
    PENSION_EXEMPT,
    STANDARDS,
)

Node = dict[str, Any]


def _rules(given: str) -> dict[str, str]:
    """The rules in the order of evaluation: `$` reads an expression above, `#` is the person at hand.

    `given` stands before the name of a fact: nothing where the household is handed over with it, else how the
    expressions above are called.
    """
    return {
        "standard": f"{[list(cells) for cells in STANDARDS]}[{given}region][{given}rural]",
        "minimum_wage": f"{list(MINIMUM_WAGES)}[{given}region]",
        "tekun_standard": "ceil($.standard * 13 / 1000) * 100",
        "care": f"map({list(CARE_DIVISORS)}, ceil($.minimum_wage / (# * 100)) * 100)",
        "incomes": f"map({given}persons, merge([#, {{"
        f"own: #.wage - floor(#.wage * 20 / 100) + #.transfer + max([0, #.pension - {PENSION_EXEMPT}]), "
        "severe: #.grade == 1 or #.grade == 2}]))",
        "people": "map($.incomes, merge([#, {"
        "tekun: (#.age >= 60 or #.age < 16 or #.severe) and #.has_obligor == 0 and #.own < $.tekun_standard}]))",
        "heads": f"{given}members - count($.people, #.tekun)",
        "income": f"max([0, sum(map($.people, #.own)) - {given}medical_spend])",
        "pc": f"floor($.income / {given}members)",
        "asset_ok": f"{given}savings < 24 * $.standard * {given}members and {given}vehicles == 0",
        "eligible": "$.pc < $.standard and $.asset_ok and $.heads > 0",
        "edge": "not $.eligible and 2 * $.pc < 3 * $.standard and $.asset_ok",
        "cats": "count($.people, not #.tekun and (#.age >= 70 or #.age < 18 or #.severe or #.serious == 1))",
        "dibao": "$.eligible ? ($.standard - $.pc) * $.heads + $.cats * floor($.standard * 20 / 100) : 0",
        "persons": "map($.people, {"
        "single: $.edge and not #.tekun and (#.severe or #.serious == 1) ? $.standard : 0, "
        "tekun_amt: #.tekun ? $.tekun_standard + $.care[#.adl_lost == 0 ? 0 : #.adl_lost <= 3 ? 1 : 2] : 0, "
        f"living: ($.eligible or $.edge) and #.grade > 0 ? {LIVING_SUBSIDY} : 0, "
        f"nursing: #.severe and not #.tekun ? {NURSING_SUBSIDY} : 0" + "})",
        "total": "$.dibao + sum(map($.persons, #.single + #.tekun_amt + #.living + #.nursing))",
    }


def _sum(of: str, test: str, what: str) -> str:
    """Yuan of the items of a list that pass a test, in fen."""
    return f"sum(map(filter({of}, {test}), #.{what})) * 100"


_PERSON = {
    "age": f'd("{ON}").diff(d(#.birth_date), "year")',
    "wage": _sum("#.incomes", '#.kind == "wage"', "amount"),
    "transfer": _sum("#.incomes", '#.kind == "transfer"', "amount"),
    "pension": _sum("#.incomes", '#.kind in ["basic_pension", "employee_pension"]', "amount"),
    "grade": "#.disability.grade ?? 0",
    "serious": "#.serious_illness ? 1 : 0",
    "adl_lost": "count(values(#.self_care), not #)",
    "has_obligor": "some(#.obligors, #.able) ? 1 : 0",
}

# What the rules reckon with, found in the case.
_FOUND = {
    "region": "number(region) - 990101",
    "rural": 'residence == "rural" ? 1 : 0',
    "members": "len(members)",
    "savings": _sum("assets", '#.kind == "deposit"', "value"),
    "vehicles": 'count(assets, #.kind == "vehicle")',
    "medical_spend": _sum("expenses", '#.kind == "medical"', "amount"),
    "persons": f"map(members, {{{', '.join(f'{name}: {value}' for name, value in _PERSON.items())}}})",
}

EXPRESSIONS = {
    "plain": _rules(""),
    "cases": {f"found_{name}": value for name, value in _FOUND.items()} | _rules("$.found_"),
}


def graph(form: str) -> Node:
    """Mini-aid as a JDM graph: in, rules, out."""
    expressions = [{"id": key, "key": key, "value": value} for key, value in EXPRESSIONS[form].items()]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "content": {}},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
        {"id": "out", "name": "out", "type": "outputNode", "content": {}},
    ]
    edges = [
        {"id": "first", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "second", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


def case_text(case: dict[str, Any]) -> str:
    """A case as JSON, yuan as numbers, which zen reads as decimals: 12.34 * 100 is 1234 there."""
    return re.sub(r'"(\d+\.\d\d)"', r"\1", json.dumps(case))


def decider(form: str, *, trace: bool) -> Callable[[str], Any]:
    """A function from a household in this form as JSON text to zen's whole response, with its trace or without."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"mini_aid": graph(form)}}})
    options: Any = {"trace": trace}

    def decide(household: str) -> Any:
        return engine.evaluate("mini_aid", household, options)

    return decide


def outputs(response: dict[str, Any]) -> dict[str, Any]:
    """The ten outputs out of zen's response, in the reference's form."""
    result = response["result"]
    return {name: result[name] for name in (*HOUSEHOLD_OUTPUTS, "persons")}

"""What does the zen engine make of mini-aid?

The same rules as a JDM graph. Of the ways tried this is zen's fastest, and it is given every advantage:
the graph sits in a static loader (a decision from `create_decision` costs five times as much a call),
one expression node does all the work (loops over persons and a decision table copy the context once a node),
and the household arrives as JSON text, serialised outside the clock.
Money is integer fen, which zen's decimals keep exact.
"""

from collections.abc import Callable
from typing import Any

import zen

from benchmarks.mini_aid.outputs import HOUSEHOLD_OUTPUTS
from benchmarks.mini_aid.standards import (
    CARE_DIVISORS,
    LIVING_SUBSIDY,
    MINIMUM_WAGES,
    NURSING_SUBSIDY,
    PENSION_EXEMPT,
    STANDARDS,
)

Node = dict[str, Any]

# In the order of evaluation: `$` reads an expression above, `#` is the person at hand.
EXPRESSIONS = {
    "standard": f"{[list(cells) for cells in STANDARDS]}[region][rural]",
    "minimum_wage": f"{list(MINIMUM_WAGES)}[region]",
    "tekun_standard": "ceil($.standard * 13 / 1000) * 100",
    "care": f"map({list(CARE_DIVISORS)}, ceil($.minimum_wage / (# * 100)) * 100)",
    "incomes": "map(persons, merge([#, {"
    f"own: #.wage - floor(#.wage * 20 / 100) + #.transfer + max([0, #.pension - {PENSION_EXEMPT}]), "
    "severe: #.grade == 1 or #.grade == 2}]))",
    "people": "map($.incomes, merge([#, {"
    "tekun: (#.age >= 60 or #.age < 16 or #.severe) and #.has_obligor == 0 and #.own < $.tekun_standard}]))",
    "heads": "members - count($.people, #.tekun)",
    "income": "max([0, sum(map($.people, #.own)) - medical_spend])",
    "pc": "floor($.income / members)",
    "asset_ok": "savings < 24 * $.standard * members and vehicles == 0",
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


def graph() -> Node:
    """Mini-aid as a JDM graph: in, rules, out."""
    expressions = [{"id": key, "key": key, "value": value} for key, value in EXPRESSIONS.items()]
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


def decider(*, trace: bool) -> Callable[[str], Any]:
    """A function from a plain household as JSON text to zen's whole response, with its trace or without."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"mini_aid": graph()}}})
    options: Any = {"trace": trace}

    def decide(household: str) -> Any:
        return engine.evaluate("mini_aid", household, options)

    return decide


def outputs(response: dict[str, Any]) -> dict[str, Any]:
    """The ten outputs out of zen's response, in the reference's form."""
    result = response["result"]
    return {name: result[name] for name in (*HOUSEHOLD_OUTPUTS, "persons")}

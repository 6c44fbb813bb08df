"""What does mini-aid give one household, said as plainly as possible?

The yardstick: no blocks, no columns, no cleverness, and nothing shared with the contenders but the standards.
"""

from typing import Any

from benchmarks.mini_aid.standards import (
    LIVING_SUBSIDY,
    NURSING_SUBSIDY,
    PENSION_EXEMPT,
    STANDARDS,
    care,
    tekun_standard,
)

Outputs = dict[str, Any]


def decide(household: dict[str, Any]) -> Outputs:
    """The ten outputs for a household in plain form: six of its own, four a person. Money in fen."""
    persons = [_facts(person, household) for person in household["persons"]]
    shared = _household(household, persons)
    amounts = [_amounts(person, household, shared) for person in persons]
    total = shared["dibao"] + sum(sum(amount.values()) for amount in amounts)
    return {
        **{name: shared[name] for name in ("income", "pc", "eligible", "edge", "dibao")},
        "total": total,
        "persons": amounts,
    }


def _standard(household: dict[str, Any]) -> int:
    return STANDARDS[household["region"]][household["rural"]]


def _facts(person: dict[str, Any], household: dict[str, Any]) -> dict[str, Any]:
    wage, age = person["wage"], person["age"]
    own = wage - wage * 20 // 100 + person["transfer"] + max(0, person["pension"] - PENSION_EXEMPT)
    severe = person["grade"] in (1, 2)
    dependent = age >= 60 or age < 16 or severe
    tekun = dependent and not person["has_obligor"] and own < tekun_standard(_standard(household))
    cat = not tekun and (age >= 70 or age < 18 or severe or bool(person["serious"]))
    return {**person, "own": own, "severe": severe, "tekun": tekun, "cat": cat}


def _household(household: dict[str, Any], persons: list[dict[str, Any]]) -> dict[str, Any]:
    standard, members = _standard(household), len(persons)
    heads = members - sum(person["tekun"] for person in persons)
    income = max(0, sum(person["own"] for person in persons) - household["medical_spend"])
    pc = income // members
    asset_ok = household["savings"] < 24 * standard * members and household["vehicles"] == 0
    eligible = pc < standard and asset_ok and heads > 0
    edge = not eligible and 2 * pc < 3 * standard and asset_ok
    topped_up = sum(person["cat"] for person in persons)
    dibao = (standard - pc) * heads + topped_up * (standard * 20 // 100) if eligible else 0
    return {"income": income, "pc": pc, "eligible": eligible, "edge": edge, "dibao": dibao}


def _amounts(person: dict[str, Any], household: dict[str, Any], shared: dict[str, Any]) -> dict[str, int]:
    standard = _standard(household)
    lost = person["adl_lost"]
    tier = 0 if lost == 0 else 1 if lost <= 3 else 2
    alone = shared["edge"] and not person["tekun"] and (person["severe"] or bool(person["serious"]))
    supported = tekun_standard(standard) + care(household["region"])[tier]
    helped = (shared["eligible"] or shared["edge"]) and person["grade"] > 0
    return {
        "single": standard if alone else 0,
        "tekun_amt": supported if person["tekun"] else 0,
        "living": LIVING_SUBSIDY if helped else 0,
        "nursing": NURSING_SUBSIDY if person["severe"] and not person["tekun"] else 0,
    }

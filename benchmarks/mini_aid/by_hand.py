"""How fast can mini-aid go when a person writes the NumPy by hand? This kernel is 1.00.

Exact int64, blocks that stay in the cache. What an evaluator adds to this time is its overhead.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.mini_aid.outputs import HOUSEHOLD_OUTPUTS, PERSON_OUTPUTS
from benchmarks.mini_aid.population import Population
from benchmarks.mini_aid.standards import (
    LIVING_SUBSIDY,
    MINIMUM_WAGES,
    NURSING_SUBSIDY,
    PENSION_EXEMPT,
    STANDARDS,
    care,
    tekun_standard,
)

BLOCK = 8192

STANDARD = np.array(STANDARDS, dtype=np.int64).ravel()
TEKUN = np.array([tekun_standard(int(s)) for s in STANDARD], dtype=np.int64)
TOP_UP = STANDARD * 20 // 100
CARE = np.array([care(region) for region in range(len(MINIMUM_WAGES))], dtype=np.int64).ravel()
TIER = np.array([0, 1, 1, 1, 2, 2, 2], dtype=np.int64)


Columns = dict[str, NDArray[np.int64]]


def decide(people: Population) -> Columns:
    """The ten outputs as int64 columns: six a household, four a person. Money in fen, conditions 0 or 1."""
    households, persons = len(people), len(people.age)
    out = {name: np.empty(households, dtype=np.int64) for name in HOUSEHOLD_OUTPUTS}
    out |= {name: np.empty(persons, dtype=np.int64) for name in PERSON_OUTPUTS}
    for start in range(0, households, BLOCK):
        stop = min(start + BLOCK, households)
        first = int(people.offsets[start])
        last = int(people.offsets[stop]) if stop < households else persons
        _block(people, out, slice(start, stop), slice(first, last))
    return out


def _block(people: Population, out: Columns, h: slice, p: slice) -> None:
    members, starts = people.members[h], people.offsets[h] - p.start
    cell = people.region[h] * 2 + people.rural[h]
    standard = STANDARD[cell]
    grade, age = people.grade[p], people.age[p]
    wage = people.wage[p]

    own = wage - wage * 20 // 100
    own += people.transfer[p]
    own += np.maximum(people.pension[p] - PENSION_EXEMPT, 0)
    severe = (grade == 1) | (grade == 2)
    tekun_line = np.repeat(TEKUN[cell], members)
    tekun = ((age >= 60) | (age < 16) | severe) & (people.has_obligor[p] == 0) & (own < tekun_line)
    grave = severe | (people.serious[p] != 0)
    cat = ~tekun & ((age >= 70) | (age < 18) | grave)

    heads = members - np.add.reduceat(tekun, starts, dtype=np.int64)
    income = np.maximum(np.add.reduceat(own, starts) - people.medical_spend[h], 0)
    pc = income // members
    asset_ok = (people.savings[h] < 24 * standard * members) & (people.vehicles[h] == 0)
    eligible = (pc < standard) & asset_ok & (heads > 0)
    edge = ~eligible & (2 * pc < 3 * standard) & asset_ok
    topped_up = np.add.reduceat(cat, starts, dtype=np.int64)
    dibao = ((standard - pc) * heads + topped_up * TOP_UP[cell]) * eligible

    single = np.repeat(standard * edge, members) * (~tekun & grave)
    care_cell = np.repeat(people.region[h] * 3, members) + TIER[people.adl_lost[p]]
    tekun_amt = (tekun_line + CARE[care_cell]) * tekun
    living = (np.repeat(eligible | edge, members) & (grade > 0)) * np.int64(LIVING_SUBSIDY)
    nursing = (severe & ~tekun) * np.int64(NURSING_SUBSIDY)

    for name, column in zip(PERSON_OUTPUTS, (single, tekun_amt, living, nursing), strict=True):
        out[name][p] = column
    total = dibao + np.add.reduceat(single + tekun_amt + living + nursing, starts)
    for name, column in zip(HOUSEHOLD_OUTPUTS, (income, pc, eligible, edge, dibao, total), strict=True):
        out[name][h] = column

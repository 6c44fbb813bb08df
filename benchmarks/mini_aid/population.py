"""Which households are decided?

`draw` gives a seeded population as columns; `as_plain` and `as_case` show one household of it
as a plain dict and in the case vocabulary. Decides nothing.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

ON = date(2026, 11, 1)
DISABILITIES = ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple")
SELF_CARE = ("eating", "dressing", "transferring", "toileting", "walking", "bathing")
# Residents' pensions are drawn up to 300 yuan, employees' from 1,000.
RESIDENT_PENSION_LIMIT = 300_00


@dataclass(frozen=True, slots=True)
class Population:
    """Columns of households and of persons; money in fen. `offsets[k]` is household k's first person."""

    offsets: Ints
    members: Ints
    region: Ints
    rural: Ints
    savings: Ints
    vehicles: Ints
    medical_spend: Ints
    age: Ints
    wage: Ints
    transfer: Ints
    pension: Ints
    grade: Ints
    kind: Ints
    serious: Ints
    adl_lost: Ints
    has_obligor: Ints

    def __len__(self) -> int:
        """How many households."""
        return len(self.members)


def draw(households: int, seed: int = 7) -> Population:
    """A population of that many households; the same seed and size give the same columns."""
    rng = np.random.default_rng(seed)
    members = 1 + rng.binomial(6, 0.25, households)
    offsets = np.concatenate(([0], np.cumsum(members)[:-1]))
    wealthy = rng.random(households) >= 0.8
    savings = np.where(wealthy, _fen(rng, 0, 600_000, households), _fen(rng, 0, 60_000, households))
    ill_spending = rng.random(households) < 0.25
    columns = {
        "offsets": offsets,
        "members": members,
        "region": rng.integers(0, 8, households),
        "rural": rng.integers(0, 2, households),
        "savings": savings,
        "vehicles": rng.random(households) < 0.08,
        "medical_spend": ill_spending * _fen(rng, 0, 3_000, households),
    } | _persons(rng, int(members.sum()))
    return Population(**{name: np.asarray(column, dtype=np.int64) for name, column in columns.items()})


def _persons(rng: np.random.Generator, n: int) -> dict[str, Any]:
    age = rng.integers(0, 95, n)
    works = (age >= 18) & (age < 60) & (rng.random(n) < 0.6)
    old = age >= 60
    resident = rng.random(n) < 0.6
    pension = np.where(resident, _fen(rng, 103, 300, n), _fen(rng, 1_000, 4_000, n))
    grade = rng.choice(5, n, p=[0.86, 0.03, 0.04, 0.04, 0.03])
    may_need_care = old | np.isin(grade, (1, 2))
    return {
        "age": age,
        "wage": works * _fen(rng, 500, 6_000, n),
        "transfer": (rng.random(n) < 0.3) * _fen(rng, 0, 600, n),
        "pension": old * pension,
        "grade": grade,
        "kind": np.where(grade > 0, rng.integers(1, 8, n), 0),
        "serious": rng.random(n) < 0.05,
        "adl_lost": may_need_care * rng.integers(0, 7, n),
        "has_obligor": rng.random(n) < 0.85,
    }


def _fen(rng: np.random.Generator, low: int, high: int, n: int) -> Ints:
    """Amounts in fen between two bounds in yuan, both included."""
    return rng.integers(low * 100, high * 100 + 1, n)


def as_plain(people: Population, k: int) -> dict[str, Any]:
    """Household k as a plain dict: integers in fen, one dict a person."""
    first = int(people.offsets[k])
    persons = range(first, first + int(people.members[k]))
    household = ("region", "rural", "members", "savings", "vehicles", "medical_spend")
    person = ("age", "wage", "transfer", "pension", "grade", "serious", "adl_lost", "has_obligor")
    plain: dict[str, Any] = {name: int(getattr(people, name)[k]) for name in household}
    plain["persons"] = [{name: int(getattr(people, name)[i]) for name in person} for i in persons]
    return plain


def as_case(people: Population, k: int) -> dict[str, Any]:
    """Household k in the case vocabulary, every fact known, amounts as decimal yuan."""
    first = int(people.offsets[k])
    size = int(people.members[k])
    assets = [{"kind": "deposit", "value": _yuan(people.savings[k])}]
    if people.vehicles[k]:
        assets.append({"kind": "vehicle", "value": "30000.00", "use": "private"})
    return {
        "household_id": f"mini-{k}",
        "region": f"9901{int(people.region[k]) + 1:02}",
        "residence": "rural" if people.rural[k] else "urban",
        "application_date": ON.isoformat(),
        "members": [_person(people, first + i, i) for i in range(size)],
        "incomes": [],
        "assets": assets,
        "expenses": _items([("medical", people.medical_spend[k])]),
        "hardships": [],
        "awards": [],
    }


def _person(people: Population, i: int, place: int) -> dict[str, Any]:
    pension = "basic_pension" if people.pension[i] <= RESIDENT_PENSION_LIMIT else "employee_pension"
    lost = int(people.adl_lost[i])
    person: dict[str, Any] = {
        "person_id": f"p{place + 1}",
        # A birthday before the decision day, so that full years equal the age drawn.
        "birth_date": date(ON.year - int(people.age[i]), 6, 15).isoformat(),
        "relation": "other" if place else "head",
        "cohabiting": True,
        "serious_illness": bool(people.serious[i]),
        "self_care": {item: able >= lost for able, item in enumerate(SELF_CARE)},
        "obligors": [{"relation": "child", "able": True}] if people.has_obligor[i] else [],
        "incomes": _items(
            [("wage", people.wage[i]), ("transfer", people.transfer[i]), (pension, people.pension[i])]
        ),
        "expenses": [],
    }
    if people.grade[i]:
        kind = DISABILITIES[int(people.kind[i]) - 1]
        person["disability"] = {"kind": kind, "grade": int(people.grade[i])}
    return person


def _items(amounts: list[tuple[str, np.int64]]) -> list[dict[str, str]]:
    return [{"kind": kind, "amount": _yuan(fen), "period": "month"} for kind, fen in amounts if fen]


def _yuan(fen: np.int64) -> str:
    yuan, rest = divmod(int(fen), 100)
    return f"{yuan}.{rest:02}"

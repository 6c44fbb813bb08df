"""People of three invented counties: what is asked about them when two raise their standards in July 2030."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aid_rules.batch import Asked, Side, reevaluate_files
from aid_rules.batch.alone import LOCK
from aid_rules.case import Household, read_case_dict
from aid_rules.columnar import from_cases
from aid_rules.problems import ProblemError
from aid_rules.rulebook import Rulebook
from tests.world import finding, household, person, wage

RULES = Path(__file__).parent / "county"
RAISED, SAME_MONTH, UNCHANGED = REGIONS = ("990201", "990202", "990203")
BEFORE, AFTER, UNTIL = date(2030, 6, 1), date(2030, 7, 1), date(2030, 9, 1)
MONTHS = ("2030-06", "2030-07", "2030-08", "2030-09")
DAYS = ("2030-06-10", "2030-07-01", "2030-07-17", "2030-08-20", "2030-09-02")
COUNT, CHUNK = 60, 13
"""How many people the shared file has, and how many are decided at a time."""


@cache
def harbour() -> Rulebook:
    """Their rules."""
    return Rulebook.load(RULES, shipped_rules=False)


def asked(**changes: Any) -> Asked:
    """What is asked, with something else."""
    known: dict[str, Any] = {
        "before": Side(harbour(), BEFORE), "after": Side(harbour(), AFTER), "until": UNTIL,
    }  # fmt: skip
    return Asked(**(known | changes))


def raw(chance: Random, number: int) -> dict[str, Any]:
    """A household in JSON form: incomes near the standard, awards and payments with slips, deaths, births."""
    members = [_member(chance, place) for place in range(chance.choice((1, 1, 2, 3)))]
    members[0] |= {"birth_date": f"{chance.randrange(1945, 1999)}-05-05"}
    members[0].pop("death_date", None)
    case = household(
        *members, household_id=f"户{number:05d}", region=chance.choice(REGIONS),
        residence=chance.choice(("urban", "rural")),
        application_date=chance.choice((None, "2029-03-04", "2029-03-04", "2030-08-10")),
        findings=finding("dibao.property_within", chance.random() < 0.9) if chance.random() < 0.8 else {},
    )  # fmt: skip
    if chance.random() < 0.6:
        case["awards"] = _awards(chance, members)
    return case


def _member(chance: Random, place: int) -> dict[str, Any]:
    born = f"{chance.randrange(1940, 2026)}-0{chance.randrange(1, 9)}-11"
    facts: dict[str, Any] = {"birth_date": born, "name": "欧阳某某", "cohabiting": chance.random() < 0.9}
    if chance.random() < 0.6:
        facts["incomes"] = [wage(str(chance.choice((150, 300, "433.33", 620, 900, 2500))))]
    if chance.random() < 0.1:
        facts["incomes"] = None
    if place and chance.random() < 0.15:
        facts["death_date"] = chance.choice(DAYS)
    elif place and chance.random() < 0.15:
        facts["birth_date"] = chance.choice(DAYS[:-1])
    if chance.random() < 0.2:
        facts["parents"] = [{"which": which, "situation": "dead"} for which in ("father", "mother")]
    return person(place, **facts)


def _awards(chance: Random, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    size = len(members)
    found = [_award(chance, "dibao", chance.choice((600, 400, 500)) * size)]
    for member in members:
        if chance.random() < 0.4:
            programme, amount = chance.choice((("old_age_allowance", 100), ("child_allowance", 900)))
            found.append(_award(chance, programme, amount) | {"person_id": member["person_id"]})
    return found


def _award(chance: Random, programme: str, amount: int) -> dict[str, Any]:
    found: dict[str, Any] = {"programme": programme, "from": chance.choice(("2029-01-01", "2030-08-01"))}
    if chance.random() < 0.1:
        found["until"] = "2030-09-01"
    if chance.random() < 0.9:
        kept = [month for month in MONTHS if chance.random() < 0.9]
        found["payments"] = [
            {"month": month, "amount": str(chance.choice((amount, amount, 0)))} for month in kept
        ]
    return found


def cases(count: int, seed: int = 1) -> list[Household]:
    """So many households."""
    chance = Random(seed)
    return [read_case_dict(raw(chance, number)) for number in range(count)]


def table(count: int, seed: int = 1) -> pa.Table:
    """The same in columns."""
    return from_cases(cases(count, seed)).combine_chunks()


def write(path: Path, what: pa.Table, group: int = 1 << 20) -> Path:
    """A Parquet file with row groups of a size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(what, path, row_group_size=group)
    return path


def files(out: Path) -> dict[str, bytes]:
    """Every file of a result by its path, but for the lock; of the manifest everything but the seconds."""
    paths = (path for path in out.rglob("*") if path.is_file() and path != out / LOCK)
    found = {str(path.relative_to(out)): path.read_bytes() for path in paths}
    for name, content in found.items():
        if name == "manifest.json":
            found[name] = b"\n".join(line for line in content.splitlines() if b'"seconds"' not in line)
    return found


def read(out: Path, kind: str) -> pa.Table:
    """One of the tables of a result, chunk after chunk."""
    return pa.concat_tables(
        [pq.read_table(path) for path in sorted((out / kind).iterdir())]
    ).unify_dictionaries()


def run(source: Path, out: Path, what: Asked | None = None, **options: Any) -> dict[str, Any]:
    """A job in small chunks."""
    return reevaluate_files(source, out, what or asked(), **{"chunk": CHUNK, "processes": 1} | options)


def code(error: pytest.ExceptionInfo[ProblemError]) -> str:
    """The code of the one problem."""
    (problem,) = error.value.problems
    return problem.code

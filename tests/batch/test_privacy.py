"""Do names and numbers of people stay out of what is said, whichever column they have slipped into?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from aid_rules.batch import reevaluate
from aid_rules.problems import headline
from tests.batch import harbour
from tests.batch.test_tables import FAMILY, as_files, converted, with_labels
from tests.columnar.rows import population

NAME, ID, PHONE = "王小明", "370902198003011234", "+8613812345678"
SLIPS = (NAME, ID, PHONE)


def named(text: str) -> list[str]:
    """What of the slips a text repeats."""
    return [slip for slip in SLIPS if slip.lstrip("+")[:8] in text]


@pytest.mark.parametrize("sheet", FAMILY)
def test_whatever_column_of_a_sheet(sheet: str, tmp_path: Path) -> None:
    told = 0
    for place in range(len(FAMILY[sheet][0])):
        for number, slip in enumerate(SLIPS):
            sheets = {name: [list(row) for row in rows] for name, rows in with_labels(FAMILY).items()}
            sheets[sheet][1][place] = slip
            _, problems, _ = converted(as_files(sheets, tmp_path / f"{place} {number}"))
            for _, problem in problems:
                told += 1
                said = " ".join([str(problem.at), headline(problem, "zh"), headline(problem, "en")])
                assert named(said.replace(f"{slip}: ", "")) == [], said
    assert told >= len(FAMILY[sheet][0])


def texts(type_: pa.DataType, way: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The ways to every text in a type."""
    if pa.types.is_list(type_):
        return texts(type_.value_type, way)
    if pa.types.is_struct(type_):
        return [found for field in type_ for found in texts(field.type, (*way, field.name))]
    return [way] if pa.types.is_string(type_) else []


def put(row: Any, way: tuple[str, ...], slip: str) -> bool:
    """Put a slip where a way leads; is anything there?"""
    if isinstance(row, list):
        found = [put(one, way, slip) for one in row]  # in every one of them
        return any(found)
    if row is None:
        return False
    if len(way) > 1:
        return put(row[way[0]], way[1:], slip)
    row[way[0]] = slip
    return True


def full() -> tuple[list[dict[str, Any]], pa.Schema]:
    """A household of which something stands in most lists."""
    case = harbour.raw(Random(5), 1) | {"household_id": "h1"}
    case["members"][0]["incomes"] = [{"kind": "wage", "amount": "1", "period": "month"}]
    case["members"][0]["parents"] = [{"which": "father", "situation": "dead"}]
    case["members"][0]["disability"] = {"kind": "physical", "grade": 2}
    case["assets"] = [{"kind": "deposit", "value": "1"}]
    case["hardships"] = [{"kind": "fire", "date": "2030-01-01"}]
    batch = population([case])
    return batch.to_pylist(), batch.schema


@pytest.mark.parametrize("slip", SLIPS)
def test_whatever_column_of_a_population(slip: str) -> None:
    county, seen = harbour.harbour(), 0
    _, schema = full()
    rows = []
    for number, way in enumerate(texts(pa.struct(list(schema)))):
        (row,) = full()[0]
        row["household_id"] = f"h{number}"
        if way != ("household_id",) and put(row, way, slip):
            rows.append(row)
    table = pa.Table.from_pylist(rows, schema=schema)
    found = reevaluate(table, before=(county, date(2030, 6, 1)), after=(county, date(2030, 7, 1)))
    for row in found.rejects.to_pylist():
        seen += 1
        assert named(f"{row['field']} {row['message']}") == [], row
    assert seen >= 10
    assert named(json.dumps(found.manifest, ensure_ascii=False) + found.to_html()) == []


@pytest.mark.parametrize("slip", [f"id.{ID}", NAME])
def test_what_a_finding_is_called(slip: str) -> None:
    county = harbour.harbour()
    made = {"name": slip, "holds": True, "by": "o", "on": date(2030, 1, 1), "reason": "r"}
    rows, schema = full()
    twice = [
        {**rows[0], "household_id": name, "findings": [made] * count}
        for name, count in (("h1", 1), ("h2", 2))
    ]
    table = pa.Table.from_pylist(twice, schema=schema)
    found = reevaluate(table, before=(county, date(2030, 6, 1)), after=(county, date(2030, 7, 1)))
    told = found.rejects.to_pylist()
    assert {row["household_id"] for row in told} == {"h1", "h2"}
    assert named(str(told)) == []

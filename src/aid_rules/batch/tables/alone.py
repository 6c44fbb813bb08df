"""What is wrong with a row that cannot be put where it belongs? Read with nothing around it: its own faults, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aid_rules.batch.tables.columns import AWARDS, HOUSEHOLDS, PAYMENTS, PERSONS, Table
from aid_rules.case import Finding, read_case_dict
from aid_rules.case.faults import json_path
from aid_rules.problems import CaseError, Field, Problem

UNREADABLE: Mapping[str, Any] = {"\0": True}
"""In place of a cell that could not be read: no field accepts it, so that checks which need the value wait."""
_NAME = "dibao.some"


def faults_of(table: Table, row: Mapping[str, Any]) -> tuple[str, list[Problem]]:
    """The problems of a row by itself, and the path in front of theirs; `row` is nested as a case is."""
    case, front = _around(table, row)
    try:
        read_case_dict(case)
    except CaseError as error:
        return front, [one for one in error.problems if _path(one).startswith(front)]
    return front, []


def _around(table: Table, row: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The least of a case in which the row can stand, and where it does."""
    if table is HOUSEHOLDS:
        return {"household_id": UNREADABLE, **row}, ""
    if table is PERSONS:
        return {"members": [row]}, "members[0]"
    if table is PAYMENTS:
        return {AWARDS.key: [{PAYMENTS.key: [row]}]}, f"{AWARDS.key}[0].{PAYMENTS.key}[0]"
    held: dict[str, Any] = {table.key: {_NAME: row} if table.record is Finding else [row]}
    front = json_path((table.key, _NAME if table.record is Finding else 0))
    return ({"members": [held]}, f"members[0].{front}") if table.of_persons else (held, front)


def _path(problem: Problem) -> str:
    return problem.at.path if isinstance(problem.at, Field) else ""

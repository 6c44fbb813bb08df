"""From a county's tables to cases: every household either a case or refused, with sheet, row and column."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from aid_rules.batch.tables.cells import MISSING, Unreadable, read, shown
from aid_rules.batch.tables.columns import (
    HOUSEHOLD_ID,
    HOUSEHOLDS,
    NAME,
    PAYMENTS,
    PERSON_ID,
    PERSONS,
    TABLES,
    Table,
    columns_of,
    told,
)
from aid_rules.batch.tables.payments import award_of
from aid_rules.batch.tables.sheets import Sheet, named, sheets
from aid_rules.batch.tables.store import Kept, Store
from aid_rules.case import Finding, Household, read_case_dict
from aid_rules.case.showing import shown as told_of
from aid_rules.problems import CaseError, Field, Problem, nearest

Tell = Callable[[Problem, str], None]
"""Takes a problem and the id of the household that it refuses (empty where it refuses none)."""


@dataclass
class Report:
    """What came in, what came out as cases, what was refused; `rows` by sheet."""

    households: int = 0
    converted: int = 0
    refused: int = 0
    problems: int = 0
    rows: Counter[str] = field(default_factory=Counter)


def convert(source: Path, complete: frozenset[str], tell: Tell, report: Report) -> Iterator[Household]:
    """The cases of a folder of CSV files or an Excel workbook, in the order of the households.

    `complete` names tables that say everything: who has no row there has none (`[]`), instead of unknown.
    Each problem is told as it is found; a household with one is refused. Raises CaseError for a source that cannot
    be read, has no households or persons, or a header that means nothing, and for a name in `complete` that is no
    table.
    """
    sure = completed(complete)

    def counted(problem: Problem, household: str) -> None:
        report.problems += 1
        tell(problem, household)

    with tempfile.TemporaryDirectory(prefix="aid-rules-") as scratch:
        store = Store(Path(scratch) / "rows.db")
        try:
            with sheets(source) as (found, strange):
                refused = _gathered(found, strange, store, counted, report)
            yield from _cases(store, sure, refused, counted, report)
        finally:
            store.close()


def completed(names: frozenset[str]) -> frozenset[str]:
    """The tables that these names, English or Chinese, stand for. Raises CaseError for one that is none."""
    may = {table.name: table for table in TABLES if table not in (HOUSEHOLDS, PERSONS)}
    found = {name: named(name) for name in sorted(names)}
    allowed = "、".join(f"{table.name}（{table.zh[0]}）" for table in may.values())
    faults = [
        Problem("T114", Field(name), {"allowed": allowed}, nearest(name, may))
        for name, table in found.items()
        if table is None or table.name not in may
    ]
    if faults:
        raise CaseError(faults)
    return frozenset(table.name for table in found.values() if table is not None)


def _gathered(found: list[Sheet], strange: list[str], store: Store, tell: Tell, report: Report) -> set[str]:
    """Put all rows into the store; the ids of households of which a cell cannot be read."""
    there = {sheet.table.name for sheet in found}
    faults = [
        Problem("T101", Field(name), {"allowed": "、".join(t.name for t in TABLES)}) for name in strange
    ]
    faults += [
        Problem("T102", None, {"wanted": t.name}) for t in (HOUSEHOLDS, PERSONS) if t.name not in there
    ]
    faults += [fault for sheet in found for fault in _headers(sheet)]
    if faults:
        raise CaseError(faults)
    refused: set[str] = set()
    for sheet in found:
        for number, cells in sheet.rows:
            report.rows[sheet.name] += 1
            household, row, problems = _row(sheet, number, cells)
            for problem in problems:
                tell(problem, household)
                refused.add(household)
            store.add(sheet.table.name, sheet.name, number, household, row)
    store.done()
    return refused


def _headers(sheet: Sheet) -> Iterator[Problem]:
    known = columns_of(sheet.table)
    keys: dict[str, str] = {}
    for header in filter(None, (text.strip() for text in sheet.headers)):
        column = known.get(header)
        if column is None:
            facts = {"found": header, "allowed": told(known.values())}
            yield Problem("T103", Field(f"{sheet.name} {header}"), facts, nearest(header, known))
        elif column.key in keys:
            yield Problem(
                "T104", Field(f"{sheet.name} {header}"), {"found": header, "other": keys[column.key]}
            )
        else:
            keys[column.key] = header
    if HOUSEHOLD_ID not in keys:
        yield Problem("T106", Field(sheet.name), {"wanted": "household_id（家庭编号）"})


def _row(sheet: Sheet, number: int, cells: Any) -> tuple[str, dict[str, Any], list[Problem]]:
    known, row, problems = columns_of(sheet.table), {}, []
    for place, (header, cell) in enumerate(zip_longest(sheet.headers, cells, fillvalue=""), start=1):
        column = known.get(header.strip())
        if column is None:
            if cell is not None and str(cell).strip():
                problems.append(Problem("T119", _cell(sheet.name, number, f"第 {place} 列"), {}))
            continue
        try:
            value = read(column, cell)
        except Unreadable as why:
            facts = {"found": shown(str(cell), why.write), "allowed": why.allowed}
            problems.append(Problem(why.code, _cell(sheet.name, number, header), facts, why.write))
            continue
        if value is not MISSING:
            row[column.key] = value
    household = str(row.pop(HOUSEHOLD_ID, None) or "")
    if not household:
        problems.append(Problem("T107", _cell(sheet.name, number, HOUSEHOLD_ID), {}))
    return household, row, problems


def _cell(sheet: str, number: int, header: str) -> Field:
    return Field(f"{_line(sheet, number)} {header}")


def _line(sheet: str, number: int) -> str:
    return f"{sheet} 第 {number} 行"


def _cases(
    store: Store, complete: frozenset[str], refused: set[str], tell: Tell, report: Report
) -> Iterator[Household]:
    several = store.several()
    for sheet, number, household in store.strays():
        tell(Problem("T108", _cell(sheet, number, HOUSEHOLD_ID), {"found": told_of(household)}), household)
    for household, kept in store.households():
        report.households += 1
        if household and household in several:
            # which of the rows holds, nobody knows: all of them are refused
            tell(
                Problem("T109", _cell(kept[0], kept[1], HOUSEHOLD_ID), {"found": told_of(household)}),
                household,
            )
        if household in several or household in refused or not household:
            report.refused += 1
            continue
        built = _Built(store, household, complete)
        try:
            built.all(kept)
            case = read_case_dict(built.case)
        except CaseError as error:
            for problem in error.problems:
                tell(built.located(problem), household)
            report.refused += 1
            continue
        report.converted += 1
        yield case


class _Built:
    """One household in JSON form, and from which row each part of it came."""

    def __init__(self, store: Store, household: str, complete: frozenset[str]) -> None:
        self.store, self.household, self.complete = store, household, complete
        self.case: dict[str, Any] = {}
        self.rows: dict[str, tuple[Table, str, int]] = {}

    def all(self, kept: Kept) -> None:
        """The household's own row, its members, and what both have."""
        self.rows[""] = (HOUSEHOLDS, kept[0], kept[1])
        self.case = {HOUSEHOLD_ID: self.household, **_nested(kept[2])}
        members = self.case["members"] = []
        seats: dict[str, int] = {}
        for sheet, number, cells in self.store.rows(PERSONS.name, self.household):
            self.rows[f"members[{len(members)}]"] = (PERSONS, sheet, number)
            seats.setdefault(str(cells.get(PERSON_ID)), len(members))
            members.append(_nested(cells))
        for table in TABLES[2:]:
            if table is not PAYMENTS:
                self._hang(table, seats)
        self._pay()

    def _hang(self, table: Table, seats: dict[str, int]) -> None:
        """Put the rows of a table where they belong."""
        if table.name in self.complete:
            owners = [
                *([self.case] if table.of_households else []),
                *(self.case["members"] if table.of_persons else []),
            ]
            for owner in owners:
                owner.setdefault(table.key, {} if table.record is Finding else [])
        for sheet, number, cells in self.store.rows(table.name, self.household):
            person = cells.pop(PERSON_ID, None) if table.of_persons else None
            if person is not None and person not in seats:
                raise CaseError(
                    [Problem("T110", _cell(sheet, number, PERSON_ID), {"found": told_of(str(person))})]
                )
            if person is None and not table.of_households:
                raise CaseError([Problem("T107", _cell(sheet, number, PERSON_ID), {})])
            front = "" if person is None else f"members[{seats[person]}]."
            owner = self.case if person is None else self.case["members"][seats[person]]
            if table.record is Finding:
                self._finding(owner, front, (sheet, number, cells), table)
                continue
            listed = owner.get(table.key)
            if not isinstance(listed, list):
                listed = owner[table.key] = []
            self.rows[f"{front}{table.key}[{len(listed)}]"] = (table, sheet, number)
            listed.append(_nested(cells))

    def _pay(self) -> None:
        """Put the payments under the awards that they belong to; every fault of them at once."""
        awards, faults = self.case.get("awards"), list[Problem]()
        if PAYMENTS.name in self.complete:
            for award in awards if isinstance(awards, list) else ():
                award.setdefault(PAYMENTS.key, [])
        for sheet, number, cells in self.store.rows(PAYMENTS.name, self.household):
            try:
                index = award_of(awards, cells, _line(sheet, number))
            except CaseError as error:
                faults += error.problems
                continue
            award = self.case["awards"][index]
            listed = award.get(PAYMENTS.key)
            if not isinstance(listed, list):
                listed = award[PAYMENTS.key] = []
            self.rows[f"awards[{index}].{PAYMENTS.key}[{len(listed)}]"] = (PAYMENTS, sheet, number)
            listed.append(_nested(cells))
        if faults:
            raise CaseError(faults)

    def _finding(self, owner: dict[str, Any], front: str, kept: Kept, table: Table) -> None:
        sheet, number, cells = kept
        name = str(cells.pop(NAME, ""))
        self.rows[f"{front}findings[{name}]"] = (table, sheet, number)
        found = owner.get("findings")
        owner["findings"] = {**(found if isinstance(found, dict) else {}), name: _nested(cells)}

    def located(self, problem: Problem) -> Problem:
        """The problem at its sheet, row and column instead of its place in the case."""
        path = problem.at.path if isinstance(problem.at, Field) else ""
        if " 第 " in path:
            return problem
        front = max((place for place in self.rows if path.startswith(place)), key=len)
        table, sheet, number = self.rows[front]
        key = path[len(front) :].lstrip(".")
        column = columns_of(table).get(key)
        header = f"{key}（{column.zh}）" if column is not None else key
        return Problem(problem.code, _cell(sheet, number, header), problem.facts, problem.write, problem.see)


def _nested(cells: dict[str, Any]) -> dict[str, Any]:
    """`{"disability.grade": 2}` as `{"disability": {"grade": 2}}`."""
    found: dict[str, Any] = {}
    for key, value in cells.items():
        *way, last = key.split(".")
        here = found
        for step in way:
            inner = here.get(step)
            if not isinstance(inner, dict):
                inner = here[step] = {}
            here = inner
        here.setdefault(last, value)
    return found

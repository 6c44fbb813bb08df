"""From a county's tables to cases: every household either a case or refused, with sheet, row and column."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from aid_rules.batch.tables.alone import UNREADABLE, faults_of
from aid_rules.batch.tables.cells import MISSING, Unreadable, read, shown
from aid_rules.batch.tables.columns import (
    HOUSEHOLD_ID,
    HOUSEHOLDS,
    NAME,
    PAYMENTS,
    PERSON_ID,
    PERSONS,
    PROGRAMME,
    TABLES,
    Table,
    columns_of,
    told,
)
from aid_rules.batch.tables.payments import MONTH, award_of
from aid_rules.batch.tables.sheets import Sheet, named, sheets
from aid_rules.batch.tables.store import Kept, Store
from aid_rules.case import Finding, Household, read_case_dict
from aid_rules.case.faults import json_path
from aid_rules.case.showing import length
from aid_rules.case.showing import shown as told_of
from aid_rules.problems import CaseError, Field, Problem, nearest

_OF_THE_WHOLE = frozenset((PERSON_ID, "relation"))
"""What tells who is who in a household: where one of these cannot be read, it is not whole."""

_NUMBER = re.compile(r"\d{6}")
"""What no header has, and the number of a person does."""

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
    Every problem is told, as it is found; a household with one is refused. Raises CaseError for a source that cannot
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


def _gathered(
    found: list[Sheet], strange: list[Problem], store: Store, tell: Tell, report: Report
) -> set[str]:
    """Put all rows into the store; the ids of households of which a cell cannot be read."""
    there = {sheet.table.name for sheet in found}
    faults = strange + [
        Problem("T102", None, {"wanted": t.name}) for t in (HOUSEHOLDS, PERSONS) if t.name not in there
    ]
    faults += [fault for sheet in found for fault in _headers(sheet)]
    refused: set[str] = set()
    for sheet in found:
        try:
            for number, cells in sheet.rows:
                report.rows[sheet.name] += 1
                household, row, problems = _row(sheet, number, cells)
                for problem in problems:
                    tell(problem, household)
                    refused.add(household)
                if not faults:
                    store.add(sheet.table.name, sheet.name, number, household, row)
        except CaseError as error:  # the rest of the file cannot be told apart
            faults += error.problems
    if faults:  # with every cell looked at, so that all of them are mended at once
        raise CaseError(faults)
    store.done()
    return refused


def _headers(sheet: Sheet) -> Iterator[Problem]:
    known = columns_of(sheet.table)
    keys: dict[str, str] = {}
    headed = any(text.strip() in known for text in sheet.headers)
    for place, header in enumerate((text.strip() for text in sheet.headers), start=1):
        column = known.get(header)
        at = Field(f"{sheet.name} 第 {place} 列")
        if not header:
            continue
        if column is None:
            # Where no column has a name, it may be the first person that stands there.
            found = header if headed and not _NUMBER.search(header) else length(header)
            facts = {"found": found, "allowed": told(known.values())}
            yield Problem("T103", at, facts, nearest(header, known))
        elif column.key in keys:
            yield Problem("T104", at, {"found": header, "other": keys[column.key]})
        else:
            keys[column.key] = header
    if HOUSEHOLD_ID not in keys:
        yield Problem("T106", Field(sheet.name), {"wanted": "household_id（家庭编号）"})


def _row(sheet: Sheet, number: int, cells: Any) -> tuple[str, dict[str, Any], list[Problem]]:
    known, row, problems = columns_of(sheet.table), {}, []
    for place, (header, cell) in enumerate(zip_longest(sheet.headers, cells, fillvalue=""), start=1):
        column = known.get(header.strip())
        if column is None:
            if not header.strip() and cell is not None and str(cell).strip():
                problems.append(Problem("T119", _cell(sheet.name, number, f"第 {place} 列"), {}))
            continue
        try:
            value = read(column, cell)
        except Unreadable as why:
            facts = {"found": shown(str(cell), why.write), "allowed": why.allowed}
            problems.append(Problem(why.code, _cell(sheet.name, number, header), facts, why.write))
            value = UNREADABLE
        if value is not MISSING:
            row[column.key] = value
    given = row.pop(HOUSEHOLD_ID, None)
    household = "" if given is None or given is UNREADABLE else str(given)
    if not household and given is not UNREADABLE:
        problems.append(Problem("T107", _cell(sheet.name, number, HOUSEHOLD_ID), {}))
    return household, row, problems


def _cell(sheet: str, number: int, header: str) -> Field:
    return Field(f"{_line(sheet, number)} {header}")


def _line(sheet: str, number: int) -> str:
    return f"{sheet} 第 {number} 行"


def _cases(
    store: Store, complete: frozenset[str], refused: set[str], tell: Tell, report: Report
) -> Iterator[Household]:
    several, told = store.several(), set[str]()
    tables = {table.name: table for table in TABLES}
    for name, household, (sheet, number, cells) in store.strays():
        tell(Problem("T108", _cell(sheet, number, HOUSEHOLD_ID), {"found": told_of(household)}), household)
        for problem in _alone(tables[name], (sheet, number, cells)):
            tell(problem, household)
    for household, kept in store.households():
        report.households += 1
        twice = bool(household) and household in several
        if twice:
            # which of the rows holds, nobody knows: all of them are refused
            tell(
                Problem("T109", _cell(kept[0], kept[1], HOUSEHOLD_ID), {"found": told_of(household)}),
                household,
            )
        if not household or household in told:
            problems, case = [*_alone(HOUSEHOLDS, kept)], None
        else:
            built = _Built(store, household, complete, twice, household in refused)
            case = built.read(kept)
            problems = built.faults
        told |= {household} if twice else set()
        for problem in problems:
            tell(problem, household)
        if case is None:
            report.refused += 1
            continue
        report.converted += 1
        yield case


def _alone(table: Table, kept: Kept) -> Iterator[Problem]:
    """The faults of a row that belongs nowhere, or to nobody knows whom."""
    sheet, number, cells = kept
    for key in _OWNERS.get(table.name, (PERSON_ID,) if table.of_persons else ()):
        cells.pop(key, None)
    front, problems = faults_of(table, _nested(cells))
    for problem in problems:
        if not _waits(problem, front, _unreadable(cells)) and not (table is HOUSEHOLDS and _of_id(problem)):
            yield _located(problem, front, (table, sheet, number))


_OWNERS = {PAYMENTS.name: (PERSON_ID, PROGRAMME), "findings": (PERSON_ID, NAME)}
"""Keys that only say where a row belongs."""


def _unreadable(cells: dict[str, Any]) -> set[str]:
    return {key for key, value in cells.items() if value == UNREADABLE}


def _of_id(problem: Problem) -> bool:
    return _path(problem).startswith((HOUSEHOLD_ID, PERSONS.key))


def _path(problem: Problem) -> str:
    return problem.at.path if isinstance(problem.at, Field) else ""


def _waits(problem: Problem, front: str, bad: set[str]) -> bool:
    """Is the problem only that a cell could not be read, or of a row of which one could not?"""
    key = _path(problem)[len(front) :].lstrip(".")
    return bool(bad) and (not key or any(key == one or key.startswith((f"{one}.", f"{one}[")) for one in bad))


def _located(problem: Problem, front: str, row: tuple[Table, str, int]) -> Problem:
    """The problem at its sheet, row and column instead of its place in the case, which begins with `front`."""
    table, sheet, number = row
    key = _path(problem)[len(front) :].lstrip(".")
    column = columns_of(table).get(key)
    header = f"{key}（{column.zh}）" if column is not None else key
    return Problem(problem.code, _cell(sheet, number, header), problem.facts, problem.write, problem.see)


class _Built:
    """One household in JSON form, from which row each part of it came, and what is wrong with it.

    `twice`, `refused`: it is refused already, for being there twice or for cells that cannot be read: what can be checked
    without them still is.
    """

    def __init__(
        self, store: Store, household: str, complete: frozenset[str], twice: bool, refused: bool
    ) -> None:
        self.store, self.household, self.complete = store, household, complete
        self.partial, self.refused = twice, refused
        self.case: dict[str, Any] = {}
        self.rows: dict[str, tuple[Table, str, int]] = {}
        self.bad: dict[str, set[str]] = {}
        self.faults: list[Problem] = []

    def read(self, kept: Kept) -> Household | None:
        """The case; None where anything is wrong with it, all of which is then in `faults`."""
        self.all(kept)
        if self.partial or self.faults or any(not _OF_THE_WHOLE.isdisjoint(bad) for bad in self.bad.values()):
            # So that what a household must be as a whole is not asked of one that is not whole.
            self.case[HOUSEHOLD_ID] = UNREADABLE
            self.bad[""].add(HOUSEHOLD_ID)
        elif self.refused:
            # Cells that cannot be read are as unknown: beside them the household is whole.
            self.case = _unknown_where_unreadable(self.case)
        try:
            case = read_case_dict(self.case)
        except CaseError as error:
            for problem in error.problems:
                front = max((place for place in self.rows if _path(problem).startswith(place)), key=len)
                if not _waits(problem, front, self.bad[front]):
                    self.faults.append(_located(problem, front, self.rows[front]))
            return None
        return None if self.refused else case

    def _place(self, front: str, table: Table, kept: Kept) -> dict[str, Any]:
        """Note where a row stands in the case; the row nested as there."""
        sheet, number, cells = kept
        self.rows[front], self.bad[front] = (table, sheet, number), _unreadable(cells)
        return _nested(cells)

    def all(self, kept: Kept) -> None:
        """The household's own row, its members, and what both have."""
        self.case = {HOUSEHOLD_ID: self.household, **self._place("", HOUSEHOLDS, kept)}
        members = self.case["members"] = []
        seats: dict[str, int] = {}
        for row in self.store.rows(PERSONS.name, self.household):
            person = row[2].get(PERSON_ID)
            if person != UNREADABLE:
                seats.setdefault(str(person), len(members))
            members.append(self._place(f"members[{len(members)}]", PERSONS, row))
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
        for row in self.store.rows(table.name, self.household):
            person = row[2].pop(PERSON_ID, None) if table.of_persons else None
            if not self._known(person, table, row, seats):
                self.faults += _alone(table, row)
                self.partial = True
                continue
            front = "" if person is None else f"members[{seats[person]}]."
            owner = self.case if person is None else self.case["members"][seats[person]]
            if table.record is Finding:
                self._finding(owner, front, row, table)
                continue
            listed = owner.get(table.key)
            if not isinstance(listed, list):
                listed = owner[table.key] = []
            listed.append(self._place(f"{front}{table.key}[{len(listed)}]", table, row))

    def _known(self, person: Any, table: Table, row: Kept, seats: dict[str, int]) -> bool:
        """Is it known whose the row is? Where it is not for want of an id that can be read, that has been told."""
        if person is None:
            if not table.of_households:
                self.faults.append(Problem("T107", _cell(*row[:2], PERSON_ID), {}))
            return table.of_households
        if person == UNREADABLE:
            return False
        if person not in seats and not any(PERSON_ID in self.bad[f"members[{i}]"] for i in self._seats):
            facts = {"found": told_of(str(person))}
            self.faults.append(Problem("T110", _cell(*row[:2], PERSON_ID), facts))
        return person in seats

    @property
    def _seats(self) -> range:
        return range(len(self.case["members"]))

    def _pay(self) -> None:
        """Put the payments under the awards that they belong to."""
        awards = self.case.get("awards")
        sure = not any(front.startswith("awards[") and bad for front, bad in self.bad.items())
        sure &= "awards" not in self.bad[""]
        if PAYMENTS.name in self.complete:
            for award in awards if isinstance(awards, list) else ():
                award.setdefault(PAYMENTS.key, [])
        for row in self.store.rows(PAYMENTS.name, self.household):
            sheet, number, cells = row
            readable = not _unreadable(cells) & {PROGRAMME, PERSON_ID, MONTH}
            try:
                index = award_of(awards, cells, _line(sheet, number))
            except CaseError as error:
                self.faults += (
                    error.problems if readable and (sure or error.problems[0].code == "T113") else ()
                )
                if cells.get(MONTH) is None:
                    cells[MONTH] = UNREADABLE  # told by award_of
                self.faults += _alone(PAYMENTS, row)
                self.refused = True
                continue
            award = self.case["awards"][index]
            listed = award.get(PAYMENTS.key)
            if not isinstance(listed, list):
                listed = award[PAYMENTS.key] = []
            front = f"awards[{index}].{PAYMENTS.key}[{len(listed)}]"
            listed.append(self._place(front, PAYMENTS, row))

    def _finding(self, owner: dict[str, Any], front: str, row: Kept, table: Table) -> None:
        if NAME in _unreadable(row[2]):
            self.faults += _alone(table, row)
            return
        name = str(row[2].pop(NAME, ""))
        found = owner.get("findings")
        if isinstance(found, dict) and name in found:
            facts = {"name": told_of(name)}
            self.faults.append(Problem("T122", _cell(*row[:2], NAME), facts))
        placed = self._place(front + json_path((table.key, name)), table, row)
        owner["findings"] = {**(found if isinstance(found, dict) else {}), name: placed}


def _unknown_where_unreadable(part: Any) -> Any:
    if part == UNREADABLE:
        return None
    if isinstance(part, dict):
        return {key: _unknown_where_unreadable(value) for key, value in part.items()}
    return [*map(_unknown_where_unreadable, part)] if isinstance(part, list) else part


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

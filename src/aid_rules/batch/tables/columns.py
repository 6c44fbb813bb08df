"""Which tables and headers does a county's export have? English keys or Chinese titles, off the case models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_args

from aid_rules.case import (
    Asset,
    Award,
    Expense,
    Finding,
    Hardship,
    Household,
    Income,
    Obligor,
    Parent,
    Person,
)
from aid_rules.case.enums import Labels, OpenLabels
from aid_rules.case.fact import fact_of
from aid_rules.case.items import Payment
from aid_rules.case.record import Record
from aid_rules.case.scalars import Month
from aid_rules.case.whereabouts import notes_of, parts_of, record_in

HOUSEHOLD_ID, PERSON_ID, NAME, PROGRAMME = "household_id", "person_id", "name", "programme"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet or file: its names, what a row of it is, and under which key of its owner the rows stand."""

    name: str
    zh: tuple[str, ...]
    record: type[Record]
    key: str
    of_persons: bool
    """May a row belong to a person? Otherwise every row is the household's."""
    of_households: bool = True


HOUSEHOLDS = Table("households", ("家庭", "家庭信息"), Household, "", of_persons=False)
PERSONS = Table("persons", ("人员", "家庭成员", "人员信息"), Person, "members", of_persons=False)
AWARDS = Table("awards", ("已享受救助",), Award, "awards", of_persons=False)
PAYMENTS = Table("payments", ("发放记录",), Payment, "payments", of_persons=False)
"""What was paid for an award; a row belongs to one of the awards table."""

TABLES = (
    HOUSEHOLDS,
    PERSONS,
    Table("incomes", ("收入",), Income, "incomes", of_persons=True),
    Table("assets", ("财产",), Asset, "assets", of_persons=False),
    Table("expenses", ("支出",), Expense, "expenses", of_persons=True),
    Table("hardships", ("突发困难",), Hardship, "hardships", of_persons=False),
    AWARDS,
    Table("obligors", ("法定义务人",), Obligor, "obligors", of_persons=True, of_households=False),
    Table("parents", ("父母",), Parent, "parents", of_persons=True, of_households=False),
    Table("findings", ("人工认定",), Finding, "findings", of_persons=True),
    PAYMENTS,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: keys on the way to the value, its Chinese title, and how a cell is read."""

    path: tuple[str, ...]
    zh: str
    kind: str
    words: Mapping[str, str]
    """Of an enum: what may be written, English or Chinese, and the word that it stands for; so of a grade."""
    open: bool = False
    """May words be written that are not among these? What they stand for is for a rulebook to say."""

    @property
    def key(self) -> str:
        """`education.stage`."""
        return ".".join(self.path)


@cache
def columns_of(table: Table) -> Mapping[str, Column]:
    """Every header that a table may have, English and Chinese, and its column."""
    found: dict[str, Column] = {}
    own = {HOUSEHOLD_ID: Column((HOUSEHOLD_ID,), "家庭编号", "text", {})}
    if table.of_persons or table in (AWARDS, PAYMENTS):
        own[PERSON_ID] = Column((PERSON_ID,), "人员编号", "text", {})
    if table.record is Finding:
        own[NAME] = Column((NAME,), "认定条件", "text", {})
    if table is PAYMENTS:
        own[PROGRAMME] = columns_of(AWARDS)[PROGRAMME]
    for column in (*own.values(), *_columns(table.record, ())):
        found.setdefault(column.key, column)
        found.setdefault(column.zh, column)
    if table is PAYMENTS:
        found["金额"] = found["amount"]
    return found


def told(columns: Iterable[Column]) -> str:
    """Columns as a message lists them: `residence（城乡）`; those left out that only group others."""
    return "、".join(dict.fromkeys(f"{c.key}（{c.zh}）" for c in columns if c.kind != "record"))


_MONTH = get_args(Month)[1]
_CHINESE = "一二三四五六七八九十"
_KINDS: Mapping[Any, str] = {bool: "truth", int: "whole", date: "day"}


def _columns(record: type[Record], way: tuple[str, ...]) -> Iterator[Column]:
    for name, field in record.model_fields.items():
        held, path = record_in(field), (*way, field.alias or name)
        if held is not None and held[0] == "record":
            yield from _columns(held[1], path)
        if held is not None:
            yield Column(path, fact_of(field).zh, "rows" if held[0] == "list" else held[0], {})
            continue
        labels = next((note for note in notes_of(field) if isinstance(note, Labels)), None)
        words = (
            {}
            if labels is None
            else {**{word: word for word in labels}, **{zh: w for w, zh in labels.items()}}
        )
        part = next(iter(parts_of(field.annotation)))
        kind = "word" if words else "month" if _MONTH in notes_of(field) else _KINDS.get(part, "text")
        yield Column(
            path,
            fact_of(field).zh,
            kind,
            words or (_grades(field) if kind == "whole" else {}),
            isinstance(labels, OpenLabels),
        )


def _grades(field: Any) -> Mapping[str, str]:
    """Of a grade: `1`, or `一级` as a certificate has it. Empty for other numbers."""
    if not fact_of(field).graded:
        return {}
    ends = ([getattr(note, end) for note in notes_of(field) if hasattr(note, end)] for end in ("ge", "le"))
    (least,), (most,) = ends
    numbers = range(least, most + 1)
    return {str(n): str(n) for n in numbers} | {f"{_CHINESE[n - 1]}级": str(n) for n in numbers}

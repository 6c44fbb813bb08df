"""Drawn people and means as a block of a population in Arrow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from aid_rules.batch.synthetic.means import BUSINESS, WAGE, Items
from aid_rules.batch.synthetic.people import FAMILY, HEAD, ORPHANED, TEKUN, Homes, Ints, People
from aid_rules.batch.synthetic.profiles import Profile
from aid_rules.case import (
    Asset,
    Disability,
    Education,
    Employment,
    Expense,
    Finding,
    Household,
    Income,
    Obligor,
    Person,
    SelfCare,
)
from aid_rules.case.record import Record
from aid_rules.columnar.schema import columns_of, schema, struct_of

_MONTH, _YEAR = 0, 2
_HELD = {
    "dibao.property_within_limits", "edge.property_within_limits", "rigid_expenditure.property_within_limits",
}  # fmt: skip
_OBLIGED = "tekun.property_within_limits"

Columns = Mapping[str, pa.Array]


def block(places: tuple[Profile, ...], here: Homes, who: People, money: Items, kept: Items, spent: Items,
          first: int, today: int) -> pa.RecordBatch:  # fmt: skip
    """The households as a record batch; `first` is the number of the first, `today` the day of the findings."""
    count = len(here.size)
    members = _persons(here, who, money, today)
    columns = {
        "household_id": pa.array([f"s{first + i:09d}" for i in range(count)]),
        "region": pa.array([place.region for place in places]).take(pa.array(here.place)),
        "residence": _words(Household, "residence", np.where(here.urban, 0, 1)),
        "members": _list(here.offsets, members),
        "incomes": _list(np.zeros(count + 1, np.int64), _struct(Income, 0, {})),
        "assets": _items(Asset, kept, count),
        "expenses": _items(Expense, spent, count),
        "findings": _findings(np.arange(count), sorted(_HELD), count, today),
    }
    return pa.RecordBatch.from_struct_array(_struct(Household, count, columns)).cast(schema())


def _persons(here: Homes, who: People, money: Items, today: int) -> pa.StructArray:
    total = len(who.home)
    kind = here.kind[who.home]
    orphan = (kind == ORPHANED) & (who.relation != HEAD)
    lone = kind == TEKUN
    columns = {
        "person_id": pa.array([f"p{seat + 1}" for seat in who.seat]),
        "birth_date": pa.array(who.born.astype(np.int32), pa.int32()).cast(pa.date32()),
        "sex": _words(Person, "sex", who.female.astype(np.int64)),
        "relation": _words(Person, "relation", who.relation),
        "cohabiting": pa.array(np.ones(total, bool)),
        "education": _education(who),
        "labour_capacity": _words(Person, "labour_capacity", _labour(who)),
        "employment": _employment(who, money, total),
        "disability": _disability(who),
        "serious_illness": pa.array(who.ill),
        "self_care": _self_care(who),
        "settlement": _words(Person, "settlement", np.where(who.born % 5 == 0, 0, 1)),
        "child_status": _words(Person, "child_status", np.zeros(total, np.int64), absent=~orphan),
        "obligors": _list(np.zeros(total + 1, np.int64), _obligors_of_none(), absent=kind == FAMILY),
        "incomes": _items(Income, money, total),
        "findings": _findings(np.flatnonzero(lone), [_OBLIGED], total, today),
    }
    return _struct(Person, total, columns)


def _struct(record: type[Record], count: int, columns: Columns, absent: Any = None) -> pa.StructArray:
    """A record's rows; a column that is not given is null throughout."""
    fields = list(struct_of(record))
    arrays = [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(count, f.type) for f in fields]
    return pa.StructArray.from_arrays(
        arrays, fields=fields, mask=None if absent is None else pa.array(absent)
    )


def _words(record: type[Record], key: str, codes: Ints, absent: Any = None) -> pa.DictionaryArray:
    """An enum by the numbers of its words."""
    words = next(column.words for column in columns_of(record) if column.key == key)
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8), mask=absent), pa.array(words))


def _list(offsets: Ints, values: pa.Array, absent: Any = None) -> pa.ListArray:
    return pa.ListArray.from_arrays(
        pa.array(offsets.astype(np.int32)), values, mask=None if absent is None else pa.array(absent)
    )


def _items(record: type[Record], items: Items, owners: int) -> pa.ListArray:
    amount = "value" if record is Asset else "amount"
    count = len(items.owner)
    columns = {"kind": _words(record, "kind", items.kind), amount: pa.array(items.fen.astype(np.int64))}
    if record is not Asset:
        period = _MONTH if record is Income else _YEAR
        columns["period"] = _words(record, "period", np.full(count, period))
    offsets = np.concatenate(([0], np.cumsum(np.bincount(items.owner, minlength=owners))))
    return _list(offsets, _struct(record, count, columns))


def _obligors_of_none() -> pa.StructArray:
    return _struct(Obligor, 0, {})


def _education(who: People) -> pa.StructArray:
    """In school from 6 to 18, some longer."""
    stage = np.select([who.age < 15, who.age < 18], [1, 2], 4)
    absent = (who.age < 6) | (who.age >= 22) | ((who.age >= 18) & (who.born % 2 == 0))
    columns = {"stage": _words(Education, "stage", stage), "full_time": pa.array(np.ones(len(stage), bool))}
    return _struct(Education, len(stage), columns, absent)


def _labour(who: People) -> Ints:
    weak = (who.grade == 1) | (who.grade == 2) | (who.age < 16) | (who.age >= 75)
    return np.where(weak, 2, np.where((who.age >= 60) | who.ill, 1, 0)).astype(np.int64)


def _employment(who: People, money: Items, total: int) -> pa.StructArray:
    earns = np.zeros(total, bool)
    earns[money.owner[(money.kind == WAGE) | (money.kind == BUSINESS)]] = True
    status = np.where(earns, 0, np.where((who.age < 16) | (who.age >= 60), 4, 3))
    return _struct(Employment, total, {"status": _words(Employment, "status", status)})


def _disability(who: People) -> pa.StructArray:
    total = len(who.grade)
    columns = {
        "kind": _words(Disability, "kind", who.disabled_how),
        "grade": pa.array(np.maximum(who.grade, 1).astype(np.int32)),
    }
    return _struct(Disability, total, columns, who.grade == 0)


def _self_care(who: People) -> pa.StructArray:
    """The first things on the list stay longest."""
    names = [column.key for column in columns_of(SelfCare)]
    columns = {name: pa.array(who.lost < len(names) - i) for i, name in enumerate(names)}
    return _struct(SelfCare, len(who.lost), columns)


def _findings(holders: Ints, names: list[str], owners: int, today: int) -> pa.ListArray:
    """A finding of each name that holds, for each of these owners."""
    each, count = len(names), len(holders) * len(names)
    found = _struct(
        Finding,
        count,
        {
            "holds": pa.array(np.ones(count, bool)),
            "by": pa.array(["synthetic"] * count, pa.string()),
            "on": pa.array(np.full(count, today, np.int32)).cast(pa.date32()),
            "reason": pa.array(["synthetic"] * count, pa.string()),
        },
    )
    named = pa.array(names * len(holders), pa.string())
    inner = pa.StructArray.from_arrays(
        [named, *found.flatten()], fields=[pa.field("name", pa.string()), *struct_of(Finding)]
    )
    lengths = np.zeros(owners, np.int64)
    lengths[holders] = each
    return _list(np.concatenate(([0], np.cumsum(lengths))), inner)

"""Incomes, assets, expenses, hardships, awards with their payments: lists of rows, by whose they are."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pyarrow as pa

from aid_rules.batch.synthetic.arrow import days, fen, listed, offsets, rows_of, words
from aid_rules.batch.synthetic.awards import PROGRAMMES, Awards
from aid_rules.batch.synthetic.circumstances import Hardships, Obligors
from aid_rules.batch.synthetic.homes import Ints, Truths
from aid_rules.batch.synthetic.means import Items
from aid_rules.case import Asset, Award, Hardship, Income, Obligor
from aid_rules.case.items import Payment
from aid_rules.case.record import Record
from aid_rules.columnar.schema import columns_of

_MONTH, _YEAR = 0, 2


def items(record: type[Record], told: Items, owners: int, absent: Truths | None = None) -> pa.ListArray:
    """Incomes by the month, expenses by the year, or assets; unknown of those who are `absent`."""
    if absent is not None:
        there = ~absent[told.owner]
        told = Items(told.owner[there], told.kind[there], told.fen[there])
    amount = "value" if record is Asset else "amount"
    count = len(told.owner)
    columns = {"kind": words(record, "kind", told.kind), amount: fen(told.fen)}
    if record is not Asset:
        columns["period"] = words(record, "period", np.full(count, _MONTH if record is Income else _YEAR))
    return listed(offsets(told.owner, owners), rows_of(record, count, columns), absent)


def hardships(struck: Hardships, owners: int) -> pa.ListArray:
    """What has struck each household."""
    columns = {
        "kind": words(Hardship, "kind", struck.kind),
        "date": days(struck.day),
        "out_of_pocket": fen(struck.cost),
        "route": words(Hardship, "route", struck.route),
        "multiplier": fen(struck.multiple),
    }
    return listed(offsets(struck.owner, owners), rows_of(Hardship, len(struck.owner), columns))


def obligors(obliged: Obligors, owners: int, absent: Truths) -> pa.ListArray:
    """Those who would have to support each person, with what was found of them; unknown of those who are `absent`."""
    there = ~absent[obliged.owner]
    obliged = Obligors(*(getattr(obliged, field.name)[there] for field in fields(Obligors)))
    count = len(obliged.owner)
    no = pa.array(np.zeros(count, bool))
    columns = {
        "relation": words(Obligor, "relation", obliged.relation),
        "age": pa.array(obliged.age.astype(np.int32)),
        "able": pa.array(obliged.able),
        "tekun": no,
        "dibao": no,
        "property_within_limits": pa.array(np.ones(count, bool)),
        "support_paid_monthly": fen(obliged.pays),
    }
    return listed(offsets(obliged.owner, owners), rows_of(Obligor, count, columns), absent)


def awards(given: Awards, owners: int) -> pa.ListArray:
    """What each owner was granted, with the payments on record."""
    named = next(column.words for column in columns_of(Award) if column.key == "programme")
    numbers = np.array([named.index(name) for name in PROGRAMMES])
    columns = {
        "programme": words(Award, "programme", numbers[given.programme]),
        "monthly_amount": fen(given.fen),
        "from": days(_first_day(given.start)),
        "payments": _payments(given),
    }
    return listed(offsets(given.owner, owners), rows_of(Award, len(given.owner), columns))


def _payments(given: Awards) -> pa.ListArray:
    count = len(given.paid_under)
    first = int(given.paid_month.min()) if count else 0
    last = int(given.paid_month.max()) if count else 0
    months = [f"{1970 + month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1)]
    columns = {
        "month": pa.array(months).take(pa.array(given.paid_month - first)),
        "amount": fen(given.paid),
    }
    begin = offsets(given.paid_under, len(given.owner))
    return listed(begin, rows_of(Payment, count, columns), ~given.recorded)


def _first_day(month: Ints) -> Ints:
    """The first day of these months, in days since 1970-01-01."""
    return month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)

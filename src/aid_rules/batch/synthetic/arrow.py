"""How do drawn numbers become Arrow columns of the case's records?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from aid_rules.batch.synthetic.homes import Ints, Truths
from aid_rules.case import Finding
from aid_rules.case.record import Record
from aid_rules.columnar.schema import columns_of, struct_of

Columns = Mapping[str, pa.Array]

_BY = "synthetic"


def rows_of(record: type[Record], count: int, columns: Columns, absent: Any = None) -> pa.StructArray:
    """A record's rows; a column that is not given is null throughout."""
    fields = list(struct_of(record))
    arrays = [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(count, f.type) for f in fields]
    return pa.StructArray.from_arrays(
        arrays, fields=fields, mask=None if absent is None else pa.array(absent)
    )


def words(record: type[Record], key: str, codes: Ints, absent: Any = None) -> pa.DictionaryArray:
    """An enum by the numbers of its words."""
    named = next(column.words for column in columns_of(record) if column.key == key)
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8), mask=absent), pa.array(named))


def days(since: Ints, absent: Any = None) -> pa.Array:
    """Dates by days since 1970-01-01."""
    return pa.array(since.astype(np.int32), pa.int32(), mask=absent).cast(pa.date32())


def fen(amounts: Ints, absent: Any = None) -> pa.Array:
    """Amounts, or numbers in parts of one."""
    return pa.array(amounts.astype(np.int64), mask=absent)


def offsets(owner: Ints, owners: int) -> Ints:
    """Where the rows of each owner begin, and where the last one's end."""
    return np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=owners))))


def listed(begin: Ints, values: pa.Array, absent: Any = None) -> pa.ListArray:
    """A list for each owner, by where its rows begin."""
    return pa.ListArray.from_arrays(
        pa.array(begin.astype(np.int32)), values, mask=None if absent is None else pa.array(absent)
    )


def findings(said: Sequence[tuple[str, Truths, Truths]], owners: int, today: int) -> pa.ListArray:
    """What was found: the name of the rule, of whom something was found, and does it hold."""
    owner = np.concatenate([np.flatnonzero(of) for _, of, _ in said])
    order = np.argsort(owner, kind="stable")
    which = np.repeat(np.arange(len(said)), [np.count_nonzero(of) for _, of, _ in said])[order]
    holds = np.concatenate([holds[of] for _, of, holds in said])[order]
    count = len(owner)
    found = rows_of(
        Finding,
        count,
        {
            "holds": pa.array(holds),
            "by": pa.repeat(_BY, count),
            "on": days(np.full(count, today)),
            "reason": pa.repeat(_BY, count),
        },
    )
    names = pa.array([name for name, *_ in said], pa.string()).take(pa.array(which))
    inner = pa.StructArray.from_arrays(
        [names, *found.flatten()], fields=[pa.field("name", pa.string()), *struct_of(Finding)]
    )
    return listed(offsets(owner, owners), inner)

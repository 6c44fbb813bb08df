"""What was granted to whom, and what was paid for which month? The awards of a chunk as flat columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from aid_rules.batch.chunk.fitting import fitted
from aid_rules.columnar import Block, schema

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

HOUSEHOLD = -1
"""In place of a member: to the household."""
NEVER = -1
"""In place of a month."""
NOT_STATED = -1
"""In place of an amount."""
_FOREVER = np.iinfo(np.int64).max
_PAYMENTS: pa.ListType = schema().field("awards").type.value_type.field("payments").type
_AWARD = pa.struct({
    "programme": pa.string(), "from": pa.date32(), "until": pa.date32(), "until__unknown": pa.bool_(),
    "monthly_amount": pa.int64(), "payments": _PAYMENTS,
})  # fmt: skip
_MONTHS = 12


@dataclass(frozen=True)
class Awards:
    """One row an award. `member` counts the members of the whole chunk; months count from year 0.

    `since` is the first month of which it covers the first day; `begun`: the month within which it begins where that is an
    earlier one, else -1; `until` the first day (days since 1970) on which it no longer holds.
    `recorded`: are payments on record, be it that there were none? `monthly`: the fen a month that the award states.
    """

    programme: NDArray[np.object_]
    household: Numbers
    member: Numbers
    since: Numbers
    begun: Numbers
    until: Numbers
    recorded: Mask
    monthly: Numbers
    payment_award: Numbers
    payment_month: Numbers
    payment_fen: Numbers


def month_number(day: date) -> int:
    """The month of a day, counted from year 0."""
    return day.year * _MONTHS + day.month - 1


def awards_of(chunk: pa.RecordBatch) -> Awards | None:
    """All awards of a chunk, those of households first; None where there is none."""
    block = Block(chunk)
    parts = []
    for path in (("awards",), ("members", "awards")):
        if path[0] not in chunk.schema.names:
            continue
        records = fitted(block.rows(path).records, _AWARD)
        member = block.outer(path, ("members",)) if len(path) > 1 else np.full(len(records), HOUSEHOLD)
        parts.append((records, block.outer(path, ()), member))
    if not sum(len(records) for records, _, _ in parts):
        return None
    records = pa.concat_arrays([part for part, _, _ in parts]) if len(parts) > 1 else parts[0][0]
    household, member = (np.concatenate([part[i] for part in parts]) for i in (1, 2))
    return _flat(records, household.astype(np.int64), member.astype(np.int64))


def _flat(records: pa.StructArray, household: Numbers, member: Numbers) -> Awards:
    payments = records.field("payments")
    offsets = np.concatenate(([0], np.cumsum(pc.fill_null(payments.value_lengths(), 0).to_numpy())))
    inner = payments.flatten()
    until = pc.fill_null(records.field("until").cast(pa.int32()).cast(pa.int64()), _FOREVER).to_numpy()
    unknown_end = pc.fill_null(records.field("until__unknown"), False).to_numpy(zero_copy_only=False)
    since = records.field("from")
    month = pc.add(pc.multiply(pc.year(since), _MONTHS), pc.subtract(pc.month(since), 1)).to_numpy()
    midway = pc.greater(pc.day(since), 1).to_numpy(zero_copy_only=False)
    return Awards(
        records.field("programme").to_numpy(zero_copy_only=False), household, member,
        month + midway, np.where(midway, month, NEVER),
        np.where(unknown_end, _FOREVER, until),
        np.asarray(payments.is_valid()),
        pc.fill_null(records.field("monthly_amount"), NOT_STATED).to_numpy(),
        np.repeat(np.arange(len(records)), np.diff(offsets)),
        _months(inner.field("month")),
        inner.field("amount").to_numpy(zero_copy_only=False).astype(np.int64),
    )  # fmt: skip


def _months(texts: pa.StringArray) -> Numbers:
    """`2020-07` as a number."""
    words = texts.dictionary_encode()
    numbers = [int(text[:4]) * _MONTHS + int(text[5:7]) - 1 for text in words.dictionary.to_pylist()]
    found: Numbers = np.array(numbers, dtype=np.int64)[words.indices.to_numpy(zero_copy_only=False)]
    return found

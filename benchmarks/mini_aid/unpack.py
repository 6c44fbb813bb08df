"""How does a person who writes NumPy by hand get flat columns out of cases?

Reads the columns that mini-aid needs and no others; checks nothing; takes every amount for one of a month.
"""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.mini_aid.population import ON, SELF_CARE, Population

Ints = NDArray[np.int64]

_PERSON = (
    "birth_date", "serious_illness", "disability.grade", "obligors.list.element.able", "incomes.list.element.kind",
    "incomes.list.element.amount", *(f"self_care.{item}" for item in SELF_CARE),
)  # fmt: skip
COLUMNS = [
    "household_id", "region", "residence", *(f"members.list.element.{name}" for name in _PERSON),
    "assets.list.element.kind", "assets.list.element.value", "expenses.list.element.amount",
]  # fmt: skip
"""The columns that are needed, as Parquet names them."""


def cases_population(batch: pa.RecordBatch) -> Population:
    """Flat columns of a batch of cases. A disability's kind plays no part and is left at 0."""
    offsets, persons = _list(batch.column("members"))
    assets, each_asset = _list(batch.column("assets"))
    expenses, each_expense = _list(batch.column("expenses"))
    vehicle = _is(each_asset.field("kind"), "vehicle")
    value = _ints(each_asset.field("value"))
    codes = batch.column("region")
    numbers = np.array([int(code[-2:]) - 1 for code in codes.dictionary.to_pylist()], dtype=np.int64)
    return Population(
        offsets=offsets[:-1],
        members=np.diff(offsets),
        region=numbers[codes.indices.to_numpy()],
        rural=_is(batch.column("residence"), "rural").astype(np.int64),
        savings=_sums(value * ~vehicle, assets),
        vehicles=_sums(vehicle.astype(np.int64), assets),
        medical_spend=_sums(_ints(each_expense.field("amount")), expenses),
        **_persons(persons),
    )


def _persons(persons: pa.StructArray) -> dict[str, Ints]:
    offsets, incomes = _list(persons.field("incomes"))
    kinds, amount = incomes.field("kind"), _ints(incomes.field("amount"))
    wage, transfer = _is(kinds, "wage"), _is(kinds, "transfer")
    obligors, each = _list(persons.field("obligors"))
    self_care = persons.field("self_care")
    lost = np.zeros(len(persons), dtype=np.int64)
    for item in SELF_CARE:
        lost += ~_truths(self_care.field(item))
    grade = persons.field("disability").flatten()[0].fill_null(0)
    return {
        "age": _ages(persons.field("birth_date")),
        "wage": _sums(amount * wage, offsets),
        "transfer": _sums(amount * transfer, offsets),
        "pension": _sums(amount * ~(wage | transfer), offsets),
        "grade": _ints(grade),
        "kind": np.zeros(len(persons), dtype=np.int64),
        "serious": _truths(persons.field("serious_illness")).astype(np.int64),
        "adl_lost": lost,
        "has_obligor": (_sums(_truths(each.field("able")).astype(np.int64), obligors) > 0).astype(np.int64),
    }


def _list(column: pa.ListArray) -> tuple[Ints, pa.StructArray]:
    """Where each row's items begin, and all items."""
    offsets = column.offsets.to_numpy().astype(np.int64)
    return offsets - offsets[0], column.flatten()


def _is(column: pa.DictionaryArray, word: str) -> NDArray[np.bool_]:
    return np.asarray(column.indices.to_numpy() == column.dictionary.index(word).as_py())


def _ints(column: pa.Array) -> Ints:
    return np.asarray(column.to_numpy(), dtype=np.int64)


def _truths(column: Any) -> NDArray[np.bool_]:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=bool)


def _sums(values: Ints, offsets: Ints) -> Ints:
    """The sum of each row's items, 0 where there are none."""
    through = np.concatenate(([0], np.cumsum(values)))
    return through[offsets[1:]] - through[offsets[:-1]]


def _ages(birthdays: pa.Array) -> Ints:
    """Full years on the day."""
    days = birthdays.cast(pa.int32()).to_numpy().astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    day = (days - months).astype(np.int64) + 1
    passed = ON.year * 12 + ON.month - 1 - (months.astype(np.int64) + 1970 * 12)
    return np.asarray((passed - (day > ON.day)) // 12, dtype=np.int64)

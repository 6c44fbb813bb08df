"""The mini-aid population as Arrow, the same households as `population.as_case`, without a Python object for each."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from aid_rules.case import VOCABULARY
from benchmarks.mini_aid.population import DISABILITIES, ON, RESIDENT_PENSION_LIMIT, SELF_CARE, Population


def as_arrow(people: Population, first: int = 0) -> pa.RecordBatch:
    """All households, numbered from `first`; every fact known."""
    count = len(people)
    items = _items("expense", np.arange(count), [("medical", people.medical_spend)], count)
    return pa.RecordBatch.from_pydict(
        {
            "household_id": _ids("mini-", first, count),
            "region": pa.DictionaryArray.from_arrays(
                pa.array(people.region.astype(np.int8)), pa.array([f"9901{k + 1:02}" for k in range(8)])
            ),
            "residence": _words("household", "residence", ["urban", "rural"], people.rural),
            "application_date": pa.array([ON] * count, pa.date32()),
            "members": pa.ListArray.from_arrays(
                pa.array(np.append(people.offsets, len(people.age)).astype(np.int32)), _persons(people)
            ),
            "incomes": _no_rows(count),
            "assets": _assets(people),
            "expenses": items,
        }
    )


def _words(entity: str, name: str, words: list[str], codes: NDArray[Any]) -> pa.DictionaryArray:
    """Words by their codes in `words`, as the vocabulary numbers them."""
    every = VOCABULARY[entity].fields[name].values
    place = np.array([every.index(word) for word in words], dtype=np.int8)
    return pa.DictionaryArray.from_arrays(pa.array(place[codes.astype(np.int64)]), pa.array(every))


def _ids(prefix: str, first: int, count: int) -> pa.Array:
    return pc.binary_join_element_wise(
        prefix, pa.array(np.arange(first, first + count)).cast(pa.string()), ""
    )


def _no_rows(count: int) -> pa.ListArray:
    empty = pa.StructArray.from_arrays(
        [
            _words("income", "kind", ["wage"], np.array([])),
            pa.array([], pa.int64()),
            _words("income", "period", ["month"], np.array([])),
        ],
        names=["kind", "amount", "period"],
    )
    return pa.ListArray.from_arrays(pa.array(np.zeros(count + 1, dtype=np.int32)), empty)


def _items(
    entity: str, owners: NDArray[Any], kinds: list[tuple[str, NDArray[Any]]], count: int
) -> pa.ListArray:
    """One item for each amount that is not zero, grouped by owner, in the order of the kinds."""
    owner = np.concatenate([owners[amount != 0] for _, amount in kinds])
    kind = np.concatenate([np.full(int((a != 0).sum()), code) for code, (_, a) in enumerate(kinds)])
    fen = np.concatenate([amount[amount != 0] for _, amount in kinds])
    order = np.argsort(owner, kind="stable")
    offsets = np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=count))))
    rows = pa.StructArray.from_arrays(
        [
            _words(entity, "kind", [word for word, _ in kinds], kind[order]),
            pa.array(fen[order]),
            _words(entity, "period", ["month"], np.zeros(len(order))),
        ],
        names=["kind", "amount", "period"],
    )
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), rows)


def _assets(people: Population) -> pa.ListArray:
    count = 1 + people.vehicles
    offsets = np.concatenate(([0], np.cumsum(count)))
    vehicle = np.zeros(int(offsets[-1]), dtype=np.int64)
    vehicle[offsets[1:][people.vehicles == 1] - 1] = 1
    value = np.full(len(vehicle), 3_000_000)
    value[offsets[:-1]] = people.savings
    rows = pa.StructArray.from_arrays(
        [_words("asset", "kind", ["deposit", "vehicle"], vehicle), pa.array(value)], names=["kind", "value"]
    )
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), rows)


def _persons(people: Population) -> pa.StructArray:
    count = len(people.age)
    first = np.zeros(count, dtype=np.int64)
    first[people.offsets] = 1
    birthdays = np.array([(date(ON.year - age, 6, 15) - date(1970, 1, 1)).days for age in range(100)])
    resident = (people.pension <= RESIDENT_PENSION_LIMIT) & (people.pension > 0)
    incomes = [
        ("wage", people.wage),
        ("transfer", people.transfer),
        ("basic_pension", np.where(resident, people.pension, 0)),
        ("employee_pension", np.where(resident, 0, people.pension)),
    ]
    able = [pa.array(k >= people.adl_lost) for k in range(len(SELF_CARE))]
    disability = pa.StructArray.from_arrays(
        [
            _words("person", "disability.kind", list(DISABILITIES), np.maximum(people.kind - 1, 0)),
            pa.array(people.grade.astype(np.int32)),
        ],
        names=["kind", "grade"],
        mask=pa.array(people.grade == 0),
    )
    obligors = pa.StructArray.from_arrays(
        [
            _words("obligor", "relation", ["child"], np.zeros(int(people.has_obligor.sum()))),
            pa.array([True] * int(people.has_obligor.sum())),
        ],
        names=["relation", "able"],
    )
    obliged = np.concatenate(([0], np.cumsum(people.has_obligor))).astype(np.int32)
    columns = {
        "person_id": _ids("p", 0, count),
        "birth_date": pa.array(birthdays[people.age].astype(np.int32)).cast(pa.date32()),
        "relation": _words("person", "relation", ["other", "head"], first),
        "cohabiting": pa.array(np.ones(count, dtype=bool)),
        "serious_illness": pa.array(people.serious != 0),
        "self_care": pa.StructArray.from_arrays(able, names=list(SELF_CARE)),
        "disability": disability,
        "obligors": pa.ListArray.from_arrays(pa.array(obliged), obligors),
        "incomes": _items("income", np.arange(count), incomes, count),
    }
    return pa.StructArray.from_arrays(list(columns.values()), names=list(columns))

"""The mini-aid population in the plainest columns, for those who would rather not unpack cases.

One row a household, its persons a list of records of integers: what a rule needs stands there ready, money in fen.
Nothing has to be looked up by word, no age counted from a birthday, no income found among others.
"""

import numpy as np
import pyarrow as pa

from benchmarks.mini_aid.population import Population

MONEY = ("wage", "transfer", "pension")
PERSON = ("age", "wage", "transfer", "pension", "grade", "serious", "adl_lost", "has_obligor")
HOUSEHOLD = ("region", "rural", "members", "savings", "vehicles", "medical_spend")
HOUSEHOLD_MONEY = ("savings", "medical_spend")


def plain_arrow(people: Population, first: int = 0) -> pa.RecordBatch:
    """All households, numbered from `first`. Money is int64, all else int8."""
    offsets = pa.array(np.append(people.offsets, len(people.age)).astype(np.int32))
    persons = [_column(people, name, MONEY) for name in PERSON]
    columns = {"household": pa.array(np.arange(first, first + len(people)))}
    columns |= {name: _column(people, name, HOUSEHOLD_MONEY) for name in HOUSEHOLD}
    columns["persons"] = pa.ListArray.from_arrays(
        offsets, pa.StructArray.from_arrays(persons, names=list(PERSON))
    )
    return pa.RecordBatch.from_pydict(columns)


def plain_population(batch: pa.RecordBatch) -> Population:
    """The population of such a batch."""
    lists = batch.column("persons")
    persons = lists.flatten()
    offsets = lists.offsets.to_numpy()
    columns = {name: _ints(batch.column(name)) for name in HOUSEHOLD}
    columns |= {name: _ints(persons.field(name)) for name in PERSON}
    columns["kind"] = np.zeros(len(persons), dtype=np.int64)
    return Population(offsets=(offsets[:-1] - offsets[0]).astype(np.int64), **columns)


def _ints(column: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)


def _column(people: Population, name: str, money: tuple[str, ...]) -> pa.Array:
    values = getattr(people, name)
    return pa.array(values if name in money else values.astype(np.int8))

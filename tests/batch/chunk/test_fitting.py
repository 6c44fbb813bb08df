"""Does a table get exactly the columns asked for, and keep what it says?"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from aid_rules.batch.chunk.fitting import fitted, fitted_batch
from aid_rules.columnar import schema
from tests.batch import harbour

INNER = pa.struct([("a", pa.int64()), ("w", pa.dictionary(pa.int8(), pa.string())), ("new", pa.bool_())])
WANTED = pa.list_(INNER)
ROWS: list[Any] = [
    [{"a": 1, "w": "x", "gone": 2.5}, None], None, [], [{"a": None, "w": None, "gone": None}], [{"a": 4, "w": "y", "gone": 1.0}],
]  # fmt: skip
FOUND = pa.list_(pa.struct([("gone", pa.float64()), ("w", pa.string()), ("a", pa.int32())]))


def kept(rows: list[Any]) -> list[Any]:
    return [
        None if row is None
        else [None if one is None else {"a": one["a"], "w": one["w"], "new": None} for one in row]
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize("start", range(6))
def test_lists_of_records_by_the_names_of_their_fields(start: int) -> None:
    whole = pa.array(ROWS, FOUND).slice(start)
    found = fitted(whole, WANTED)
    found.validate(full=True)
    assert found.type == WANTED
    assert found.to_pylist() == kept(ROWS[start:])


def test_a_null_list_that_hides_rows() -> None:
    """Arrow allows rows beneath a null; they are not there."""
    values = pa.array([1, 2, 3], pa.int32())
    hidden = pa.ListArray.from_arrays(pa.array([0, 1, 3, 3]), values, mask=pa.array([False, True, False]))
    assert fitted(hidden, pa.list_(pa.int64())).to_pylist() == [[1], None, []]


def test_null_columns_and_no_rows() -> None:
    assert fitted(pa.nulls(2), WANTED).to_pylist() == [None, None]
    assert fitted(pa.array([], FOUND), WANTED).type == WANTED


def test_words_as_text_and_as_numbers_of_words() -> None:
    words = pa.array(["b", None, "a"]).dictionary_encode()
    assert fitted(words, pa.string()).to_pylist() == ["b", None, "a"]
    assert fitted(words, pa.dictionary(pa.int8(), pa.string())).to_pylist() == ["b", None, "a"]


def test_a_population_with_fewer_columns() -> None:
    (whole,) = harbour.table(30).to_batches()
    assert fitted_batch(whole, schema()).equals(whole)
    fewer = pa.RecordBatch.from_arrays(
        [whole.column(name) for name in ("members", "region", "household_id", "residence")],
        names=["members", "region", "household_id", "residence"],
    )
    found = fitted_batch(fewer, schema())
    found.validate(full=True)
    assert found.schema.equals(schema())
    assert found.column("members").equals(whole.column("members"))
    assert found.column("hardships").null_count == 30

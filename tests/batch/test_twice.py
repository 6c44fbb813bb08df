"""Is every household that stands in a population more than once found, and no other?"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules.batch.twice import Doubled, Twice, hashes, met, stands_twice

PREFIX = "户" * 30
ids = st.one_of(
    st.none(),
    st.sampled_from(["", "a", "aa", "aaa", "a\0", "\0", PREFIX, PREFIX + "1", PREFIX + "2", "x" * 5000, "x" * 5001]),
    st.text(max_size=4),
    st.integers(0, 9).map(lambda n: f"s{n:09d}"),
)  # fmt: skip
parts = st.lists(st.lists(ids, max_size=12), max_size=4)


def looked(chunks: list[pa.Array]) -> dict[int, tuple[int, ...]]:
    twice = Twice(met(map(hashes, chunks), sum(map(len, chunks))))
    first = 0
    for chunk in chunks:
        twice.look(chunk, first)
        first += len(chunk)
    return twice.found()


def expected(flat: list[str | None]) -> dict[int, tuple[int, ...]]:
    count = Counter(flat)
    rows = {one: tuple(i for i, other in enumerate(flat) if other == one) for one in count}
    return {i: rows[one] for i, one in enumerate(flat) if one is not None and count[one] > 1}


@given(parts)
def test_as_a_counter_would(chunks: list[list[str | None]]) -> None:
    flat = [one for chunk in chunks for one in chunk]
    assert looked([pa.array(chunk, pa.string()) for chunk in chunks]) == expected(flat)


@given(st.lists(ids, min_size=1, max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_slices_hash_as_copies_do(flat: list[str | None], start: int, count: int) -> None:
    whole = pa.array(flat, pa.string())
    part = whole.slice(start, count)
    assert np.array_equal(hashes(part), hashes(pa.array(part.to_pylist(), pa.string())))
    assert np.array_equal(hashes(part), hashes(whole)[start : start + count])


def test_where_hashes_meet_the_ids_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aid_rules.batch.twice._POWERS", np.ones(4096, dtype=np.uint64))
    chunks = [pa.array(["ab", "c"]), pa.array(["ba", "c", "ab"])]
    assert len(met(map(hashes, chunks), 5)) == 2
    assert looked(chunks) == {0: (0, 4), 4: (0, 4), 1: (1, 3), 3: (1, 3)}


def test_ids_with_their_digits_in_another_order_differ() -> None:
    found = hashes(pa.array([f"{n:06d}" for n in range(100_000)]))
    assert len(np.unique(found)) == 100_000


def test_nothing_at_all() -> None:
    assert met([], 0).size == 0
    assert looked([pa.array([], pa.string())]) == {}
    assert looked([pa.nulls(3, pa.string())]) == {}


def test_the_problem_names_the_rows() -> None:
    problem = stands_twice((3, 17))
    assert problem.code == "B103"
    assert "17" in str(problem.facts)


def test_rows_that_stand_twice_are_found_by_chunk() -> None:
    doubled = Doubled({3: (3, 17), 17: (3, 17), 18: (18, 40), 40: (18, 40)})
    assert set(doubled.within(0, 3)) == set()
    assert set(doubled.within(3, 15)) == {0, 14}
    assert set(doubled.within(18, 100)) == {0, 22}


def test_an_id_that_a_whole_file_shares_does_not_fill_the_rejects() -> None:
    problem = stands_twice(tuple(range(1_000_000)))
    assert problem.facts["rows"] == "0、1、2、3、4 … ×1000000"

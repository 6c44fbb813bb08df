"""Is a population read whole, always in the same chunks, and is a file that is not whole an error?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aid_rules.batch import BatchError, reevaluate
from aid_rules.batch.source import chunks, digest, population, schema_of
from tests.batch import harbour

PEOPLE = harbour.table(210)
SIZE = 50


def read(path: Path, size: int = SIZE) -> list[tuple[int, int, pa.RecordBatch]]:
    found = population(path, size)
    return [chunk for unit in found.units for chunk in chunks(unit)]


def whole(path: Path) -> None:
    """Read all that a job reads."""
    found = population(path, SIZE)
    schema_of(found)
    for unit in found.units:
        list(chunks(unit))


def refusal(path: Path) -> str:
    with pytest.raises(BatchError) as raised:
        whole(path)
    assert str(path.name) in str(raised.value)
    return raised.value.problems[0].code


@pytest.mark.parametrize("group", [1, 7, 30, 49, 50, 51, 100, 105, 209, 210, 1000])
def test_every_household_in_order_whatever_row_groups(tmp_path: Path, group: int) -> None:
    path = harbour.write(tmp_path / "p.parquet", PEOPLE, group)
    found = read(path)
    assert [number for number, _, _ in found] == list(range(population(path, SIZE).chunks))
    first = 0
    for _, begin, batch in found:
        assert begin == first
        assert 0 < batch.num_rows <= SIZE
        first += batch.num_rows
    together = pa.Table.from_batches([batch for _, _, batch in found])
    assert together.to_pylist() == PEOPLE.to_pylist()


@pytest.mark.parametrize("group", [7, 60, 210])
def test_always_the_same_chunks(tmp_path: Path, group: int) -> None:
    path = harbour.write(tmp_path / "p.parquet", PEOPLE, group)
    one, two = read(path), read(path)
    assert [(n, first, batch.to_pylist()) for n, first, batch in one] == [
        (n, first, batch.to_pylist()) for n, first, batch in two
    ]


def test_words_that_differ_from_group_to_group(tmp_path: Path) -> None:
    """Nested words have dictionaries of their own in each row group."""
    path = tmp_path / "p.parquet"
    with pq.ParquetWriter(path, PEOPLE.schema) as writer:
        for part in (harbour.table(20, seed=3), harbour.table(25, seed=4), harbour.table(1, seed=5)):
            writer.write_table(part)
    (only,) = read(path)
    rows = [
        row
        for seed, count in ((3, 20), (4, 25), (5, 1))
        for row in harbour.table(count, seed=seed).to_pylist()
    ]
    assert only[2].to_pylist() == rows


def test_a_directory_in_the_order_of_names(tmp_path: Path) -> None:
    for name, begin in (("b.parquet", 100), ("a.parquet", 0), ("c.parquet", 180)):
        length = {0: 100, 100: 80, 180: 30}[begin]
        harbour.write(tmp_path / name, PEOPLE.slice(begin, length))
    for hidden in ("_SUCCESS", ".a.parquet.crc", "_temporary/d.parquet", ".hidden/e.parquet"):
        (tmp_path / hidden).parent.mkdir(exist_ok=True)
        (tmp_path / hidden).write_text("no population")
    found = population(tmp_path, SIZE)
    assert [path.name for path in found.paths] == ["a.parquet", "b.parquet", "c.parquet"]
    rows = [row for _, _, batch in read(tmp_path) for row in batch.to_pylist()]
    assert rows == PEOPLE.to_pylist()
    assert digest(found) == digest(population(tmp_path, 7))


def test_columns_asked_for(tmp_path: Path) -> None:
    path = harbour.write(tmp_path / "p.parquet", PEOPLE, 30)
    (unit, *_) = population(path, SIZE).units
    (chunk,) = chunks(unit, ["household_id"])
    assert chunk[2].schema.names == ["household_id"]


def test_no_rows(tmp_path: Path) -> None:
    path = harbour.write(tmp_path / "p.parquet", PEOPLE.slice(0, 0))
    found = population(path, SIZE)
    assert (found.rows, found.chunks, read(path)) == (0, 0, [])
    harbour.write(tmp_path / "q.parquet", PEOPLE.slice(0, 3))
    assert population(tmp_path, SIZE).rows == 3


@pytest.mark.parametrize("share", [0, 1, 3, 25, 50, 90, 99])
def test_a_file_cut_short(tmp_path: Path, share: int) -> None:
    path = harbour.write(tmp_path / "p.parquet", PEOPLE, 30)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * share // 100])
    assert refusal(path) == "B102"


@pytest.mark.parametrize("least", [1, 4, 8, 12])
def test_a_file_that_lost_its_last_bytes(tmp_path: Path, least: int) -> None:
    path = harbour.write(tmp_path / "p.parquet", PEOPLE)
    path.write_bytes(path.read_bytes()[:-least])
    assert refusal(path) == "B102"


def test_a_file_with_bytes_missing_in_the_middle(tmp_path: Path) -> None:
    """The end is there, so only reading finds it out."""
    path = harbour.write(tmp_path / "p.parquet", PEOPLE)
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes(len(content) // 3) + content[4 + len(content) // 3 :])
    assert refusal(path) == "B102"


def test_no_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    path.write_text("household_id,region\n1,990201\n")
    assert refusal(path) == "B102"
    path.write_bytes(b"")
    assert refusal(path) == "B102"


def test_directories_within_in_the_order_of_paths(tmp_path: Path) -> None:
    """As Spark and Hive write them; a directory may be called like a file."""
    names = [
        "region=1/part-0.parquet",
        "region=1/part-1.parquet",
        "region=10/part-0.parquet",
        "z.parquet/part-0.parquet",
    ]
    for place, name in reversed(list(enumerate(names))):
        harbour.write(tmp_path / name, PEOPLE.slice(place * 50, 60 if place == 3 else 50))
    found = population(tmp_path, SIZE)
    assert found.names == names
    assert [row for _, _, batch in read(tmp_path) for row in batch.to_pylist()] == PEOPLE.to_pylist()
    assert population(tmp_path / names[0]).names == ["part-0.parquet"]


def test_what_is_no_population_is_named(tmp_path: Path) -> None:
    harbour.write(tmp_path / "a.parquet", PEOPLE.slice(0, 9))
    for name in ("sub/c.PARQUET", "d.parq", "notes.txt", "e.parquet.gz", "README"):
        harbour.write(tmp_path / name, PEOPLE.slice(9, 1))
    with pytest.raises(BatchError) as raised:
        population(tmp_path)
    told = [
        (problem.code, Path(str(problem.facts["found"])).name, problem.write)
        for problem in raised.value.problems
    ]
    assert told == [
        ("B131", "README", None), ("B131", "d.parq", str(tmp_path / "d.parquet")), ("B131", "e.parquet.gz", None),
        ("B131", "notes.txt", None), ("B131", "c.PARQUET", str(tmp_path / "sub" / "c.parquet")),
    ]  # fmt: skip


def test_a_link_to_where_it_stands(tmp_path: Path) -> None:
    harbour.write(tmp_path / "in" / "a.parquet", PEOPLE.slice(0, 9))
    harbour.write(tmp_path / "there" / "b.parquet", PEOPLE.slice(9, 9))
    (tmp_path / "in" / "beside").symlink_to(tmp_path / "there")
    assert population(tmp_path / "in").rows == 18
    (tmp_path / "there" / "round").symlink_to(tmp_path / "in")
    with pytest.raises(BatchError) as raised:
        population(tmp_path / "in")
    assert [problem.code for problem in raised.value.problems] == ["B131"]


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.parquet") == "B101"
    assert refusal(tmp_path) == "B101"


def test_files_with_different_columns(tmp_path: Path) -> None:
    harbour.write(tmp_path / "a.parquet", PEOPLE)
    harbour.write(tmp_path / "b.parquet", PEOPLE.drop_columns(["hardships"]))
    with pytest.raises(BatchError) as raised:
        schema_of(population(tmp_path))
    assert raised.value.problems[0].code == "B104"


@pytest.mark.parametrize("content", [None, b"", b"PAR1"])
def test_the_call_without_files_says_the_same(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "p.parquet"
    if content is not None:
        path.write_bytes(content)
    sides: dict[str, Any] = {side: (harbour.harbour(), harbour.BEFORE) for side in ("before", "after")}
    with pytest.raises(BatchError) as raised:
        reevaluate(path, **sides)
    assert raised.value.problems[0].code == ("B101" if content is None else "B102")

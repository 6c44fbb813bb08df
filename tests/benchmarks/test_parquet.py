"""From Parquet to Parquet: does every contender write what the kernel by hand gives, and does a failure come out?"""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks import parquet_job
from benchmarks.mini_aid import files
from benchmarks.parquet import NAMES, here_for
from benchmarks.stream import batches, run

HOUSEHOLDS = 3000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mini-aid")
    files.write(folder, HOUSEHOLDS)
    return folder


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("job", NAMES)
def test_every_household_is_paid_the_same(job: str, folder: Path) -> None:
    if not here_for(job):
        pytest.skip("a peer of the `bench` extra, not installed")
    # The job writes a directory of decisions, changes and rejects.
    out = folder / f"{job}.parquet"
    target = out / "decisions" if job.startswith("job-") else out
    told = json.loads(parquet_job.decide(job, str(folder / f"{job.partition('-')[2]}.parquet"), str(out)))
    assert told["households"] == HOUSEHOLDS == pq.read_table(target).num_rows
    assert told["megabytes"] > 0
    assert parquet_job.compare(str(out)) == "0"


def test_a_household_paid_a_fen_more_is_found(folder: Path, tmp_path: Path) -> None:
    parquet_job.decide("hand-plain", str(folder / "plain.parquet"), str(tmp_path / "out.parquet"))
    table = pq.read_table(tmp_path / "out.parquet")
    totals = table["total"].to_pylist()
    totals[17] += 1
    pq.write_table(table.set_column(2, "total", pa.array(totals)), tmp_path / "wrong.parquet")
    assert parquet_job.compare(str(tmp_path / "wrong.parquet")) == "1"


def test_the_national_rules_decide_a_synthetic_population(tmp_path: Path) -> None:
    parquet_job.write("national", str(tmp_path), "500")
    source, target = str(tmp_path / "national.parquet"), str(tmp_path / "out.parquet")
    assert json.loads(parquet_job.decide("ours-national", source, target))["households"] == 500
    decided = pq.read_table(target)
    assert "eligible" in decided["dibao"].to_pylist()


def test_batches_come_out_in_order(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    given = batches(folder / "plain.parquet", 700)
    rows = run(given, target, lambda: lambda batch: pa.table({"n": batch.column("household")}))
    assert rows == HOUSEHOLDS
    assert pq.read_table(target)["n"].to_pylist() == list(range(HOUSEHOLDS))


def test_an_error_of_reading_or_writing_comes_out(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes((folder / "plain.parquet").read_bytes()[:-9])
    with pytest.raises(pa.ArrowInvalid):
        run(batches(broken, 700), tmp_path / "out.parquet", lambda: as_it_is)
    with pytest.raises(FileNotFoundError):
        run(batches(folder / "plain.parquet", 700), tmp_path / "no" / "out.parquet", lambda: as_it_is)


def as_it_is(batch: pa.RecordBatch) -> pa.Table:
    return pa.Table.from_batches([batch])

"""Does Spark give what one machine gives, row for row, whatever way it hands the households over?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aid_rules.batch import BatchError, Reevaluation
from aid_rules.batch import reevaluate as on_one_machine
from aid_rules.batch.chunk.layout import CHANGES
from aid_rules.batch.synthetic import synthesize
from aid_rules.problems import ProblemError

pytest.importorskip("pyspark")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java", allow_module_level=True)

from pyspark.sql import DataFrame, SparkSession

from aid_rules.batch import spark as on_spark
from aid_rules.batch.spark import SparkReevaluation, reevaluate

# What py4j leaves open at the end is not ours to close.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

DRAWN = date(2021, 3, 31)
ASKED: dict[str, Any] = {"before": date(2020, 12, 1), "after": date(2021, 1, 1), "until": date(2021, 3, 31)}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """Two workers, each with a Python of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        settings = {
            "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.memory": "1g",
            "spark.sql.shuffle.partitions": "2", "spark.ui.showConsoleProgress": "false",
            "spark.sql.execution.arrow.maxRecordsPerBatch": "300",
        }  # fmt: skip
        session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


@pytest.fixture(scope="module")
def drawn() -> pa.Table:
    return pa.Table.from_batches(synthesize(2000, on=DRAWN))


def planted(drawn: pa.Table) -> pa.Table:
    """The same households with faults, and some of them twice and three times."""
    rows: list[Row] = drawn.slice(0, 40).to_pylist()
    people = [row["members"] for row in rows]
    rows[0]["region"] = "999999"
    rows[1]["region"] = "370999"
    rows[2]["region"] = "37x"
    rows[3]["region"] = rows[4]["household_id"] = rows[5]["members"] = rows[6]["residence"] = None
    rows[7]["members"] = []
    people[8][0]["birth_date"] = date(2021, 6, 1)
    people[9][0]["birth_date"] = None
    rows[10]["incomes"] = [{"kind": "wage", "amount": -1, "period": "month"}]
    people[11].append(people[11][0])
    people[12][0]["awards"] = [{"programme": "dibao", "from": None}]
    rows[13]["household_id"] = ""
    schema = pa.schema([field.with_type(plain(field.type)) for field in drawn.schema])
    faulty = pa.Table.from_pylist(rows, schema)
    whole = pa.concat_tables([faulty, plain_table(drawn.slice(40)), faulty.slice(20, 3), faulty.slice(21, 1)])
    return whole.combine_chunks()


def plain_table(table: pa.Table) -> pa.Table:
    """Words as strings, as Spark has them."""
    return table.cast(pa.schema([field.with_type(plain(field.type)) for field in table.schema]))


def plain(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(type_):
        return type_.value_type
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(plain(field.type)) for field in type_])
    return pa.list_(plain(type_.value_type)) if pa.types.is_list(type_) else type_


@pytest.fixture(scope="module")
def people(drawn: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A population in three files, of several row groups each."""
    folder = tmp_path_factory.mktemp("people")
    whole = planted(drawn)
    for number, first in enumerate(range(0, len(whole), 700)):
        pq.write_table(whole.slice(first, 700), folder / f"{number}.parquet", row_group_size=200)
    return folder


@pytest.fixture(scope="module")
def one(people: Path) -> Reevaluation:
    return on_one_machine(people, **ASKED)


@pytest.fixture(scope="module")
def spark(session: SparkSession, people: Path) -> Iterator[SparkReevaluation]:
    found = reevaluate(session.read.parquet(str(people)).repartition(3), **ASKED)
    yield found
    found.unpersist()


def rows_of(table: pa.Table) -> list[Row]:
    """In an order of their own: Spark has none."""
    rows: list[Row] = plain_table(table).to_pylist()
    return sorted(rows, key=lambda row: (str(row["household_id"]), row.get("programme"), repr(row)))


def without_rows(table: pa.Table) -> list[Row]:
    """Rejects without the row, which Spark does not know, where it stands and where the reason names it."""
    again = {"row": None, "message": "several rows"}
    return sorted(
        ({**row, "row": None, **(again if row["code"] == "B103" else {})} for row in table.to_pylist()),
        key=repr,
    )


def test_the_planted_faults_are_rejected(one: Reevaluation) -> None:
    assert one.manifest["counts"]["rejects"]["B103"] == 7
    assert one.manifest["counts"]["rejected"] >= 16
    assert len(one.manifest["counts"]["rejects"]) >= 6


def test_decisions_are_the_same(one: Reevaluation, spark: SparkReevaluation) -> None:
    assert rows_of(spark.decisions.toArrow()) == rows_of(one.decisions)


def test_changes_are_the_same(one: Reevaluation, spark: SparkReevaluation) -> None:
    found = rows_of(spark.changes.toArrow())
    assert found == rows_of(one.changes)
    assert {row["kind"] for row in found} >= {"new", "raised", "unchanged"}
    assert any(row["back_pay"] for row in found)
    assert any(row["overpaid"] for row in found)


def test_rejects_are_the_same_but_for_rows(one: Reevaluation, spark: SparkReevaluation) -> None:
    found = spark.rejects.toArrow()
    assert without_rows(found) == without_rows(one.rejects)
    assert found.column("row").null_count == len(found)
    told = {row["message"] for row in found.to_pylist() if row["code"] == "B103"}
    assert {text.partition("（")[2].partition("）")[0] for text in told} == {"×2", "×3"}


def test_the_manifest_is_the_same(one: Reevaluation, spark: SparkReevaluation) -> None:
    assert spark.manifest() == one.manifest
    assert spark.summary("en") == one.summary("en")
    assert spark.to_html("en") == one.to_html("en")


def test_who_came_in_was_decided_or_rejected(spark: SparkReevaluation, people: Path) -> None:
    came_in = pq.read_table(people).num_rows
    assert spark.decisions.count() + spark.rejects.count() == came_in
    assert spark.manifest()["counts"]["households"] == came_in


def test_a_lost_household_is_an_error(spark: SparkReevaluation) -> None:
    with pytest.raises(BatchError, match="B109"):
        replace(spark, _came_in=spark._came_in + 1).manifest()


def test_columns_have_the_types_of_the_one_machine_job(one: Reevaluation, spark: SparkReevaluation) -> None:
    for frame, schema in ((spark.decisions, one.decisions.schema), (spark.changes, CHANGES)):
        found = frame.limit(0).toArrow().schema
        assert found.names == schema.names
        assert [_kind(field.type) for field in found] == [_kind(plain(field.type)) for field in schema]


def _kind(type_: pa.DataType) -> str:
    """Without the name that Arrow or Spark gives the items of a list."""
    return str(type_).replace("element:", "item:").replace(" not null", "")


def test_many_that_stand_twice_are_joined(
    session: SparkSession, people: Path, one: Reevaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_spark, "_FEW", 0)
    session.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")
    found = reevaluate(session.read.parquet(str(people)), **ASKED)
    session.conf.unset("spark.sql.autoBroadcastJoinThreshold")
    assert found.manifest() == one.manifest
    found.unpersist()


def test_rules_are_sent_along(session: SparkSession, people: Path, checkout: Path, tmp_path: Path) -> None:
    """Workers need no rule files: these are gone before anybody is decided."""
    own = tmp_path / "rules"
    (own / "regions").mkdir(parents=True)
    shutil.copy(next((checkout / "rules" / "regions").glob("3709*.yaml")), own / "regions")
    population = clean(session, people)
    asked = {**ASKED, "before": (own, date(2020, 12, 1)), "changed_only": True}
    found = reevaluate(population, **asked)
    expected = on_one_machine(population.toArrow(), **asked)
    shutil.rmtree(own)
    assert found.manifest() == expected.manifest
    assert rows_of(found.changes.toArrow()) == rows_of(expected.changes)
    found.unpersist()


def clean(session: SparkSession, people: Path) -> DataFrame:
    """Three hundred households, nobody twice."""
    return session.read.parquet(str(people / "1.parquet")).limit(300)


def test_nobody_is_no_fault(session: SparkSession, people: Path) -> None:
    found = reevaluate(clean(session, people).limit(0), **ASKED)
    assert found.manifest()["counts"]["households"] == 0
    assert found.decisions.count() == found.changes.count() == found.rejects.count() == 0
    found.unpersist()


def test_columns_that_a_population_cannot_have_are_told_at_once(session: SparkSession, people: Path) -> None:
    frame = clean(session, people)
    with pytest.raises(ProblemError, match="T202"):
        reevaluate(frame.withColumn("application_date", frame["application_date"].cast("timestamp")), **ASKED)
    with pytest.raises(ProblemError, match="T203"):
        reevaluate(frame.drop("members"), **ASKED)


def test_batches_are_regrouped() -> None:
    """Households neither lost nor moved, and no chunk larger than asked."""
    whole = pa.table({"n": range(1000)})
    for handed in (1, 7, 64, 1000):
        chunks = list(on_spark._chunks(whole.to_batches(handed), 64))
        assert max(map(len, chunks)) <= 64
        assert len(chunks) <= 1000 // 57 + 1
        assert pa.Table.from_batches(chunks).equals(whole)
    assert list(on_spark._chunks([], 64)) == list(on_spark._chunks(whole.slice(0, 0).to_batches(), 64)) == []


ELSEWHERE = """
import os, sys
from datetime import date
os.environ["PYSPARK_PYTHON"] = sys.argv[1]
from pyspark.sql import SparkSession
from aid_rules.batch import spark
from aid_rules.problems import ProblemError
settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1"}
session = SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
session.sparkContext.setLogLevel("OFF")
if len(sys.argv) > 3:
    spark.engine_version = lambda: "0.0.0"
try:
    spark.reevaluate(session.read.parquet(sys.argv[2]), before=date(2020, 12, 1), after=date(2021, 1, 1))
except ProblemError as error:
    print(error)
session.stop()
"""


@pytest.mark.parametrize("other_version", [False, True])
def test_workers_that_lack_the_package_are_told_of_at_once(
    drawn: pa.Table, tmp_path: Path, other_version: bool
) -> None:
    """As from a virtual environment that is not activated."""
    python = Path(sys.executable)
    if not other_version:
        venv.create(tmp_path / "bare", symlinks=True)
        python = tmp_path / "bare" / "bin" / "python"
    pq.write_table(drawn.slice(0, 5), tmp_path / "p.parquet")
    command = [sys.executable, "-c", ELSEWHERE, str(python), str(tmp_path / "p.parquet")]
    done = subprocess.run(
        [*command, *(["0.0.0"] if other_version else [])], capture_output=True, text=True, check=False
    )
    assert ("B138" if other_version else "B137") in done.stdout, done.stderr[-2000:]
    assert str(python) in done.stdout
    if not other_version:
        assert f"PYSPARK_PYTHON={sys.executable}" in done.stdout

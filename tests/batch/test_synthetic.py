"""Are synthetic populations cases that the models accept, the same each time, and near what was published?"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from aid_rules import Rulebook, evaluate
from aid_rules.batch.synthetic import BLOCK, profiles, synthesize
from aid_rules.cli.app import app
from aid_rules.columnar.from_cases import to_cases
from aid_rules.columnar.schema import schema

NEAR = 0.1
"""How far a share may be from the published one, of itself, in a few blocks."""


@pytest.fixture(scope="module")
def drawn() -> pa.Table:
    return pa.Table.from_batches(synthesize(4 * BLOCK))


def test_every_household_is_a_case(drawn: pa.Table) -> None:
    assert drawn.schema.equals(schema())
    cases = to_cases(drawn.slice(BLOCK - 150, 300))
    assert len({case.household_id for case in cases}) == 300
    outcomes = Counter(
        decided.outcome
        for case in islice(cases, 40)
        for decided in evaluate(case, on=date(2021, 7, 15)).programmes.values()
    )
    assert {"eligible", "ineligible", "undetermined", "not_applicable"} == set(outcomes)


def test_a_smaller_population_is_the_beginning_of_a_larger_one(drawn: pa.Table) -> None:
    few = pa.Table.from_batches(synthesize(BLOCK + 10))
    assert few.num_rows == BLOCK + 10
    assert few.equals(drawn.slice(0, BLOCK + 10))


def test_another_seed_draws_others(drawn: pa.Table) -> None:
    assert not pa.Table.from_batches(synthesize(BLOCK, seed=2)).equals(drawn.slice(0, BLOCK))


def test_no_household_at_all_and_fewer() -> None:
    assert list(synthesize(0)) == []
    with pytest.raises(ValueError, match="-1"):
        next(synthesize(-1))


def test_every_place_has_standards_and_its_share(drawn: pa.Table) -> None:
    known = {code for code, _ in Rulebook.load().regions()}
    every = sum(profile.weight for profile in profiles())
    found = Counter(drawn["region"].to_pylist())
    assert len(profiles()) >= 8
    for profile in profiles():
        chain = Rulebook.load().chain(profile.region)
        assert chain[0].code in known
        assert found[profile.region] / drawn.num_rows == pytest.approx(profile.weight / every, rel=4 * NEAR)


def test_sizes_and_tekun_are_near_what_a_county_published(drawn: pa.Table) -> None:
    """Fuchuan's countryside: 19,341 persons in 5,523 households, 1,650 tekun persons beside them."""
    fuchuan = next(profile for profile in profiles() if profile.region == "451123")
    rural = [
        case
        for case in drawn.select(["region", "residence", "members"]).to_pylist()
        if (case["region"], case["residence"]) == ("451123", "rural")
    ]
    sizes = [len(case["members"]) for case in rural]
    families = [size for size in sizes if size > 1]
    assert len(rural) > 1000
    assert fuchuan.rural.size == pytest.approx(19341 / 5523)
    assert sum(families) / len(families) == pytest.approx(fuchuan.rural.size, rel=NEAR)
    alone = [case for case in rural if any(p["obligors"] == [] for p in case["members"])]
    assert len(alone) / len(rural) == pytest.approx(
        fuchuan.rural.tekun / (1.8 + fuchuan.rural.tekun), rel=4 * NEAR
    )


def test_the_command_writes_a_file_and_says_what_it_is(tmp_path: Path) -> None:
    out = tmp_path / "people.parquet"
    done = CliRunner().invoke(app, ["synthesize", "100", "--out", str(out)])
    assert done.exit_code == 0
    assert "合成" in done.output
    assert pq.read_table(out).num_rows == 100
    assert b"synthetic" in pq.read_metadata(out).metadata[b"aid-rules"]
    assert [path.name for path in tmp_path.iterdir()] == ["people.parquet"]


def test_the_command_refuses_a_place_that_is_not_there(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["synthesize", "1", "--out", str(tmp_path / "no" / "people.parquet")])
    assert done.exit_code == 2
    assert "people.parquet" in done.output

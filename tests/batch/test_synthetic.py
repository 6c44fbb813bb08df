"""Are synthetic populations cases that the models accept, the same each time, near what was published, and as full
as a county's files?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from aid_rules import Rulebook, evaluate
from aid_rules.batch.synthetic import BLOCK, SETTLED, profiles, synthesize
from aid_rules.cli.app import app
from aid_rules.columnar import Columnar, to_cases
from aid_rules.columnar.schema import schema
from aid_rules.engine.timelines import timeline
from aid_rules.plan import Parameter, Plan

NEAR = 0.1
"""How far a share may be from the published one, of itself, in a few blocks."""

DRAWN, BEFORE, AFTER = date(2021, 3, 31), date(2020, 12, 1), date(2021, 3, 31)
"""The days that the documentation names for a re-evaluation."""

RAISED = {"370902", "370911", "370921", "370923", "370982", "370983"}


@cache
def plan(region: str, on: date) -> Plan:
    return Rulebook.load().resolve(region, on)


@cache
def standards(region: str, on: date) -> dict[Any, Any]:
    """The dibao standard in fen a month by residence, as far as it is set."""
    step = plan(region, on).by_name["dibao.standard"]
    assert isinstance(step, Parameter)
    return {key[0]: cell.value for key, cell in step.cells.items()}


@pytest.fixture(scope="module")
def drawn() -> pa.Table:
    return pa.Table.from_batches(synthesize(4 * BLOCK, on=DRAWN))


@pytest.fixture(scope="module")
def rows(drawn: pa.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = drawn.slice(0, 2 * BLOCK).to_pylist()
    return found


def awards(rows: list[dict[str, Any]]) -> Iterator[tuple[bool, dict[str, Any]]]:
    """Every award, and whether it is a person's."""
    for row in rows:
        yield from ((False, award) for award in row["awards"])
        yield from ((True, award) for person in row["members"] for award in person["awards"])


def test_every_household_is_a_case(drawn: pa.Table) -> None:
    assert drawn.schema.equals(schema())
    cases = to_cases(drawn.slice(BLOCK - 1500, 3000))
    assert len({case.household_id for case in cases}) == 3000
    outcomes = Counter(
        decided.outcome
        for case in islice(cases, 60)
        for decided in evaluate(case, on=date(2021, 7, 15)).programmes.values()
    )
    assert {"eligible", "ineligible", "undetermined", "not_applicable"} == set(outcomes)


def test_a_smaller_population_is_the_beginning_of_a_larger_one(drawn: pa.Table) -> None:
    few = pa.Table.from_batches(synthesize(BLOCK + 10, on=DRAWN))
    assert few.num_rows == BLOCK + 10
    assert few.equals(drawn.slice(0, BLOCK + 10))


def test_another_seed_draws_others(drawn: pa.Table) -> None:
    assert not pa.Table.from_batches(synthesize(BLOCK, seed=2, on=DRAWN)).equals(drawn.slice(0, BLOCK))


def test_no_household_at_all_and_fewer() -> None:
    assert list(synthesize(0)) == []
    with pytest.raises(ValueError, match="-1"):
        next(synthesize(-1))


def test_every_place_has_standards_and_its_share(drawn: pa.Table) -> None:
    known = {code for code, _ in Rulebook.load().regions()}
    every = sum(profile.weight for profile in profiles())
    found = Counter(drawn["region"].to_pylist())
    for profile in profiles():
        chain = Rulebook.load().chain(profile.region)
        assert chain[0].code in known
        assert found[profile.region] / drawn.num_rows == pytest.approx(profile.weight / every, rel=4 * NEAR)


def test_places_have_standards_before_and_after_and_some_were_raised() -> None:
    both = [p.region for p in profiles() if standards(p.region, BEFORE) and standards(p.region, AFTER)]
    changed = {code for code in both if standards(code, BEFORE) != standards(code, AFTER)}
    assert len(both) == 13
    assert changed == RAISED


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.region)
def test_awards_are_paid_by_the_first_standard_that_the_rules_publish(profile: Any) -> None:
    days = (BEFORE, AFTER, date(2021, 8, 1))
    told = next(found for day in days if (found := standards(profile.region, day)))
    assert {profile.urban.dibao_standard, profile.rural.dibao_standard} == {round(told[k]) for k in told}


def test_sizes_tekun_and_aid_are_near_what_a_county_published(drawn: pa.Table) -> None:
    """Fuchuan's countryside: 19,341 persons in 5,523 households, 1,650 tekun persons beside them, 236.54 yuan each."""
    fuchuan = next(profile for profile in profiles() if profile.region == "451123")
    of = drawn.select(["region", "residence", "members", "awards"])
    rural = of.filter((pc.field("region") == "451123") & (pc.field("residence") == "rural")).to_pylist()
    sizes = [len(case["members"]) for case in rural]
    families = [size for size in sizes if size > 1]
    assert len(rural) > 1000
    assert fuchuan.rural.size == pytest.approx(19341 / 5523)
    assert sum(families) / len(families) == pytest.approx(fuchuan.rural.size, rel=NEAR)
    alone = [case for case in rural if any(p["obligors"] == [] for p in case["members"])]
    assert len(alone) / len(rural) == pytest.approx(
        fuchuan.rural.tekun / (1.8 + fuchuan.rural.tekun), rel=4 * NEAR
    )
    paid = [(award["monthly_amount"], len(case["members"])) for case in rural for award in case["awards"]]
    assert sum(fen for fen, _ in paid) / sum(size for _, size in paid) == pytest.approx(236_54, rel=2 * NEAR)


def test_awards_stand_with_whom_they_belong_to_and_were_paid_up_to_the_day(
    rows: list[dict[str, Any]],
) -> None:
    every = list(awards(rows))
    assert {award["programme"] for personal, award in every if not personal} == {"dibao"}
    assert {award["programme"] for personal, award in every if personal} == {
        "tekun", "child_allowance", "disability_living", "disability_nursing",
    }  # fmt: skip
    for _, award in every:
        assert award["monthly_amount"] > 0
        assert award["from"].day == 1
        months = [paid["month"] for paid in award["payments"] or ()]
        assert months == sorted(set(months))
        assert len(months) <= 12
        assert all(award["from"].isoformat()[:7] <= month <= "2021-03" for month in months)
        assert {paid["amount"] for paid in award["payments"] or ()} <= {award["monthly_amount"]}
    recorded = Counter((award["payments"] and "paid") or str(award["payments"]) for _, award in every)
    assert recorded["None"] / len(every) == pytest.approx(0.05, rel=3 * NEAR)
    assert recorded["[]"] / len(every) == pytest.approx(0.02, rel=3 * NEAR)
    assert len({award["payments"][-1]["month"] for _, award in every if award["payments"]}) <= 3


def test_some_have_died_unreported_and_somebody_is_left(rows: list[dict[str, Any]]) -> None:
    dead = [row for row in rows if any(person["death_date"] for person in row["members"])]
    assert 0.0005 < len(dead) / len(rows) < 0.005
    assert any(row["awards"] for row in dead)
    for row in dead:
        days = [person["death_date"] for person in row["members"]]
        assert None in days
        assert all(DRAWN - timedelta(150) <= day < DRAWN for day in days if day)


def test_nothing_else_is_newer_than_half_a_year(rows: list[dict[str, Any]]) -> None:
    latest = DRAWN - timedelta(SETTLED)
    days = [day for row in rows for day in (hardship["date"] for hardship in row["hardships"])]
    people = [person for row in rows for person in row["members"]]
    days += [person["birth_date"] for person in people]
    days += [person["employment"]["since"] for person in people if person["employment"]["since"]]
    days += [parent["since"] for p in people for parent in p["parents"] or () if parent["since"]]
    assert max(days) <= latest
    assert 0 < sum(bool(row["hardships"]) for row in rows) / len(rows) < 0.03


@pytest.mark.parametrize("on", [DRAWN - timedelta(SETTLED), date(2021, 8, 1)])
def test_nobody_is_rejected(drawn: pa.Table, on: date) -> None:
    decided = Columnar(lambda region: plan(region, on), on)(drawn.slice(0, BLOCK // 2))
    assert decided.rejects == {}
    assert decided.decisions.num_rows == BLOCK // 2


@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_little_is_open_for_want_of_facts(drawn: pa.Table, on: date) -> None:
    """In regions whose standard is set; what waits for local settings alone is the rules' own affair, and when it was that
    people applied who have drawn aid for long is not on file.
    """
    there = pa.array([p.region for p in profiles() if standards(p.region, on)])
    some = drawn.slice(0, BLOCK).filter(pc.field("region").isin(there)).slice(0, 800)
    opened = Columnar(lambda region: plan(region, on), on)(some).decisions["open"]
    cases = to_cases(some.filter(opened).slice(0, 60))
    wanting = sum(_wants_a_fact(evaluate(case, on=on).record(with_trace=False)) for case in cases)
    assert 0 < wanting / len(cases) * pc.sum(opened).as_py() / len(some) < NEAR


def _wants_a_fact(record: Any) -> bool:
    every = [d for programme in record.programmes.values() for d in (programme, *programme.persons.values())]
    asked = [
        missing for decided in every for missing in decided.missing if missing.fact != "application_date"
    ]
    return any(missing.kind != "parameter" for missing in asked)


def test_where_the_standard_was_raised_back_pay_is_owed(drawn: pa.Table) -> None:
    paid = drawn.slice(0, BLOCK).filter(pc.field("region") == "370902")
    cases = [
        case for case in to_cases(paid.slice(0, 60)) if any(award.payments for award in case.own_awards or ())
    ]
    found = [timeline(case, BEFORE, AFTER).payments for case in cases[:12]]
    assert any(each is not None and each.back_pay > 0 for each in found)


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

"""Does a job lose nothing, refuse what it cannot do in words, and give the same bytes whenever it runs?"""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from aid_rules.batch import BatchError, Progress, Side, reevaluate
from aid_rules.batch.alone import LOCK
from aid_rules.batch.counted import KINDS
from aid_rules.columnar import from_cases
from tests.batch import harbour
from tests.batch.harbour import COUNT, code, run
from tests.columnar.rows import population


def test_every_household_is_decided_or_rejected(done: Path) -> None:
    manifest = json.loads((done / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["households"] == COUNT
    ids = harbour.read(done, "decisions")["household_id"].to_pylist()
    assert ids == harbour.table(COUNT)["household_id"].to_pylist()
    assert {path.name for path in done.iterdir()} == {*KINDS, LOCK, "manifest.json", "summary.html"}
    assert len(list((done / "decisions").iterdir())) == manifest["population"]["chunks"]


def test_the_same_bytes_each_time(people: Path, done: Path, tmp_path: Path) -> None:
    run(people, tmp_path / "again")
    assert harbour.files(tmp_path / "again") == harbour.files(done)


def test_the_same_bytes_with_two_processes(people: Path, done: Path, tmp_path: Path) -> None:
    run(people, tmp_path / "two", processes=2)
    assert harbour.files(tmp_path / "two") == harbour.files(done)


def test_the_call_without_files_gives_the_same_rows(people: Path, done: Path) -> None:
    county = harbour.harbour()
    found = reevaluate(
        people, before=(county, harbour.BEFORE), after=(county, harbour.AFTER), until=harbour.UNTIL
    )
    for kind in KINDS:
        assert getattr(found, kind).to_pylist() == harbour.read(done, kind).to_pylist()
    manifest = json.loads((done / "manifest.json").read_text(encoding="utf-8"))
    assert found.manifest["groups"] == manifest["groups"]
    assert found.manifest["counts"] == manifest["counts"]


def test_row_groups_and_chunks_do_not_matter(people: Path, done: Path, tmp_path: Path) -> None:
    other = harbour.write(tmp_path / "people.parquet", pq.read_table(people), 7)
    run(other, tmp_path / "out", chunk=22)
    for kind in KINDS:
        assert harbour.read(tmp_path / "out", kind).to_pylist() == harbour.read(done, kind).to_pylist()


def test_results_that_were_written_are_read_back(people: Path, tmp_path: Path) -> None:
    county = harbour.harbour()
    sides: dict[str, Any] = {"before": (county, harbour.BEFORE), "after": (county, harbour.AFTER)}
    nobody = harbour.write(tmp_path / "nobody.parquet", harbour.table(1).slice(0, 0))
    for source, name in ((people, "some"), (nobody, "none")):
        told = reevaluate(source, **sides, until=harbour.UNTIL, out=tmp_path / name, processes=1)
        kept = reevaluate(source, **sides, until=harbour.UNTIL)
        for kind in KINDS:
            assert getattr(told, kind).schema.names == getattr(kept, kind).schema.names
            assert getattr(told, kind).to_pylist() == getattr(kept, kind).to_pylist()
    assert told.manifest["population"]["households"] == 0


def test_files_with_words_of_their_own(tmp_path: Path) -> None:
    """Each file, and each row group, numbers its words anew."""
    parts = [harbour.table(9, seed=seed).slice(number, 3) for number, seed in ((0, 3), (3, 4), (6, 5))]
    for number, part in enumerate(parts):
        harbour.write(tmp_path / "in" / f"{number}.parquet", part, 2)
    county = harbour.harbour()
    sides: dict[str, Any] = {
        "before": (county, harbour.BEFORE),
        "after": (county, harbour.AFTER),
        "until": harbour.UNTIL,
    }
    whole = reevaluate(pa.concat_tables(parts), **sides)
    assert whole.decisions.num_rows == 9
    assert reevaluate(tmp_path / "in", **sides).decisions.to_pylist() == whole.decisions.to_pylist()
    run(tmp_path / "in", tmp_path / "out", chunk=4)
    assert harbour.read(tmp_path / "out", "decisions").to_pylist() == whole.decisions.to_pylist()


# What no household may say


def planted() -> tuple[pa.Table, dict[int, str]]:
    """Households in JSON form that are in order, with faults at some rows: the code of each."""
    chance = Random(8)
    cases = [harbour.raw(chance, number) for number in range(40)]
    faults = {}
    for row, (expected, change) in enumerate(PLANTS):
        change(cases[row * 2])
        faults[row * 2] = expected
    cases[33]["household_id"] = cases[35]["household_id"] = cases[31]["household_id"]
    faults |= dict.fromkeys((31, 33, 35), "B103")
    return pa.Table.from_batches([population(cases)]), faults


def set_(*path: Any, to: Any) -> Any:
    def change(case: Any) -> None:
        for step in path[:-1]:
            case = case[step]
        case[path[-1]] = to

    return change


def head_missing(case: dict[str, Any]) -> None:
    case["members"][0]["relation"] = "other"


PLANTS: list[tuple[str, Any]] = [
    ("C120", set_("residence", to="coast")),
    ("C120", set_("members", 0, "relation", to="cousin")),
    ("C150", head_missing),
    ("V101", set_("region", to="999999")),
    ("C140", set_("members", 0, "birth_date", to="2031-01-01")),
    ("C109", set_("members", 0, "incomes", to=[{"kind": "wage", "amount": "-1", "period": "month"}])),
    ("C101", set_("members", 0, "person_id", to=None)),
    ("C125", set_("members", to=[])),
    ("V103", set_("findings", to={"dibao.nothing_such": {"holds": True, "by": "o", "on": "2030-01-01", "reason": "r"}})),
]  # fmt: skip


def test_what_cannot_be_decided_is_rejected_with_its_reason(tmp_path: Path) -> None:
    table, faults = planted()
    manifest = run(harbour.write(tmp_path / "p.parquet", table), tmp_path / "out")
    rejects = harbour.read(tmp_path / "out", "rejects").to_pylist()
    found = {row["row"]: row["code"] for row in rejects}
    assert found.keys() == faults.keys(), rejects
    assert {row: (found[row], faults[row]) for row in faults if found[row] != faults[row]} == {}
    decided = harbour.read(tmp_path / "out", "decisions")["household_id"].to_pylist()
    ids = table["household_id"].to_pylist()
    assert decided == [one for row, one in enumerate(ids) if row not in faults]
    assert manifest["counts"]["households"] == 40 == len(decided) + len(rejects)
    assert manifest["counts"]["rejects"] == dict(sorted(Counter(faults.values()).items()))
    assert all(row["household_id"] == ids[row["row"]] for row in rejects)


def test_households_without_an_id_are_rejected(tmp_path: Path) -> None:
    table = harbour.table(10)
    ids = [None if row in (2, 7) else one for row, one in enumerate(table["household_id"].to_pylist())]
    table = table.set_column(0, "household_id", pa.array(ids, pa.string()))
    run(harbour.write(tmp_path / "p.parquet", table), tmp_path / "out")
    rejects = harbour.read(tmp_path / "out", "rejects").to_pylist()
    assert [(row["row"], row["household_id"], row["code"]) for row in rejects] == [
        (2, None, "C101"),
        (7, None, "C101"),
    ]


def test_a_household_twice_in_two_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        harbour.write(tmp_path / "in" / f"{name}.parquet", harbour.table(5))
    manifest = run(tmp_path / "in", tmp_path / "out")
    assert manifest["counts"]["rejects"] == {"B103": 10}
    assert harbour.read(tmp_path / "out", "decisions").num_rows == 0


def test_nobody_at_all(tmp_path: Path) -> None:
    path = harbour.write(tmp_path / "p.parquet", harbour.table(1).slice(0, 0))
    manifest = run(path, tmp_path / "out")
    assert manifest["counts"]["households"] == 0
    assert manifest["groups"] == []
    county = harbour.harbour()
    found = reevaluate(path, before=(county, harbour.BEFORE), after=(county, harbour.AFTER))
    assert found.decisions.num_rows == found.changes.num_rows == found.rejects.num_rows == 0


def test_only_rejects(tmp_path: Path) -> None:
    table = harbour.table(6)
    nowhere = table.set_column(1, "region", pa.array(["999999"] * 6))
    manifest = run(harbour.write(tmp_path / "p.parquet", nowhere), tmp_path / "out")
    assert manifest["counts"]["rejects"] == {"V101": 6}


def test_the_order_of_members_does_not_matter() -> None:
    chance = Random(3)
    cases = [harbour.raw(chance, number) for number in range(60)]
    turned = [case | {"members": case["members"][::-1]} for case in cases]
    county = harbour.harbour()
    one, two = (
        reevaluate(
            pa.Table.from_batches([population(each)]),
            before=(county, harbour.BEFORE), after=(county, harbour.AFTER), until=harbour.UNTIL,
        )
        for each in (cases, turned)
    )  # fmt: skip
    assert two.changes.to_pylist() == one.changes.to_pylist()
    for here, there in zip(one.decisions.to_pylist(), two.decisions.to_pylist(), strict=True):
        members = [row.pop("members") or [] for row in (here, there)]
        assert here == there
        assert members[0] == members[1][::-1]


# Only what changed


def test_households_whose_rules_did_not_change_are_carried_over(
    people: Path, done: Path, tmp_path: Path
) -> None:
    manifest = run(people, tmp_path / "out", harbour.asked(changed_only=True))
    found = harbour.read(tmp_path / "out", "decisions").to_pylist()
    whole = harbour.read(done, "decisions").to_pylist()
    for row, full in zip(found, whole, strict=True):
        assert row["carried"] == (row["region"] == harbour.UNCHANGED)
        if not row["carried"]:
            assert row == full
    carried = [row["household_id"] for row in found if row["carried"]]
    assert manifest["counts"]["carried"] == len(carried) > 0
    changed = harbour.read(tmp_path / "out", "changes").to_pylist()
    assert not {row["household_id"] for row in changed} & set(carried)
    rest = [row for row in harbour.read(done, "changes").to_pylist() if row["household_id"] not in carried]
    assert changed == rest


def test_carried_over_is_what_was_decided_before(people: Path, tmp_path: Path) -> None:
    county = harbour.harbour()
    same = harbour.asked(after=Side(county, harbour.BEFORE), until=None)
    run(people, tmp_path / "before", same)
    run(people, tmp_path / "out", harbour.asked(changed_only=True))
    # Who was not born on that day is refused by a job that looks no further.
    before = {row["household_id"]: row for row in harbour.read(tmp_path / "before", "decisions").to_pylist()}
    for row in harbour.read(tmp_path / "out", "decisions").to_pylist():
        if row["carried"] and row["household_id"] in before:
            assert row == before[row["household_id"]] | {"carried": True}


def test_all_carried_over(tmp_path: Path) -> None:
    county = harbour.harbour()
    asked = harbour.asked(after=Side(county, date(2030, 6, 2)), until=None, changed_only=True)
    path = harbour.write(tmp_path / "p.parquet", harbour.table(20))
    manifest = run(path, tmp_path / "out", asked)
    assert manifest["counts"]["carried"] == manifest["counts"]["households"] - sum(
        manifest["counts"]["rejects"].values()
    )
    assert harbour.read(tmp_path / "out", "changes").num_rows == 0


def test_a_month_in_which_the_rules_change_is_settled(tmp_path: Path) -> None:
    """The rules are the same on both sides and change in July: whose they are is not carried over."""
    path = harbour.write(tmp_path / "p.parquet", harbour.table(20))
    found = {}
    for only in (False, True):
        asked = harbour.asked(
            after=Side(harbour.harbour(), date(2030, 6, 2)), until=date(2030, 7, 31), changed_only=only
        )
        found[only] = run(path, tmp_path / f"out{only}", asked)
    assert 0 < found[True]["counts"]["carried"] < 20
    july = {name: sums["back_pay"] for name, sums in found[True]["totals"].items() if "back_pay" in sums}
    assert july
    for name, owed in july.items():
        assert owed <= found[False]["totals"][name]["back_pay"]


def test_nothing_changes_between_a_day_and_itself(people: Path, tmp_path: Path) -> None:
    same = harbour.asked(after=Side(harbour.harbour(), harbour.BEFORE), until=None)
    manifest = run(people, tmp_path / "out", same)
    assert manifest["counts"]["changed"] == 0
    assert harbour.read(tmp_path / "out", "changes").num_rows == 0
    assert manifest["months"] == []


# Progress


def test_progress_reaches_the_end(people: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    run(people, tmp_path / "out", report=told.append)
    for stage in ("look", "decide"):
        steps = [each.done for each in told if each.stage == stage]
        assert steps == sorted(steps)
        assert steps[-1] == COUNT
    assert {each.total for each in told} == {COUNT}


def test_no_thread_stays(people: Path, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    run(people, tmp_path / "out")
    assert set(threading.enumerate()) <= before


def test_the_lock_is_let_go(people: Path, tmp_path: Path) -> None:
    run(people, tmp_path / "out")
    with FileLock(tmp_path / "out" / LOCK, timeout=0):
        pass


def test_asked_without_months() -> None:
    assert replace(harbour.asked(), until=None).months == ()
    assert harbour.asked().months == (date(2030, 7, 1), date(2030, 8, 1), date(2030, 9, 1))
    late = harbour.asked(after=Side(harbour.harbour(), date(2030, 7, 2)))
    assert late.months == (date(2030, 8, 1), date(2030, 9, 1))


def test_cases_and_batches_are_taken_as_tables_are() -> None:
    county = harbour.harbour()
    sides: dict[str, Any] = {"before": (county, harbour.BEFORE), "after": (county, harbour.AFTER)}
    cases = harbour.cases(12)
    one = reevaluate(iter(cases), **sides)
    two = reevaluate(from_cases(cases), **sides)
    three = reevaluate(from_cases(cases).combine_chunks().to_batches()[0], **sides)
    assert one.decisions.equals(two.decisions)
    assert one.decisions.equals(three.decisions)
    assert one.manifest == two.manifest == three.manifest
    with pytest.raises(BatchError) as error:
        reevaluate(cases, **sides, out="nowhere")
    assert code(error) == "B115"
    assert not os.path.lexists("nowhere")
    with pytest.raises(TypeError, match="str"):
        reevaluate(cases, before="2030-06-01", after=harbour.AFTER)  # type: ignore[arg-type]

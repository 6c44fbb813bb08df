"""What keeps a whole job from running, and is it said in words that name it?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from filelock import FileLock

from aid_rules import Rulebook, RuleError
from aid_rules.batch import Asked, BatchError, Side, reevaluate
from aid_rules.batch.alone import LOCK
from aid_rules.problems import ProblemError
from tests.batch import harbour
from tests.batch.harbour import CHUNK, COUNT, code, run


@pytest.mark.parametrize(
    ("change", "expected", "named"),
    [
        (lambda t: t.set_column(t.schema.get_field_index("residence"), "residence", pa.array([1] * len(t))), "T202", "residence"),
        (lambda t: t.append_column("colour", pa.array(["red"] * len(t))), "T201", "colour"),
        (lambda t: t.drop_columns(["members"]), "T203", "members"),
        (lambda t: t.append_column("region", t["region"]), "T206", "region"),
    ],
)  # fmt: skip
def test_columns_that_a_population_cannot_have(
    people: Path, tmp_path: Path, change: Any, expected: str, named: str
) -> None:
    path = harbour.write(tmp_path / "p.parquet", change(pq.read_table(people)))
    with pytest.raises(ProblemError) as error:
        run(path, tmp_path / "out")
    assert code(error) == expected
    assert named in str(error.value)
    assert not (tmp_path / "out").exists()


def test_results_are_not_written_over(people: Path, done: Path, tmp_path: Path) -> None:
    before = harbour.files(done)
    with pytest.raises(BatchError) as error:
        run(people, done)
    assert code(error) == "B105"
    (tmp_path / "file").write_text("")
    with pytest.raises(BatchError) as error:
        run(people, tmp_path / "file")
    assert code(error) == "B132"
    assert harbour.files(done) == before


def test_a_finished_job_resumed_gives_its_manifest(people: Path, done: Path) -> None:
    before = harbour.files(done)
    assert run(people, done, resume=True) == json.loads((done / "manifest.json").read_text(encoding="utf-8"))
    assert harbour.files(done) == before


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "decisions"])
def test_nothing_to_resume(people: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("")
    with pytest.raises(BatchError) as error:
        run(people, tmp_path / "out", resume=True)
    assert code(error) == "B107"


@pytest.mark.parametrize("left", [None, (), (".lock",), (".lock", ".job.json.77.part")])
def test_a_job_stopped_before_it_was_noted_begins_anew(
    people: Path, done: Path, tmp_path: Path, left: tuple[str, ...] | None
) -> None:
    """What it leaves: no directory yet, or one with the lock and half a note."""
    if left is not None:
        (tmp_path / "out").mkdir()
        for name in left:
            (tmp_path / "out" / name).write_text("")
    run(people, tmp_path / "out", resume=True)
    assert harbour.files(tmp_path / "out") == harbour.files(done)


OTHER: list[tuple[Any, dict[str, Any], str]] = [
    (harbour.asked(before=Side(harbour.harbour(), date(2030, 5, 1))), {}, "before"),
    (harbour.asked(after=Side(harbour.harbour(), date(2030, 7, 2)), until=date(2030, 9, 1)), {}, "after"),
    (harbour.asked(until=date(2030, 10, 1)), {}, "months"),
    (harbour.asked(changed_only=True), {}, "changed_only"),
    (harbour.asked(lang="en"), {}, "lang"),
    (harbour.asked(after=Side(harbour.harbour(), harbour.AFTER, "elsewhere/")), {}, "after"),
    (None, {"chunk": CHUNK + 1}, "population"),
]


@pytest.mark.parametrize(("asked", "options", "what"), OTHER, ids=range(len(OTHER)))
def test_another_job_is_not_resumed(
    people: Path, done: Path, asked: Asked | None, options: dict[str, Any], what: str
) -> None:
    with pytest.raises(BatchError) as error:
        run(people, done, asked, resume=True, **options)
    assert code(error) == "B106"
    assert what in str(error.value)


def test_another_population_is_not_taken_for_it(done: Path, tmp_path: Path) -> None:
    other = harbour.write(tmp_path / "people.parquet", harbour.table(COUNT, seed=2), 30)
    with pytest.raises(BatchError) as error:
        run(other, done, resume=True)
    assert code(error) == "B106"
    assert "population" in str(error.value)


def test_other_rules_are_not_taken_for_them(people: Path, done: Path, tmp_path: Path) -> None:
    items = [{"parameter": "dibao.standard", "when": {"residence": "urban"},
              "values": [{"value": "700 yuan/month", "from": "2030-07-01", "basis": "notice 一"}]}]  # fmt: skip
    other = changed_rules(tmp_path / "rules", items)
    with pytest.raises(BatchError) as error:
        run(people, done, harbour.asked(after=Side(other, harbour.AFTER)), resume=True)
    assert code(error) == "B106"
    assert "after" in str(error.value)


def changed_rules(folder: Path, items: list[dict[str, Any]]) -> Rulebook:
    """The counties' rules with one number set anew in the first."""
    for path in harbour.RULES.rglob("*.yaml"):
        copy = folder / path.relative_to(harbour.RULES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem == harbour.RAISED:
            text["set"] = [*items, *text["set"][1:]]
        copy.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    return Rulebook.load(folder, shipped_rules=False)


def test_faulty_rules_are_the_job_s_error_and_reject_nobody(people: Path, tmp_path: Path) -> None:
    items = [{"parameter": "dibao.standard", "when": {"residence": "urban"},
              "values": [{"value": "700 yuan", "from": "2030-07-01", "basis": "notice 一"}]}]  # fmt: skip
    faulty = changed_rules(tmp_path / "rules", items)
    with pytest.raises(RuleError):
        run(people, tmp_path / "out", harbour.asked(after=Side(faulty, harbour.AFTER)))
    assert not (tmp_path / "out").exists()


def test_months_before_the_change_are_refused(people: Path, tmp_path: Path) -> None:
    with pytest.raises(BatchError) as error:
        run(people, tmp_path / "out", harbour.asked(until=date(2030, 6, 30)))
    assert code(error) == "B111"
    late = harbour.asked(after=Side(harbour.harbour(), date(2030, 7, 2)), until=date(2030, 7, 31))
    with pytest.raises(BatchError) as error:
        run(people, tmp_path / "out", late)
    assert code(error) == "B111"


def test_two_jobs_in_one_directory(people: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out" / LOCK), pytest.raises(BatchError) as error:
        run(people, tmp_path / "out")
    assert code(error) == "B110"


def test_nothing_is_written_beside_the_directory(people: Path, done: Path, tmp_path: Path) -> None:
    """Which may be the one place within a read-only one that is ours."""
    (tmp_path / "around" / "out").mkdir(parents=True)
    run(people, tmp_path / "around" / "out")
    assert [path.name for path in (tmp_path / "around").iterdir()] == ["out"]
    assert harbour.files(tmp_path / "around" / "out") == harbour.files(done)


@pytest.mark.parametrize(("out", "refused"), [("out", True), ("deep/er/out", True), ("_out", False)])
def test_results_within_the_population(people: Path, tmp_path: Path, out: str, refused: bool) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "p.parquet").write_bytes(people.read_bytes())
    if not refused:
        run(tmp_path / "in", tmp_path / "in" / out)
        run(tmp_path / "in", tmp_path / "in" / out, resume=True)
        return
    with pytest.raises(BatchError) as error:
        run(tmp_path / "in", tmp_path / "in" / out)
    assert code(error) == "B135"
    assert not (tmp_path / "in" / "out").exists()


def test_into_the_folder_one_stands_in(
    people: Path, done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    run(people, Path())
    assert harbour.files(tmp_path / "here") == harbour.files(done)


class Frame:
    """As frames of other libraries are: iterated, they give the names of their columns."""

    columns = ("household_id", "region")

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)


@pytest.mark.parametrize(
    ("population", "named"),
    [(Frame(), "not Frame"), ([{"household_id": "h1"}], "not list of dict"), (7, "not int"), (None, "not NoneType")],
)  # fmt: skip
def test_what_is_no_population(population: Any, named: str) -> None:
    with pytest.raises(TypeError, match=rf"an iterable of Household, {named}$"):
        reevaluate(population, before=date(2026, 6, 1), after=date(2026, 7, 1))


def test_a_language_without_words(people: Path) -> None:
    with pytest.raises(ValueError, match="'zh' or 'en', not 'fr'"):
        reevaluate(people, before=date(2026, 6, 1), after=date(2026, 7, 1), lang="fr")

"""Is a job gone on with only by the rules and the engine that began it?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules.batch import BatchError, Side
from aid_rules.batch.chunk.step import Task
from aid_rules.batch.identity import digest_of, rules_digest
from aid_rules.batch.store import Store
from aid_rules.rulebook import Rulebook
from tests.batch import harbour
from tests.batch.harbour import code, run

COUNTY = "regions/990201.yaml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The counties' rules, to be edited."""
    return shutil.copytree(harbour.RULES, tmp_path / "rules")


def task(rules: Path, until: date | None = harbour.UNTIL, regions: tuple[str, ...] = harbour.REGIONS) -> Task:
    county = Rulebook.load(rules, shipped_rules=False)
    asked = harbour.asked(before=Side(county, harbour.BEFORE), after=Side(county, harbour.AFTER), until=until)
    return Task(asked.before, asked.after, regions, asked.months)


def add(rules: Path, text: str) -> None:
    path = rules / COUNTY
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def raised(on: str) -> str:
    return f"      - {{value: 1600 yuan/month, from: {on}, basis: notice 三}}\n"


@pytest.mark.parametrize("on", ["2030-08-01", "2030-08-20", "2030-09-30"])
def test_rules_edited_for_a_later_month_are_not_gone_on_with(
    people: Path, tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch, on: str
) -> None:
    """The days of both sides see nothing of it, and the first chunk is settled by the old amount."""
    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", cut_after_one(Store.put))
        with pytest.raises(KeyboardInterrupt):
            run(people, tmp_path / "out", asked(rules))
    add(rules, raised(on))
    with pytest.raises(BatchError) as error:
        run(people, tmp_path / "out", asked(rules), resume=True)
    assert code(error) == "B106"
    assert "rules" in str(error.value)


def asked(rules: Path) -> Any:
    given = task(rules)
    return harbour.asked(before=given.before, after=given.after)


def cut_after_one(put: Callable[..., None]) -> Callable[..., None]:
    def cut(store: Store, number: int, parts: Any) -> None:
        if number:
            raise KeyboardInterrupt
        put(store, number, parts)

    return cut


def test_what_is_not_asked_about_makes_no_other_rules(rules: Path) -> None:
    known, none = rules_digest(task(rules)), rules_digest(task(rules, until=None))
    add(rules, "# a word of explanation\n")
    assert rules_digest(task(rules)) == known
    add(rules, raised("2030-08-20"))
    assert rules_digest(task(rules)) != known
    assert rules_digest(task(rules, until=None)) == none
    assert rules_digest(task(rules, until=date(2030, 8, 31))) != known
    assert rules_digest(task(rules, regions=("990203",))) == rules_digest(
        task(harbour.RULES, regions=("990203",))
    )


def test_findings_and_the_numbers_of_timelines_are_rules_too(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = task(rules)
    known = rules_digest(given)
    (_, *rest) = numbers = given.after.rulebook.parameters("990201", given.last)
    for name, other in (
        ("findable", lambda *_: {"dibao.property_within": "person"}),
        ("parameters", lambda *_: (replace(numbers[0], cells={}), *rest)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(Rulebook, name, other)
            assert rules_digest(given) != known, name
    assert rules_digest(given) == known


def test_a_division_without_rules(rules: Path) -> None:
    """What is said of its households is in the rejects: it belongs to the rules."""
    known = rules_digest(task(rules, regions=("990299",)))
    (rules / "regions" / "990203.yaml").unlink()
    assert rules_digest(task(rules, regions=("990299",))) != known


def test_another_engine_of_the_same_version(
    people: Path, done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aid_rules.batch.manifest.source_digest", lambda: "sha256:other")
    with pytest.raises(BatchError) as error:
        run(people, done, resume=True)
    assert code(error) == "B106"
    assert "source" in str(error.value)


def test_every_python_file_counts(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n")
    (tmp_path / "room" / "b.py").write_text("y = 1\n")
    seen = {digest_of(tmp_path)}
    (tmp_path / "a.pyc").write_text("not looked at")
    assert digest_of(tmp_path) in seen
    (tmp_path / "room" / "b.py").write_text("y = 2\n")
    seen.add(digest_of(tmp_path))
    (tmp_path / "room" / "b.py").rename(tmp_path / "room" / "c.py")
    seen.add(digest_of(tmp_path))
    assert len(seen) == 3

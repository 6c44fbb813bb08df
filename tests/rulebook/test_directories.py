"""Is a directory of rules refused where something in it would be passed over in silence?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aid_rules import Rulebook, RuleError
from aid_rules.problems import Problem, headline

ON = date(2030, 8, 1)
REGION = "regions/990101-lakeside.yaml"


def made(folder: Path, *files: str) -> Path:
    """A directory with these files, empty all of them."""
    folder.mkdir(exist_ok=True)
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def refused(folder: Path) -> list[Problem]:
    for shipped in (True, False):
        with pytest.raises(RuleError) as error:
            Rulebook.load(folder, shipped_rules=shipped)
    for problem in error.value.problems:
        assert str(folder) in str(problem.at)
        assert headline(problem, "zh") != headline(problem, "en")
    return list(error.value.problems)


@pytest.mark.parametrize(
    "files", [(), ("README.md",), ("regions/.gitkeep",), ("national/notes.txt", "regions/.hidden.yaml"), ("my/regions/990101.yaml",)]
)  # fmt: skip
def test_nothing_in_it(tmp_path: Path, files: tuple[str, ...]) -> None:
    assert [problem.code for problem in refused(made(tmp_path / "rules", *files))] == ["R162"]


@pytest.mark.parametrize(
    "name", ["regions/990101-lake.yml", "national/dibao.YML", "cases/dibao/2030/one.Yaml"]
)
@pytest.mark.parametrize("others", [(), (REGION,)])
def test_another_ending(tmp_path: Path, name: str, others: tuple[str, ...]) -> None:
    (problem,) = refused(made(tmp_path / "rules", name, *others))
    assert (problem.code, problem.facts["found"]) == ("R164", name)
    assert problem.write == Path(name).with_suffix(".yaml").name


@pytest.mark.parametrize(
    ("name", "found", "write"),
    [
        ("region/990101.yaml", "region/", "regions/"),
        ("Regions/990101.yml", "Regions/", "regions/"),
        ("nation/dibao.yaml", "nation/", "national/"),
        ("case/one.yaml", "case/", "cases/"),
        ("harbour/990101.yaml", "harbour/", None),
        ("990101-lake.yaml", "990101-lake.yaml", "regions/990101-lake.yaml"),
        ("regions/99/990101.yaml", "regions/99/", "regions/"),
        ("national/old/dibao.yaml", "national/old/", "national/"),
    ],
)
@pytest.mark.parametrize("others", [(), (REGION,)])
def test_another_place(
    tmp_path: Path, name: str, found: str, write: str | None, others: tuple[str, ...]
) -> None:
    folder = made(tmp_path / "rules", name, *others)
    (problem,) = refused(folder)
    assert (problem.code, problem.facts["found"], problem.write) == ("R163", found, write)


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    found = refused(made(tmp_path / "rules", "region/990101.yaml", "regions/990102.yml", "national/a.yml"))
    assert sorted(problem.code for problem in found) == ["R163", "R164", "R164"]


@pytest.mark.parametrize(
    "files", [(REGION,), ("national/dibao.yaml",), ("cases/dibao/one.yaml",),
              (REGION, "README.md", "mkdocs.yaml", ".git/x.yaml", "docs/notes.md", "cases/a/b/c.yaml")]
)  # fmt: skip
def test_what_is_in_order(tmp_path: Path, files: tuple[str, ...]) -> None:
    Rulebook.load(made(tmp_path / "rules", *files))


def test_rules_without_any_programme(tmp_path: Path) -> None:
    """Documents and numbers alone: nobody can be decided by them on any day."""
    rules = made(tmp_path / "rules", REGION, "national/lake.yaml")
    (rules / REGION).write_text("region: '990101'\nname: {zh: 湖滨县}\n", encoding="utf-8")
    library = "library: lake\ntitle: {zh: 湖, en: Lake}\ndocuments: {law: {title: 办法, from: 2020-01-01}}\n"
    (rules / "national" / "lake.yaml").write_text(library, encoding="utf-8")
    with pytest.raises(RuleError) as error:
        Rulebook.load(rules, shipped_rules=False).resolve("990101", ON)
    (problem,) = error.value.problems
    assert (problem.code, problem.facts["found"]) == ("R184", "990101")

"""Does every faulty rule file say where, what and what to write instead?

`good/` is a small rulebook without fault. Each folder of `bad/` holds the one file of it that went wrong
(or a case that the rules refuse), and beside the folder stands the exact message.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aid_rules import CaseError, Household, Rulebook, evaluate
from aid_rules.problems import Span, codes, render
from aid_rules.problems.words.evaluation import EVALUATION
from aid_rules.problems.words.rulebook import RULEBOOK
from tests.golden import same_as_kept

HERE = Path(__file__).parent
GOOD, BAD = HERE / "good", HERE / "bad"
FOLDERS = sorted(path for path in BAD.iterdir() if path.is_dir())


ELSEWHERE = {
    "R101": "only a huge file",
    "R160": "only a directory that is not there",
    **dict.fromkeys(("R162", "R163", "R164"), "only a whole directory: see test_directories.py"),
    "R178": "only a table of more inputs than one can write down",
    "R184": "only rules without any programme: see test_directories.py",
    **dict.fromkeys(("R185", "R186"), "only a scenario: see tests/cli/test_checking.py"),
    "R309": "only an evaluation",
    "V104": "only a day far off",
    "V105": "only a day before all rules",
    "V107": "only a day after all have died",
    "V108": "only a range of days",
    "V109": "only a rule of persons; the small rulebook has none",
    "V112": "only a programme of persons; the small rulebook has none",
    "R307": "only rules that read each other a thousand deep",
}
"""Codes that no small file can show; test_hostile.py does."""


def said(folder: Path) -> str:
    """Everything that is wrong with the small rulebook once the folder is laid over it."""
    over = [folder] if any(folder.rglob("*.yaml")) else []
    rulebook = Rulebook.load(GOOD, *over, shipped_rules=False)
    if (folder / "case.json").exists():
        case = Household.model_validate_json((folder / "case.json").read_bytes())
        with pytest.raises(CaseError) as refused:
            evaluate(case, on=date(2030, 8, 1), rulebook=rulebook)
        return str(refused.value)
    errors, warnings = rulebook.problems()
    return "\n".join([*map(render, errors), *(f"注意 / warning: {render(problem)}" for problem in warnings)])


def test_the_good_rulebook_is_good() -> None:
    assert Rulebook.load(GOOD, shipped_rules=False).problems() == ([], [])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_message(folder: Path) -> None:
    found = said(folder)
    assert found
    same_as_kept(found, folder.with_suffix(".txt"))


def test_each_message_has_its_folder() -> None:
    assert {path.stem for path in BAD.glob("*.txt")} == {path.name for path in FOLDERS}


def test_each_code_is_shown() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in BAD.glob("*.txt"))
    assert sorted(code for code in (*RULEBOOK, *EVALUATION) if f"{code} " not in shown) == sorted(ELSEWHERE)


def test_each_code_has_words_and_each_word_a_use(checkout: Path) -> None:
    """A code that nothing raises any more goes; one that has no words would fail when it is needed."""
    package = checkout / "src" / "aid_rules"
    sources = [p.read_text(encoding="utf-8") for p in package.rglob("*.py") if p.parent.name != "words"]
    used = {code for text in sources for code in re.findall(r'"([BCLRTV]\d{3})"', text)}
    assert used == set(codes())


@pytest.mark.parametrize(
    "change", [str.upper, lambda text: text.replace("standard", "stanard")], ids=["case", "slip"]
)
def test_a_message_repeats_no_more_than_its_line(change: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "national").mkdir()
    text = (GOOD / "national" / "shore.yaml").read_text(encoding="utf-8")
    (tmp_path / "national" / "shore.yaml").write_text(change(text), encoding="utf-8")
    errors, _ = Rulebook.load(GOOD, tmp_path, shipped_rules=False).problems()
    assert errors
    assert all(len(render(problem).splitlines()) <= 7 for problem in errors)


TIER = """\
region: "{code}"
name: {{zh: 湖滨县, en: Lakeside}}
documents:
  notice: {{title: 湖滨县标准通知, from: 2028-01-01}}
set:
  - parameter: shore.standard
    when: {{residence: {residence}}}
    values: [{{value: {value} yuan/month, from: 2028-01-01, basis: notice 一}}]
"""


def tiers(root: Path, **files: str) -> str:
    """What is wrong once these regions' files lie over the small rulebook."""
    (root / "regions").mkdir(exist_ok=True)
    for name, text in files.items():
        (root / "regions" / f"{name}.yaml").write_text(text, encoding="utf-8")
    errors, _ = Rulebook.load(GOOD, root, shipped_rules=False).problems("990101")
    return "\n".join(map(render, errors))


def test_of_two_tiers_out_of_order_the_more_local_one_is_to_be_mended(tmp_path: Path) -> None:
    wide = TIER.format(code="990000", residence="urban", value="680")
    said = tiers(tmp_path, **{
        "990000": wide, "990101-lakeside": TIER.format(code="990101", residence="rural", value="700")
    })  # fmt: skip
    assert said.startswith("regions/990101-lakeside.yaml:8:14  R157 ")
    assert "与它相对的一档见 990000 自 2028-01-01" in said
    assert said.endswith(" 另一值 / the other：regions/990000.yaml:8")


def test_two_tiers_of_one_value_are_told_of_once(tmp_path: Path) -> None:
    text = TIER.format(code="990101", residence="[urban, rural]", value="700")
    said = tiers(tmp_path, **{"990101-lakeside": text})
    assert said.startswith("regions/990101-lakeside.yaml:8:14  R157 ")
    assert "the other：" not in said


def test_one_region_is_told_nothing_of_others(tmp_path: Path) -> None:
    """Of Hillside neither a broken history nor a file that cannot be read; of what contains Lakeside, all."""
    broken = TIER.format(code="990102", residence="rural", value="500").replace(
        "basis: notice 一}]",
        "until: 2028-06-01, basis: notice 一}, {value: 510 yuan/month, from: 2029-01-01, basis: notice 一}]",
    )
    for code, own in (("990102", False), ("990000", True)):
        (tmp_path / code / "regions").mkdir(parents=True)
        (tmp_path / code / "regions" / f"{code}.yaml").write_text(broken.replace("990102", code))
        rules = Rulebook.load(GOOD, tmp_path / code, shipped_rules=False)
        of_one, of_all = (
            bool([p for p in rules.problems(r)[1] if p.code == "R308"]) for r in ("990101", None)
        )
        assert (of_one, of_all) == (own, True)
    (tmp_path / "990102" / "regions" / "990102.yaml").write_text("- no region\n")
    rules = Rulebook.load(GOOD, tmp_path / "990102", shipped_rules=False)
    assert rules.problems("990101") == ([], [])
    assert rules.problems()[0]


def test_a_region_that_cannot_be_read_hides_nothing_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "regions").mkdir()
    broken = TIER.format(code="990102", residence="rural", value="510").replace(
        "shore.standard", "shore.stanard"
    )
    (tmp_path / "regions" / "990102.yaml").write_text(broken, encoding="utf-8")
    (tmp_path / "regions" / "990000.yaml").write_text("- no region\n", encoding="utf-8")
    alone, _ = Rulebook.load(GOOD, tmp_path, shipped_rules=False).problems()
    assert {problem.at.file for problem in alone if isinstance(problem.at, Span)} == {"regions/990000.yaml"}
    (tmp_path / "regions" / "990000.yaml").unlink()
    (tmp_path / "regions" / "980000.yaml").write_text("- no region\n", encoding="utf-8")
    both, _ = Rulebook.load(GOOD, tmp_path, shipped_rules=False).problems()
    assert {problem.at.file for problem in both if isinstance(problem.at, Span)} >= {
        "regions/980000.yaml",
        "regions/990102.yaml",
    }

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
from aid_rules.problems import codes, render
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

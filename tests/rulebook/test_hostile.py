"""Is every hostile rule file refused as a RuleError, soon, and with nothing of it ever run?"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from aid_rules import Rulebook, RuleError
from aid_rules.problems import Source
from aid_rules.rulebook.read_tree import LARGEST, read_tree

GOOD = Path(__file__).parent / "good"
SOON = 3.0
"""Seconds that refusing a file of the largest size may take on a slow machine."""

BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
TEXTS = {
    "billion laughs": (BOMB, "R104"),
    "alias to itself": ("a: &a [*a]\n", "R104"),
    "anchor on a mapping": ("a: &a {b: c}\n", "R104"),
    "merge key": ("a: {b: c}\n<<: *a\n", "R104"),
    "python object": ("a: !!python/object/apply:os.system [echo]\n", "R104"),
    "own tag": ("a: !shell rm\n", "R104"),
    "tag on a key": ("!!str a: b\n", "R104"),
    "same key twice": ("a: 1\na: 2\n", "R108"),
    "same key written otherwise": ("a: 1\n'a': 2\n", "R108"),
    "list as key": ("? [a]\n: b\n", "R107"),
    "mapping as key": ("{{a: b}: c}\n", "R107"),
    "sequences within sequences": ("a: " + "[" * 100_000, "R105"),
    "mappings within mappings": ("{a: " * 50_000, "R105"),
    "blocks within blocks": ("".join(f"{' ' * i}a:\n" for i in range(1500)), "R105"),
    "dashes within dashes": ("- " * 100_000, "R105"),
    "two documents": ("a: b\n---\nc: d\n", "R106"),
    "nothing": ("", "R103"),
    "only a comment": ("# nothing\n", "R103"),
    "one word": ("word\n", "R103"),
    "NUL": ("a: \0\n", "R102"),
    "bell": ("a: \a\n", "R102"),
    "tab as indentation": ("a:\n\tb: c\n", "R102"),
    "bracket left open": ("a: [b\n", "R102"),
    "quote left open": ("a: 'b\n", "R102"),
    "half a surrogate": ('a: "\\ud800"\n', "R102"),
    "unknown directive": ("%YAML 9.9\n---\na: b\n", "R102"),
    "a long line": ("a: " + "x" * LARGEST, "R101"),
    "many lines": ("a:\n" + "- x\n" * (LARGEST // 4), "R101"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_refused(name: str) -> None:
    text, code = TEXTS[name]
    begun = time.perf_counter()
    with pytest.raises(RuleError) as caught:
        read_tree(Source("hostile.yaml", text))
    assert [problem.code for problem in caught.value.problems] == [code]
    assert len(str(caught.value)) < 2000
    assert time.perf_counter() - begun < SOON


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_endings_do_not_matter(ending: str) -> None:
    tree = read_tree(Source("x.yaml", f"a: 1{ending}b: 2{ending}"))
    assert [(key, at.line) for key, at in tree.keys.items()] == [("a", 1), ("b", 2)]


def test_scalars_stay_text() -> None:
    tree = read_tree(Source("x.yaml", "a: no\nb: 1e3\nc: 2026-07-01\nd: ~\ne: 0o17\nf: 1_000\ng: .inf\n"))
    assert [tree.entries[key].value for key in "abcdefg"] == [
        "no",
        "1e3",
        "2026-07-01",
        "~",
        "0o17",
        "1_000",
        ".inf",
    ]  # type: ignore[union-attr]


def laid_over(tmp_path: Path, change: tuple[str, str]) -> Rulebook:
    text = (GOOD / "national" / "shore.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "shore.yaml").write_text(text.replace(*change), encoding="utf-8")
    return Rulebook.load(GOOD, tmp_path, shipped_rules=False)


RULE = "  - {{name: r{0}, title: {{zh: 甲, en: A}}, value: {1}, basis: lakeside1 §3}}\n"


def test_rules_that_read_each_other_a_thousand_deep(tmp_path: Path) -> None:
    rules = "".join(RULE.format(i, f"r{i + 1} + 1") for i in range(1000)) + RULE.format(1000, "1")
    rulebook = laid_over(tmp_path, ("rules:\n", f"rules:\n{rules}"))
    with pytest.raises(RuleError, match="R307"):
        rulebook.resolve("990101", date(2030, 8, 1))


def test_choices_within_choices_are_bounded_soon(tmp_path: Path) -> None:
    """Each test asks about the choice before it: looking twice at every level would take hours."""
    choice = "size"
    for _ in range(17):
        choice = f"(1 if {choice} > 0 else 2)"
    begun = time.perf_counter()
    rulebook = laid_over(tmp_path, ("if size > 0", f"if size > 0 and {choice} > 0"))
    rulebook.resolve("990101", date(2030, 8, 1))
    assert time.perf_counter() - begun < SOON


def test_a_table_over_every_enum_there_is(tmp_path: Path) -> None:
    inputs = "[relation, marital_status, labour_capacity, settlement, relation, relation, relation, relation]"
    rows = f"[{{when: [{', '.join(['any'] * 8)}], value: 1}}]"
    table = f"{{name: wide, title: {{zh: 宽, en: W}}, per: person, on: {inputs}, rows: {rows}"
    rulebook = laid_over(tmp_path, ("tables:\n", f"tables:\n  - {table}, basis: lakeside1 §5}}\n"))
    begun = time.perf_counter()
    with pytest.raises(RuleError, match="R178"):
        rulebook.resolve("990101", date(2030, 8, 1))
    assert time.perf_counter() - begun < SOON


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("size * 7", "r{0} * r{0}"),
        ("3", "r{0} * r{0}"),
        ("1 / 3", "r{0} * r{0}"),
        ("1 / (size + 1)", "r{0} * r{0}"),
        ("size + 2", "r{0} / (1 / r{0})"),
        ("1 - size", "r{0} * (r{0} * r{0})"),
        ("size + 2", "sum(r{0} for p in members) * r{0}"),
    ],
)
def test_numbers_that_double_their_digits_with_each_rule(tmp_path: Path, first: str, then: str) -> None:
    chain = [first, *(then.format(i) for i in range(60))]
    rules = "".join(RULE.format(i, value) for i, value in enumerate(chain))
    text = (GOOD / "national" / "shore.yaml").read_text(encoding="utf-8")
    text = text.replace("rules:\n", f"rules:\n{rules}").replace("if size > 0", "if size > 0 and r60 > 0")
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "shore.yaml").write_text(text, encoding="utf-8")
    begun = time.perf_counter()
    with pytest.raises(RuleError, match="R315") as caught:
        Rulebook.load(GOOD, tmp_path, shipped_rules=False).resolve("990101", date(2030, 8, 1))
    assert len(str(caught.value)) < 2000
    assert time.perf_counter() - begun < SOON


@pytest.mark.parametrize("given", ["default: 1 yuan, ", ""])
def test_a_parameter_of_a_million_cells(tmp_path: Path, given: str) -> None:
    keys = ", ".join(f"k{i}: [a, b, c, d]" for i in range(10))
    wide = f"  - {{name: wide, title: {{zh: 宽, en: W}}, type: yuan, by: {{{keys}}}, {given}basis: lakeside1 §5}}\n"
    rulebook = laid_over(tmp_path, ("rules:\n", f"{wide}rules:\n"))
    begun = time.perf_counter()
    with pytest.raises(RuleError, match="R313"):
        rulebook.resolve("990101", date(2030, 8, 1))
    assert time.perf_counter() - begun < SOON


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="R160"):
        Rulebook.load(tmp_path / "nowhere")


def test_a_directory_without_national_files(tmp_path: Path) -> None:
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions" / "990101.yaml").touch()
    with pytest.raises(RuleError, match=r"R160.*national"):
        _ = Rulebook.load(tmp_path, shipped_rules=False).library.national


def test_a_file_too_large_to_read(tmp_path: Path) -> None:
    (tmp_path / "national").mkdir()
    with (tmp_path / "national" / "huge.yaml").open("wb") as file:
        file.truncate(2**40)  # a hole: takes no room on the disk
    with pytest.raises(RuleError, match="R101"):
        _ = Rulebook.load(tmp_path, shipped_rules=False).library.national


def test_a_directory_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "national" / "shore.yaml").mkdir(parents=True)
    with pytest.raises(RuleError, match="R102"):
        _ = Rulebook.load(tmp_path, shipped_rules=False).library.national

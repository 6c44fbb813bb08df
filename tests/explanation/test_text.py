"""Does the explanation of a decision read as somebody once read it and found it good?"""

from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from aid_rules import Decision, evaluate, read_case, read_case_dict
from aid_rules.explanation import FULL, SHORT, USUAL, to_html, to_text
from tests.golden import same_as_kept
from tests.laws.families import household

ON = date(2026, 11, 1)
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = ("dibao-urban-three", "dibao-rural-yearly", "missing-incomes", "orphan-with-disabled-grandmother")


def decided(checkout: Path, name: str) -> Decision:
    return evaluate(read_case((checkout / "examples" / f"{name}.json").read_bytes()), on=ON)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_reads_as_it_was_approved(checkout: Path, name: str, lang: str) -> None:
    text = to_text(decided(checkout, name), lang, depth=USUAL)  # type: ignore[arg-type]
    same_as_kept(text, GOLDEN / f"{name}.{lang}.txt")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_can_be_told_at_every_depth(checkout: Path, lang: str) -> None:
    for path in sorted((checkout / "examples").glob("*.json")):
        decision = decided(checkout, path.stem)
        lengths = [len(to_text(decision, lang, depth=depth)) for depth in (SHORT, USUAL, 3, FULL)]  # type: ignore[arg-type]
        assert lengths == sorted(lengths), path.stem


def test_names_never_appear(checkout: Path) -> None:
    for path in sorted((checkout / "examples").glob("*.json")):
        decision = decided(checkout, path.stem)
        names = {person.name for person in decision.case.members if person.name}
        text = to_text(decision, depth=FULL)
        assert not [name for name in names if name in text], path.stem


def test_a_fraction_of_a_fen_is_said_as_a_fraction(checkout: Path) -> None:
    text = to_text(decided(checkout, "dibao-rural-yearly"), "zh", depth=USUAL)
    assert "1300/3 元/月（约 433.33 元/月）" in text
    assert "（5200.00 ÷ 12） × 3 - 750.00 = 550.00 元/月" in text


def test_shares_that_cannot_be_paid_are_parts_of_the_whole(checkout: Path) -> None:
    """550 yuan among three, and 1000 among four."""
    decision = decided(checkout, "dibao-rural-yearly")
    shares = decision.programmes["dibao"].shares
    assert [share.monthly for share in shares] == ["550/3"] * 3
    text = to_text(decision, "zh", programme="dibao")
    assert "分到个人：p1、p2、p3 各占 1/3，每月 550/3 元（约 183.33 元）" in text
    assert "Shares: p1, p2, p3: 1/3 each, 550/3 yuan (about 183.33 yuan) a month" in to_text(decision, "en")


def test_the_place_is_named_by_whoever_decided(checkout: Path) -> None:
    decision = decided(checkout, "dibao-urban-three")
    assert decision.explain().startswith(
        "家庭 dibao-urban-three｜山东省泰安市 370902001｜认定日 2026-11-01\n"
    )
    assert "Tai'an, Shandong 370902001" in decision.explain("en").splitlines()[0]


def test_what_is_not_known_is_asserted_in_neither_language(checkout: Path) -> None:
    text = "\n".join(
        decided(checkout, path.stem).explain("en") for path in sorted((checkout / "examples").glob("*.json"))
    )
    assert "1 piece of information is missing" in text
    assert "1 pieces" not in text
    for line, reason in pairwise(text.splitlines()):
        if line.strip().startswith("? ") and any(sign in reason for sign in "<>≤≥"):
            assert reason.strip().startswith("not known whether ")


def test_one_programme_alone(checkout: Path) -> None:
    text = to_text(decided(checkout, "dibao-urban-three"), "en", programme="dibao")
    assert text.count("■") == 1
    assert "719.00 × 3 - 1200.00 = 957.00 yuan/month" in text


@pytest.mark.parametrize("depth", [SHORT, USUAL, FULL])
def test_one_programme_alone_tells_what_the_rule_files_chose_for_it(checkout: Path, depth: int) -> None:
    decision = decided(checkout, "dibao-urban-three")
    own, all_of_them = decision.programmes["dibao"].warnings, to_text(decision, "zh", depth=depth)
    text = to_text(decision, "zh", depth=depth, programme="dibao")
    assert own
    if depth == SHORT:
        assert f"有 {len(own)} 处文件没有写明" in text
    else:
        assert text[text.index("文件没有写明、由规则文件作出的选择：") :].count("\n  ! ") == len(own)
        assert all(warning in all_of_them for warning in own)
    assert "文件没有写明" not in to_text(decision, "zh", depth=depth, programme="education_aid")


SELF_CARE = ("eating", "dressing", "transferring", "toileting", "walking", "bathing")
DISABLED = {
    "person_id": "p1",
    "birth_date": "1942-03-15",
    "relation": "head",
    "labour_capacity": "none",
    "disability": {"kind": "physical", "grade": 1, "valid_until": "2029-03-31"},
    "obligors": [{"relation": "child", "age": 52, "able": True}],
    "employment": {"status": "out_of_labour_force"},
    "incomes": [],
    "expenses": [],
}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "80.00 元，最早自 2020-12 起发放，其中 2026-11 以前的月份须逐月认定，符合条件的才发"),
        (
            "en",
            "paid from 2020-12 at the earliest: each month before 2026-11 has to be decided, and is paid if eligible",
        ),
    ],
)
def test_no_month_is_promised_that_was_not_looked_at(lang: str, words: str) -> None:
    """Applied for six years ago, entitled today: whether in between as well this day does not tell."""
    since = {**DISABLED, "needs_long_term_care": True, "self_care": dict.fromkeys(SELF_CARE, False)}
    case = read_case_dict(household("451123", [since], residence="rural", application_date="2020-12-05"))
    decision = evaluate(case, on=ON)
    decided = decision.programmes["disability_nursing"]
    assert (decided.outcome, decided.from_month, decided.decided_from) == ("eligible", "2020-12", "2026-11")
    for text in (to_text(decision, lang), unescape(to_html([decision], lang))):
        assert words in text
    assert '"from_month":"2020-12","decided_from":"2026-11"' in decision.model_dump_json()

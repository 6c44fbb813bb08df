"""Does every faulty expression say where, what and what to write instead?

`bad/` holds an expression a fault, and beside it the exact message.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from aid_rules.language import Node, Signatures, check, scope_for
from aid_rules.problems import RuleError, Span
from aid_rules.problems.words.language import LANGUAGE
from aid_rules.rulebook.resolve import place, understood
from tests.golden import same_as_kept
from tests.world import LAKESIDE, world

BAD = Path(__file__).parent / "bad"
FILES = sorted(BAD.glob("*.yaml"))


@cache
def signatures() -> Signatures:
    """Everything that can be read in lakeside."""
    library = world().library
    chain = library.chain(LAKESIDE)
    return understood(library, place(library, chain, date(2030, 8, 1)))[0]


def checked(say: str, per: str = "household", namespace: str = "shore") -> Node:
    line = f"    value: {say}"
    return check(say, Span("shore.yaml", 7, 12, len(say), line), scope_for(namespace, per, signatures()))


def refusal(say: str, per: str = "household") -> str:
    with pytest.raises(RuleError) as caught:
        checked(say, per)
    return str(caught.value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_message(path: Path) -> None:
    written = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    same_as_kept(refusal(written["say"], written.get("per", "household")), path.with_suffix(".txt"))


def test_each_message_has_its_expression() -> None:
    assert {path.stem for path in BAD.glob("*.txt")} == {path.stem for path in FILES}


def test_each_code_is_shown() -> None:
    shown = "".join(path.with_suffix(".txt").read_text(encoding="utf-8") for path in FILES)
    assert [code for code in LANGUAGE if f"{code} " not in shown] == []


@pytest.mark.parametrize(
    ("say", "per", "write"),
    [
        ("amout > 0", "income", "amount"),
        ("any(p.disabilty.grade == 1 for p in members)", "household", "p.disability.grade"),
        ("sum(monthly(i.amout) for i in incomes)", "person", "i.amount"),
        ("lake.sise > 1", "household", "lake.size"),
        ("deposit > 0", "household", "deposits"),
        ("residence == urbann", "household", "urban"),
        ("round_up(deposits, yaun)", "household", "yuan"),
        ("flor(deposits)", "household", "floor"),
        ("count(p for p in member)", "household", "members"),
        ("lake.per_head < standard", "household", "monthly(standard)"),
        ("deposits < 30000", "household", "30000 * yuan"),
        ("lake.per_head >= 300", "household", "300 * yuan / month"),
        ('residence == "urban"', "household", "urban"),
    ],
)
def test_a_suggestion_where_one_is_close_and_would_be_accepted(say: str, per: str, write: str) -> None:
    assert refusal(say, per).endswith(f" 写成 / write: {write}")


@pytest.mark.parametrize(
    ("say", "per"),
    [
        ("colour > 0", "income"),
        ("any(p.colour for p in members)", "household"),
        ("any(p.deposits > 0 for p in members)", "household"),
        ("residence == village", "household"),
        ('residence == "village"', "household"),
        ("amout > 0", "household"),
        ("quantum(deposits)", "household"),
        ("sum(i.amount for i in salaries)", "household"),
        ("deposits < standard", "household"),
        ("p.__class__ == 1", "household"),
    ],
)
def test_no_suggestion_where_none_is(say: str, per: str) -> None:
    assert "写成" not in refusal(say, per)


@pytest.mark.parametrize(
    ("say", "under"),
    [
        ("lake.size > 1 and colour", "colour"),
        ("residence == village", "village"),
        ("lake.size ** 2", "lake.size ** 2"),
        ("'湖滨' == colour", "'湖滨'"),
        ("lake.size > 1 and '湖滨' == residence", "'湖滨'"),
    ],
)
def test_the_pointer_stands_under_what_is_meant(say: str, under: str) -> None:
    line, pointer = (text for text in refusal(say).splitlines() if "│" in text)
    start = line.index(under)
    shown = sum(2 if "\u4e00" <= c <= "\u9fff" else 1 for c in line[:start])
    wide = sum(2 if "\u4e00" <= c <= "\u9fff" else 1 for c in under)
    assert pointer[shown:] == "^" * wide
    assert "^" not in pointer[:shown]

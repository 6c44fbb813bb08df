"""Does a message repeat what helps, and never a name or the number of somebody?"""

from __future__ import annotations

import pytest

from aid_rules.case.showing import key_shown, shown
from tests.case.test_refused import IDENTITY, NAME

NUMBERS = {
    "identity card": IDENTITY,
    "identity card in figures": "370902199001011234",
    "identity card in groups": "370902 19900101 1234",
    "identity card with hyphens": "370902-19900101-123X",
    "of the old form": "370902900101123",
    "mobile": "13812345678",
    "mobile of the country": "8613812345678",
    "mobile with its sign": "+8613812345678",
    "mobile in groups": "138 1234 5678",
    "telephone": "0538-6234567",
    "account": "6222021234567890123",
    "passport": "E123456789",
}


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize("meant", [None, "somebody"])
def test_numbers_of_somebody(number: str, meant: str | None) -> None:
    """Not even where a word is close: then they are masked, all of them."""
    for said in (shown(number, meant), shown(f"x{number}", meant), shown(f"{number}.00", meant)):
        assert sum(c.isdigit() for c in said.partition("/")[0]) <= 3, said
        assert not said.replace('"', "").startswith("+"), said
    assert "X" not in shown(number, "somebody")


@pytest.mark.parametrize("number", [8613812345678, 370902199001011234, 13812345678])
def test_numbers_that_are_no_text(number: int) -> None:
    assert shown(number) == "…"


@pytest.mark.parametrize(
    "name", [NAME, "欧阳小明", "Wang Xiaoming", "WANG", "王二级", "户主王小明", " ", "a b"]
)
def test_what_may_be_a_name_is_counted(name: str) -> None:
    assert shown(name) == f"{len(name)} 个字 / {len(name)} characters"


@pytest.mark.parametrize(
    "text",
    ["cousin", "parent_in_law", "dibao.topup", "p9", "H-7", "二级", "第三档", "1,200.50", "-5", "1200元", "2001-02-29",
     "1980年13月", "20010228", "2026-13", ""],
)  # fmt: skip
def test_what_helps_is_repeated(text: str) -> None:
    assert shown(text) == f'"{text}"'


def test_a_slip_of_an_allowed_word_is_repeated() -> None:
    assert shown("户 主", "户主") == '"户 主"'
    assert shown("Spouse", "spouse") == '"Spouse"'
    assert shown("Spouse") != '"Spouse"'


def test_keys_are_names_of_fields() -> None:
    assert key_shown("birthDate") == '"birthDate"'
    assert key_shown(NAME) == "3 个字 / 3 characters"
    assert key_shown(f"id_{IDENTITY}") == '"id_…"'

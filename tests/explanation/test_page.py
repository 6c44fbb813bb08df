"""Is the page whole, safe, and always the same?"""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aid_rules import Decision, evaluate, read_case, read_case_dict
from aid_rules.explanation import to_html

ON = date(2026, 11, 1)
VOID = {"meta", "br"}
HOSTILE = "\"><script>alert(1)</script>&'"


class Nesting(HTMLParser):
    """Refuses a tag that is closed but not open, and remembers what is left open and what is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [str(value) for name, value in attrs if name in ("src", "href") and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag


def parsed(page: str) -> Nesting:
    parser = Nesting()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


def decisions(checkout: Path) -> list[Decision]:
    paths = sorted((checkout / "examples").glob("*.json"))
    return [evaluate(read_case(path.read_bytes()), on=ON) for path in paths]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_is_well_formed_and_loads_nothing(checkout: Path, lang: str) -> None:
    page = to_html(decisions(checkout), lang)  # type: ignore[arg-type]
    found = parsed(page)
    assert all(link.startswith("#h") for link in found.loads)
    assert not re.search(r"https?://|url\(|@import", page)
    assert not found.tags & {"script", "link", "img", "iframe", "object"}


def test_has_every_household_once_in_the_table_and_once_in_full(checkout: Path) -> None:
    page = to_html(decisions(checkout))
    for decision in decisions(checkout):
        assert page.count(f">{decision.case.household_id}</a>") == 1
        assert page.count(f"<h2>家庭 {decision.case.household_id}｜") == 1


def test_same_bytes_again(checkout: Path) -> None:
    assert to_html(decisions(checkout)) == to_html(decisions(checkout))


def test_nothing_of_a_case_becomes_markup(checkout: Path) -> None:
    case = json.loads((checkout / "examples" / "dibao-urban-three.json").read_bytes())
    case["household_id"] = HOSTILE
    case["findings"]["dibao.property_within_limits"] |= {"by": HOSTILE, "reason": HOSTILE}
    for number, person in enumerate(case["members"]):
        person["person_id"] = f"{HOSTILE}{number}"
    page = to_html([evaluate(read_case_dict(case), on=ON)], regions={"370902001": HOSTILE})
    assert "script" not in parsed(page).tags
    assert "<script" not in page


def test_a_page_without_households() -> None:
    parsed(to_html([]))

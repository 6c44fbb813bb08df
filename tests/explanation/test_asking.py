"""What is to be found out stands first, once for all programmes, what most of them wait for foremost."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules import Decision, evaluate, read_case, read_case_dict
from aid_rules.explanation import to_html, to_text
from aid_rules.explanation.text import MOST_ASKED, MOST_NAMED, runs
from aid_rules.problems import in_language
from aid_rules.scalar import UNTRIED

EXAMPLE = Path(__file__).parents[2] / "examples" / "missing-incomes.json"
ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def decision() -> Decision:
    return evaluate(read_case(EXAMPLE.read_text(encoding="utf-8")), on=ON)


def listed(text: str) -> list[str]:
    """The lines of the list at the top."""
    top = text.split("\n\n")[1].splitlines()
    assert top[0].startswith("接下来要弄清")
    return top[1:]


def asked(decision: Decision) -> set[str]:
    """What is missing, the cells of a local number in one."""
    missing = [m for programme in decision.programmes.values() for m in programme.missing]
    return {m.fact.partition("[")[0] if m.kind == "parameter" else m.fact for m in missing}


def test_all_that_is_missing_is_listed_once(decision: Decision) -> None:
    facts = asked(decision)
    lines = listed(decision.explain())
    assert len(lines) == len(facts)
    assert [line.split(".")[0].strip() for line in lines] == [str(n) for n in range(1, len(facts) + 1)]


def test_what_most_programmes_wait_for_comes_first_and_local_numbers_last(decision: Decision) -> None:
    waiting: dict[str, list[Any]] = {}
    for programme in decision.programmes.values():
        for each in programme.missing:
            waiting.setdefault(each.fact, []).append(each)
    lines = listed(decision.explain())
    assert "p1 的第 1 项收入：收入金额" in lines[0]
    assert f"等 {max(map(len, waiting.values()))} 项" in lines[0]
    local = ["当地标准尚未录入" in line for line in lines]
    assert local == sorted(local)
    assert any(local)


def test_a_programme_names_what_it_waits_for_by_the_numbers_of_the_list(decision: Decision) -> None:
    text = decision.explain()
    assert "→ 接下来要弄清：1. p1 的第 1 项收入：收入金额；2. p2：个人收入" in text
    numbers = {line.split(".")[0].strip(): line for line in listed(text)}
    for number, what in re.findall(r"(?:：|；)(\d+)\. ([^；\n]+)", text):
        assert what in numbers[number]


def test_one_programme_alone_says_all_itself(decision: Decision) -> None:
    text = to_text(decision, programme="dibao")
    assert "p2：个人收入：由申请人提供（《最低生活保障审核确认办法》" in text
    assert "涉及" not in text


def test_a_page_lists_it_too(decision: Decision) -> None:
    page = to_html([decision])
    assert page.count("<ol>") == 1
    assert page.index("<ol>") < page.index('<div class="programme')
    assert page.count("p2：个人收入：由申请人提供") == 1


def test_a_long_list_is_cut_and_says_by_how_much() -> None:
    members = [{"person_id": "h", "birth_date": None, "relation": "head"}]
    members += [{"person_id": f"p{i}", "birth_date": None, "relation": None} for i in range(2)]
    case = {"household_id": "h", "region": "370902", "residence": None, "members": members}
    decision = evaluate(read_case_dict(case), on=ON)
    text = decision.explain()
    facts = asked(decision)
    assert len(facts) > MOST_ASKED
    lines = listed(text)
    assert f"另有 {len(facts) - MOST_ASKED} 项" in lines[MOST_ASKED]
    assert in_language(UNTRIED, "zh") in lines[-1]
    assert "too much is unknown" not in text
    assert "too much is unknown" in decision.explain(lang="en")
    many = [
        line for line in text.splitlines() if "→ 接下来要弄清：" in line and line.count(". ") > MOST_NAMED
    ]
    assert many == []
    assert "→ 接下来要弄清：上列第 " in text
    assert len(listed(to_text(decision, depth=9))) == len(facts) + 1


def test_the_cells_of_a_local_number_are_asked_for_in_one() -> None:
    """By those who must set it; the record names each of them."""
    case = json.loads((EXAMPLE.parent / "dibao-rural-yearly.json").read_text(encoding="utf-8"))
    decided = evaluate(read_case_dict(case), on=ON)
    missing = decided.programmes["elderly_service"].missing
    cells = [m.title.zh for m in missing if m.fact.startswith("elderly_service.nursing_amount[")]
    assert len(cells) == 3
    line = next(line for line in listed(decided.explain()) if "老年人护理补贴标准" in line)
    assert "老年人护理补贴标准（低保对象）（轻度失能；中度失能；重度失能）：当地标准尚未录入" in line
    assert "老年人护理补贴标准（低保对象）（轻度失能；中度失能等 3 档）" in decided.explain()
    assert "还缺 3 项信息" in decided.explain()
    assert " … 3 in all)" in decided.explain(lang="en")


def test_numbers_that_follow_one_another_are_told_as_a_run() -> None:
    assert runs([1, 2, 3, 5, 7, 8, 10, 11, 12, 13]) == ["1–3", "5", "7", "8", "10–13"]
    assert runs([]) == []


def test_findings_of_the_same_title_are_told_apart() -> None:
    """Property for dibao, for an edge family, for one with unavoidable costs."""
    deposit = [{"kind": "deposit", "value": "8000.00"}]
    member = {
        "person_id": "h",
        "birth_date": "1976-05-02",
        "relation": "head",
        "incomes": [],
        "obligors": [],
        "parents": [],
    }
    case = {"household_id": "h", "region": "370983", "residence": "rural", "members": [member], "incomes": [],
            "assets": deposit, "expenses": []}  # fmt: skip
    lines = listed(evaluate(read_case_dict(case), on=ON).explain())
    found = [line.split(". ", 1)[1].split("：", 1)[0] for line in lines if "家庭财产状况符合当地规定" in line]
    assert "家庭财产状况符合当地规定（最低生活保障）" in found
    assert len(found) == len(set(found)) > 1


def test_the_half_of_a_language() -> None:
    assert in_language("中文 / English", "zh") == "中文"
    assert in_language("中文 / English", "en") == "English"
    assert in_language("公积金 / 社保", "en") == "公积金 / 社保"
    assert in_language("plain", "zh") == "plain"

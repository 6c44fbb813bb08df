"""Is a household refused to which some rule would pay more than anybody is paid, and does no sum ever wrap around?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from aid_rules.batch import Reevaluation, reevaluate
from aid_rules.batch.chunk.tally import summed
from aid_rules.case import Household, read_case_dict
from aid_rules.columnar import Columnar, from_cases
from aid_rules.engine import Engine
from aid_rules.money import LARGEST
from aid_rules.problems import RuleError
from aid_rules.rulebook import Rulebook
from tests.columnar import outcomes
from tests.world import household, person

BEFORE, AFTER = date(2021, 1, 1), date(2021, 2, 1)
DOCUMENTS = "documents: {d: {title: 办法, from: 2020-01-01}}\n"
PROGRAMME = f"""programme: p
title: {{zh: 项目, en: P}}
unit: UNIT
{DOCUMENTS}parameters:
  - {{name: s, title: {{zh: 标准, en: S}}, type: yuan/month, default: 9999999999 yuan/month, basis: d §1}}
  - {{name: q, title: {{zh: 倍数, en: Q}}, type: ratio, default: RATIO, basis: d §1}}
criteria:
  - {{name: c, test: s > 0, basis: d §1}}
amount: {{value: "VALUE", per: month, unit: ROW, basis: d §1}}
"""
REGION = f"region: '990101'\nname: {{zh: 湖滨县, en: Lakeside}}\n{DOCUMENTS}"


def rulebook(
    folder: Path, value: str, unit: str = "household", row: str = "", ratio: str = "999999"
) -> Rulebook:
    text = PROGRAMME
    for word, told in (("UNIT", unit), ("ROW", row or unit), ("VALUE", value), ("RATIO", ratio)):
        text = text.replace(word, told)
    for name, written in (("national/p.yaml", text), ("regions/990101.yaml", REGION)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(written, encoding="utf-8")
    return Rulebook.load(folder, shipped_rules=False)


def family(size: int) -> Household:
    rest = [person(person_id=f"p{i}", relation="other") for i in range(2, size + 1)]
    return read_case_dict(household(person(), *rest, household_id=f"h{size}", region="990101"))


def run(rules: Rulebook, cases: list[Household]) -> Reevaluation:
    return reevaluate(from_cases(cases), before=(rules, BEFORE), after=(rules, AFTER))


def refused_by_the_evaluator(rules: Rulebook, case: Household) -> bool:
    try:
        _ = Engine(rules).evaluate(case, AFTER).programmes
    except RuleError as error:
        return [problem.code for problem in error.problems] == ["R309"]
    return False


FAMILIES = [family(size) for size in (1, 2, 10, 20)]


@pytest.mark.parametrize(
    ("value", "unit", "row", "ratio", "refused"),
    [
        ("round_up(s * q * count(m for m in members), fen)", "household", "household", "999999", [1, 2, 10, 20]),
        ("round_up(s * q * count(m for m in members), fen)", "household", "household", "1/10", [20]),
        ("round_up(s * q * q * q * q * q, fen)", "household", "household", "999999", [1, 2, 10, 20]),
        ("s", "household", "household", "1", []),
        ("s", "household", "person", "1", [2, 10, 20]),
        ("s", "person", "person", "1", [2, 10, 20]),
        ("round_up(s * q, fen)", "person", "person", "1/10", [20]),
        ("round_up(s * q * q * q, fen)", "person", "person", "999999", [1, 2, 10, 20]),
        ("s * 0 if s > 1 * yuan / month else round_up(s * q * q * q, fen)", "household", "household", "999999", []),
    ],
)  # fmt: skip
def test_columns_and_the_evaluator_refuse_alike(
    tmp_path: Path, value: str, unit: str, row: str, ratio: str, refused: list[int]
) -> None:
    rules = rulebook(tmp_path, value, unit, row, ratio)
    found = run(rules, FAMILIES)
    rejects = {line["household_id"]: line["code"] for line in found.rejects.to_pylist()}
    assert rejects == dict.fromkeys((f"h{size}" for size in refused), "R309")
    assert found.decisions["household_id"].to_pylist() == [
        case.household_id for case in FAMILIES if case.household_id not in rejects
    ]
    assert [refused_by_the_evaluator(rules, case) for case in FAMILIES] == [
        len(case.members) in refused for case in FAMILIES
    ]
    evaluator = Engine(rules).evaluate(FAMILIES[0], AFTER)._evaluator
    columns = Columnar(lambda region: rules.resolve(region, AFTER), AFTER)(from_cases(FAMILIES))
    expected = [outcomes.by_slots(evaluator, case, AFTER) for case in FAMILIES]
    assert list(outcomes.differences(columns.decisions, expected)) == []
    Columnar(lambda region: rules.resolve(region, AFTER), AFTER).trace(from_cases(FAMILIES))


def test_the_message_says_how_much_may_be_paid(tmp_path: Path) -> None:
    found = run(rulebook(tmp_path, "round_up(s * q, fen)"), FAMILIES[:1])
    (line,) = found.rejects.to_pylist()
    assert "999998999900000100" in line["message"]
    assert "一百亿元" in line["message"]
    assert LARGEST == 10**10 * 100


@pytest.mark.parametrize("each", [1, -1, LARGEST, -LARGEST, 2**62])
def test_sums_never_wrap_around(each: int) -> None:
    column, starts = np.full(40, each, dtype=np.int64), np.array([0, 10, 11])
    assert summed(column, starts).tolist() == [10 * each, each, 29 * each]
    assert summed(column[:0], starts[:0]).tolist() == []

"""What trying out settles: does all that is told of it agree, and is one question asked once?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from aid_rules import Decision, Rulebook, evaluate, read_case_dict
from tests.world import RULES, household, person

ON = date(2030, 8, 1)
EITHER_WAY = """
programme: tide
title: {zh: 潮汐津贴, en: Tide}
unit: household
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
parameters:
  - {name: first_month, title: {zh: 起发月, en: Month}, type: [entitlement_month], default: entitlement_month, basis: lakeside2 §80}
rules:
  - {name: cared, title: {zh: 有人需照护, en: Care}, value: any(p.needs_long_term_care for p in members), basis: lakeside2 §80}
  - {name: two, title: {zh: 两期, en: Two}, value: (1 if cared else 2) + (2 if cared else 1), basis: lakeside2 §80}
  - {name: since, title: {zh: 起, en: Since}, value: "add_months(application_date, two)", basis: lakeside2 §80}
criteria:
  - {name: somebody, title: {zh: 有人, en: Somebody}, test: count(p for p in members) > 0, basis: lakeside2 §80}
amount: {value: 10 * yuan / month * two, per: month, shares: lake.counted, basis: lakeside2 §81}
effective: {rule: first_month, entitled: since, basis: lakeside2 §82}
"""
APPLIED = """
programme: tide
title: {zh: 潮汐津贴, en: Tide}
unit: person
documents: {lakeside2: {title: 湖滨救助条例, from: 2030-01-01}}
parameters:
  - {name: first_month, title: {zh: 起发月, en: Month}, type: [application_month], default: application_month, basis: lakeside2 §80}
criteria:
  - {name: adult, title: {zh: 成年, en: Adult}, test: age >= 18, basis: lakeside2 §80}
amount: {value: 10 * yuan / month, per: month, basis: lakeside2 §81}
effective: {rule: first_month, basis: lakeside2 §82}
"""


def decided(root: Path, text: str, *members: dict[str, Any], **facts: Any) -> Decision:
    (root / "national").mkdir(exist_ok=True)
    (root / "national" / "tide.yaml").write_text(text, encoding="utf-8")
    rulebook = Rulebook.load(RULES, root, shipped_rules=False)
    assert rulebook.problems() == ([], [])
    return evaluate(read_case_dict(household(*members, **facts)), on=ON, rulebook=rulebook)


def test_amount_shares_and_first_month_agree(tmp_path: Path) -> None:
    """Three parts whichever it is: as with the fact known, but for the trace."""
    known, unknown = (
        decided(tmp_path, EITHER_WAY, person(needs_long_term_care=care)).programmes["tide"]
        for care in (True, None)
    )
    assert str(known.monthly) == "30.00"
    assert (known.from_month, len(known.shares)) == ("2030-10", 1)
    assert unknown == known


def test_the_first_month_of_all_is_tried_out_once(tmp_path: Path) -> None:
    def spent(count: int) -> int:
        members = [person(number) for number in range(count)]
        found = decided(tmp_path, APPLIED, *members, application_date=None)
        before = found.view.budget.left
        tide = found.programmes["tide"]
        assert [missing.fact for missing in tide.missing] == ["application_date"]
        return before - found.view.budget.left

    assert spent(5) == spent(1)

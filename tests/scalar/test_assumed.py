"""An assumption is told only where another choice could have led elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules import Rulebook, evaluate, read_case_dict

RULES = """
programme: pond
title: {zh: 池塘补助, en: Pond allowance}
unit: household
documents:
  act: {title: 池塘办法, number: 池政〔2020〕1号, from: 2020-01-01}
applies: {value: size > 0, basis: act §1}
parameters:
  - {name: standard, type: yuan/month, default: 700 yuan/month, basis: act §2}
  - {name: sign, type: comparison, default: <, assumed: 办法没有写相等时如何, basis: act §3}
  - {name: cents, type: rounding, default: {direction: up, to: yuan}, assumed: 办法没有写取整, basis: act §4}
  - {name: cars_allowed, type: boolean, default: false, assumed: 办法没有写机动车, basis: act §5}
rules:
  - {name: size, title: {zh: 人数, en: Size}, value: count(p for p in members), basis: act §6}
  - name: counts
    title: {zh: 计入收入, en: Counts}
    per: income
    cases:
      - {when: kind == scholarship, value: False, basis: act §7, assumed: 办法没有写奖学金}
      - {otherwise: True, basis: act §7}
  - name: income
    title: {zh: 收入, en: Income}
    value: sum(monthly(i.amount) for i in incomes if i.counts)
    unit: yuan/month
    basis: act §8
  - {name: cars, title: {zh: 车, en: Cars}, value: count(a for a in assets if a.kind == vehicle), basis: act §5}
  - name: car_forbidden
    title: {zh: 不准有车, en: No car}
    value: cars > 0 and not cars_allowed
    basis: act §5
  - name: far
    title: {zh: 离得远, en: Far away}
    value: residence == rural
    basis: act §9
    assumed: 办法只写偏远；按农村
criteria:
  - {name: poor, title: {zh: 收入低, en: Poor}, test: 'compare(income, sign, standard)', basis: act §3}
  - {name: no_car, title: {zh: 无车, en: No car}, test: not car_forbidden, basis: act §5}
exclusions:
  - {name: many_and_far, title: {zh: 人多而偏远, en: Many and far}, test: size > 3 and far, basis: act §9}
amount: {value: 'round_by(standard - income, cents)', per: month, basis: act §4}
"""
SIGN, CENTS, CARS, GRANT, FAR = "相等时", "取整", "机动车", "奖学金", "偏远"


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    home = tmp_path_factory.mktemp("rules")
    (home / "national").mkdir()
    (home / "national" / "pond.yaml").write_text(RULES, encoding="utf-8")
    (home / "regions").mkdir()
    (home / "regions" / "990000-pond.yaml").write_text(
        'region: "990000"\nname: {zh: 池塘省, en: Pond}\n', encoding="utf-8"
    )
    return Rulebook.load(home, shipped_rules=False)


def told(rulebook: Rulebook, *incomes: tuple[str, str], people: int = 1, **more: Any) -> set[str]:
    """Which of the assumptions the decision warns of."""
    members = [
        {"person_id": f"p{i}", "birth_date": "1980-01-01", "relation": "head" if i == 0 else "other"}
        for i in range(people)
    ]
    found = [{"kind": kind, "amount": amount, "period": "month"} for kind, amount in incomes]
    case = {
        "household_id": "h", "region": "990000", "residence": "urban", "members": members, "incomes": found,
        "assets": [], **more,
    }  # fmt: skip
    decision = evaluate(read_case_dict(case), on=date(2026, 1, 1), rulebook=rulebook)
    text = "".join(decision.programmes["pond"].warnings)
    return {each for each in (SIGN, CENTS, CARS, GRANT, FAR) if each in text}


CAR = [{"kind": "vehicle", "value": "30000.00"}]


def test_a_sign_matters_where_both_sides_are_equal(rulebook: Rulebook) -> None:
    assert told(rulebook, ("wage", "700.00")) == {SIGN}
    assert SIGN not in told(rulebook, ("wage", "699.99"))
    assert SIGN not in told(rulebook, ("wage", "700.01"))


def test_a_rounding_matters_where_it_rounds(rulebook: Rulebook) -> None:
    assert told(rulebook, ("wage", "300.50")) == {CENTS}
    assert told(rulebook, ("wage", "299.99")) == {CENTS}
    assert told(rulebook, ("wage", "300.00")) == set()


def test_a_choice_matters_to_those_whom_it_concerns(rulebook: Rulebook) -> None:
    assert told(rulebook, ("wage", "300.00"), assets=CAR) == {CARS}
    assert told(rulebook, ("wage", "300.00")) == set()


def test_a_case_brings_its_own_assumption(rulebook: Rulebook) -> None:
    assert told(rulebook, ("wage", "300.00"), ("scholarship", "50.00")) == {GRANT}


def test_what_fails_for_another_reason_needs_no_assumption(rulebook: Rulebook) -> None:
    assert FAR not in told(rulebook, people=2)
    assert FAR in told(rulebook, people=4)
    assert FAR in told(rulebook, people=4, residence="rural")


def test_a_sign_may_matter_to_what_is_not_known(rulebook: Rulebook) -> None:
    assert SIGN in told(rulebook, incomes=None)


def test_an_assumption_of_a_case_is_part_of_the_meaning(rulebook: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "national").mkdir()
    other = RULES.replace("办法没有写奖学金", "办法另有说法")
    (tmp_path / "national" / "pond.yaml").write_text(other, encoding="utf-8")
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions" / "990000-pond.yaml").write_text(
        'region: "990000"\nname: {zh: 池塘省, en: Pond}\n', encoding="utf-8"
    )
    changed = Rulebook.load(tmp_path, shipped_rules=False)
    on = date(2026, 1, 1)
    assert changed.resolve("990000", on).digest != rulebook.resolve("990000", on).digest


def changed(tmp_path: Path, *pairs: tuple[str, str]) -> Rulebook:
    """The same rules with some of their text put otherwise."""
    text = RULES
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "national").mkdir(parents=True)
    (tmp_path / "national" / "pond.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "regions").mkdir()
    region = 'region: "990000"\nname: {zh: 池塘省, en: Pond}\n'
    (tmp_path / "regions" / "990000-pond.yaml").write_text(region, encoding="utf-8")
    return Rulebook.load(tmp_path, shipped_rules=False)


def test_a_rounding_to_ten_yuan_that_changed_whole_yuan_is_told(tmp_path: Path) -> None:
    rules = changed(tmp_path, ("{direction: up, to: yuan}", "{direction: up, to: ten_yuan}"))
    assert CENTS in told(rules, ("wage", "599"))  # 101 becomes 110
    assert CENTS not in told(rules, ("wage", "600"))


def test_a_list_that_is_not_known_stands_within_an_expression(tmp_path: Path) -> None:
    """Where a sign is assumed, the rule is read as it was written, its sum not taken out of it."""
    poor = "'compare(sum(monthly(i.amount) for i in incomes) * 2, sign, standard)'"
    rules = changed(tmp_path, ("'compare(income, sign, standard)'", poor))
    members = [{"person_id": "p0", "birth_date": "1980-01-01", "relation": "head"}]
    silent = {"household_id": "h", "region": "990000", "residence": "urban", "members": members}
    decision = evaluate(read_case_dict(silent), on=date(2026, 1, 1), rulebook=rules)
    assert decision.programmes["pond"].outcome == "undetermined"
    assert [missing.fact for missing in decision.programmes["pond"].missing] == ["assets", "incomes"]


def test_what_decides_whether_an_assumption_is_told_is_in_the_digest(tmp_path: Path) -> None:
    """Worked in, the setting leaves the same condition; whether it made a difference does not."""
    forms = ("(cars_allowed or size > 9) or not cars > 0", "(cars_allowed or size > 3) or not cars > 0")
    plans = [
        changed(tmp_path / str(n), ("test: not car_forbidden", f"test: '{form}'"), ("default: false", "default: true"))
        for n, form in enumerate(forms)
    ]  # fmt: skip
    digests = {rules.resolve("990000", date(2026, 1, 1)).digest for rules in plans}
    assert len(digests) == 2

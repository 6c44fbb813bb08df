"""Does a scenario also compare the values of rules, a person's too, and say where they differ?"""

from dataclasses import replace
from functools import cache

from aid_rules import Rulebook
from aid_rules.engine import Scenario, Scenarios, read_scenario
from aid_rules.rulebook import shipped

NAME = "cases/entitlement_medical/2026-07-01/dibao_family.yaml"


@cache
def scenarios() -> Scenarios:
    return Scenarios(Rulebook.load())


def differences(**values: object) -> tuple[str, ...]:
    scenario: Scenario = read_scenario(shipped() / NAME, NAME)
    return scenarios().differences(replace(scenario, expect={"values": values}))


def test_values_as_they_are() -> None:
    pupils = {"p1": False, "p2": True}
    assert (
        differences(**{"entitlement_housing.form": "public_rental", "entitlement_education.pupil": pupils})
        == ()
    )


def test_another_value() -> None:
    assert differences(**{"entitlement_housing.form": "rural_renovation"}) == (
        "entitlement_housing.form of household: expected rural_renovation, found public_rental",
    )


def test_no_such_rule_or_person() -> None:
    assert differences(**{"entitlement_housing.shape": "x", "entitlement_education.pupil": {"p3": True}}) == (
        "entitlement_housing.shape of household: expected x, found no such rule",
        "entitlement_education.pupil of p3: expected True, found no such rule",
    )

"""Does every feature of the language pay to the fen what lakeside's laws say, reckoned by hand?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aid_rules import CaseError, Decision, Household, evaluate
from aid_rules.scalar.record import ProgrammeDecision
from tests.world import HILLSIDE, LAKESIDE, WITHIN, finding, household, person, wage, world

ON = date(2030, 8, 1)
OLD = "1960-01-01"
VERY_OLD = "1945-05-05"
ORPHAN = [{"which": "father", "situation": "dead"}, {"which": "mother", "situation": "declared_missing"}]


def decided(case: dict[str, Any], on: date = ON) -> Decision:
    return evaluate(Household.model_validate(case), on=on, rulebook=world())


def shore(case: dict[str, Any], on: date = ON) -> ProgrammeDecision:
    return decided(case, on).programmes["shore"]


def three(yuan: str, **facts: Any) -> dict[str, Any]:
    """Three people with one wage between them; the officer found the deposits in order."""
    return household(person(incomes=[wage(yuan)]), person(1), person(2), findings=WITHIN, **facts)


def value(decision: Decision, rule: str) -> Any:
    return next(step.value for step in decision.trace if step.rule == rule)


# the household's gap ------------------------------------------------------------------------------------


def test_the_gap_is_the_standard_for_all_less_the_income() -> None:
    assert shore(three("1894")).monthly == Decimal("146.00")  # 680 × 3 − 1894


def test_income_a_head_is_not_rounded() -> None:
    assert value(decided(three("1894")), "lake.per_head") == "1894/3"


def test_a_criterion_says_by_how_much() -> None:
    (income, *_) = shore(three("2041")).criteria
    assert (income.holds, income.limit) == (False, "680.00")
    assert income.margin == "-1/3"  # 680 − 2041/3


def test_the_amount_is_rounded_as_the_county_says() -> None:
    assert shore(three("1894.01")).monthly == Decimal("146.00")  # 145.99, up to the yuan


def test_the_amount_is_rounded_as_the_nation_says_where_the_county_is_silent() -> None:
    paid = shore(three("1894.01", region=HILLSIDE))
    assert paid.monthly == Decimal("145.99")
    assert "取整：条文没有规定取整，按分四舍五入" in paid.warnings


def test_a_yearly_standard_stays_yearly() -> None:
    # 5200 a year is 433⅓ a month; for three 1300 exactly.
    assert shore(three("1000", residence="rural")).monthly == Decimal("300.00")


def test_the_least_payment() -> None:
    assert shore(three("2039.50")).monthly == Decimal("20.00")


@pytest.mark.parametrize(
    ("region", "on", "wage_of_one", "outcome"),
    [
        (LAKESIDE, date(2030, 8, 1), "680", "eligible"),
        (LAKESIDE, date(2030, 8, 1), "680.01", "ineligible"),
        (HILLSIDE, date(2030, 8, 1), "680", "ineligible"),
        (HILLSIDE, date(2030, 8, 1), "679.99", "eligible"),
        (LAKESIDE, date(2030, 6, 30), "632", "ineligible"),
        (LAKESIDE, date(2030, 6, 30), "631.99", "eligible"),
    ],
)
def test_the_county_says_whether_the_standard_itself_is_below(
    region: str, on: date, wage_of_one: str, outcome: str
) -> None:
    case = household(
        person(incomes=[wage(wage_of_one)]), region=region, application_date="2030-06-20", findings=WITHIN
    )
    if region == HILLSIDE:
        del case["findings"]
    assert shore(case, on).outcome == outcome


def test_equal_shares_for_those_who_count() -> None:
    case = household(person(incomes=[wage("400")]), person(1), person(2, cohabiting=False), findings=WITHIN)
    case["findings"] = {**WITHIN, **finding("shore.lives_here")}
    paid = shore(case)
    assert paid.monthly == Decimal("960.00")  # 680 × 2 − 400
    assert [(share.person_id, share.monthly) for share in paid.shares] == [("p0", "480.00"), ("p1", "480.00")]


@pytest.mark.parametrize(
    ("region", "on", "month", "decided"),
    [
        (LAKESIDE, date(2030, 8, 1), "2030-07", "2030-08"),
        (LAKESIDE, date(2030, 7, 31), "2030-07", None),
        (LAKESIDE, date(2030, 6, 30), "2030-07", None),
        (HILLSIDE, date(2030, 12, 31), "2031-01", None),
    ],
)
def test_the_first_month(region: str, on: date, month: str, decided: str | None) -> None:
    """Of months before that of the decision it says nothing."""
    found = shore(household(region=region), on)
    assert (found.from_month, found.decided_from) == (month, decided)


def test_who_is_not_eligible_has_no_first_month() -> None:
    found = shore(three("9000"))
    assert (found.outcome, found.from_month, found.decided_from) == ("ineligible", None, None)


def test_the_first_month_waits_for_the_day_of_application() -> None:
    assert shore(household(application_date=None, findings=WITHIN)).from_month is None


def test_a_programme_does_not_apply_where_nobody_counts() -> None:
    assert shore(household(person(cohabiting=False))).outcome == "not_applicable"


# incomes and versions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "total"), [(date(2029, 12, 31), "750.00"), (date(2030, 1, 1), "450.00")])
def test_a_new_law_leaves_the_scholarship_out(on: date, total: str) -> None:
    incomes = [
        {"kind": "scholarship", "amount": "3600", "period": "year"},  # 300 a month
        {"kind": "basic_pension", "amount": "250", "period": "month"},  # 150 above the 100 left out
        {"kind": "basic_pension", "amount": "80", "period": "month"},  # nothing above it
    ]
    rest = [{"kind": "property", "amount": "900", "period": "quarter"}]  # 300 a month
    assert value(decided(household(person(incomes=incomes), incomes=rest), on), "lake.income_total") == total


@pytest.mark.parametrize(
    ("on", "document", "article"),
    [(date(2029, 12, 31), "湖滨救助办法", "第7条"), (date(2030, 1, 1), "湖滨救助条例", "第8条")],
)
def test_a_decision_cites_the_law_in_force(on: date, document: str, article: str) -> None:
    (basis,) = shore(household(findings=WITHIN), on).criteria[0].basis
    assert (basis.document, basis.article) == (document, article)


def test_the_arm_that_decided_is_cited() -> None:
    step = next(
        s
        for s in decided(household(person(cohabiting=False)), date(2030, 1, 1)).trace
        if s.rule == "lake.counted"
    )
    assert (step.arm, [b.article for b in step.basis]) == (0, ["第5条（1）"])


@pytest.mark.parametrize(("on", "size"), [(date(2030, 6, 30), "2"), (date(2030, 7, 1), "1")])
def test_a_county_replaces_a_rule_and_helps_itself_with_one_of_its_own(on: date, size: str) -> None:
    case = household(person(), person(1, military_service="conscript"))
    assert value(decided(case, on), "lake.size") == size


def test_a_replaced_rule_cites_the_county() -> None:
    step = next(s for s in decided(household()).trace if s.rule == "lake.counted")
    assert [(b.document, b.article) for b in step.basis] == [("湖滨县实施细则", "第8条")]


def test_a_standard_says_where_it_was_published() -> None:
    step = next(s for s in decided(household()).trace if s.rule == "shore.standard")
    assert step.standard is not None
    assert (step.standard.region, step.standard.published) == ("990000", "680 yuan/month")
    assert [b.number for b in step.basis] == ["湖民〔2030〕2号"]


# findings ------------------------------------------------------------------------------------------------


def test_where_no_limit_is_set_only_a_finding_decides() -> None:
    some = [{"kind": "deposit", "value": "1"}]
    without = shore(household(assets=some))
    assert (without.outcome, without.monthly) == ("undetermined", None)
    assert {m.fact for m in without.missing} == {"shore.deposit_limit", "findings[shore.property_within]"}
    refused = finding("shore.property_within", holds=False)
    assert shore(household(assets=some, findings=refused)).outcome == "ineligible"


def test_nothing_is_within_any_limit() -> None:
    assert shore(household(assets=[])).outcome == "eligible"


def test_where_a_limit_is_set_a_finding_may_not_contradict_it() -> None:
    rich = [{"kind": "deposit", "value": "30000.01"}]
    assert shore(household(region=HILLSIDE, assets=rich)).outcome == "ineligible"
    with pytest.raises(CaseError, match=r"V102"):
        decided(household(region=HILLSIDE, assets=rich, findings=WITHIN))


def test_with_discretion_a_finding_overrules() -> None:
    case = household(
        person(), person(1, cohabiting=False), findings={**WITHIN, **finding("shore.lives_here")}
    )
    assert shore(case).outcome == "eligible"
    assert shore({**case, "findings": WITHIN}).outcome == "ineligible"


def test_a_criterion_without_a_rule_waits_for_its_finding() -> None:
    lantern = decided(household()).programmes["lantern"]
    assert (lantern.outcome, [m.kind for m in lantern.missing]) == ("undetermined", ["finding"])
    lantern = decided(household(findings=finding("lantern.in_need"))).programmes["lantern"]
    assert (lantern.outcome, lantern.once, lantern.monthly) == ("eligible", Decimal("500.00"), None)


def test_a_programme_begins_with_its_law() -> None:
    assert "lantern" not in decided(household(), date(2029, 12, 31)).programmes


# persons -------------------------------------------------------------------------------------------------


def boat_of(member: dict[str, Any], **facts: Any) -> Any:
    return decided(household(member, **facts)).programmes["boat"].persons["p0"]


def able(lost: int) -> dict[str, bool]:
    names = ("eating", "dressing", "transferring", "toileting", "walking", "bathing")
    return {name: index >= lost for index, name in enumerate(names)}


@pytest.mark.parametrize(
    ("lost", "settlement", "paid"),
    [
        (0, "centralised", "1005.00"),  # 900 + 100 + 0 + 1 visit of 5
        (0, "dispersed", "1010.00"),  # 900 + 100 + 0 + 2 visits
        (1, "dispersed", "1190.00"),  # 900 + 250 + 30 + 2 visits
        (3, "centralised", "1155.00"),  # 900 + 250 + 0 + 1 visit
        (4, "dispersed", "1576.00"),  # 900 + 600 + 55.50 + 4 visits = 1575.50, up to the yuan
        (6, "centralised", "1620.00"),  # 900 + 700 + 0 + 4 visits
    ],
)
def test_decision_tables(lost: int, settlement: str, paid: str) -> None:
    member = person(birth_date=OLD, self_care=able(lost), settlement=settlement)
    assert boat_of(member).monthly == Decimal(paid)


def test_a_formula_where_no_amount_is_published() -> None:
    # 5200 × 1.3 ÷ 12 = 563⅓, up to the yuan 564; care 100, two visits 10.
    assert boat_of(person(birth_date=OLD), residence="rural").monthly == Decimal("674.00")


@pytest.mark.parametrize(
    ("member", "outcome"),
    [
        (person(birth_date="1970-08-01"), "eligible"),
        (person(birth_date="1970-08-02"), "ineligible"),
        (person(disability={"kind": "mental", "grade": 2}), "eligible"),
        (person(disability={"kind": "mental", "grade": 3}), "ineligible"),
        (person(birth_date=OLD, incomes=[wage("680")]), "ineligible"),
        (person(birth_date=OLD, cohabiting=False), "not_applicable"),
        (person(birth_date=OLD, incomes=None), "undetermined"),
    ],
)
def test_outcomes_of_a_person(member: dict[str, Any], outcome: str) -> None:
    assert boat_of(member).outcome == outcome


@pytest.mark.parametrize(
    ("lost", "boat", "reed"),
    [(0, None, "1200.00"), (3, None, "1200.00"), (4, "1576.00", None)],
)
def test_of_two_programmes_the_higher_is_paid(lost: int, boat: str | None, reed: str | None) -> None:
    """A severely disabled orphan qualifies for both: 1010 or 1190 gives way to 1200, 1576 does not."""
    child = person(
        1,
        birth_date="2015-06-01",
        parents=ORPHAN,
        disability={"kind": "mental", "grade": 1},
        self_care=able(lost),
    )
    programmes = decided(household(person(), child)).programmes
    paid = [programmes[name].persons["p1"].monthly for name in ("boat", "reed")]
    assert paid == [None if amount is None else Decimal(amount) for amount in (boat, reed)]
    loser = programmes["boat" if boat is None else "reed"].persons["p1"]
    assert (loser.outcome, [e.holds for e in loser.exclusions]) == ("ineligible", [True])


def test_who_qualifies_for_another_programme_excludes_the_household() -> None:
    excluded = shore(household(person(), person(1, birth_date=OLD), findings=WITHIN))
    assert (excluded.outcome, excluded.reasons) == ("ineligible", ("不另享受：有成员符合船户供养条件",))


@pytest.mark.parametrize(
    ("member", "paid"),
    [
        (person(birth_date=VERY_OLD, incomes=[wage("680")]), "300.00"),  # no boat support
        (person(birth_date=VERY_OLD), "0.00"),  # boat support of 1010 is higher
    ],
)
def test_the_higher_of_two_programmes_is_made_up(member: dict[str, Any], paid: str) -> None:
    assert decided(household(member)).programmes["heron"].persons["p0"].monthly == Decimal(paid)


@pytest.mark.parametrize(
    ("amount", "start", "paid"),
    [("120.50", "2029-01-01", "179.50"), ("120.50", "2030-08-02", "300.00"), ("900", "2029-01-01", "0.00")],
)
def test_awards_already_paid_are_taken_off_but_never_below_nothing(
    amount: str, start: str, paid: str
) -> None:
    award = {"programme": "old_age_allowance", "person_id": "p0", "monthly_amount": amount, "from": start}
    other = {
        "programme": "disability_living",
        "person_id": "p0",
        "monthly_amount": "50",
        "from": "2029-01-01",
    }
    case = household(person(birth_date=VERY_OLD, incomes=[wage("680")]), awards=[award, other])
    assert decided(case).programmes["heron"].persons["p0"].monthly == Decimal(paid)


@pytest.mark.parametrize(("yuan", "outcome"), [("3000", "eligible"), ("3000.01", "ineligible")])
def test_the_largest_income_decides(yuan: str, outcome: str) -> None:
    member = person(birth_date=VERY_OLD, incomes=[wage("1"), wage(yuan), wage("2")])
    assert decided(household(member)).programmes["heron"].persons["p0"].outcome == outcome


# one-off amounts -----------------------------------------------------------------------------------------


def test_a_one_off_amount_for_each_person_of_a_household() -> None:
    winter = decided(three("1894")).programmes["winter"]
    assert (winter.once, winter.monthly) == (Decimal("451.50"), None)  # 150.50 × 3
    assert {name: one.once for name, one in winter.persons.items()} == dict.fromkeys(
        ("p0", "p1", "p2"), Decimal("150.50")
    )
    assert winter.warnings == ("燃料费：通知未写终止日",)


def test_a_parameter_at_named_keys() -> None:
    assert decided(three("1894", region=HILLSIDE) | {"findings": {}}).programmes["winter"].once == Decimal(
        "473.25"
    )


def test_a_standard_that_has_ended_is_unset() -> None:
    winter = decided(three("1894"), date(2031, 1, 1)).programmes["winter"]
    assert (winter.outcome, winter.once) == ("eligible", None)
    assert [m.fact for m in winter.missing] == ["winter.fuel"]


# unknown is not zero -------------------------------------------------------------------------------------


def test_a_sum_that_already_exceeds_the_limit_decides() -> None:
    case = three("2041")
    case["members"][1]["incomes"] = None
    assert shore(case).outcome == "ineligible"


def test_a_sum_that_does_not_yet_exceed_the_limit_waits() -> None:
    case = three("1894")
    case["members"][1]["incomes"] = None
    undecided = shore(case)
    assert (undecided.outcome, [m.fact for m in undecided.missing]) == (
        "undetermined",
        ["members[1].incomes"],
    )


def test_a_parameter_whose_key_is_unknown_is_unknown_where_a_cell_it_may_mean_is_unset() -> None:
    """Hillside sets no care amounts at all: not knowing the settlement must not make one up."""
    one = boat_of(person(birth_date=OLD, settlement=None), region=HILLSIDE)
    assert (one.outcome, one.monthly) == ("eligible", None)


def test_two_runs_give_the_same_bytes() -> None:
    assert decided(three("1894")).model_dump_json() == decided(three("1894")).model_dump_json()

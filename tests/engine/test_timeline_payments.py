"""Do the months stand right against what was paid?"""

from __future__ import annotations

from decimal import Decimal

from aid_rules import Timeline
from tests.engine.timelines import COUNTY, SAME_MONTH, award, family, person, told

OLD, NEW = "600.00", "660.00"


def months(year: int, first: int, last: int, amount: str) -> dict[str, str]:
    return {f"{year}-{month:02d}": amount for month in range(first, last + 1)}


def differences(found: Timeline) -> dict[str, Decimal | None]:
    assert found.payments is not None
    (balance,) = found.payments.balances
    return {each.month: each.difference for each in balance.months if each.difference != 0}


def test_a_notice_of_december_that_holds_since_july() -> None:
    """Six months paid at the old rate: 60 yuan each."""
    case = family(awards=[award("dibao", "2024-01-01", months(2025, 1, 12, OLD))])
    found = told(case, "2025-01", "2025-12")
    assert found.payments is not None
    assert differences(found) == dict.fromkeys(months(2025, 7, 12, ""), Decimal("60.00"))
    assert (found.payments.back_pay, found.payments.overpaid) == (Decimal("360.00"), Decimal("0.00"))
    assert "差额 +60.00" in found.explain()


def test_a_death_that_was_not_reported() -> None:
    """The month of the death is kept; what was paid for the dead afterwards is too much."""
    mother = person(1, birth_date="1950-01-01", relation="parent", death_date="2025-09-12")
    paid = months(2025, 7, 12, "1320.00")
    found = told(family(person(), mother, awards=[award("dibao", "2025-07-01", paid)]), "2025-07", "2025-12")
    assert found.payments is not None
    assert differences(found) == dict.fromkeys(months(2025, 10, 12, ""), Decimal("-660.00"))
    assert found.payments.overpaid == Decimal("1980.00")


def test_what_was_paid_to_the_dead_themselves() -> None:
    """An allowance of their own is compared by its own award, also after they have left the household."""
    mother = person(
        1, birth_date="1940-01-01", relation="parent", death_date="2025-09-12", labour_capacity="none"
    )
    paid = award("old_age_allowance", "2025-01-01", months(2025, 8, 11, "100"), person_id="p1")
    found = told(family(person(), mother, awards=[paid]), "2025-08", "2025-11")
    assert differences(found) == {"2025-10": Decimal(-100), "2025-11": Decimal(-100)}


def test_what_was_paid_to_a_household_of_which_nobody_was_left_before_the_range() -> None:
    case = family(
        person(death_date="2025-06-15"), awards=[award("dibao", "2024-01-01", months(2025, 7, 9, "660"))]
    )
    found = told(case, "2025-07", "2025-09")
    assert found.payments is not None
    assert found.payments.overpaid == Decimal("1980.00")
    assert found.payments.unmatched == ()


def test_an_award_within_a_month_covers_it_only_where_the_rule_pays_from_it() -> None:
    """Dibao is paid from the next month on, where the region does not say the same month."""
    paid = months(2025, 4, 6, OLD)
    for region, owed in ((COUNTY, {}), (SAME_MONTH, {"2025-03": Decimal("600.00")})):
        case = family(region=region, awards=[award("dibao", "2025-03-15", paid)])
        assert differences(told(case, "2025-01", "2025-06")) == owed


def test_a_month_without_payment_is_owed() -> None:
    case = family(awards=[award("dibao", "2025-01-01", {"2025-01": OLD, "2025-03": OLD})])
    assert differences(told(case, "2025-01", "2025-03")) == {"2025-02": Decimal(600)}


def test_what_is_not_determined_is_no_difference() -> None:
    case = family(assets=None, findings={}, awards=[award("dibao", "2025-01-01", {"2025-01": OLD})])
    found = told(case, "2025-01", "2025-02")
    assert found.payments is not None
    (balance,) = found.payments.balances
    assert [each.difference for each in balance.months] == [None, None]
    assert (balance.open, balance.back_pay, balance.overpaid) == (2, 0, 0)


def test_no_payment_is_dropped() -> None:
    awards = [
        award("dibao", "2024-01-01", {"2024-12": OLD, "2025-01": OLD}),
        award("welfare_living", "2025-01-01", {"2025-01": "50"}, person_id="p0"),
        award("temporary_aid", "2025-01-01", {"2025-01": "900"}),
    ]
    found = told(family(awards=awards), "2025-01", "2025-01")
    assert found.payments is not None
    assert {(u.programme, u.month, u.paid, u.reason) for u in found.payments.unmatched} == {
        ("dibao", "2024-12", Decimal(600), "outside_range"),
        ("welfare_living", "2025-01", Decimal(50), "no_such_programme"),
        ("temporary_aid", "2025-01", Decimal(900), "not_monthly"),
    }
    paid = sum(balance.paid for balance in found.payments.balances)
    assert paid + sum(u.paid for u in found.payments.unmatched) == 600 + 600 + 50 + 900


def test_what_nobody_granted_is_no_back_pay() -> None:
    old = person(1, birth_date="1940-01-01", relation="parent", labour_capacity="none")
    found = told(family(person(), old, awards=[award("dibao", "2025-02-01", {})]), "2025-01", "2025-02")
    assert found.payments is not None
    assert found.payments.back_pay == 1200
    granted = {(u.programme, u.person_id): (u.months, u.due) for u in found.payments.ungranted}
    assert granted == {
        ("dibao", None): (("2025-01",), Decimal(1200)),
        ("old_age_allowance", "p1"): (("2025-01", "2025-02"), Decimal(200)),
    }


def test_without_payments_on_record_nothing_is_compared() -> None:
    assert told(family(awards=[award("dibao", "2025-01-01")]), "2025-01", "2025-01").payments is None
    assert told(family(), "2025-01", "2025-01").payments is None


def test_an_award_without_record_is_named() -> None:
    awards = [
        award("dibao", "2025-01-01", {"2025-01": OLD}),
        award("old_age_allowance", "2025-01-01", person_id="p0"),
    ]
    found = told(family(awards=awards), "2025-01", "2025-01")
    assert found.payments is not None
    assert found.payments.not_on_record == ("old_age_allowance",)


def test_several_awards_for_one_month_are_added() -> None:
    halves = [award("dibao", "2025-01-01", {"2025-01": "600"}) for _ in range(2)]
    child = person(1, birth_date="2015-01-01", labour_capacity="none")
    found = told(family(person(), child, awards=halves), "2025-01", "2025-01")
    assert found.payments is not None
    (balance,) = found.payments.balances
    assert (balance.person_id, balance.due, balance.paid) == (None, 1200, 1200)


def test_a_grace_period_is_paid_under_the_award_that_it_continues() -> None:
    wage = {"kind": "wage", "amount": "900", "period": "month"}
    worker = person(employment={"status": "employed", "since": "2025-09-10"}, incomes=[wage])
    paid = award("dibao", "2024-01-01", months(2025, 10, 12, "400"), monthly_amount="400")
    found = told(family(worker, awards=[paid]), "2025-10", "2025-12")
    assert found.payments is not None
    assert differences(found) == {}
    assert found.payments.ungranted == ()

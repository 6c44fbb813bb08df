"""What an open outcome waits for is found out anew only on a day that can make a difference."""

from __future__ import annotations

from datetime import date

from aid_rules import read_case_dict
from aid_rules.engine.engine import engine_of
from aid_rules.engine.timelines.confirmed import Confirmed
from aid_rules.engine.timelines.looking import Looking
from tests.engine.timelines import family, person, rules


def looking(**facts: object) -> Looking:
    case = read_case_dict(family(person(**{"obligors": None, "labour_capacity": None, **facts}), assets=None))
    return Looking(engine_of(rules()), case, Confirmed(case.awards or (), lambda _, __: None))


def found_out(look: Looking, *days: str) -> int:
    """How often it was found out what an outcome waits for."""
    for day in days:
        look.state(date.fromisoformat(day))
    return len(look._settled)


def test_a_month_older_is_no_other_case() -> None:
    """The old-age allowance counts months lived; whoever is forty is forty in every one of them."""
    look = looking()
    once = found_out(look, "2026-08-01")
    assert once > 0
    assert found_out(look, "2026-09-01", "2026-10-01", "2026-11-01") == once


def test_a_birthday_that_matters_is() -> None:
    """Sixty: nobody asks any more whether the person is able to work."""
    look = looking(birth_date="1966-09-20")
    before = found_out(look, "2026-09-01", "2026-09-19")
    assert found_out(look, "2026-09-20") > before


def test_what_is_found_is_what_the_day_alone_says() -> None:
    days = [date(2026, month, 1) for month in range(8, 12)]
    one = looking(birth_date="1966-09-20")
    assert [one.state(day) for day in days] == [looking(birth_date="1966-09-20").state(day) for day in days]

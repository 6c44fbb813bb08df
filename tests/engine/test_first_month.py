"""Is it told what the first month waits for?"""

from __future__ import annotations

from datetime import date

import pytest

from aid_rules import evaluate
from aid_rules.case import read_case_dict
from tests.engine.test_timeline_local import paid_from
from tests.engine.timelines import family, person

ON = date(2025, 9, 12)


@pytest.mark.parametrize(
    ("rule", "applied", "first"),
    [
        ("application_month", "2025-08-20", "2025-08"),
        ("application_month", None, None),
        ("next_month", None, "2025-10"),
    ],
)
def test_the_application_date_is_asked_for_where_the_first_month_waits_for_it(
    rule: str, applied: str | None, first: str | None
) -> None:
    case = read_case_dict(family(person(), **({"application_date": applied} if applied else {})))
    decision = evaluate(case, on=ON, rulebook=paid_from(rule))
    dibao = decision.programmes["dibao"]
    assert (dibao.outcome, dibao.from_month) == ("eligible", first)
    assert [each.fact for each in dibao.missing] == ([] if first else ["application_date"])
    assert ("起发月待定" in decision.explain()) == (first is None)


def test_and_for_each_person_of_a_programme_per_person() -> None:
    disabled = person(disability={"kind": "physical", "grade": 1}, needs_long_term_care=True)
    decision = evaluate(read_case_dict(family(disabled)), on=ON, rulebook=paid_from("application_month"))
    nursing = decision.programmes["disability_nursing"]
    assert nursing.outcome == "eligible"
    assert [each.fact for each in nursing.missing] == ["application_date"]
    assert [each.fact for each in nursing.persons["p0"].missing] == ["application_date"]

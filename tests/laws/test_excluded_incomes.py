"""Does an income that is not counted change nothing, on every day on which it is not counted?

The two lists are written here by hand, from the measures; the rule files say the same in their own way.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aid_rules import Decision
from tests.drawing import drawing
from tests.laws.families import Case, Place, situations
from tests.strategies import seeds

LAW = drawing(30)
EVER, NEVER = date(2014, 5, 1), date(9999, 1, 1)

NOT_FOR_DIBAO = {
    "veteran_compassion": (EVER, NEVER),
    "family_planning_award": (EVER, NEVER),
    "scholarship": (EVER, NEVER),
    "good_samaritan_award": (EVER, NEVER),
    "social_assistance": (date(2021, 7, 1), NEVER),
    "basic_pension": (date(2021, 7, 1), date(2026, 1, 1)),
    "disability_subsidy": (date(2016, 1, 1), NEVER),
    "unattended_child_allowance": (date(2020, 1, 1), NEVER),
}
"""Since when and until when an income is left out of the household's income."""

NOT_FOR_TEKUN = (
    "veteran_compassion",
    "social_assistance",
    "basic_pension",
    "disability_subsidy",
    "unattended_child_allowance",
)
"""What is left out of a person's own income as well."""

STATUS = {"veteran_compassion": ("price_subsidy",)}
"""Whom an income makes one of those who get something: not for its amount but for what it shows of them."""


def excluded_on(on: date) -> list[str]:
    return [kind for kind, (since, until) in NOT_FOR_DIBAO.items() if since <= on < until]


def told(decision: Decision) -> dict[str, Any]:
    """Everything that is decided; nothing is missing in these cases."""
    return {
        name: (p.outcome, p.monthly, p.once, p.shares, [(c.name, c.holds, c.margin) for c in p.criteria],
               {who: (one.outcome, one.monthly) for who, one in p.persons.items()})
        for name, p in decision.programmes.items()
    }  # fmt: skip


def more(kind: str, draw: st.DataObject) -> dict[str, Any]:
    amount = draw.draw(st.integers(0, 5_000_00))
    period = draw.draw(st.sampled_from(("month", "quarter", "year")))
    return {"kind": kind, "amount": f"{amount // 100}.{amount % 100:02d}", "period": period}


@LAW
@given(situations(whole=True), st.data())
def test_an_excluded_income_changes_nothing(situation: tuple[Place, Case], data: st.DataObject) -> None:
    place, case = situation
    before = place.decide(case)
    kind = data.draw(st.sampled_from(excluded_on(place.on)))
    chance = data.draw(seeds())
    row = chance.choice([case, *case["members"]])
    row["incomes"] = [*row["incomes"], more(kind, data)]
    after = place.decide(case)
    if kind in NOT_FOR_TEKUN:
        now, then = told(after), told(before)
        by_status = STATUS.get(kind, ())
        assert {k: v for k, v in now.items() if k not in by_status} == {
            k: v for k, v in then.items() if k not in by_status
        }
        return
    rows = list(before.view.persons())
    gone = "members.tekun_instead"
    if [before.view.value(gone, row) for row in rows] == [after.view.value(gone, row) for row in rows]:
        assert told(after)["dibao"] == told(before)["dibao"]


@LAW
@given(situations(whole=True), st.data())
def test_a_wage_never_raises_the_payment_of_the_same_family(
    situation: tuple[Place, Case], data: st.DataObject
) -> None:
    place, case = situation
    before = place.decide(case)
    row = data.draw(seeds()).choice([case, *case["members"]])
    row["incomes"] = [*row["incomes"], more("wage", data)]
    after = place.decide(case)
    rows = list(before.view.persons())
    if [before.view.value("members.counted", row) for row in rows] == [
        after.view.value("members.counted", row) for row in rows
    ]:
        low, high = after.programmes["dibao"], before.programmes["dibao"]
        assert (low.monthly or 0) <= (high.monthly or 0)

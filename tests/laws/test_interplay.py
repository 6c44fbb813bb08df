"""Do the programmes keep out of each other's way: nobody in two that exclude each other, no part above the whole?"""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given

from aid_rules import Decision
from aid_rules.language import Unknown
from aid_rules.scalar import Row
from tests.drawing import drawing
from tests.laws.families import Case, Place, situations

LAW = drawing(60)
Situation = tuple[Place, Case]

OF_A_PERSON = (
    ("tekun", "dibao.single_person"), ("tekun", "disability_living"), ("tekun", "disability_nursing"),
)  # fmt: skip
"""One of the two only: 国发〔2016〕14号 制度衔接, 国发〔2015〕52号 政策衔接."""

OF_A_HOUSEHOLD = (("dibao", "edge"), ("dibao", "rigid_expenditure"), ("edge", "rigid_expenditure"))
"""Each is for those whom the one before leaves out: 民发〔2021〕57号第八条, 民发〔2024〕57号第四条."""


def has(decision: Decision, programme: str, row: Row | None = None) -> bool:
    """Is there a claim for certain?"""
    name = f"{programme}.eligible"
    if name not in decision.plan.by_name:
        return False
    value = decision.view.value(name, *([] if row is None else [row]))
    return type(value) is not Unknown and value is True


def doubled(decision: Decision) -> Iterator[str]:
    """Pairs that exclude each other and are both claimed."""
    for one, other in OF_A_HOUSEHOLD:
        if has(decision, one) and has(decision, other):
            yield f"household: {one} and {other}"
    for row in decision.view.persons():
        for one, other in OF_A_PERSON:
            if has(decision, one, row) and has(decision, other, row):
                yield f"{row.text}: {one} and {other}"
        # Orphans only: an unattended child draws the rest beside tekun (民发〔2019〕62号 三（一）), and no text keeps
        # other children in difficulty from both.
        orphan = decision.view.value("child_allowance.orphan", row) is True
        if orphan and has(decision, "tekun", row) and has(decision, "child_allowance", row):
            yield f"{row.text}: tekun and child_allowance (民发〔2021〕43号第九条)"
        if has(decision, "dibao") and has(decision, "tekun", row):
            counted = decision.view.value("members.counted", row)
            if counted is True:
                yield f"{row.text}: tekun and counted for dibao"


@LAW
@given(situations(whole=True))
def test_nobody_is_in_two_programmes_that_exclude_each_other(situation: Situation) -> None:
    place, case = situation
    assert [*doubled(place.decide(case))] == []


@LAW
@given(situations(whole=True))
def test_a_make_up_payment_is_between_nothing_and_the_full_one(situation: Situation) -> None:
    place, case = situation
    view = place.decide(case).view
    if "child_allowance.makeup" not in view.plan.by_name:
        return
    for row in view.persons():
        part, full = (view.value(f"child_allowance.{name}", row) for name in ("makeup", "full_amount"))
        if type(part) is not Unknown and type(full) is not Unknown:
            assert 0 <= part <= full


@LAW
@given(situations(whole=True))
def test_of_aids_of_the_same_kind_only_the_higher_is_paid(situation: Situation) -> None:
    """What the welfare subsidies of the old, the injured and the retired pay is taken off the disability subsidies."""
    place, case = situation
    decision = place.decide(case)
    kinds = {"disability_living": "welfare_living", "disability_nursing": "welfare_nursing"}
    for person in decision.view.persons():
        who = decision.view.person_id(person.at[0])
        for programme, other in kinds.items():
            if programme not in decision.programmes:
                continue
            paid = decision.programmes[programme].persons[who].monthly or 0
            drawn = sum(
                (award.monthly_amount or 0)
                for award in decision.case.awards or ()
                if (award.person_id, award.programme) == (who, other)
                and (not hasattr(award.until, "year") or award.until > place.on)
            )
            assert not (paid and drawn) or 100 * paid > drawn

"""Whom does a household consist of on a day, and what has happened by then?

`living` leaves out who has died; `as_of` also leaves out what a day could not know yet: who was not born, a
hardship to come, work taken up later. Facts without a date, or whose date is unknown, are taken as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from aid_rules.case.absence import NOTHING
from aid_rules.case.household import Household
from aid_rules.case.person import Person
from aid_rules.case.places import Places
from aid_rules.dates import full_years

Event = Literal["birth", "death", "hardship", "award", "work", "parents", "cleric"]

NOTHING_BEGUN: Mapping[str, Any] = {}
_OF_AGE = 18
_NEXT = ("spouse", "child", "parent")
"""Who becomes the head when the head has died, before any other grown-up."""
_GROWN_UP = ("spouse", "parent", "grandparent", "parent_in_law", "child_in_law")
"""Whose relation says that they are of age, where no date of birth does."""

_OF_THE_SPOUSE = {
    "parent": "parent_in_law", "parent_in_law": "parent", "sibling": "other", "grandparent": "other",
}  # fmt: skip
"""What relatives of the late head are to the surviving spouse; children and grandchildren stay what they are."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something of which the case says on which day it happened, and to whom (none: the household)."""

    day: date
    what: Event
    person_id: str | None = None


def happenings(case: Household) -> Iterator[Happening]:
    """Everything that divides what a case says into before and after."""
    for hardship in case.hardships or ():
        if hardship.date is not None:
            yield Happening(hardship.date, "hardship")
    for award in case.awards or ():
        yield Happening(award.from_, "award", None if award.person_id is NOTHING else award.person_id)
    for person in case.members:
        days: list[tuple[Any, Event]] = [
            (person.birth_date, "birth"), (person.death_date, "death"), (person.cleric_since, "cleric"),
            (None if person.employment is None else person.employment.since, "work"),
            *((parent.since, "parents") for parent in person.parents or ()),
        ]  # fmt: skip
        for day, what in days:
            if isinstance(day, date):
                yield Happening(day, what, person.person_id)


def living(case: Household, on: date) -> Household | None:
    """The household without those who have died by `on`; None where nobody is left.

    The day of death is the first day without the person. What was granted to the dead goes with them, what
    they owned stays with the household. Where the head has died, the spouse follows, else a grown-up child,
    a parent, the eldest grown-up, the eldest. Relations are told anew to a spouse; to any other new head
    they stay as they were to the late one, which is an assumption: how those left are related is not on record.
    """
    return _with(case, [person for person in case.members if _lives(person, on)], on)


def as_of(case: Household, on: date) -> Household | None:
    """The household as a day could know it; None where nobody is alive.

    Beyond `living`: who is not born is left out, and so are hardships and awards to come. Work, a parent's situation or
    a cleric's office that begins later is not known, or not there, before.
    """
    present = [_then(person, on) for person in case.members if _is_born(person, on) and _lives(person, on)]
    begun: dict[str, Any] = {}
    if case.hardships:
        begun["hardships"] = tuple(h for h in case.hardships if h.date is None or h.date <= on)
    if case.awards:
        begun["awards"] = tuple(award for award in case.awards if award.from_ <= on)
    return _with(case, present, on, begun)


def _is_born(person: Person, on: date) -> bool:
    return person.birth_date is None or person.birth_date <= on


def _lives(person: Person, on: date) -> bool:
    return person.death_date is NOTHING or person.death_date > on


def _then(person: Person, on: date) -> Person:
    update: dict[str, Any] = {}
    if isinstance(person.cleric_since, date) and person.cleric_since > on:
        update["cleric_since"] = NOTHING
    if person.employment is not None and person.employment.since and person.employment.since > on:
        update["employment"] = None
    if any(parent.since is not None and parent.since > on for parent in person.parents or ()):
        unknown = {"situation": None, "since": None, "term_months": None}
        update["parents"] = tuple(
            parent.model_copy(update=unknown) if parent.since is not None and parent.since > on else parent
            for parent in person.parents or ()
        )
    return person.model_copy(update=update) if update else person


def _with(
    case: Household, present: list[Person], on: date, begun: Mapping[str, Any] = NOTHING_BEGUN
) -> Household | None:
    """The household with these members and what has `begun`, without what belongs to anybody else."""
    if not present:
        return None
    update = {key: value for key, value in begun.items() if value != getattr(case, key)}
    if len(present) == len(case.members):
        if any(now is not then for now, then in zip(present, case.members, strict=True)):
            update["members"] = tuple(present)
        return _left(case, update) if update else case
    known = {person.person_id for person in present}
    update["members"] = tuple(_headed(present, on))
    awards = update.get("awards", case.awards)
    if awards:
        update["awards"] = tuple(a for a in awards if a.person_id is NOTHING or a.person_id in known)
    if case.assets:
        update["assets"] = tuple(
            asset.model_copy(update={"owner": NOTHING})
            if isinstance(asset.owner, str) and asset.owner not in known
            else asset
            for asset in case.assets
        )
    return _left(case, update)


def _left(case: Household, update: Mapping[str, Any]) -> Household:
    left = case.model_copy(update=update)
    there = {person.person_id for person in left.members}
    places = Places(
        tuple(at for at, person in enumerate(case.members) if person.person_id in there),
        _kept(case.awards, left.awards),
        _kept(case.hardships, left.hardships),
    )
    return left.placed(places.after(case.places))


def _kept(before: Any, after: Any) -> tuple[int, ...]:
    """The places of the rows of a list that are left; none of one that is not there or not known."""
    left = {id(row) for row in after or ()}
    return tuple(at for at, row in enumerate(before or ()) if id(row) in left)


def _headed(members: list[Person], on: date) -> list[Person]:
    """The members, one of them the head."""
    if any(person.relation == "head" for person in members):
        return members
    head = min(members, key=lambda person: _rank(person, on))
    told = _OF_THE_SPOUSE if head.relation == "spouse" else {}
    return [
        person.model_copy(update={"relation": "head"})
        if person is head
        else person.model_copy(update={"relation": told[person.relation]})
        if person.relation in told
        else person
        for person in members
    ]


def _rank(person: Person, on: date) -> tuple[bool, int, date, str]:
    """Grown-ups first, then by relation, then by age, and twins by their ids: the order of members says nothing.

    Of unknown age, after the grown-ups known to be. A spouse or a parent of the late head is grown up at any rate.
    """
    relation = _NEXT.index(person.relation) if person.relation in _NEXT else len(_NEXT)
    if person.birth_date is None:
        return person.relation not in _GROWN_UP, relation, on, person.person_id
    return full_years(person.birth_date, on) < _OF_AGE, relation, person.birth_date, person.person_id

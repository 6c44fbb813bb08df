"""What does a county have on file beside people and means? Relatives, parents, care, deaths, hardships, and gaps."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from aid_rules.batch.synthetic.families import CHILD, SPOUSE
from aid_rules.batch.synthetic.homes import FAMILY, ORPHANED, TEKUN, Homes, Ints, Truths
from aid_rules.batch.synthetic.people import People

SETTLED = 183
"""All but deaths and payments lies so many days back, so that a case can be decided for days since then too."""

INCOMPLETE = 0.03
"""The share of households whose files lack something."""

ABLE, DEAD, SEVERE, ILL, PRISON, LOST, REMARRIED = 0, 1, 4, 5, 6, 9, 12
"""Situations of parents, as they are numbered in the case vocabulary."""

FATHER, MOTHER = 0, 1
ORPHAN, UNATTENDED = 0, 1

_OBLIGED_PARENT, _OBLIGED_CHILD = 1, 2
_UNREPORTED = 0.012
_STRUCK = 0.015
_GENERATION = 27
_OF_WORKING_AGE = 5844
"""Sixteen years in days."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the file of a person lacks."""

    obligors: Truths
    incomes: Truths
    care: Truths
    parents: Truths
    property: Truths
    """By household: nobody has looked at what it owns."""


@dataclass(frozen=True, slots=True)
class Obligors:
    """Those who would have to support somebody: whose, of which relation, how old, able or not."""

    owner: Ints
    relation: Ints
    age: Ints
    able: Truths
    pays: Ints
    """Support in fen a month."""


@dataclass(frozen=True, slots=True)
class Hardships:
    """What has struck households: whose, of which kind, on which day, at which cost, sought on which route."""

    owner: Ints
    kind: Ints
    day: Ints
    cost: Ints
    route: Ints
    multiple: Ints


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is on file of the persons of a block, in their order, and of its households."""

    gaps: Gaps
    asked: Truths
    """May the person be asked for those obliged to support: old, young, or with a certificate?"""
    minor: Truths
    """Young enough that parents are on file."""
    obligors: Obligors
    helpless: Truths
    """Is none of those obliged able?"""
    parents: Ints
    """Situation of father and mother, two columns."""
    parted: Ints
    """Since when a father and a mother in prison or lost are away, zero for others: not before the child was born."""
    status: Ints
    """Status of a child, below zero for none."""
    needs_care: Truths
    died: Ints
    """Day of death, zero for the living."""
    working_since: Ints
    hardships: Hardships
    within: Truths
    """By household: was its property found to be within the limits?"""


def circumstances(rng: np.random.Generator, here: Homes, who: People, today: int) -> Circumstances:
    """What is on file of these people on the day `today`."""
    total, kind = len(who.home), here.kind[who.home]
    # Whoever reaches an age within a year is asked already.
    minor = who.age < 20
    asked = (who.age >= 58) | minor | (who.grade > 0)
    parents = _parents(rng, here, who)
    obliged = _together(
        _obligors(rng, who, np.flatnonzero(asked & ~minor & (kind == FAMILY))),
        _own_parents(here, who, parents, np.flatnonzero(minor & (kind == FAMILY))),
    )
    helpless = kind != FAMILY
    unable = np.bincount(obliged.owner, minlength=total) > 0
    unable[obliged.owner[obliged.able]] = False
    away = np.isin(parents, (PRISON, LOST))
    since = np.maximum(today - 2 * SETTLED - who.born % 700, who.born)
    chance = rng.random(total)
    return Circumstances(
        _gaps(rng, here, who), asked, minor, obliged, helpless | unable, parents,
        parted=np.where(away, since[:, None], 0),
        status=np.where(minor, _status(parents, kind == ORPHANED, who), -1),
        needs_care=(chance < np.select([who.grade == 1, who.grade == 2], [0.85, 0.45], 0.0)) | (who.lost >= 3),
        died=_deaths(rng, here, who, today),
        working_since=np.maximum(today - rng.integers(SETTLED, 4000, total), who.born + _OF_WORKING_AGE),
        hardships=_hardships(rng, here, today),
        within=rng.random(len(here.size)) < 0.95,
    )  # fmt: skip


def _gaps(rng: np.random.Generator, here: Homes, who: People) -> Gaps:
    """Half of what may lack, where anything does."""
    count = len(here.size)
    lacks = (rng.random(count) < INCOMPLETE) & (rng.random((5, count)) < 0.5)
    obligors, incomes, care, parents = lacks[:4, who.home]
    return Gaps(obligors, incomes, care, parents, property=lacks[4])


def _obligors(rng: np.random.Generator, who: People, asked: Ints) -> Obligors:
    """One or two: children of the elder, parents of grown-ups below fifty."""
    owner = np.repeat(asked, 1 + (rng.random(len(asked)) < 0.3))
    elder = who.age[owner] >= 50
    age = np.clip(
        who.age[owner] + np.where(elder, -_GENERATION, _GENERATION) + rng.integers(-5, 6, len(owner)), 16, 100
    )
    able = rng.random(len(owner)) < 0.93
    pays = np.where(able & elder & (rng.random(len(owner)) < 0.3), rng.integers(5, 40, len(owner)) * 1000, 0)
    return Obligors(owner, np.where(elder, _OBLIGED_CHILD, _OBLIGED_PARENT), age, able, pays)


def _own_parents(here: Homes, who: People, parents: Ints, minors: Ints) -> Obligors:
    """Father and mother of the young, as far as they live: able or not as is on file of them, as old as they are."""
    first, second, couple = _heads(here, who)
    ages = np.stack((who.age[first], who.age[np.where(couple, second, first)]), 1)
    ages = np.where(who.female[first][:, None], ages[:, ::-1], ages)[who.home[minors]]
    situation = parents[minors]
    lives = situation != DEAD
    able = np.isin(situation, (ABLE, REMARRIED))[lives]
    count = len(able)
    return Obligors(
        np.repeat(minors, lives.sum(1)),
        np.full(count, _OBLIGED_PARENT),
        ages[lives],
        able,
        np.zeros(count, np.int64),
    )


def _together(some: Obligors, others: Obligors) -> Obligors:
    """Both, in the order of those to whom they are obliged."""
    columns = [np.concatenate((getattr(some, f.name), getattr(others, f.name))) for f in fields(Obligors)]
    order = np.argsort(columns[0], kind="stable")
    return Obligors(*(column[order] for column in columns))


def _heads(here: Homes, who: People) -> tuple[Ints, Ints, Truths]:
    """By household the head, the second member, and whether these are a couple."""
    first = here.offsets[:-1]
    second = np.minimum(first + 1, len(who.home) - 1)
    return first, second, (here.size > 1) & (who.relation[second] == SPOUSE)


def _parents(rng: np.random.Generator, here: Homes, who: People) -> Ints:
    """A child's parents are the couple at home; of a lone head's child, the other one is somewhere, or dead."""
    first, second, couple = _heads(here, who)
    at_home = np.select([(who.grade == 1) | (who.grade == 2), who.ill], [SEVERE, ILL], ABLE)
    away = rng.choice([ABLE, REMARRIED, DEAD, LOST, PRISON], size=len(first), p=[0.4, 0.15, 0.25, 0.12, 0.08])
    other = np.where(couple, at_home[second], away)
    mother_heads = who.female[first]
    pair = np.stack(
        (np.where(mother_heads, other, at_home[first]), np.where(mother_heads, at_home[first], other)), 1
    )
    gone = (here.kind == ORPHANED)[who.home]
    found: Ints = np.where(gone[:, None], DEAD, pair[who.home])
    return found


def _status(parents: Ints, orphaned: Truths, who: People) -> Ints:
    """What the county has found of a child: both parents show a ground, and not both are dead."""
    ground = np.isin(parents, (DEAD, SEVERE, ILL, PRISON, LOST)).all(1) & (parents != DEAD).any(1)
    own = who.relation == CHILD
    found: Ints = np.where(orphaned, ORPHAN, np.where(ground & own, UNATTENDED, -1))
    return found


def _deaths(rng: np.random.Generator, here: Homes, who: People, today: int) -> Ints:
    """Some of the old have died in the last months and nobody has reported it; somebody is left of each household."""
    total = len(who.home)
    dead = (
        (who.age >= 60) & (who.seat > 0) & (here.kind[who.home] == FAMILY) & (rng.random(total) < _UNREPORTED)
    )
    return np.where(dead, today - rng.integers(5, 150, total), 0)


def _hardships(rng: np.random.Generator, here: Homes, today: int) -> Hardships:
    """A few households, each struck once."""
    owner = np.flatnonzero((rng.random(len(here.size)) < _STRUCK) & (here.kind != TEKUN))
    count = len(owner)
    kind = rng.choice(6, size=count, p=[0.05, 0.2, 0.4, 0.1, 0.15, 0.1])
    return Hardships(
        owner, kind, today - rng.integers(SETTLED, SETTLED + 90, count), rng.integers(10, 600, count) * 10_000,
        route=np.where(np.isin(kind, (2, 4)), 1, 0), multiple=rng.integers(3, 7, count) * 10_000,
    )  # fmt: skip

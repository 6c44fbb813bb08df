"""Who lives in the households of a block: drawn with numpy, the same for the same seed on every machine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aid_rules.batch.synthetic.profiles import Profile

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]

FAMILY, TEKUN, ORPHANED = range(3)
"""Kinds of household: a family, a person in extreme hardship, a grandparent with an orphan."""

HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD = 0, 1, 2, 3, 5
"""Relations, as they are numbered in the case vocabulary."""

_ORPHANED_SHARE = 0.004
_BEYOND_DIBAO = 1.8
"""Households on file for each on dibao: the low-income edge, those refused, those who left."""

_LARGEST = 8
_YEAR = 365.2425
_YOUNGEST = 183


@dataclass(frozen=True, slots=True)
class Homes:
    """Households: which place, town or countryside, which kind, how many members."""

    place: Ints
    urban: Truths
    kind: Ints
    size: Ints

    @property
    def offsets(self) -> Ints:
        """Where each household's members begin, and where the last one's end."""
        return np.concatenate(([0], np.cumsum(self.size)))


@dataclass(frozen=True, slots=True)
class People:
    """Persons in the order of their households: `home` says whose, `seat` which of them."""

    home: Ints
    seat: Ints
    relation: Ints
    born: Ints
    """Days since 1970-01-01."""
    age: Ints
    female: Truths
    grade: Ints
    """Grade of disability, 0 for none."""
    disabled_how: Ints
    ill: Truths
    lost: Ints
    """How many of the six things of daily life are beyond them."""


def homes(rng: np.random.Generator, places: tuple[Profile, ...], count: int) -> Homes:
    """So many households."""
    sides = [
        (i, urban, p.urban if urban else p.rural) for i, p in enumerate(places) for urban in (True, False)
    ]
    weights = np.array([side.households * (_BEYOND_DIBAO + side.tekun) for *_, side in sides])
    drawn = rng.choice(len(sides), size=count, p=weights / weights.sum())
    place = np.array([i for i, *_ in sides])[drawn]
    urban = np.array([town for _, town, _ in sides])[drawn]
    tekun = np.array([side.tekun / (_BEYOND_DIBAO + side.tekun) for *_, side in sides])[drawn]
    more = np.array([min(0.95, (side.size - 1) / (_LARGEST - 1)) for *_, side in sides])[drawn]
    chance = rng.random(count)
    kind = np.where(chance < tekun, TEKUN, np.where(chance < tekun + _ORPHANED_SHARE, ORPHANED, FAMILY))
    family = 1 + rng.binomial(_LARGEST - 1, more)
    size = np.where(kind == TEKUN, 1, np.where(kind == ORPHANED, 2, family))
    return Homes(place, urban, kind, size)


def people(rng: np.random.Generator, here: Homes, today: int) -> People:
    """The members of these households; `today` in days since 1970-01-01."""
    total = int(here.size.sum())
    home = np.repeat(np.arange(len(here.size)), here.size)
    seat = np.arange(total) - np.repeat(here.offsets[:-1], here.size)
    kind = here.kind[home]
    relation = _relations(rng, seat, kind)
    head_age = np.where(
        here.kind == FAMILY, rng.integers(24, 75, len(here.size)), rng.integers(60, 92, len(here.size))
    )
    age = _ages(rng, relation, head_age[home])
    # Nobody is younger than half a year: see SETTLED.
    born = today - np.maximum((age * _YEAR).astype(np.int64) + rng.integers(0, 365, total), _YOUNGEST)
    chance = rng.random(total)
    grade = np.select([chance < 0.05, chance < 0.12, chance < 0.16, chance < 0.20], [1, 2, 3, 4], 0)
    lost = rng.integers(0, 7, total)
    frail = (age >= 75) & (rng.random(total) < 0.35) | (grade == 1)
    return People(
        home, seat, relation, born, age,
        female=rng.random(total) < 0.48,
        grade=grade,
        disabled_how=rng.integers(0, 7, total),
        ill=rng.random(total) < 0.08,
        lost=np.where(frail, lost, 0),
    )  # fmt: skip


def _relations(rng: np.random.Generator, seat: Ints, kind: Ints) -> Ints:
    """The head first, then mostly a spouse, children, and a parent now and then."""
    chance = rng.random(len(seat))
    second = np.where(chance < 0.7, SPOUSE, CHILD)
    later = np.where(chance < 0.85, CHILD, PARENT)
    family = np.select([seat == 0, seat == 1], [HEAD, second], later)
    return np.where((kind == ORPHANED) & (seat == 1), GRANDCHILD, family).astype(np.int64)


def _ages(rng: np.random.Generator, relation: Ints, head: Ints) -> Ints:
    apart = rng.integers(20, 36, len(relation))
    close = rng.integers(-6, 7, len(relation))
    age = np.select(
        [relation == HEAD, relation == SPOUSE, relation == CHILD, relation == PARENT],
        [head, np.maximum(20, head + close), head - apart, head + apart],
        rng.integers(1, 18, len(relation)),
    )
    found: Ints = np.clip(age, 0, 104)
    return found

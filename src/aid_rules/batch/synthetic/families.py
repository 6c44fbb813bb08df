"""Who is whose spouse, child or parent, of which sex, and how old can they be?

Couples are a man and a woman of an age to marry. Brothers and sisters are more than a year apart, the eldest first, and
each is born when the younger parent is twenty or older: so the head of a large family is not too young for it. A head has
two parents at most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aid_rules.batch.synthetic.homes import FAMILY, ORPHANED, Homes, Ints, Truths

HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD = 0, 1, 2, 3, 5
"""Relations, as they are numbered in the case vocabulary."""

_MARRIED = 22
"""The age to marry: of men, and of women more than enough."""
_APART, _FIRST_CHILD = (20, 36), (20, 31)
"""A head is so much younger than a parent; so old is the younger parent when the first child is born."""
_MOST_PARENTS, _OLDEST = 2, 100
_FEMALE = 0.48


@dataclass(frozen=True, slots=True)
class Kin:
    """Persons in the order of their households: relation to the head, age in years, sex."""

    relation: Ints
    age: Ints
    female: Truths


def kin(rng: np.random.Generator, here: Homes, home: Ints, seat: Ints) -> Kin:
    """The families that live in these households."""
    relation = _relations(rng, here, home, seat)
    head, spouse, younger, born_at = _couples(rng, here, home, relation)
    apart = rng.integers(*_APART, len(home))
    age = np.select(
        [relation == HEAD, relation == SPOUSE, relation == CHILD, relation == PARENT],
        [head[home], spouse[home], younger[home] - born_at, np.minimum(_OLDEST, head[home] + apart)],
        rng.integers(1, 18, len(home)),
    )
    return Kin(relation, age.astype(np.int64), _sexes(rng, here, home, relation))


def _relations(rng: np.random.Generator, here: Homes, home: Ints, seat: Ints) -> Ints:
    """The head first, then mostly a spouse, children, and a parent now and then."""
    chance = rng.random(len(seat))
    second = np.where(chance < 0.7, SPOUSE, CHILD)
    later = np.where(chance < 0.85, CHILD, PARENT)
    family = np.select([seat == 0, seat == 1], [HEAD, second], later)
    family[(family == PARENT) & (_place(family == PARENT, here, home) >= _MOST_PARENTS)] = CHILD
    return np.where((here.kind[home] == ORPHANED) & (seat == 1), GRANDCHILD, family).astype(np.int64)


def _couples(
    rng: np.random.Generator, here: Homes, home: Ints, relation: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """By household the ages of the head, of a spouse if there is one, of the younger of them; and by person the age of
    that one when a child is born.
    """
    count = len(here.size)
    head = np.where(here.kind == FAMILY, rng.integers(24, 75, count), rng.integers(60, 92, count))
    couple = np.bincount(home, relation == SPOUSE, count) > 0
    close = np.where(couple, rng.integers(-6, 7, count), 0)
    child = relation == CHILD
    place = _place(child, here, home)
    gap = np.where(child & (place > 0), np.where(place < 3, rng.integers(2, 4, len(home)), 2), 0)
    so_far: Ints = np.cumsum(gap)
    born_at = rng.integers(*_FIRST_CHILD, count)[home] + so_far - (so_far - gap)[here.offsets[:-1]][home]
    needed = np.zeros(count, np.int64)
    np.maximum.at(needed, home[child], born_at[child])
    head = np.maximum(head, needed - np.minimum(close, 0))
    spouse = np.maximum(_MARRIED, head + close)
    return head, spouse, np.where(couple, np.minimum(head, spouse), head), born_at


def _sexes(rng: np.random.Generator, here: Homes, home: Ints, relation: Ints) -> Truths:
    """Spouses are not of the head's sex, nor is the second parent of the first one's."""
    female: Truths = rng.random(len(home)) < _FEMALE
    female = np.where(relation == SPOUSE, ~female[here.offsets[:-1]][home], female)
    parents = np.flatnonzero(relation == PARENT)
    second = parents[_place(relation == PARENT, here, home)[parents] == 1]
    female[second] = ~female[parents[np.searchsorted(parents, second) - 1]]
    return female


def _place(which: Truths, here: Homes, home: Ints) -> Ints:
    """Of how many such persons each one comes after in the household."""
    so_far: Ints = np.cumsum(which) - which
    found: Ints = so_far - so_far[here.offsets[:-1]][home]
    return found

"""Which households are there: in which place, of which kind, how large?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aid_rules.batch.synthetic.profiles import Profile

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]

FAMILY, TEKUN, ORPHANED = range(3)
"""Kinds of household: a family, a person in extreme hardship, a grandparent with an orphan."""

_ORPHANED_SHARE = 0.004
_BEYOND_DIBAO = 1.8
"""Households on file for each on dibao: the low-income edge, those refused, those who left."""

_LARGEST = 8


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

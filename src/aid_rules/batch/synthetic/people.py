"""Who lives in the households of a block: drawn with numpy, the same for the same seed on every machine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aid_rules.batch.synthetic.families import kin
from aid_rules.batch.synthetic.homes import Homes, Ints, Truths

_YEAR = 365.25
_MONTHS = 12
_YOUNGEST = 183
"""Nobody is younger than half a year, in days: see SETTLED."""


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

    @property
    def studies(self) -> Truths:
        """In school from 6 to 18, some longer."""
        school: Truths = (self.age >= 6) & (self.age < 22) & ((self.age < 18) | (self.born % 2 == 1))
        return school


def people(rng: np.random.Generator, here: Homes, today: int) -> People:
    """The members of these households; `today` in days since 1970-01-01."""
    total = int(here.size.sum())
    home = np.repeat(np.arange(len(here.size)), here.size)
    seat = np.arange(total) - np.repeat(here.offsets[:-1], here.size)
    own = kin(rng, here, home, seat)
    lived = np.ceil(own.age * _YEAR).astype(np.int64) + rng.integers(0, 365, total)
    born = today - np.maximum(lived, _YOUNGEST)
    age = full_years(born, today)
    chance = rng.random(total)
    grade = np.select([chance < 0.05, chance < 0.12, chance < 0.16, chance < 0.20], [1, 2, 3, 4], 0)
    lost = rng.integers(0, 7, total)
    frail = (age >= 75) & (rng.random(total) < 0.35) | (grade == 1)
    return People(
        home, seat, own.relation, born, age, own.female,
        grade=grade,
        disabled_how=rng.integers(0, 7, total),
        ill=rng.random(total) < 0.08,
        lost=np.where(frail, lost, 0),
    )  # fmt: skip


def month_of(day: Ints) -> Ints:
    """The months from 1970-01 to that of each day, a day being given from 1970-01-01."""
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def full_years(born: Ints, today: int) -> Ints:
    """How old is who was born on these days?"""
    now = np.full_like(born, today)
    months = month_of(now) - month_of(born) - (_day_of_month(now) < _day_of_month(born))
    found: Ints = months // _MONTHS
    return found


def _day_of_month(day: Ints) -> Ints:
    found: Ints = day - month_of(day).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return found

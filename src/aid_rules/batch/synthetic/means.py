"""What the households of a block live on: incomes, savings, expenses, in fen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aid_rules.batch.synthetic.homes import FAMILY, TEKUN, Homes, Ints, Truths
from aid_rules.batch.synthetic.people import People

WAGE, BUSINESS, TRANSFER, BASIC_PENSION, EMPLOYEE_PENSION, SUPPORT = 0, 1, 3, 4, 5, 6
"""Kinds of income, as they are numbered in the case vocabulary."""

_WORKING = (17, 60)
"""Whoever works has reached sixteen longer ago than `circumstances.SETTLED`."""


@dataclass(frozen=True, slots=True)
class Items:
    """Incomes, assets or expenses: whose, of which kind, how much; in the order of the owners."""

    owner: Ints
    kind: Ints
    fen: Ints


def incomes(rng: np.random.Generator, here: Homes, who: People) -> Items:
    """A month's incomes of every person, mostly one, many without."""
    total = len(who.home)
    poor = rng.choice([0.25, 0.6, 1.0, 1.6], size=len(here.size), p=[0.3, 0.35, 0.25, 0.1])[who.home]
    works = (who.age >= _WORKING[0]) & (who.age < _WORKING[1]) & (rng.random(total) < 0.45)
    works &= (who.grade != 1) & (who.grade != 2) & ~who.studies
    works &= here.kind[who.home] == FAMILY
    wage = (rng.integers(600, 3800, total) * poor).astype(np.int64) * 100
    farms = works & ~here.urban[who.home] & (rng.random(total) < 0.5)
    old = who.age >= _WORKING[1]
    employee = old & here.urban[who.home] & (rng.random(total) < 0.25) & (here.kind[who.home] != TEKUN)
    pension = np.where(employee, rng.integers(1000, 3200, total) * 100, rng.integers(110, 260, total) * 100)
    helped = (rng.random(total) < 0.35) & (here.kind[who.home] == FAMILY)
    columns = [
        (works, np.where(farms, BUSINESS, WAGE), wage),
        (old, np.where(employee, EMPLOYEE_PENSION, BASIC_PENSION), pension),
        (helped, np.full(total, SUPPORT), rng.integers(5, 60, total) * 1000),
    ]
    return _sorted(columns)


def savings(rng: np.random.Generator, here: Homes) -> Items:
    """A deposit of most households, a dwelling of all, a car of some."""
    total = len(here.size)
    deposit = np.where(
        rng.random(total) < 0.9, rng.integers(0, 12_000, total), rng.integers(12_000, 300_000, total)
    )
    car = (rng.random(total) < 0.04) & (here.kind == FAMILY)
    every = np.ones(total, bool)
    return _sorted(
        [
            (every, np.full(total, 0), deposit * 100),
            (car, np.full(total, 5), rng.integers(5_000, 90_000, total) * 100),
            (every, np.full(total, 8), rng.integers(20_000, 200_000, total) * 100),
        ]
    )


def expenses(rng: np.random.Generator, here: Homes, who: People) -> Items:
    """What a year's treatment cost the household, where somebody is seriously ill."""
    ill = np.zeros(len(here.size), bool)
    np.logical_or.at(ill, who.home, who.ill)
    return _sorted([(ill, np.full(len(ill), 1), rng.integers(2_000, 90_000, len(ill)) * 100)])


def _sorted(columns: list[tuple[Truths, Ints, Ints]]) -> Items:
    """All items, those of one owner together and in the order of the columns."""
    owners = [np.flatnonzero(there) for there, *_ in columns]
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    kind = np.concatenate([k[at] for at, (_, k, _) in zip(owners, columns, strict=True)])
    fen = np.concatenate([f[at] for at, (_, _, f) in zip(owners, columns, strict=True)])
    return Items(owner[order], kind[order], fen[order])

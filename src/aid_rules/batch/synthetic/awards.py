"""What has been granted and paid, month by month? Near the published standards, with the slips of real files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from aid_rules.batch.synthetic.circumstances import ORPHAN, Circumstances
from aid_rules.batch.synthetic.homes import TEKUN, Homes, Ints, Truths
from aid_rules.batch.synthetic.means import BASIC_PENSION, Items
from aid_rules.batch.synthetic.people import People, month_of
from aid_rules.batch.synthetic.profiles import Profile

DIBAO, TEKUN_AID, CHILD, LIVING, NURSING = range(5)
PROGRAMMES = ("dibao", "tekun", "child_allowance", "disability_living", "disability_nursing")

_UNATTENDED, _SUBSIDIES, _ORPHANS = 50 * 12, 46 * 12, 40 * 12 + 10
"""The months from which 民发〔2019〕62号, 国发〔2015〕52号 and 国办发〔2010〕54号 have these children and people paid."""

_WINDOW = 12
_FEWEST = 6
"""Payments on record go back between these many months."""

_NOT_ON_RECORD, _NONE_PAID, _MONTH_LEFT_OUT = 0.05, 0.02, 0.004
_YUAN = 100


@dataclass(frozen=True, slots=True)
class Awards:
    """Awards in the order of their owners, and the payments made under them in the order of the awards."""

    owner: Ints
    programme: Ints
    fen: Ints
    start: Ints
    """First month, counted from 1970-01."""
    recorded: Truths
    """Are its payments on record?"""
    paid_under: Ints
    paid_month: Ints
    paid: Ints


@dataclass(frozen=True, slots=True)
class Granted:
    """Awards to households, and to persons; which tier each household is in, where dibao is paid by tier."""

    homes: Awards
    persons: Awards
    tier: Ints


def granted(
    rng: np.random.Generator, places: tuple[Profile, ...], here: Homes, who: People, money: Items,
    case: Circumstances, on: date,
) -> Granted:  # fmt: skip
    """What these people were granted, with the payments of the months up to that of `on`."""
    tier = rng.choice(3, size=len(here.size), p=[0.15, 0.35, 0.5])
    dibao = _dibao(rng, places, here, who, money, case, tier)
    month = (on.year - 1970) * 12 + on.month - 1
    household = _paid(
        rng, np.flatnonzero(dibao), np.full(np.count_nonzero(dibao), DIBAO), dibao[dibao > 0], month,
        np.zeros(np.count_nonzero(dibao), np.int64),
    )  # fmt: skip
    wanted = _to_persons(rng, places, here, who, case, dibao > 0)
    begun = np.zeros(len(here.size), np.int64)
    begun[household.owner] = household.start
    earliest = _earliest(who, case, begun)
    # Who can be granted something only since less than half a year has no award yet: nothing newer is on file.
    wanted = [
        np.where(month + 1 - first >= _FEWEST, fen, 0) for fen, first in zip(wanted, earliest, strict=True)
    ]
    owner = np.concatenate([np.flatnonzero(fen) for fen in wanted])
    programme = np.repeat(np.arange(TEKUN_AID, NURSING + 1), [np.count_nonzero(fen) for fen in wanted])
    order = np.argsort(owner, kind="stable")
    fen = np.concatenate([fen[fen > 0] for fen in wanted])
    since = np.concatenate([first[fen > 0] for fen, first in zip(wanted, earliest, strict=True)])
    persons = _paid(rng, owner[order], programme[order], fen[order], month, since[order])
    return Granted(household, persons, tier)


def _earliest(who: People, case: Circumstances, dibao: Ints) -> list[Ints]:
    """The first month, from 1970-01, in which each person can have been granted tekun, child allowance, and the two
    subsidies: the month after a birth, a sixtieth birthday, a parent's leaving. `dibao` is when each household's began.
    """
    born = month_of(who.born) + 1
    unattended = np.maximum(_UNATTENDED, month_of(case.parted.max(1)) + 1)
    child = np.maximum(born, np.where(case.status == ORPHAN, _ORPHANS, unattended))
    disabled = np.maximum(born, _SUBSIDIES)
    return [born + 60 * _WINDOW, child, np.maximum(disabled, dibao[who.home]), disabled]


def _dibao(
    rng: np.random.Generator, places: tuple[Profile, ...], here: Homes, who: People, money: Items,
    case: Circumstances, tier: Ints,
) -> Ints:  # fmt: skip
    """Fen a month of each household, zero for none: the gap as it was found, or the tier."""
    count = len(here.size)
    counted = np.where(money.kind == BASIC_PENSION, 0, money.fen)
    earned = np.bincount(who.home[money.owner], counted, count).astype(np.int64)
    standard = np.array([[p.rural.dibao_standard, p.urban.dibao_standard] for p in places])
    gap = standard[here.place, here.urban.astype(np.int64)] * here.size - earned
    chance = rng.random(count)
    once = np.where(rng.random(count) < 0.12, rng.uniform(0.7, 1.1, count), 1.0)
    found = np.floor(gap * once / _YUAN).astype(np.int64) * _YUAN
    by_tier = np.zeros((len(places), 2, 3), np.int64)
    for i, place in enumerate(places):
        for j, side in enumerate((place.rural, place.urban)):
            by_tier[i, j, : len(side.tiers)] = side.tiers
    flat = by_tier[here.place, here.urban.astype(np.int64), tier] * here.size
    # Some whose income has risen are still paid; some who are poor never asked.
    stale = (gap <= 0) & (chance < 0.03)
    amount = np.where(flat > 0, flat, np.where(stale, here.size * 10_000, found))
    held = (((gap > 0) & (chance < 0.93)) | stale) & (here.kind != TEKUN) & case.within
    return np.where(held, np.maximum(amount, 0), 0)


def _to_persons(
    rng: np.random.Generator, places: tuple[Profile, ...], here: Homes, who: People, case: Circumstances,
    on_dibao: Truths,
) -> list[Ints]:  # fmt: skip
    """Fen a month of each person, zero for none: tekun, child allowance, the two subsidies to disabled people."""
    place, town = here.place[who.home], here.urban[who.home].astype(np.int64)
    chance = rng.random((4, len(who.home)))
    basic = np.array([[p.rural.tekun_standard, p.urban.tekun_standard] for p in places])[place, town]
    care = np.array([p.care for p in places])[place, np.select([who.lost == 0, who.lost <= 3], [0, 1], 2)]
    sums = {
        name: np.array([getattr(p, name) for p in places])[place] for name in ("child", "living", "nursing")
    }
    tekun = (here.kind[who.home] == TEKUN) & (chance[0] < 0.95)
    child = (case.status >= 0) & (who.age < 18) & (chance[1] < np.where(case.status == ORPHAN, 0.97, 0.9))
    living = (who.grade > 0) & on_dibao[who.home] & ~child & (chance[2] < np.where(who.grade <= 2, 0.92, 0.3))
    nursing = (who.grade > 0) & (who.grade <= 2) & case.needs_care & ~tekun & (chance[3] < 0.92)
    return [
        np.where(tekun, basic + care, 0),
        np.where(child, sums["child"], 0),
        np.where(living, sums["living"], 0),
        np.where(nursing, sums["nursing"], 0),
    ]


def _paid(
    rng: np.random.Generator, owner: Ints, programme: Ints, fen: Ints, month: int, earliest: Ints
) -> Awards:
    """These awards with what was paid under them, up to this month; none begins before its `earliest` month."""
    count = len(owner)
    most = month + 1 - earliest
    months = np.minimum(np.minimum(rng.integers(_FEWEST, 2 * _WINDOW, count), _WINDOW), most)
    earlier = np.minimum(np.where(months == _WINDOW, rng.integers(0, 60, count), 0), most - months)
    chance = rng.random(count)
    recorded = chance >= _NOT_ON_RECORD
    lengths = np.where(chance >= _NOT_ON_RECORD + _NONE_PAID, months, 0)
    under = np.repeat(np.arange(count), lengths)
    at = month + 1 - np.repeat(np.cumsum(lengths), lengths) + np.arange(len(under))
    kept = rng.random(len(under)) >= _MONTH_LEFT_OUT
    under, at = under[kept], at[kept]
    return Awards(owner, programme, fen, month + 1 - months - earlier, recorded, under, at, fen[under])

"""The persons of a block as rows of the case."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from aid_rules.batch.synthetic.arrow import days, findings, listed, rows_of, words
from aid_rules.batch.synthetic.awards import Awards
from aid_rules.batch.synthetic.circumstances import PRISON, SETTLED, Circumstances
from aid_rules.batch.synthetic.homes import FAMILY, TEKUN, Homes, Ints, Truths
from aid_rules.batch.synthetic.means import BUSINESS, WAGE, Items
from aid_rules.batch.synthetic.people import People
from aid_rules.batch.synthetic.profiles import Profile
from aid_rules.batch.synthetic.rows import awards, items, obligors
from aid_rules.case import Disability, Education, Employment, Income, Parent, Person, SelfCare
from aid_rules.columnar.schema import columns_of

_TERM = 60
"""Months of a parent's prison sentence."""


def persons(
    places: tuple[Profile, ...], here: Homes, who: People, money: Items, case: Circumstances, given: Awards,
    today: int,
) -> pa.StructArray:  # fmt: skip
    """All members of all households, in order."""
    total = len(who.home)
    seats = pa.array([f"p{seat + 1}" for seat in range(int(here.size.max()))])
    columns = {
        "person_id": seats.take(pa.array(who.seat)),
        "birth_date": days(who.born),
        "death_date": days(case.died, case.died == 0),
        "sex": words(Person, "sex", who.female.astype(np.int64)),
        "relation": words(Person, "relation", who.relation),
        "cohabiting": pa.array(np.ones(total, bool)),
        "education": _education(who),
        "labour_capacity": words(Person, "labour_capacity", _labour(who)),
        "employment": _employment(who, money, case.working_since),
        "disability": _disability(who),
        "serious_illness": pa.array(who.ill),
        "self_care": _self_care(who, case),
        "needs_long_term_care": pa.array(case.needs_care, mask=case.gaps.care),
        "settlement": words(Person, "settlement", np.where(who.born % 5 == 0, 0, 1)),
        "child_status": words(Person, "child_status", np.maximum(case.status, 0), absent=case.status < 0),
        "obligors": obligors(case.obligors, total, absent=_silent(here, who, case)),
        "parents": _parents(case),
        "incomes": items(Income, money, total, absent=case.gaps.incomes),
        "findings": _findings(places, here, who, case, today),
        "awards": awards(given, total),
    }
    return rows_of(Person, total, columns)


def _silent(here: Homes, who: People, case: Circumstances) -> Truths:
    """Of whom does the file not say who would have to support them? Of those nobody asks, and in gaps."""
    family = (here.kind == FAMILY)[who.home]
    silent: Truths = (family & ~case.asked) | (case.gaps.obligors & case.asked)
    return silent


def _findings(
    places: tuple[Profile, ...], here: Homes, who: People, case: Circumstances, today: int
) -> pa.ListArray:
    """Of the means of those whom nobody can support, of severely disabled people, and what the place leaves open."""
    alone = (here.kind == TEKUN)[who.home]
    place = here.place[who.home]
    told = case.helpless & case.asked & ~case.gaps.obligors
    said = [
        ("tekun.property_within_limits", told, alone | (who.born % 4 > 0)),
        ("dibao.single_person.property_within_limits", (who.grade > 0) & (who.grade <= 3), who.born % 10 > 0),
    ]
    for name in sorted({name for p in places for name in p.findings}):
        asks = np.array([name in p.findings for p in places])[place]
        said.append((name, asks, (who.born + len(name)) % 7 == 0))
    return findings(said, len(who.home), today - SETTLED)


def _parents(case: Circumstances) -> pa.ListArray:
    """Father and mother of the young."""
    told = case.minor & ~case.gaps.parents
    rows = np.flatnonzero(told)
    situation = case.parents[rows].ravel()
    count = len(situation)
    bound = situation == PRISON
    columns = {
        "which": words(Parent, "which", np.tile([0, 1], len(rows))),
        "situation": words(Parent, "situation", situation),
        "since": days(case.parted[rows].ravel(), case.parted[rows].ravel() == 0),
        "term_months": pa.array(np.full(count, _TERM, np.int32), mask=~bound),
    }
    begin = np.concatenate(([0], 2 * np.cumsum(told)))
    return listed(begin, rows_of(Parent, count, columns), ~told)


def _education(who: People) -> pa.StructArray:
    """Of those who study."""
    stage = np.select([who.age < 15, who.age < 18], [1, 2], 4)
    columns = {"stage": words(Education, "stage", stage), "full_time": pa.array(np.ones(len(stage), bool))}
    return rows_of(Education, len(stage), columns, ~who.studies)


def _labour(who: People) -> Ints:
    weak = (who.grade == 1) | (who.grade == 2) | (who.age < 16) | (who.age >= 75)
    return np.where(weak, 2, np.where((who.age >= 60) | who.ill, 1, 0)).astype(np.int64)


def _employment(who: People, money: Items, since: Ints) -> pa.StructArray:
    total = len(who.home)
    earns = np.zeros(total, bool)
    earns[money.owner[(money.kind == WAGE) | (money.kind == BUSINESS)]] = True
    status = np.where(earns, 0, np.where((who.age < 16) | (who.age >= 60) | who.studies, 4, 3))
    columns = {"status": words(Employment, "status", status), "since": days(since, ~earns)}
    return rows_of(Employment, total, columns)


def _disability(who: People) -> pa.StructArray:
    total = len(who.grade)
    columns = {
        "kind": words(Disability, "kind", who.disabled_how),
        "grade": pa.array(np.maximum(who.grade, 1).astype(np.int32)),
    }
    return rows_of(Disability, total, columns, who.grade == 0)


def _self_care(who: People, case: Circumstances) -> pa.StructArray:
    """The first things on the list stay longest."""
    names = [column.key for column in columns_of(SelfCare)]
    columns = {name: pa.array(who.lost < len(names) - i) for i, name in enumerate(names)}
    return rows_of(SelfCare, len(who.lost), columns, case.gaps.care)

"""Could the households of a synthetic population exist? Couples, generations, work, schools, and what was granted when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from aid_rules.batch.synthetic import BLOCK, synthesize
from aid_rules.dates import add_years, full_months, full_years, month_start, next_month

DRAWN = date(2021, 3, 31)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [row for batch in synthesize(BLOCK, on=DRAWN) for row in batch.to_pylist()]


@pytest.fixture(scope="module")
def people(rows: list[Row]) -> list[Row]:
    return [person for row in rows for person in row["members"]]


def related(row: Row, relation: str) -> list[Row]:
    return [person for person in row["members"] if person["relation"] == relation]


def age(person: Row) -> int:
    return full_years(person["birth_date"], DRAWN)


def couples(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Head and spouse, and two parents of a head."""
    for row in rows:
        if len(both := [*related(row, "head"), *related(row, "spouse")]) == 2:
            yield both[0], both[1]
        if len(both := related(row, "parent")) == 2:
            yield both[0], both[1]


def test_couples_are_a_man_and_a_woman_of_an_age_to_marry(rows: list[Row]) -> None:
    every = list(couples(rows))
    assert len(every) > 2000
    for both in every:
        assert {person["sex"] for person in both} == {"male", "female"}
        assert all(age(person) >= (22 if person["sex"] == "male" else 20) for person in both)


def test_households_have_one_head_one_spouse_and_two_parents_at_most(rows: list[Row]) -> None:
    for row in rows:
        found = Counter(person["relation"] for person in row["members"])
        assert (found["head"], found["spouse"] <= 1, found["parent"] <= 2) == (1, True, True)


def test_sexes_are_about_even(people: list[Row]) -> None:
    assert 0.45 < sum(person["sex"] == "female" for person in people) / len(people) < 0.53


def test_parents_are_older_than_their_children(rows: list[Row]) -> None:
    for row in rows:
        (head,) = related(row, "head")
        pairs = [(parent, head) for parent in related(row, "parent")]
        couple = [head, *related(row, "spouse")]
        pairs += [(parent, child) for parent in couple for child in related(row, "child")]
        for parent, child in pairs:
            assert add_years(parent["birth_date"], 16) <= child["birth_date"]
        for young in (child for parent, child in pairs if child is not head):
            mothers = [parent for parent in couple if parent["sex"] == "female"]
            assert all(full_years(mother["birth_date"], young["birth_date"]) <= 52 for mother in mothers)
        for grandchild in related(row, "grandchild"):
            assert add_years(head["birth_date"], 32) <= grandchild["birth_date"]


def test_brothers_and_sisters_are_born_one_after_another(rows: list[Row]) -> None:
    for row in rows:
        born = sorted(child["birth_date"] for child in related(row, "child"))
        assert all(full_months(a, b) >= 9 for a, b in pairwise(born))


def test_nobody_is_older_than_people_become(people: list[Row]) -> None:
    assert max(map(age, people)) < 105


def test_children_learn_and_do_not_work(people: list[Row]) -> None:
    for person in people:
        studies, work = person["education"], person["employment"]
        works = work["status"] == "employed"
        if studies is not None:
            assert 6 <= age(person) < 22
            assert studies["stage"] != "undergraduate" or age(person) >= 18
            assert not works
        if works:
            assert person["labour_capacity"] != "none"
            assert age(person) < 60
            assert work["since"] >= add_years(person["birth_date"], 16)


def test_pensions_are_paid_from_sixty(people: list[Row]) -> None:
    for person in people:
        for income in person["incomes"] or ():
            assert income["kind"] not in ("basic_pension", "employee_pension") or age(person) >= 60


def test_orphans_have_no_parents_and_no_orphan_lives_with_them(people: list[Row]) -> None:
    orphans = [person for person in people if person["child_status"] == "orphan"]
    assert orphans
    for person in people:
        situations = {parent["situation"] for parent in person["parents"] or ()}
        if person["child_status"] == "orphan" and situations:
            assert situations == {"dead"}
        if person["child_status"] is not None:
            assert age(person) < 20
            assert "able" not in situations


def test_parents_of_the_young_are_those_at_home_and_have_left_after_the_birth(rows: list[Row]) -> None:
    for row in rows:
        couple = {person["sex"]: person for person in (*related(row, "head"), *related(row, "spouse"))}
        for child in related(row, "child"):
            told = {parent["which"]: parent for parent in child["parents"] or ()}
            assert all(
                parent["since"] is None or parent["since"] >= child["birth_date"] for parent in told.values()
            )
            if len(couple) == 2 and told:
                assert {each["situation"] for each in told.values()} <= {
                    "able",
                    "severe_disability",
                    "serious_illness",
                }
            if told and child["obligors"] is not None:
                living = [parent["situation"] for parent in told.values() if parent["situation"] != "dead"]
                assert len(child["obligors"]) == len(living)
                able = sum(situation in ("able", "remarried") for situation in living)
                assert sum(obligor["able"] for obligor in child["obligors"]) == able


def test_nothing_was_granted_before_it_could_be(rows: list[Row]) -> None:
    """Before a birth, a sixtieth birthday, a parent's leaving, the dibao of the household, or the programme itself."""
    counted: Counter[str] = Counter()
    for row in rows:
        homes = [award["from"] for award in row["awards"]]
        for person in row["members"]:
            away = max(
                (parent["since"] for parent in person["parents"] or () if parent["since"]), default=date.min
            )
            unattended = (
                date(2020, 1, 1) if person["child_status"] == "de_facto_unattended" else date(2010, 11, 1)
            )
            least = {
                "tekun": add_years(person["birth_date"], 60), "child_allowance": max(away, unattended),
                "disability_living": max([date(2016, 1, 1), *homes]), "disability_nursing": date(2016, 1, 1),
            }  # fmt: skip
            for award in person["awards"]:
                assert award["from"] >= max(
                    next_month(month_start(person["birth_date"])), least[award["programme"]]
                )
                assert award["from"] <= date(2020, 10, 1)
                counted[award["programme"]] += 1
    assert set(counted) == {"tekun", "child_allowance", "disability_living", "disability_nursing"}


def test_all_this_is_so_early_in_the_programmes_too() -> None:
    """In 2017 nobody is paid yet as a child whom nobody attends to."""
    for batch in synthesize(BLOCK // 4, on=date(2017, 3, 31)):
        for row in batch.to_pylist():
            for person in row["members"]:
                statuses = {award["programme"]: person["child_status"] for award in person["awards"]}
                assert statuses.get("child_allowance", "orphan") == "orphan"

"""Does a slip in the year end in words, and not in everybody's payments?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules.batch import BatchError, Side, reevaluate
from aid_rules.batch.chunk.step import Step, Task
from aid_rules.batch.in_force import need_rules
from aid_rules.case import read_case_dict
from aid_rules.columnar import from_cases
from tests.batch import harbour
from tests.batch.harbour import run
from tests.world import household, person

SLIP = date(1930, 7, 1)


@pytest.mark.parametrize("which", ["before", "after"])
def test_a_day_without_rules_is_refused_before_the_job_begins(
    people: Path, tmp_path: Path, which: str
) -> None:
    asked = harbour.asked(**{which: Side(harbour.harbour(), SLIP)}, until=None)
    with pytest.raises(BatchError) as error:
        run(people, tmp_path / "out", asked)
    assert harbour.code(error) == "B130"
    for words in (f"--{which} 1930-07-01", "2020-01-01"):
        assert words in str(error.value)
    assert not (tmp_path / "out").exists()
    county = harbour.harbour()
    sides: dict[str, Any] = {"before": (county, harbour.BEFORE), "after": (county, harbour.AFTER)}
    with pytest.raises(BatchError) as error:
        reevaluate(people, **sides | {which: (county, SLIP)})
    assert harbour.code(error) == "B130"


def test_both_days() -> None:
    side = Side(harbour.harbour(), SLIP)
    with pytest.raises(BatchError) as error:
        need_rules(Task(side, side, harbour.REGIONS))
    assert len(error.value.problems) == 2


def test_divisions_that_nobody_knows_do_not_stop_a_job() -> None:
    side = Side(harbour.harbour(), SLIP)
    need_rules(Task(side, side, ("999999",)))
    need_rules(Task(side, side, ()))


class Late(Side):
    """Rules that one county has later than the others."""

    def plan(self, region: str) -> Any:
        return self.rulebook.resolve(region, SLIP if region == harbour.RAISED else self.on)


def born(day: str, region: str = harbour.RAISED, **facts: Any) -> Any:
    return read_case_dict(
        household(person(0, birth_date=day), household_id=f"{day}-{region}", region=region, **facts)
    )


@pytest.mark.parametrize("changed_only", [False, True])
def test_who_is_not_born_yet(changed_only: bool) -> None:
    """On the earlier day that is no fault: all they get is new. On the later one nobody can decide."""
    county = harbour.harbour()
    cases = [
        born(day, region) for region in (harbour.RAISED, harbour.UNCHANGED)
        for day in ("2000-01-01", "2030-06-20", "2030-07-02")
    ]  # fmt: skip
    found = reevaluate(
        cases, before=(county, harbour.BEFORE), after=(county, harbour.AFTER), until=harbour.UNTIL,
        changed_only=changed_only,
    )  # fmt: skip
    rows = {row["household_id"]: row for row in found.decisions.to_pylist()}
    assert [name[:10] for name in rows] == ["2000-01-01", "2030-06-20"] * 2
    for name, row in rows.items():
        assert row["alive"]
        assert row["carried"] == (changed_only and name == f"2000-01-01-{harbour.UNCHANGED}")
        assert row["dibao"] is not None
    changes = [row for row in found.changes.to_pylist() if row["household_id"].startswith("2030-06-20")]
    assert {row["kind"] for row in changes} <= {"new", "undetermined"}
    assert all(row["before"] is None for row in changes)
    rejects = [(row["code"], row["field"], row["message"]) for row in found.rejects.to_pylist()]
    assert [(code, field) for code, field, _ in rejects] == [("C140", "members[0].birth_date")] * 2
    assert "2030-07-01" in rejects[0][2]


def test_a_division_without_rules_beside_others_is_rejected_with_who_is_not_born_yet() -> None:
    late, side = Late(harbour.harbour(), harbour.BEFORE), Side(harbour.harbour(), harbour.AFTER)
    need_rules(Task(side, late, harbour.REGIONS))
    with pytest.raises(BatchError):
        need_rules(Task(side, late, (harbour.RAISED, "999999")))
    task = Task(late, side, harbour.REGIONS)
    need_rules(task)
    cases = [born(day, region) for region in harbour.REGIONS for day in ("2000-01-01", "2030-06-20")]
    found = Step(task)(from_cases(cases).combine_chunks().to_batches()[0])
    assert [(row["row"], row["code"]) for row in found.rejects.to_pylist()] == [(0, "V105"), (1, "V105")]


def test_who_has_died_is_no_reject() -> None:
    county = harbour.harbour()
    case = read_case_dict(household(person(0, death_date="2030-06-15"), region=harbour.RAISED))
    found = reevaluate([case], before=(county, harbour.BEFORE), after=(county, harbour.AFTER))
    (row,) = found.decisions.to_pylist()
    assert not row["alive"]
    assert found.rejects.num_rows == 0

"""What do we know about a household as a whole, and do its parts fit together?"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, Strict, model_validator

from aid_rules.case.absence import NOTHING, Nothing
from aid_rules.case.enums import Residence
from aid_rules.case.fact import Fact
from aid_rules.case.items import Asset, Award, Hardship, Id
from aid_rules.case.person import MOST_ITEMS, Expenses, Findings, Incomes, Person, with_awards
from aid_rules.case.places import Places
from aid_rules.case.record import Record
from aid_rules.case.rows import Row, shape
from aid_rules.case.scalars import FIRST_DAY, LAST_DAY, Day, Region
from aid_rules.case.showing import masked, shown
from aid_rules.problems import CaseError, Problem, nearest
from aid_rules.problems import Field as At


class Household(Record):
    """One household on one day: the input of every decision.

    `household_id`, `region` and `members` say who it is and which rules hold, so they cannot be unknown.
    """

    zh: ClassVar[str] = "家庭"
    rows_of: ClassVar[frozenset[str]] = frozenset({"own_awards"})

    household_id: Annotated[Id, Fact("家庭编号", "household id", "民政部门", readable=False, private=True)]
    region: Annotated[Region, Fact("行政区划代码", "division code", "民政部门", readable=False)]
    residence: Annotated[Residence | None, Fact("城乡", "urban or rural", "公安部门")]
    application_date: Annotated[Day | None, Fact("申请日期", "date of application", "申请人")] = None
    members: Annotated[
        Annotated[tuple[Person, ...], Strict(False), Field(min_length=1, max_length=100)],
        Fact("家庭成员", "members", "申请人"),
    ]
    incomes: Annotated[Incomes | None, Fact("家庭收入", "incomes nobody owns alone", "申请人")] = None
    assets: Annotated[
        Annotated[tuple[Asset, ...], Strict(False), Field(max_length=MOST_ITEMS)] | None,
        Fact("家庭财产", "assets", "申请人"),
    ] = None
    expenses: Annotated[Expenses | None, Fact("家庭支出", "expenses", "申请人")] = None
    hardships: Annotated[
        Annotated[tuple[Hardship, ...], Strict(False), Field(max_length=MOST_ITEMS)] | Nothing | None,
        Fact("突发困难", "hardships", "申请人"),
    ] = NOTHING
    awards: Annotated[
        Annotated[tuple[Award, ...], Strict(False), Field(max_length=MOST_ITEMS)] | Nothing | None,
        Fact("已享受救助", "awards", "民政部门", attribute="own_awards"),
    ] = NOTHING
    findings: Annotated[
        Findings | Nothing | None, Fact("认定结论", "findings", "民政部门", readable=False)
    ] = NOTHING

    @property
    def places(self) -> Places | None:
        """Where its rows stand in the case that was handed in, of which this may be what a day leaves; None: all are there."""
        found: Places | None = self.__dict__.get("_places")
        return found

    def placed(self, places: Places | None) -> Self:
        """This household, with the places of its rows told."""
        self.__dict__["_places"] = places
        return self

    @cached_property
    def own_awards(self) -> tuple[Award, ...] | None:
        """The awards to the household itself; None where the awards are unknown."""
        if self.awards is None:
            return None
        return tuple(award for award in self.awards if award.person_id is NOTHING)

    @cached_property
    def rows(self) -> Row:
        """The household as evaluators read it: see `aid_rules.case.rows`."""
        return shape(type(self)).row(self)

    @cached_property
    def latest_day(self) -> date:
        """The latest day on which something has happened, according to the case."""
        return max((day for _, day in _past_days(self) if isinstance(day, date)), default=FIRST_DAY)

    @cached_property
    def tells_of_a_death(self) -> bool:
        """Has any member a date of death?"""
        return any(person.death_date is not NOTHING for person in self.members)

    @cached_property
    def findings_made(self) -> tuple[tuple[str, str], ...]:
        """Case path and name of every finding on the household and its members."""
        rows = [("", self.findings), *((f"members[{i}].", p.findings) for i, p in enumerate(self.members))]
        return tuple((f"{path}findings[{name}]", name) for path, made in rows for name in made or ())

    @cached_property
    def awards_made(self) -> tuple[tuple[str, bool], ...]:
        """Programme of every award, and whether it was granted to a person."""
        return tuple((award.programme, award.person_id is not NOTHING) for award in self.awards or ())

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problems = [
            *_heads(self.members),
            *_duplicates(self.members),
            *_parents_twice(self.members),
            *_strangers(self),
            *_contradicted(self.members),
            *_paid_by_nobody(self),
        ]
        if problems:
            raise CaseError(problems)
        self._lay_out()
        return self

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        self._lay_out()

    def _lay_out(self) -> None:
        """Tell members of their awards, and work out what evaluators read, while the case is at hand."""
        if (
            self.awards
            or self.awards is None
            or any(p.__dict__.get("awards", ()) != () for p in self.members)
        ):
            self.__dict__["members"] = tuple(
                with_awards(person, _awards_of(person, self.awards)) for person in self.members
            )
        _ = self.rows


def _awards_of(person: Person, awards: tuple[Award, ...] | Nothing | None) -> tuple[Award, ...] | None:
    if awards is None:
        return None
    return tuple(award for award in awards if award.person_id == person.person_id)


def _heads(members: tuple[Person, ...]) -> Iterator[Problem]:
    """A household has exactly one head."""
    heads = [i for i, person in enumerate(members) if person.relation == "head"]
    if not heads:
        yield Problem("C150", At("members"))
    for i in heads[1:]:
        yield Problem("C151", At(f"members[{i}].relation"), {"first": f"members[{heads[0]}]"})

    spouses = [i for i, person in enumerate(members) if person.relation == "spouse"]
    for i in spouses[1:]:
        yield Problem("C154", At(f"members[{i}].relation"), {"first": f"members[{spouses[0]}]"})


def _parents_twice(members: tuple[Person, ...]) -> Iterator[Problem]:
    """A child has one father and one mother on record: whose own parent is not known is not told by the other's."""
    for i, person in enumerate(members):
        first: dict[str, int] = {}
        for j, parent in enumerate(person.parents or ()):
            earlier = j if parent.which is None else first.setdefault(parent.which, j)
            if earlier != j:
                at = f"members[{i}].parents"
                yield Problem("C155", At(f"{at}[{j}].which"), {"first": f"{at}[{earlier}]"})


def _duplicates(members: tuple[Person, ...]) -> Iterator[Problem]:
    """A person_id names one member."""
    first: dict[str, int] = {}
    for i, person in enumerate(members):
        earlier = first.setdefault(person.person_id, i)
        if earlier != i:
            facts = {"first": f"members[{earlier}].person_id"}
            yield Problem("C152", At(f"members[{i}].person_id"), facts)


def _strangers(household: Household) -> Iterator[Problem]:
    """An award's person and an asset's owner are members."""
    known = {person.person_id for person in household.members}
    for i, award in enumerate(household.awards or ()):
        if award.person_id is not NOTHING and award.person_id not in known:
            yield Problem("C124", At(f"awards[{i}].person_id"))
    for i, asset in enumerate(household.assets or ()):
        if isinstance(asset.owner, str) and asset.owner not in known:
            yield Problem("C124", At(f"assets[{i}].owner"))


def _contradicted(members: tuple[Person, ...]) -> Iterator[Problem]:
    for i, person in enumerate(members):
        for code, name in contradictions(person):
            facts = {"found": str(getattr(person, name))} if code == "C157" else {}
            yield Problem(code, At(f"members[{i}].{name}"), facts)


CONTRADICTED = frozenset(("work_injury_care_allowance", "child_status"))
"""The fields of a person that the rest of the record may contradict."""


def contradictions(person: Person) -> Iterator[tuple[str, str]]:
    """What cannot be beside the rest of a person's record: the code of the fault, and the field.

    A recognised orphan has no parent able to care; nor has an unattended child two. Who has the care allowance of
    work-injury insurance among the incomes draws it.
    """
    paid = any(income.kind == "work_injury_care" for income in person.incomes or ())
    if paid and person.work_injury_care_allowance is False:
        yield "C159", "work_injury_care_allowance"
    able = [parent.situation == "able" for parent in person.parents or ()]
    if (person.child_status == "orphan" and any(able)) or (
        person.child_status == "de_facto_unattended" and len(able) > 1 and all(able)
    ):
        yield "C157", "child_status"


def _paid_by_nobody(household: Household) -> Iterator[Problem]:
    """Support paid to others is deducted from the income of whoever pays it."""
    for i, expense in enumerate(household.expenses or ()):
        if expense.kind == "transfer_paid":
            yield Problem("C153", At(f"expenses[{i}].kind"))


def check_day(on: date) -> None:
    """Raise TypeError for what is no plain date, CaseError for a day that no case can tell of."""
    if type(on) is not date:
        raise TypeError(f"on must be a datetime.date such as date(2026, 11, 1), not {type(on).__name__}")
    if not FIRST_DAY <= on <= LAST_DAY:
        facts = {"found": str(on), "least": str(FIRST_DAY), "most": str(LAST_DAY)}
        raise CaseError([Problem("V104", At("on"), facts)])


def check_on(household: Household, on: date) -> None:
    """Raise CaseError if something that has happened is dated after the decision day `on`."""
    if household.latest_day <= on:
        return
    problems = [
        Problem("C140", At(path, household.household_id), {"found": str(day), "on": str(on)})
        for path, day in _past_days(household)
        if isinstance(day, date) and day > on
    ]
    if problems:
        raise CaseError(problems)


def check_findings(household: Household, known: Mapping[str, str]) -> None:
    """Raise CaseError for a finding on what no version of the rules leaves to the officer: it would be lost.

    `known` tells what they do leave, by full name, and of which row it is found (`household` or `person`).
    """
    problems = []
    for path, name in household.findings_made:
        at = At(masked(path), household.household_id)
        per = "person" if path.startswith("members[") else "household"
        if name not in known:
            problems.append(Problem("V103", at, {"found": masked(name)}, nearest(name, known)))
        elif known[name] != per:
            problems.append(Problem("V109" if per == "household" else "V110", at, {"found": name}))
    if problems:
        raise CaseError(problems)


def check_awards(household: Household, known: Mapping[str, str]) -> None:
    """Raise CaseError for an award of what no rules know of, or to whom rules do not look for it: it would be
    overlooked, and the aid paid twice.

    `known` tells by programme to whom it is awarded: `household`, `person` or `either`.
    """
    problems = []
    for i, (programme, named) in enumerate(household.awards_made):
        to = known.get(programme)
        if to is None:
            at, meant = At(f"awards[{i}].programme", household.household_id), nearest(programme, known)
            facts = {"found": shown(programme, meant), "allowed": ", ".join(known)}
            problems.append(Problem("V111", at, facts, meant))
        elif to != "either" and (to == "person") != named:
            at = At(f"awards[{i}].person_id", household.household_id)
            problems.append(Problem("V113" if named else "V112", at, {"programme": programme}))
    if problems:
        raise CaseError(problems)


def _past_days(household: Household) -> Iterator[tuple[str, date | Nothing | None]]:
    for i, person in enumerate(household.members):
        here = f"members[{i}]"
        yield f"{here}.birth_date", person.birth_date
        yield f"{here}.cleric_since", person.cleric_since
        if person.employment is not None:
            yield f"{here}.employment.since", person.employment.since
        for j, parent in enumerate(person.parents or ()):
            yield f"{here}.parents[{j}].since", parent.since
    for i, hardship in enumerate(household.hardships or ()):
        yield f"hardships[{i}].date", hardship.date


def read_case(text: str | bytes) -> Household:
    """Read one household from JSON text. Raises CaseError."""
    return Household.model_validate_json(text)


def read_case_dict(obj: Any) -> Household:
    """Read one household from a mapping. Raises CaseError."""
    return Household.model_validate(obj)

"""What do we know about one person, and about those who would have to support them?"""

from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, Strict, model_validator

from aid_rules.case.absence import NOTHING, Nothing
from aid_rules.case.enums import (
    ChildStatus,
    CustodyKind,
    DisabilityKind,
    EducationStage,
    EmploymentStatus,
    LabourCapacity,
    MaritalStatus,
    MilitaryService,
    ObligorRelation,
    ParentSituation,
    ParentWhich,
    Relation,
    Settlement,
    Sex,
)
from aid_rules.case.fact import Fact
from aid_rules.case.items import Award, Expense, Finding, Id, Income, Words
from aid_rules.case.record import Record
from aid_rules.case.scalars import Day, Yuan, refuse

MOST_ITEMS = 200
MOST_MONTHS = 600

Incomes = Annotated[tuple[Income, ...], Strict(False), Field(max_length=MOST_ITEMS)]
Expenses = Annotated[tuple[Expense, ...], Strict(False), Field(max_length=MOST_ITEMS)]
Findings = dict[Annotated[str, Field(max_length=120, pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")], Finding]


class Education(Record):
    """Schooling under way."""

    zh: ClassVar[str] = "就学情况"

    stage: Annotated[EducationStage | None, Fact("学段", "stage", "教育部门")]
    full_time: Annotated[bool | None, Fact("全日制", "full-time", "教育部门")] = None


class Employment(Record):
    """Work, or the want of it."""

    zh: ClassVar[str] = "就业情况"

    status: Annotated[EmploymentStatus | None, Fact("就业状态", "status", "人社部门")]
    since: Annotated[Day | None, Fact("就业状态起始日期", "since", "人社部门", past=True)] = None


class Custody(Record):
    """Prison or compulsory rehabilitation; without a first day it has begun; `until` is the day of release."""

    zh: ClassVar[str] = "羁押情况"

    kind: Annotated[CustodyKind | None, Fact("羁押类别", "kind", "司法行政部门")]
    from_: Annotated[
        Day | Nothing | None, Fact("羁押起始日期", "first day", "司法行政部门"), Field(alias="from")
    ] = NOTHING
    until: Annotated[Day | None, Fact("羁押终止日期", "day of release", "司法行政部门")] = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if isinstance(self.from_, date) and self.until is not None and self.until < self.from_:
            raise refuse("C123", self.until, at="until", begin=self.from_)
        return self


class Disability(Record):
    """A disability certificate; grade 1 is the most severe."""

    zh: ClassVar[str] = "残疾证"

    kind: Annotated[DisabilityKind | None, Fact("残疾类别", "kind", "残联")]
    grade: Annotated[int | None, Fact("残疾等级", "grade", "残联", graded=True), Field(ge=1, le=4)]
    valid_until: Annotated[Day | Nothing | None, Fact("残疾证到期日", "certificate valid until", "残联")] = (
        NOTHING
    )


class SelfCare(Record):
    """Six activities of daily living: is the person able to do each alone?"""

    zh: ClassVar[str] = "生活自理能力"

    eating: Annotated[bool | None, Fact("自主吃饭", "eats alone", "评估机构")] = None
    dressing: Annotated[bool | None, Fact("自主穿衣", "dresses alone", "评估机构")] = None
    transferring: Annotated[bool | None, Fact("自主上下床", "gets in and out of bed", "评估机构")] = None
    toileting: Annotated[bool | None, Fact("自主如厕", "uses the toilet alone", "评估机构")] = None
    walking: Annotated[bool | None, Fact("室内自主行走", "walks indoors alone", "评估机构")] = None
    bathing: Annotated[bool | None, Fact("自主洗澡", "bathes alone", "评估机构")] = None


class Obligor(Record):
    """Somebody who by law would have to support the person."""

    zh: ClassVar[str] = "法定义务人"

    relation: Annotated[ObligorRelation | None, Fact("与本人关系", "relation", "申请人")]
    age: Annotated[int | None, Fact("年龄", "age", "申请人", "years"), Field(ge=0, le=130)] = None
    able: Annotated[
        bool | Nothing | None, Fact("有履行义务能力", "able to support, as the officer found", "民政部门")
    ] = NOTHING
    tekun: Annotated[bool | None, Fact("特困人员", "is a tekun recipient", "民政部门")] = None
    dibao: Annotated[bool | None, Fact("低保对象", "is a dibao recipient", "民政部门")] = None
    disability: Annotated[Disability | Nothing | None, Fact("残疾证", "disability", "残联")] = NOTHING
    income_monthly: Annotated[
        Yuan | None, Fact("本人月收入", "own income a month", "申请人", "yuan/month")
    ] = None
    property_within_limits: Annotated[
        bool | None, Fact("财产符合规定", "property within limits", "核对机构")
    ] = None
    no_civil_capacity: Annotated[bool | None, Fact("无民事行为能力", "without civil capacity", "法院")] = (
        False
    )
    declared_missing: Annotated[bool | None, Fact("宣告失踪", "declared missing", "法院")] = False
    in_prison: Annotated[bool | None, Fact("服刑在押", "in prison", "司法行政部门")] = False
    household_income_monthly: Annotated[
        Yuan | None, Fact("其家庭月收入", "income of their household a month", "申请人", "yuan/month")
    ] = None
    household_size: Annotated[
        int | None, Fact("其家庭人口数", "size of their household", "申请人"), Field(ge=1, le=100)
    ] = None
    support_paid_monthly: Annotated[
        Yuan | None, Fact("实际月给付额", "support paid a month", "申请人", "yuan/month")
    ] = None
    support_fixed_monthly: Annotated[
        Yuan | Nothing | None,
        Fact("判决或协议月给付额", "support fixed by judgment or agreement", "法院", "yuan/month"),
    ] = NOTHING


class Parent(Record):
    """A child's father or mother."""

    zh: ClassVar[str] = "父母"

    which: Annotated[ParentWhich | None, Fact("父或母", "father or mother", "申请人")]
    situation: Annotated[ParentSituation | None, Fact("父母情形", "situation", "公安、法院等部门")] = None
    since: Annotated[Day | None, Fact("情形起始日期", "since", "公安、法院等部门", past=True)] = None
    term_months: Annotated[
        int | None,
        Fact("刑期或期限", "term", "司法行政部门", "months"),
        Field(ge=0, le=MOST_MONTHS),
    ] = None
    disability: Annotated[Disability | Nothing | None, Fact("残疾证", "disability", "残联")] = NOTHING


def _forgotten(_name: str | None) -> Nothing:
    """A name is read, so that a register may give it, and kept nowhere."""
    return NOTHING


class Person(Record):
    """A member of the household.

    `person_id` says who this is, and `death_date` whether they are still of the household: so neither can be unknown.
    That the head is the head cannot be unknown either: somebody's `relation` has to say so.
    """

    zh: ClassVar[str] = "人员"
    rows_of: ClassVar[frozenset[str]] = frozenset({"awards"})

    person_id: Annotated[Id, Fact("人员编号", "person id", "申请人", readable=False, private=True)]
    name: Annotated[
        Words | Nothing | None,
        Fact("姓名", "name", "申请人", readable=False, private=True),
        Field(exclude=True, repr=False),
        AfterValidator(_forgotten),
    ] = NOTHING
    birth_date: Annotated[Day | None, Fact("出生日期", "date of birth", "公安部门", past=True)]
    death_date: Annotated[
        Day | Nothing, Fact("死亡日期", "date of death", "民政部门或公安部门", readable=False)
    ] = NOTHING
    sex: Annotated[Sex | None, Fact("性别", "sex", "公安部门")] = None
    relation: Annotated[Relation | None, Fact("与户主关系", "relation to the head", "申请人")]
    cohabiting: Annotated[bool | None, Fact("共同生活", "lives with the household", "申请人")] = None
    marital_status: Annotated[MaritalStatus | None, Fact("婚姻状况", "marital status", "民政部门")] = None
    education: Annotated[Education | Nothing | None, Fact("就学情况", "education", "教育部门")] = NOTHING
    labour_capacity: Annotated[LabourCapacity | None, Fact("劳动能力", "labour capacity", "人社部门")] = None
    employment: Annotated[Employment | None, Fact("就业情况", "employment", "人社部门")] = None
    military_service: Annotated[
        MilitaryService | Nothing | None, Fact("服兵役", "military service", "退役军人部门")
    ] = NOTHING
    custody: Annotated[Custody | Nothing | None, Fact("羁押情况", "custody", "司法行政部门")] = NOTHING
    declared_missing: Annotated[bool | None, Fact("宣告失踪", "declared missing", "法院")] = False
    cleric_since: Annotated[
        Day | Nothing | None, Fact("宗教教职起始日期", "cleric since", "民宗部门", past=True)
    ] = NOTHING
    disability: Annotated[Disability | Nothing | None, Fact("残疾证", "disability certificate", "残联")] = (
        NOTHING
    )
    serious_illness: Annotated[bool | None, Fact("重病", "serious illness", "医保部门")] = False
    self_care: Annotated[SelfCare | None, Fact("生活自理能力", "self-care", "评估机构")] = None
    needs_long_term_care: Annotated[bool | None, Fact("需长期照护", "needs long-term care", "残联")] = None
    settlement: Annotated[Settlement | None, Fact("供养方式", "form of settlement", "民政部门")] = None
    child_status: Annotated[
        ChildStatus | Nothing | None, Fact("儿童保障类别", "child status", "民政部门")
    ] = NOTHING
    work_injury_care_allowance: Annotated[
        bool | None, Fact("领取工伤生活护理费", "draws work-injury care allowance", "人社部门")
    ] = False
    service_disability_grade: Annotated[
        int | Nothing | None,
        Fact(
            "残疾军人、伤残人民警察等级",
            "grade of disability suffered in service",
            "退役军人部门",
            graded=True,
        ),
        Field(ge=1, le=10),
    ] = NOTHING
    obligors: Annotated[
        Annotated[tuple[Obligor, ...], Strict(False), Field(max_length=50)] | None,
        Fact("法定义务人", "those obliged to support", "申请人"),
    ] = None
    parents: Annotated[
        Annotated[tuple[Parent, ...], Strict(False), Field(max_length=2)] | None,
        Fact("父母", "parents", "申请人"),
    ] = None
    incomes: Annotated[Incomes | None, Fact("个人收入", "incomes", "申请人")] = None
    expenses: Annotated[Expenses | Nothing | None, Fact("个人支出", "expenses", "申请人")] = NOTHING
    findings: Annotated[
        Findings | Nothing | None, Fact("认定结论", "findings", "民政部门", readable=False)
    ] = NOTHING

    @model_validator(mode="after")
    def _dies_after_birth(self) -> Self:
        born, died = self.birth_date, self.death_date
        if born is not None and isinstance(died, date) and died < born:
            raise refuse("C123", died, at="death_date", begin=born)
        return self

    @model_validator(mode="after")
    def _head_lives_here(self) -> Self:
        """Unless the case says otherwise, the head lives with the household."""
        if self.relation == "head" and "cohabiting" not in self.model_fields_set:
            self.__dict__["cohabiting"] = True
        return self

    @cached_property
    def awards(self) -> tuple[Award, ...] | None:
        """The household's awards to this person, as the household filled them in; None: unknown."""
        return ()

    def _kept(self) -> frozenset[str]:
        """A head's unknown cohabiting is written: left out, it would mean true."""
        return frozenset({"cohabiting"}) if self.relation == "head" else frozenset()


def with_awards(person: Person, awards: tuple[Award, ...] | None) -> Person:
    """The person with these awards; the given one is left as it was."""
    if person.awards == awards:
        return person
    filled = person.__copy__()
    filled.__dict__["awards"] = awards
    return filled

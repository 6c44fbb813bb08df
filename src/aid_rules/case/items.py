"""What does a household earn, spend and own, what has struck it, what was it already granted?"""

from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Self

from pydantic import ConfigDict, Field, Strict, model_validator
from pydantic.config import JsonDict

from aid_rules.case.absence import NOTHING, Nothing
from aid_rules.case.enums import (
    AssetKind,
    AssetUse,
    ExpenseKind,
    HardshipKind,
    HardshipRoute,
    IncomeKind,
    Period,
)
from aid_rules.case.fact import Fact
from aid_rules.case.record import Record
from aid_rules.case.scalars import Area, Day, Month, Number, Programme, Yuan, refuse
from aid_rules.money import Fen, ratio

_UNSEEN = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""Controls, and marks that turn the direction of what follows: they would reach terminals and pages unseen."""
Id = Annotated[
    str,
    Field(min_length=1, max_length=64, pattern=rf"^[^\s{_UNSEEN}]([^{_UNSEEN}]*[^\s{_UNSEEN}])?$"),
]
Words = Annotated[str, Field(min_length=1, max_length=500, pattern=rf"^([\t\n\r]|[^{_UNSEEN}])+$")]
MOST_MONTHS = 600
Spread = Annotated[int, Field(ge=1, le=MOST_MONTHS)]


def _per_month(amount: Fen | None, period: str | None, months: int | None) -> int | Fraction | None:
    """Exact fen a month; a one-off amount is spread over `months`."""
    if amount is None or period is None:
        return None
    match period:
        case "month":
            return int(amount)
        case "quarter":
            return ratio(int(amount), 3)
        case "year":
            return ratio(int(amount), 12)
        case _:
            return None if months is None else ratio(int(amount), months)


_MONTHS_OF_ONCE: JsonDict = {
    "if": {"required": ["months"], "properties": {"months": {"type": "integer"}}},
    "then": {"properties": {"period": {"const": "once"}}},
}
"""For JSON Schema: only what comes once is spread over months."""


class Income(Record):
    """One income of a person, or one of the household that nobody owns alone."""

    zh: ClassVar[str] = "收入"
    model_config = ConfigDict(json_schema_extra=_MONTHS_OF_ONCE)

    kind: Annotated[IncomeKind | None, Fact("收入类别", "kind of income", "申请人")]
    amount: Annotated[Yuan | None, Fact("收入金额", "amount", "申请人", "yuan/period", attribute="rate")]
    period: Annotated[Period | None, Fact("收入周期", "period", "申请人")]
    months: Annotated[
        Spread | None,
        Fact("一次性收入分摊月数", "months a one-off income is spread over", "民政部门", "months"),
    ] = None

    @model_validator(mode="after")
    def _spread_once(self) -> Self:
        if self.months is not None and self.period != "once":
            raise refuse("C126", self.months, at="months")
        _ = self.rate  # worked out once, while the item is at hand
        return self

    @cached_property
    def rate(self) -> int | Fraction | None:
        """Exact fen a month; None where amount or period, or the months of a one-off income, are unknown."""
        return _per_month(self.amount, self.period, self.months)


class Expense(Record):
    """One expense of a person or of the household."""

    zh: ClassVar[str] = "支出"
    model_config = ConfigDict(json_schema_extra=_MONTHS_OF_ONCE)

    kind: Annotated[ExpenseKind | None, Fact("支出类别", "kind of expense", "申请人")]
    amount: Annotated[Yuan | None, Fact("支出金额", "amount", "申请人", "yuan/period", attribute="rate")]
    period: Annotated[Period | None, Fact("支出周期", "period", "申请人")]
    months: Annotated[
        Spread | Nothing | None,
        Fact("一次性支出分摊月数", "months a one-off expense is spread over", "民政部门", "months"),
    ] = NOTHING

    @model_validator(mode="after")
    def _spread_once(self) -> Self:
        if isinstance(self.months, int) and self.period != "once":
            raise refuse("C126", self.months, at="months")
        _ = self.rate  # worked out once, while the item is at hand
        return self

    @cached_property
    def rate(self) -> int | Fraction | None:
        """Exact fen a month; a one-off expense without months counts once a year."""
        months = 12 if self.months is NOTHING else self.months
        return _per_month(self.amount, self.period, months)


class Asset(Record):
    """One thing of value. Floor area is kept in 1/100 m²."""

    zh: ClassVar[str] = "财产"

    kind: Annotated[AssetKind | None, Fact("财产类别", "kind of asset", "申请人")]
    value: Annotated[Yuan | None, Fact("财产价值", "value", "核对机构", "yuan")] = None
    use: Annotated[AssetUse | None, Fact("用途", "use", "申请人")] = None
    floor_area: Annotated[Area | None, Fact("建筑面积", "floor area", "不动产登记机构", "m2")] = None
    owner: Annotated[
        Id | Nothing | None,
        Fact("权利人", "owner's person_id", "核对机构", readable=False, private=True),
    ] = NOTHING


class Hardship(Record):
    """A sudden blow or an expense beyond the household's means."""

    zh: ClassVar[str] = "突发困难"

    kind: Annotated[HardshipKind | None, Fact("困难类型", "kind of hardship", "申请人")]
    date: Annotated[Day | None, Fact("发生日期", "date", "申请人", past=True)]
    out_of_pocket: Annotated[Yuan | None, Fact("自负费用", "own share", "申请人", "yuan")] = None
    route: Annotated[HardshipRoute | None, Fact("救助类型", "route", "民政部门")] = None
    multiplier: Annotated[Number | None, Fact("救助倍数", "multiple chosen by the officer", "民政部门")] = (
        None
    )


class Payment(Record):
    """What was paid for one month, by the office's own books: nothing of it can be unknown."""

    zh: ClassVar[str] = "发放记录"

    month: Annotated[Month, Fact("月份", "month, YYYY-MM", "民政部门", readable=False)]
    amount: Annotated[Yuan, Fact("发放金额", "amount paid", "民政部门", "yuan", readable=False)]


class Award(Record):
    """An aid already granted, to one person or (without `person_id`) to the household.

    `until` is the first day on which it no longer holds. `amount` and `cause` are those of an aid paid once.
    `programme`, `person_id` and `from` stand in the decision by which the office granted it, and say which award it is:
    so none of them can be unknown.
    """

    zh: ClassVar[str] = "已享受救助"

    programme: Annotated[Programme, Fact("救助项目", "programme", "民政部门")]
    person_id: Annotated[
        Id | Nothing,
        Fact("对象", "person it was granted to", "民政部门", readable=False, private=True),
    ] = NOTHING
    monthly_amount: Annotated[Yuan | None, Fact("月救助金额", "amount a month", "民政部门", "yuan/month")] = (
        None
    )
    amount: Annotated[Yuan | None, Fact("一次性救助金额", "amount paid once", "民政部门", "yuan")] = None
    cause: Annotated[HardshipKind | None, Fact("救助事由", "hardship it was granted for", "民政部门")] = None
    from_: Annotated[Day, Fact("起始日期", "first day", "民政部门"), Field(alias="from")]
    until: Annotated[Day | Nothing | None, Fact("终止日期", "first day after", "民政部门")] = NOTHING
    payments: Annotated[
        Annotated[tuple[Payment, ...], Strict(False), Field(max_length=1200)] | Nothing | None,
        Fact("发放记录", "payments made", "民政部门", readable=False),
    ] = NOTHING

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until is not None and self.until is not NOTHING and self.until < self.from_:
            raise refuse("C123", self.until, at="until", begin=self.from_)
        return self


class Finding(Record):
    """What an officer found where the law leaves it to judgment, with reason and date.

    Nothing of it can be unknown: what has not been found yet has no finding.
    """

    zh: ClassVar[str] = "认定结论"

    holds: Annotated[bool, Fact("是否成立", "does it hold", "民政部门", readable=False)]
    by: Annotated[Words, Fact("认定人", "found by", "民政部门", readable=False, private=True)]
    on: Annotated[Day, Fact("认定日期", "found on", "民政部门", readable=False)]
    reason: Annotated[Words, Fact("理由", "reason", "民政部门", readable=False, private=True)]

"""What does Polars make of mini-aid?

Lazy expressions, integer fen as Int64. Of the ways tried this is the one that Polars does best: persons stay lists,
conditions are 0 or 1, and lists are multiplied and added with numbers of the household. With a row a person it is
`by_polars_rows`.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl

from benchmarks.mini_aid.outputs import HOUSEHOLD_OUTPUTS, PERSON_OUTPUTS
from benchmarks.mini_aid.population import ON, SELF_CARE
from benchmarks.mini_aid.standards import (
    LIVING_SUBSIDY,
    NURSING_SUBSIDY,
    PENSION_EXEMPT,
    REGIONS,
    STANDARDS,
    care,
    tekun_standard,
)

EVERY_OUTPUT: tuple[Any, ...] = ("household", *HOUSEHOLD_OUTPUTS, *PERSON_OUTPUTS)
DECISION: tuple[Any, ...] = ("household", (pl.col("total") > 0).alias("eligible"), "total")

c = pl.col
_STANDARD_TYPES = {"code": pl.String, "region": pl.Int8, "rural": pl.Int8} | dict.fromkeys(
    ("s", "t", "top_up", "c0", "c1", "c2"), pl.Int64
)


def decide(population: pl.LazyFrame, *, cases: bool, wanted: Sequence[Any] = EVERY_OUTPUT) -> pl.LazyFrame:
    """What is wanted for every household of a frame of plain columns, or of cases."""
    known = from_cases(population) if cases else _with_standards(population, "region")
    frame = _household(_persons(known))
    amounts = [c(name) for name in PERSON_OUTPUTS]
    owed = amounts[0] + amounts[1] + amounts[2] + amounts[3]
    return frame.with_columns(total=c("dibao") + owed.list.sum()).select(wanted)


def _with_standards(population: pl.LazyFrame, place: str) -> pl.LazyFrame:
    rows = [
        (f"9901{region + 1:02}", region, rural, s, tekun_standard(s), s * 20 // 100, *care(region))
        for region in range(REGIONS)
        for rural, s in enumerate(STANDARDS[region])
    ]
    standards = pl.LazyFrame(rows, schema=_STANDARD_TYPES, orient="row")
    return population.join(standards, on=[place, "rural"], how="left", maintain_order="left")


def from_cases(population: pl.LazyFrame) -> pl.LazyFrame:
    """Plain columns out of cases: kinds of income, birthdays, six items of self-care."""
    birthday, items = _field("birth_date"), _field("incomes")
    not_yet = birthday.dt.month().cast(pl.Int64) * 100 + birthday.dt.day() > ON.month * 100 + ON.day
    lost = [(~_field("self_care").struct.field(item)).cast(pl.Int64) for item in SELF_CARE]
    person = pl.struct(
        age=ON.year - birthday.dt.year() - not_yet.cast(pl.Int64),
        wage=_sum(items, "amount", "wage"),
        transfer=_sum(items, "amount", "transfer"),
        pension=_sum(items, "amount", "basic_pension", "employee_pension"),
        grade=_field("disability").struct.field("grade").fill_null(0),
        serious=_field("serious_illness").cast(pl.Int64),
        adl_lost=pl.sum_horizontal(lost),
        has_obligor=_field("obligors").list.eval(_field("able")).list.any().cast(pl.Int64),
    )
    vehicles = c("assets").list.eval((_field("kind") == "vehicle").cast(pl.Int64)).list.sum()
    read = population.select(
        c("household_id").alias("household"),
        c("region").cast(pl.String).alias("code"),
        (c("residence").cast(pl.String) == "rural").cast(pl.Int8).alias("rural"),
        c("members").list.len().cast(pl.Int64).alias("members"),
        _sum(c("assets"), "value", "deposit").alias("savings"),
        vehicles.alias("vehicles"),
        _sum(c("expenses"), "amount", "medical").alias("medical_spend"),
        c("members").list.eval(person).alias("persons"),
    )
    return _with_standards(read, "code")


def _sum(items: pl.Expr, amount: str, *kinds: str) -> pl.Expr:
    chosen = pl.when(_field("kind").cast(pl.String).is_in(list(kinds))).then(_field(amount)).otherwise(0)
    return items.list.eval(chosen).list.sum()


def _persons(frame: pl.LazyFrame) -> pl.LazyFrame:
    severe = _field("grade").is_in([1, 2])
    grave = severe | (_field("serious") == 1)
    age, lost, wage = _field("age"), _field("adl_lost"), _field("wage")
    alone = ((age >= 60) | (age < 16) | severe) & (_field("has_obligor") == 0)
    pension = pl.max_horizontal(_field("pension") - PENSION_EXEMPT, 0)
    each = {
        "own": wage - wage * 20 // 100 + _field("transfer") + pension,
        "alone": alone,
        "grave": grave,
        "ranked": grave | (age >= 70) | (age < 18),
        "severe": severe,
        "tier0": lost == 0,
        "tier1": (lost > 0) & (lost <= 3),
        "tier2": lost > 3,
        "graded": _field("grade") > 0,
    }
    read = [c("persons").list.eval(value.cast(pl.Int64)).alias(name) for name, value in each.items()]
    below = (c("own") - c("t")).list.eval((pl.element() < 0).cast(pl.Int64))
    frame = frame.with_columns(read).drop("persons").with_columns(tekun=c("alone") * below)
    return frame.with_columns(rest=1 - c("tekun"))


def _household(frame: pl.LazyFrame) -> pl.LazyFrame:
    frame = frame.with_columns(
        income=pl.max_horizontal(c("own").list.sum() - c("medical_spend"), 0),
        heads=c("members") - c("tekun").list.sum(),
        cats=(c("ranked") * c("rest")).list.sum(),
        asset_ok=(c("savings") < 24 * c("s") * c("members")) & (c("vehicles") == 0),
    )
    frame = frame.with_columns(pc=c("income") // c("members"))
    frame = frame.with_columns(eligible=(c("pc") < c("s")) & c("asset_ok") & (c("heads") > 0))
    frame = frame.with_columns(edge=~c("eligible") & (2 * c("pc") < 3 * c("s")) & c("asset_ok"))
    dibao = (c("s") - c("pc")) * c("heads") + c("cats") * c("top_up")
    care_tier = c("tier0") * c("c0") + c("tier1") * c("c1") + c("tier2") * c("c2")
    helped = (c("eligible") | c("edge")).cast(pl.Int64)
    return frame.with_columns(
        dibao=pl.when("eligible").then(dibao).otherwise(0),
        single=c("grave") * c("rest") * (c("s") * c("edge")),
        tekun_amt=c("tekun") * (care_tier + c("t")),
        living=c("graded") * (helped * LIVING_SUBSIDY),
        nursing=c("severe") * c("rest") * NURSING_SUBSIDY,
    )


def _field(name: str) -> pl.Expr:
    return pl.element().struct.field(name)

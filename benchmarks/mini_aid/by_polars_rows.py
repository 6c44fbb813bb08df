"""What does Polars make of mini-aid the usual way, with a row a person?

Cases are exploded into persons, persons are decided, grouped by household, and joined with it again: how most would
write it. Incomes and the like stay lists, summed where they stand. `by_polars` is what Polars does best.
"""

import polars as pl

from benchmarks.mini_aid import by_polars
from benchmarks.mini_aid.standards import LIVING_SUBSIDY, NURSING_SUBSIDY, PENSION_EXEMPT

c = pl.col
_STANDARDS = ("s", "t", "top_up", "c0", "c1", "c2")


def decide(cases: pl.LazyFrame) -> pl.LazyFrame:
    """Household, whether it is paid, and how much, for every household of a frame of cases."""
    known = by_polars.from_cases(cases)
    people = _people(known.select("household", "t", "persons").explode("persons").unnest("persons"))
    folded = people.group_by("household").agg(
        own=c("own").sum(), supported=c("tekun").cast(pl.Int64).sum(), cats=c("cat").cast(pl.Int64).sum()
    )
    homes = _households(known.drop("persons").join(folded, on="household"))
    owed = people.drop("t").join(homes, on="household").select("household", owed=_owed())
    amounts = owed.group_by("household").agg(c("owed").sum())
    total = homes.join(amounts, on="household").with_columns(total=c("dibao") + c("owed"))
    return total.select(by_polars.DECISION)


def _people(persons: pl.LazyFrame) -> pl.LazyFrame:
    facts = persons.with_columns(
        own=c("wage")
        - c("wage") * 20 // 100
        + c("transfer")
        + pl.max_horizontal(c("pension") - PENSION_EXEMPT, 0),
        severe=c("grade").is_in([1, 2]),
    ).with_columns(grave=c("severe") | (c("serious") == 1))
    alone = ((c("age") >= 60) | (c("age") < 16) | c("severe")) & (c("has_obligor") == 0)
    return facts.with_columns(tekun=alone & (c("own") < c("t"))).with_columns(
        cat=~c("tekun") & ((c("age") >= 70) | (c("age") < 18) | c("grave"))
    )


def _households(frame: pl.LazyFrame) -> pl.LazyFrame:
    tested = frame.with_columns(
        pc=pl.max_horizontal(c("own") - c("medical_spend"), 0) // c("members"),
        heads=c("members") - c("supported"),
        asset_ok=(c("savings") < 24 * c("s") * c("members")) & (c("vehicles") == 0),
    )
    entitled = tested.with_columns(eligible=(c("pc") < c("s")) & c("asset_ok") & (c("heads") > 0))
    near = entitled.with_columns(edge=~c("eligible") & (2 * c("pc") < 3 * c("s")) & c("asset_ok"))
    dibao = (c("s") - c("pc")) * c("heads") + c("cats") * c("top_up")
    return near.with_columns(dibao=pl.when("eligible").then(dibao).otherwise(0)).select(
        "household", "eligible", "edge", "dibao", *_STANDARDS
    )


def _owed() -> pl.Expr:
    """What a person gets, all together."""
    care = pl.when(c("adl_lost") == 0).then("c0").when(c("adl_lost") <= 3).then("c1").otherwise("c2")
    none = pl.lit(0, pl.Int64)
    return (
        pl.when(c("edge") & ~c("tekun") & c("grave")).then(c("s")).otherwise(none)
        + pl.when(c("tekun")).then(c("t") + care).otherwise(none)
        + pl.when((c("eligible") | c("edge")) & (c("grade") > 0)).then(LIVING_SUBSIDY).otherwise(none)
        + pl.when(c("severe") & ~c("tekun")).then(NURSING_SUBSIDY).otherwise(none)
    )

"""What does DuckDB make of mini-aid?

One SELECT, integer fen as BIGINT. Of the ways tried this is DuckDB's best: persons stay lists and lambdas run over
them; with a row a person it is `by_duckdb_rows`. A lambda that inserts into the record of a person takes four times as
long.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from benchmarks.mini_aid.outputs import HOUSEHOLD_OUTPUTS
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

EVERY_OUTPUT = ("household", *HOUSEHOLD_OUTPUTS, "persons_out AS persons")
DECISION = ("household", "total > 0 AS eligible", "total")

PLAIN = """
SELECT h.*, s, t, top_up, c0, c1, c2 FROM {source} h JOIN standards USING (region, rural)
"""
"""Plain columns need no unpacking."""

LOST = " + ".join(f"(NOT p.self_care.{item})::BIGINT" for item in SELF_CARE)
CASES = f"""
SELECT household_id AS household, len(members) AS members, s, t, top_up, c0, c1, c2,
    {{amount_of_assets}} AS savings,
    len(list_filter(assets, lambda a: a.kind = 'vehicle')) AS vehicles,
    {{amount_of_expenses}} AS medical_spend,
    list_transform(members, lambda p: {{{{
        'age': date_sub('year', p.birth_date, DATE '{ON}'),
        'wage': {{wage}}, 'transfer': {{transfer}}, 'pension': {{pension}},
        'grade': coalesce(p.disability.grade, 0),
        'serious': p.serious_illness::BIGINT,
        'adl_lost': {LOST},
        'has_obligor': (len(list_filter(p.obligors, lambda o: o.able)) > 0)::BIGINT
    }}}}) AS persons
FROM {{source}} h JOIN standards ON h.region = code AND (residence = 'rural')::TINYINT = rural
"""
"""A case has to be read: kinds of income, birthdays, six items of self-care."""

RULES = f"""
WITH known AS ({{known}}),
persons_read AS (SELECT * EXCLUDE (persons), list_transform(persons, lambda p: {{{{
        'own': p.wage - p.wage * 20 // 100 + p.transfer + greatest(0, p.pension - {PENSION_EXEMPT}),
        'severe': p.grade IN (1, 2),
        'grave': p.grade IN (1, 2) OR p.serious = 1,
        'age': p.age, 'adl_lost': p.adl_lost, 'grade': p.grade,
        'alone': (p.age >= 60 OR p.age < 16 OR p.grade IN (1, 2)) AND p.has_obligor = 0
    }}}}) AS people FROM known),
dependents AS (SELECT *, list_transform(people, lambda p: p.alone AND p.own < t) AS tekun FROM persons_read),
folded AS (SELECT *,
        greatest(0, list_sum(list_transform(people, lambda p: p.own))::BIGINT - medical_spend) AS income,
        members - list_sum(list_transform(tekun, lambda p: p::INT))::BIGINT AS heads,
        list_sum(list_transform(people, lambda p, i:
            (NOT tekun[i] AND (p.age >= 70 OR p.age < 18 OR p.grave))::INT))::BIGINT AS cats
    FROM dependents),
tested AS (SELECT *, income // members AS pc, savings < 24 * s * members AND vehicles = 0 AS asset_ok FROM folded),
entitled AS (SELECT *, pc < s AND asset_ok AND heads > 0 AS eligible FROM tested),
near AS (SELECT *, NOT eligible AND 2 * pc < 3 * s AND asset_ok AS edge FROM entitled),
paid AS (SELECT *, CASE WHEN eligible THEN (s - pc) * heads + cats * top_up ELSE 0 END AS dibao,
        list_transform(people, lambda p, i: {{{{
            'single': CASE WHEN edge AND NOT tekun[i] AND p.grave THEN s ELSE 0 END,
            'tekun_amt': CASE WHEN tekun[i] THEN t + CASE WHEN p.adl_lost = 0 THEN c0 WHEN p.adl_lost <= 3
                THEN c1 ELSE c2 END ELSE 0 END,
            'living': CASE WHEN (eligible OR edge) AND p.grade > 0 THEN {LIVING_SUBSIDY} ELSE 0 END,
            'nursing': CASE WHEN p.severe AND NOT tekun[i] THEN {NURSING_SUBSIDY} ELSE 0 END
        }}}}) AS persons_out FROM near),
totalled AS (SELECT *, dibao + list_sum(list_transform(persons_out,
        lambda p: p.single + p.tekun_amt + p.living + p.nursing))::BIGINT AS total FROM paid)
SELECT {{wanted}} FROM totalled
"""


def connect(threads: int = 2) -> Any:
    """A database in memory that knows the standards."""
    connection = duckdb.connect(config={"threads": threads})
    connection.execute(
        "CREATE TABLE standards (code VARCHAR, region TINYINT, rural TINYINT,"
        " s BIGINT, t BIGINT, top_up BIGINT, c0 BIGINT, c1 BIGINT, c2 BIGINT)"
    )
    rows = [
        (f"9901{region + 1:02}", region, rural, s, tekun_standard(s), s * 20 // 100, *care(region))
        for region in range(REGIONS)
        for rural, s in enumerate(STANDARDS[region])
    ]
    connection.executemany("INSERT INTO standards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return connection


def query(source: str, *, cases: bool, wanted: Sequence[str] = EVERY_OUTPUT) -> str:
    """The SELECT over a table or file of plain columns, or of cases."""
    known = CASES.format(source=source, **_amounts()) if cases else PLAIN.format(source=source)
    return RULES.format(known=known, wanted=", ".join(wanted))


def _amounts() -> dict[str, str]:
    """The sums of a case's items, by the places of `CASES`."""
    incomes = {"wage": ("wage",), "transfer": ("transfer",), "pension": ("basic_pension", "employee_pension")}
    sums = {name: _sum("p.incomes", "amount", kinds) for name, kinds in incomes.items()}
    return sums | {
        "amount_of_assets": _sum("assets", "value", ("deposit",)),
        "amount_of_expenses": _sum("expenses", "amount", ("medical",)),
    }


def _sum(items: str, amount: str, kinds: tuple[str, ...]) -> str:
    test = f"i.kind IN {kinds}" if len(kinds) > 1 else f"i.kind = '{kinds[0]}'"
    chosen = f"list_transform({items}, lambda i: CASE WHEN {test} THEN i.{amount} ELSE 0 END)"
    return f"coalesce(list_sum({chosen}), 0)::BIGINT"

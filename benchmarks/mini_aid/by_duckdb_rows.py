"""What does DuckDB make of mini-aid the usual way, with a row a person?

Cases are taken apart into persons, persons are decided, grouped by household, and joined with it again: how most would
write it in SQL. Incomes and the like stay lists, summed where they stand. `by_duckdb` is what DuckDB does best.
"""

from typing import Any

from benchmarks.mini_aid import by_duckdb
from benchmarks.mini_aid.population import ON, SELF_CARE
from benchmarks.mini_aid.standards import LIVING_SUBSIDY, NURSING_SUBSIDY, PENSION_EXEMPT

LOST = " + ".join(f"(NOT p.self_care.{item})::BIGINT" for item in SELF_CARE)


def _sum(items: str, amount: str, *kinds: str) -> str:
    test = " OR ".join(f"i.kind = '{kind}'" for kind in kinds)
    return f"coalesce(list_sum(list_transform(list_filter({items}, lambda i: {test}), lambda i: i.{amount})), 0)::BIGINT"


WAGE = _sum("p.incomes", "amount", "wage")
QUERY = f"""
WITH households AS (
    SELECT household_id, members, len(members) AS size, s, t, top_up, c0, c1, c2,
        {_sum("assets", "value", "deposit")} AS savings,
        len(list_filter(assets, lambda a: a.kind = 'vehicle')) AS vehicles,
        {_sum("expenses", "amount", "medical")} AS medical_spend
    FROM '{{source}}' h JOIN standards ON h.region = code AND (residence = 'rural')::TINYINT = rural),
persons AS (SELECT household_id, t, unnest(members) AS p FROM households),
facts AS (
    SELECT household_id, t,
        {WAGE} - {WAGE} * 20 // 100 + {_sum("p.incomes", "amount", "transfer")}
            + greatest(0, {_sum("p.incomes", "amount", "basic_pension", "employee_pension")} - {PENSION_EXEMPT}) AS own,
        date_sub('year', p.birth_date, DATE '{ON}') AS age,
        coalesce(p.disability.grade, 0) AS grade, grade IN (1, 2) AS severe, p.serious_illness AS serious,
        {LOST} AS lost, len(list_filter(p.obligors, lambda o: o.able)) > 0 AS has_obligor
    FROM persons),
people AS (
    SELECT *, (age >= 60 OR age < 16 OR severe) AND NOT has_obligor AND own < t AS tekun,
        NOT tekun AND (age >= 70 OR age < 18 OR severe OR serious) AS cat
    FROM facts),
folded AS (
    SELECT household_id, sum(own)::BIGINT AS own, count_if(tekun)::BIGINT AS supported, count_if(cat)::BIGINT AS cats
    FROM people GROUP BY household_id),
tested AS (
    SELECT h.household_id, s, t, c0, c1, c2, top_up, size - supported AS heads, cats,
        greatest(0, own - medical_spend) // size AS pc, savings < 24 * s * size AND vehicles = 0 AS asset_ok
    FROM households h JOIN folded USING (household_id)),
entitled AS (
    SELECT *, pc < s AND asset_ok AND heads > 0 AS eligible, NOT eligible AND 2 * pc < 3 * s AND asset_ok AS edge,
        CASE WHEN eligible THEN (s - pc) * heads + cats * top_up ELSE 0 END AS dibao
    FROM tested),
amounts AS (
    SELECT household_id, sum(
        CASE WHEN edge AND NOT tekun AND (severe OR serious) THEN s ELSE 0 END
        + CASE WHEN tekun THEN e.t + CASE WHEN lost = 0 THEN c0 WHEN lost <= 3 THEN c1 ELSE c2 END ELSE 0 END
        + CASE WHEN (eligible OR edge) AND grade > 0 THEN {LIVING_SUBSIDY} ELSE 0 END
        + CASE WHEN severe AND NOT tekun THEN {NURSING_SUBSIDY} ELSE 0 END)::BIGINT AS theirs
    FROM people JOIN entitled e USING (household_id) GROUP BY household_id)
SELECT household_id AS household, dibao + theirs > 0 AS eligible, dibao + theirs AS total
FROM entitled JOIN amounts USING (household_id)
"""


def query(source: str) -> str:
    """The SELECT over a file of cases: household, whether it is paid, and how much."""
    return QUERY.format(source=source)


def connect() -> Any:
    """A database in memory that knows the standards."""
    return by_duckdb.connect()

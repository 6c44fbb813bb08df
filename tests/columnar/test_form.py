"""Is a population taken in every spelling of its types, and refused with every column that is wrong?"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from aid_rules.case import Household, read_case_dict
from aid_rules.columnar import Columnar, check_schema, from_cases, schema, to_cases
from aid_rules.plan import Plan
from aid_rules.problems import ProblemError
from tests.laws.families import Place, family
from tests.strategies import blanked

ON = date(2026, 11, 1)
HERE = Place("370902", ON)
DECIDE = Columnar(lambda _: HERE.plan, ON)


def drawn(count: int, seed: int = 11) -> list[Household]:
    chance = Random(seed)
    found = []
    for number in range(count):
        case = family(chance, HERE) | {"household_id": f"h{number}"}
        found.append(read_case_dict(blanked(case, chance) if number % 2 else case))
    return found


TABLE = from_cases(drawn(20))
DECIDED = DECIDE(TABLE).decisions


def told(wrong: pa.Schema) -> list[tuple[str, str, str | None]]:
    with pytest.raises(ProblemError) as caught:
        check_schema(wrong)
    return [(problem.code, str(problem.at), problem.write) for problem in caught.value.problems]


def spelt(type_: pa.DataType, change: Any) -> pa.DataType:
    """The type with every part of it spelt otherwise."""
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(spelt(field.type, change)) for field in type_])
    if pa.types.is_list(type_):
        return change(pa.list_(spelt(type_.value_type, change)))
    return change(type_)


def large(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_list(type_):
        return pa.large_list(pa.field("element", type_.value_type))
    if pa.types.is_string(type_) or pa.types.is_dictionary(type_):
        return pa.large_string()
    return pa.date64() if pa.types.is_date32(type_) else type_


def wide(type_: pa.DataType) -> pa.DataType:
    return (
        pa.int64() if pa.types.is_integer(type_) else pa.string() if pa.types.is_dictionary(type_) else type_
    )


def rewritten(change: Any) -> pa.Table:
    fields = [field.with_type(spelt(field.type, change)) for field in TABLE.schema]
    return TABLE.cast(pa.schema(fields))


def test_the_schema_is_in_order() -> None:
    check_schema(schema())
    check_schema(TABLE.schema)


@pytest.mark.parametrize("change", [large, wide], ids=["large", "wide"])
def test_other_spellings_of_a_type_are_decided_alike(change: Any) -> None:
    assert DECIDE(rewritten(change)).decisions.to_pylist() == DECIDED.to_pylist()
    assert to_cases(rewritten(change)) == to_cases(TABLE)


def test_ids_as_a_dictionary_are_decided_alike() -> None:
    field = TABLE.schema.get_field_index("household_id")
    coded = TABLE.set_column(field, "household_id", TABLE["household_id"].dictionary_encode())
    assert DECIDE(coded).decisions.to_pylist() == DECIDED.to_pylist()


def test_chunks_with_dictionaries_of_their_own_are_decided_alike() -> None:
    parts = []
    for first in range(0, 20, 7):
        part = TABLE.slice(first, 7)
        words = pa.chunked_array([part["residence"].combine_chunks().cast(pa.string()).dictionary_encode()])
        parts.append(part.set_column(part.schema.get_field_index("residence"), "residence", words.cast(
            pa.dictionary(pa.int8(), pa.string())
        )))  # fmt: skip
    chunked = pa.concat_tables(parts)
    assert chunked["residence"].num_chunks == 3
    assert DECIDE(chunked).decisions.to_pylist() == DECIDED.to_pylist()


def test_columns_of_nothing_are_columns_left_out() -> None:
    known = from_cases([case for case in drawn(40) if not case.awards and case.awards is not None])
    bare = known.drop_columns(["awards", "awards__unknown"])
    empty = bare.append_column("awards", pa.nulls(bare.num_rows))
    wanted = DECIDE(known).decisions
    assert DECIDE(bare).decisions.equals(wanted)
    assert DECIDE(empty).decisions.equals(wanted)


@pytest.mark.parametrize("make", [lambda: TABLE.slice(0, 0), lambda: TABLE.schema.empty_table()])
def test_nobody_is_decided_where_there_is_nobody(make: Any) -> None:
    found = DECIDE(make())
    assert (found.decisions.num_rows, found.rejects) == (0, {})
    assert DECIDE.trace(make()).decisions.num_rows == 0
    assert found.decisions.column_names[:2] == ["household_id", "region"]


def test_an_unknown_column_is_named_with_the_nearest() -> None:
    wrong = schema().append(pa.field("resident", pa.string())).append(pa.field("telephone", pa.string()))
    assert told(wrong) == [("T201", "resident", "residence"), ("T201", "telephone", None)]


def nested(key: str, change: Any) -> pa.Schema:
    """The schema with the columns of a list changed."""
    field = schema().field(key)
    inner = pa.struct(change(list(field.type.value_type)))
    return schema().set(schema().get_field_index(key), field.with_type(pa.list_(inner)))


def test_unknown_wrong_and_missing_columns_are_told_at_once() -> None:
    def change(fields: list[pa.Field]) -> list[pa.Field]:
        kept = [field for field in fields if field.name != "birth_date"]
        return [*kept, pa.field("sexx", pa.string()), pa.field("name", pa.string())]

    wrong = nested("members", change)
    wrong = wrong.set(wrong.get_field_index("region"), pa.field("region", pa.int64()))
    wrong = wrong.remove(wrong.get_field_index("residence"))
    assert told(wrong) == [
        ("T203", "members.birth_date", None), ("T201", "members.name", None), ("T201", "members.sexx", "sex"),
        ("T202", "region", None), ("T203", "residence", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "type_", "found", "allowed"),
    [
        ("application_date", pa.timestamp("us"), "timestamp[us]", "date32, date64"),
        ("incomes", pa.string(), "string", "list<struct>"),
        ("incomes", pa.list_(pa.int64()), "list<int64>", "list<struct>"),
        ("awards__unknown", pa.int8(), "int8", "bool"),
        ("residence", pa.float64(), "double", "string, large_string, dictionary<string>"),
    ],
)
def test_a_wrong_type_is_told_with_what_may_stand_there(
    key: str, type_: Any, found: str, allowed: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        check_schema(schema().set(schema().get_field_index(key), pa.field(key, type_)))
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.at)) == ("T202", key)
    assert (problem.facts["found"], problem.facts["allowed"]) == (found, allowed)


def test_an_amount_is_no_decimal_and_no_float() -> None:
    for type_ in (pa.decimal128(12, 2), pa.float64()):

        def change(fields: list[pa.Field], type_: Any = type_) -> list[pa.Field]:
            return [field.with_type(type_) if field.name == "amount" else field for field in fields]

        assert told(nested("incomes", change)) == [("T202", "incomes.amount", None)]


def test_a_column_that_stands_twice_is_told() -> None:
    assert told(schema().append(pa.field("region", pa.string()))) == [("T206", "region", None)]


def test_columns_are_checked_before_anything_is_decided() -> None:
    with pytest.raises(ProblemError, match="T201"):
        DECIDE(TABLE.append_column("colour", pa.nulls(20)))


def test_a_plan_met_late_is_decided_like_one_met_early() -> None:
    """Regions with the same rules are compiled together, so a new one means compiling them again."""
    here = {code: Place(code, ON).plan for code in ("370902", "370900")}
    seen: list[str] = []

    def resolve(region: str) -> Plan:
        seen.append(region)
        return here[region]

    late, early = Columnar(resolve, ON), Columnar(here.__getitem__, ON)
    early.prepare(list(here))
    moved = TABLE.set_column(1, "region", pa.array(np.where(np.arange(20) % 2, "370900", "370902")))
    assert TABLE.schema.names[1] == "region"
    first = late(TABLE).decisions
    assert seen == ["370902"]
    assert late(moved).decisions.equals(early(moved).decisions)
    assert seen == ["370902", "370900"]
    assert late.trace(moved).decisions.equals(early.trace(moved).decisions)
    assert late(TABLE).decisions.equals(first)

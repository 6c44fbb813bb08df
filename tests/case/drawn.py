"""Households drawn from the models' own annotations: every field, absent, null or given."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from aid_rules.case import PROGRAMMES, Household, Person, SquareMetres
from aid_rules.case.record import Record
from aid_rules.case.whereabouts import keys_of, notes_of, parts_of, record_in, takes_null
from aid_rules.money import Fen
from tests.consistent import consistent

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31)).map(date.isoformat)
AMOUNTS = st.one_of(
    st.integers(0, 10**10),
    st.integers(0, 10**10).map(str),
    st.decimals(0, 10**10, places=2).map(lambda amount: format(amount, "f")),
)
TEXTS = st.text("abc王小明 \\\"'/é", min_size=1, max_size=8).filter(lambda text: text == text.strip())
SCALARS = {
    Fen: AMOUNTS,
    SquareMetres: st.decimals(0, 10**6, places=2).map(lambda area: format(area, "f")),
    Fraction: st.decimals(0, 1000, places=4).map(lambda number: format(number, "f")),
    date: DAYS,
    bool: st.booleans(),
}
SPECIAL = {
    "region": st.sampled_from(["990101", "990101001", "990101001002"]),
    "programme": st.sampled_from(list(PROGRAMMES)),
    "month": st.sampled_from(["2026-01", "2025-12"]),
}


def value(key: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    """Something the field takes, other than null."""
    stored = next(iter(parts_of(field.annotation)))
    match record_in(field):
        case ("record", record):
            return fields_of(record)
        case ("list", record):
            return st.lists(fields_of(record), max_size=2)
        case ("map", record):
            return st.dictionaries(st.sampled_from(["dibao.property", "tekun.a.b"]), fields_of(record))
    if key in SPECIAL:
        return SPECIAL[key]
    if get_origin(stored) is Literal:
        return st.sampled_from(get_args(stored))
    if stored is int:
        notes = list(notes_of(field))
        least = next(note.ge for note in notes if hasattr(note, "ge"))
        most = next(note.le for note in notes if hasattr(note, "le"))
        return st.integers(least, most)
    return SCALARS.get(stored, TEXTS)


def fields_of(record: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """A record in JSON form that fits together."""
    needed: dict[str, Any] = {}
    optional: dict[str, Any] = {}
    for key, name in keys_of(record).items():
        field = record.model_fields[name]
        given = value(key, field)
        given = st.none() | given if takes_null(field) else given
        (needed if field.is_required() else optional)[key] = given
    return st.fixed_dictionaries(needed, optional=optional).map(_fitting)


def _fitting(record: dict[str, Any]) -> dict[str, Any]:
    """Months only where they belong, ends not before beginnings, no strangers."""
    if record.get("period") != "once" and "period" in record and record.get("months") is not None:
        del record["months"]
    begin, end = record.get("from"), record.get("until")
    if begin and end and end < begin:
        record["from"], record["until"] = end, begin
    born, died = record.get("birth_date"), record.get("death_date")
    if born and died and died < born:
        record["birth_date"], record["death_date"] = died, born
    return {key: given for key, given in record.items() if key not in {"owner", "name"}}


@st.composite
def households(draw: st.DrawFn) -> dict[str, Any]:
    """A household in JSON form that the models accept; at most three members."""
    case = draw(fields_of(Household))
    case["members"] = draw(st.lists(fields_of(Person), min_size=1, max_size=3))
    for number, person in enumerate(case["members"]):
        person["person_id"] = f"p{number}"
        if (person["relation"] == "head") != (number == 0):
            person["relation"] = "other" if number else "head"
    for expense in case.get("expenses") or ():
        if expense["kind"] == "transfer_paid":  # belongs to a person
            expense["kind"] = "other"
    known = [person["person_id"] for person in case["members"]]
    for award in case.get("awards") or ():
        if "person_id" in award:
            award["person_id"] = draw(st.sampled_from(known))
    return consistent(case)

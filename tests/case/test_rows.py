"""Does a case laid out as rows say what its models say?"""

from __future__ import annotations

from functools import reduce
from typing import Any

from hypothesis import given

from aid_rules.case import NOTHING, VOCABULARY, Household, positions
from tests.case.drawn import households


def read(record: Any, attribute: str) -> Any:
    """An attribute of a model; what a missing record on the way is, the value is."""

    def step(value: Any, name: str) -> Any:
        return value if value is None or value is NOTHING else getattr(value, name)

    return reduce(step, attribute.split("."), record)


def compare(record: Any, row: tuple[Any, ...], entity: str) -> None:
    where = positions(entity)
    for field in VOCABULARY[entity].fields.values():
        assert row[where[field.attribute]] == read(record, field.attribute), field.path
    for listing in VOCABULARY[entity].lists.values():
        rows, records = row[where[listing.attribute]], getattr(record, listing.attribute)
        assert (rows is None) == (records is None)
        assert len(rows or ()) == len(records or ())
        for inner, item in zip(rows or (), records or (), strict=True):
            compare(item, inner, listing.entity)


@given(drawn=households())
def test_rows_say_what_the_models_say(drawn: dict[str, Any]) -> None:
    case = Household.model_validate(drawn)
    compare(case, case.rows, "household")


def test_amounts_are_plain_whole_numbers() -> None:
    """Arithmetic on `int` is several times faster than on a class of its own."""
    case = Household.model_validate(
        {
            "household_id": "h",
            "region": "990101",
            "residence": "urban",
            "members": [{"person_id": "p", "birth_date": "1970-01-01", "relation": "head"}],
            "assets": [
                {"kind": "dwelling", "value": "12.34", "floor_area": "60"},
                {"kind": "dwelling", "value": "0", "floor_area": "0"},
            ],
        }
    )
    where = positions("asset")
    rows = case.rows[positions("household")["assets"]]
    found = [row[where[name]] for row in rows for name in ("value", "floor_area")]
    assert [(type(value), value) for value in found] == [(int, 1234), (int, 6000), (int, 0), (int, 0)]

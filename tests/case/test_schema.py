"""Does the published JSON Schema accept what the models accept, and say what absence means?"""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, sampled_from

from aid_rules.case import json_schema, read_case, read_case_dict
from aid_rules.problems import CaseError
from tests.case.drawn import households

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FORMAL = (
    "field_missing",
    "field_misspelt",
    "field_belongs_on_person",
    "object_expected",
    "null_where_needed",
    "amount_with_separator",
    "amount_three_decimals",
    "amount_three_decimals_in_number",
    "area_three_decimals",
    "months_without_once",
    "amount_negative",
    "day_without_dashes",
    "month_does_not_exist",
    "boolean_as_text",
    "grade_out_of_range",
    "id_with_blank",
    "region_of_four_digits",
    "word_misspelt",
    "list_too_long",
    "members_empty",
    "finding_key_is_no_criterion",
)


def test_it_is_a_schema_with_a_version() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"].rsplit("/", 1)[1].isdigit()


@settings(max_examples=40)
@given(households())
def test_it_accepts_what_the_models_accept(case: dict[str, Any]) -> None:
    VALIDATOR.validate(case)
    VALIDATOR.validate(read_case_dict(case).model_dump(mode="json"))


@pytest.mark.parametrize("name", FORMAL)
def test_it_refuses_faults_of_form(name: str) -> None:
    case = json.loads((Path(__file__).parent / "bad" / f"{name}.json").read_text(encoding="utf-8"))
    assert not VALIDATOR.is_valid(case)


def income(**given: Any) -> dict[str, Any]:
    item = {"kind": "wage", "amount": "1", "period": "month", **given}
    head = {"person_id": "p1", "birth_date": "1980-01-01", "relation": "head"}
    return {
        "household_id": "h1",
        "region": "370902",
        "residence": "urban",
        "members": [{**head, "incomes": [item]}],
    }


@settings(max_examples=300)
@given(integers(0, 10**12), sampled_from(["", "5", "05"]))
def test_a_number_has_two_decimals_and_no_more_in_binary_too(fen: int, more: str) -> None:
    amount = json.loads(f"{fen // 100}.{fen % 100:02d}{more}" if fen < 10**11 else f"{fen // 100}")
    case = income(amount=amount)
    try:
        read_case(json.dumps(case).encode())
        fits = True
    except CaseError:
        fits = False
    assert VALIDATOR.is_valid(case) is fits


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({"period": "once", "months": 12}, True),
        ({"period": "month", "months": None}, True),
        ({"period": "month"}, True),
        ({"period": "year", "months": 12}, False),
        ({"amount": 1.005}, False),
        ({"amount": "1.005"}, False),
        ({"amount": 19.99}, True),
    ],
)
def test_it_says_what_the_reader_says(given: dict[str, Any], fits: bool) -> None:
    assert VALIDATOR.is_valid(income(**given)) is fits


def test_every_field_has_a_chinese_title_and_says_what_absence_means() -> None:
    for record in (SCHEMA, *SCHEMA["$defs"].values()):
        for name, field in record["properties"].items():
            assert not field["title"].isascii(), name
            assert "不填：" in field["description"] or "必填" in field["description"], name


def test_no_default_hides_the_unknown() -> None:
    assert '"default"' not in repr(SCHEMA)
    assert "'default'" not in repr(SCHEMA)


def test_a_form_never_leaks_from_one_schema_into_the_next() -> None:
    json_schema()["properties"].clear()
    assert json_schema() == SCHEMA

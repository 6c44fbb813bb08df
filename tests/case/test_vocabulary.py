"""May rules read every field of a case, and is each described as the model has it?"""

import operator
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given

from aid_rules.case import NOTHING, VOCABULARY, Household, enums, read_case_dict
from aid_rules.case.enums import Labels, labels_of
from aid_rules.case.fact import fact_of
from aid_rules.case.whereabouts import called, homes, keys_of, notes_of, record_in
from aid_rules.money import LARGEST
from tests.case.drawn import households

NOT_READABLE = {
    "household.household_id",
    "household.region",
    "household.findings",
    "person.person_id",
    "person.name",
    "person.death_date",
    "person.findings",
    "asset.owner",
    "award.person_id",
    "award.payments",
}
"""Facts for the record only: no rule decides by them (a finding is read by its criterion)."""

DERIVED = {"person.awards"}
"""In the vocabulary, but filled in by the household."""

ROWS = {called(home.record): home.record for home in homes(Household) if called(home.record) in VOCABULARY}


def model_paths() -> set[str]:
    """Every field of every row, those of inner records by dotted path."""

    def below(record: Any, prefix: str) -> Any:
        for key, name in keys_of(record).items():
            yield f"{prefix}.{key}"
            held = record_in(record.model_fields[name])
            if held and held[0] == "record":
                yield from below(held[1], f"{prefix}.{key}")

    return {path for name, record in ROWS.items() for path in below(record, name)}


def vocabulary_paths() -> set[str]:
    return {
        f"{entity.name}.{path}" for entity in VOCABULARY.values() for path in [*entity.fields, *entity.lists]
    }


def test_the_rows_are_those_of_the_language() -> None:
    assert set(VOCABULARY) == {
        "household",
        "person",
        "income",
        "expense",
        "asset",
        "hardship",
        "award",
        "obligor",
        "parent",
    }


def test_every_field_is_readable_or_listed_as_not() -> None:
    assert model_paths() - vocabulary_paths() == NOT_READABLE


def test_nothing_is_readable_that_no_model_has() -> None:
    assert vocabulary_paths() - model_paths() == DERIVED


@pytest.mark.parametrize(
    ("path", "kind", "unit", "attribute", "absent"),
    [
        ("household.residence", "enum", "", "residence", "required"),
        ("person.birth_date", "date", "", "birth_date", "required"),
        ("person.disability", "record", "", "disability", "none"),
        ("person.disability.grade", "integer", "", "disability.grade", "none"),
        ("person.self_care.eating", "boolean", "", "self_care.eating", "unknown"),
        ("person.employment.status", "enum", "", "employment.status", "unknown"),
        ("person.education.full_time", "boolean", "", "education.full_time", "none"),
        ("person.custody.from", "date", "", "custody.from_", "none"),
        ("person.serious_illness", "boolean", "", "serious_illness", "false"),
        ("income.amount", "rate", "yuan/period", "rate", "required"),
        ("income.months", "integer", "months", "months", "unknown"),
        ("expense.amount", "rate", "yuan/period", "rate", "required"),
        ("asset.value", "amount", "yuan", "value", "unknown"),
        ("asset.floor_area", "area", "m2", "floor_area", "unknown"),
        ("hardship.multiplier", "number", "", "multiplier", "unknown"),
        ("award.monthly_amount", "monthly", "yuan/month", "monthly_amount", "unknown"),
        ("award.from", "date", "", "from_", "required"),
        ("obligor.age", "integer", "years", "age", "unknown"),
        ("obligor.support_fixed_monthly", "monthly", "yuan/month", "support_fixed_monthly", "none"),
    ],
)
def test_a_field(path: str, kind: str, unit: str, attribute: str, absent: str) -> None:
    entity, _, name = path.partition(".")
    field = VOCABULARY[entity].fields[name]
    assert (field.path, field.kind, field.unit, field.attribute, field.absent) == (
        name,
        kind,
        unit,
        attribute,
        absent,
    )


def test_bounds_are_those_of_the_models() -> None:
    grade = VOCABULARY["person"].fields["disability.grade"]
    value = VOCABULARY["asset"].fields["value"]
    assert (grade.least, grade.most) == (1, 4)
    assert (value.least, value.most) == (0, LARGEST)
    assert VOCABULARY["household"].lists["members"].most == 100


def test_lists_say_where_they_are_read() -> None:
    ours, theirs = VOCABULARY["household"].lists["awards"], VOCABULARY["person"].lists["awards"]
    assert (ours.attribute, theirs.attribute) == ("own_awards", "awards")
    assert (ours.entity, ours.absent) == ("award", "none")
    assert VOCABULARY["household"].lists["incomes"].absent == "unknown"


def test_parents_are_told_innermost_first() -> None:
    assert VOCABULARY["household"].parents == ()
    assert VOCABULARY["person"].parents == VOCABULARY["asset"].parents == ("household",)
    assert VOCABULARY["income"].parents == VOCABULARY["award"].parents == ("person", "household")
    assert VOCABULARY["obligor"].parents == ("person",)


def test_enums_have_a_chinese_word_for_each_member() -> None:
    for entity in VOCABULARY.values():
        for field in entity.fields.values():
            assert (field.kind == "enum") == bool(field.values)
            assert len(set(field.values_zh)) == len(field.values)
            assert all(not word.isascii() for word in field.values_zh)


def test_labels_that_do_not_fit_are_found() -> None:
    with pytest.raises(TypeError, match="labels do not fit"):
        labels_of(Annotated[Literal["a", "b"], Labels(a="甲")])


def test_the_labels_fit_their_enums() -> None:
    tables = [
        enum for enum in vars(enums).values() if isinstance(getattr(enum, "__metadata__", [0])[0], Labels)
    ]
    assert len(tables) > 20
    for enum in tables:
        assert labels_of(enum)


def test_every_fact_says_who_supplies_it() -> None:
    for record in {home.record for home in homes(Household)}:
        for field in record.model_fields.values():
            fact = fact_of(field)
            assert fact.by
            assert fact.en.isascii()
            assert not fact.zh.isascii()
            assert list(notes_of(field))


@given(households())
def test_every_attribute_can_be_read(case: dict[str, Any]) -> None:
    """Each value read is unknown, absent, or of the kind and within the bounds that are told."""
    here = read_case_dict(case)
    _read("household", here)


def _read(name: str, row: Any) -> None:
    for field in VOCABULARY[name].fields.values():
        value = _follow(row, field.attribute)
        if value is None or value is NOTHING or field.kind == "record":
            continue
        match field.kind:
            case "enum":
                assert value in field.values
            case "date":
                assert field.least <= value.toordinal() <= field.most
            case _:
                assert field.least <= value <= field.most
    for rows in VOCABULARY[name].lists.values():
        for inner in operator.attrgetter(rows.attribute)(row) or ():
            _read(rows.entity, inner)


def _follow(row: Any, attribute: str) -> Any:
    for step in attribute.split("."):
        if row is None or row is NOTHING:
            return row
        row = getattr(row, step)
    return row


def test_what_a_record_holds_may_not_exist_where_the_record_may_not() -> None:
    """`custody.until` of nobody in custody is no unknown day, though a custody without one ends nobody knows when."""
    for entity in VOCABULARY.values():
        for path, field in entity.fields.items():
            outer, dot, _ = path.rpartition(".")
            if dot and entity.fields[outer].absent == "none":
                assert field.absent == "none", path
    assert VOCABULARY["person"].fields["custody.until"].within == "unknown"

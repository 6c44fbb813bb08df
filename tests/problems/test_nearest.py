"""Which name was meant: a slip of the hand, or a part of only one name."""

from aid_rules.problems import nearest


def test_a_slip_of_the_hand() -> None:
    assert nearest("resience", ["residence", "region"]) == "residence"


def test_a_part_of_only_one_name() -> None:
    assert nearest("area", ["kind", "value", "use", "floor_area", "owner"]) == "floor_area"


def test_a_part_of_several_names_means_none() -> None:
    assert nearest("income", ["income_monthly", "household_income_monthly"]) is None


def test_a_piece_of_a_word_is_no_part() -> None:
    assert nearest("are", ["floor_area"]) is None

"""Do conditions read as Chinese: days early or late, years reached, what is not there missing, one case told from another?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from aid_rules.case import VOCABULARY
from aid_rules.language import NUMBER, YUAN_MONTH, Fact, Node, Numbers, number, show_value, to_text
from tests.language.test_bad import checked


def title(node: Node) -> str:
    return VOCABULARY[node.row].fields[node.path].zh if isinstance(node, Fact) else "湖区标准"


@pytest.mark.parametrize(
    ("say", "zh"),
    [
        ("birth_date < on", "出生日期早于认定日"),
        ("birth_date >= on", "出生日期不早于认定日"),
        ("not birth_date <= on", "出生日期晚于认定日"),
        (
            "has(disability) and not disability.valid_until < on",
            "有残疾证，且残疾证到期日不早于认定日（或没有登记）",
        ),
        ("not has(disability)", "没有残疾证"),
        ("full_years(birth_date, on) >= 6", "年龄已满6周岁"),
        ("not full_years(birth_date, on) >= 16", "年龄未满16周岁"),
        ("full_years(cleric_since, on) >= 3", "宗教教职起始日期至认定日已满3年"),
        ("not relation == head", "与户主关系不为户主"),
        ("not relation in {head, spouse}", "与户主关系不属于（户主、配偶）"),
        ("not disability.grade <= 2", "残疾等级超过2（或没有登记）"),
        ("custody.kind == none", "没有羁押类别"),
        ("not any(i.kind == wage for i in incomes)", "没有收入（收入类别为工资性收入）"),
        ("not (cohabiting and relation == head)", "并非（共同生活，且与户主关系为户主）"),
    ],
)
def test_a_condition_reads_so(say: str, zh: str) -> None:
    assert to_text(checked(say, "person"), title) == zh


def test_the_tests_of_cases_stay_words_where_numbers_are_put_in() -> None:
    node = checked("1 if cohabiting else 2", "person")
    assert to_text(node, Numbers(lambda _: "是", title)) == "共同生活时为1；否则为2"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(35, 1000), "3.5%"),
        (Fraction(1, 10), "10%"),
        (Fraction(-1, 4), "-25%"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(1, 12345), "1/12345"),
        (Fraction(3, 2), "1.5"),
        (0, "0"),
        (1, "1"),
    ],
)
def test_a_part_of_one_is_said_in_per_cent(value: Fraction | int, said: str) -> None:
    assert show_value(value, NUMBER) == said


def test_an_amount_is_never_in_per_cent() -> None:
    assert show_value(Fraction(50), number(YUAN_MONTH)) == "0.50元/月"
    assert show_value(Fraction(1, 2), number(YUAN_MONTH)) == "1/200元/月"

"""Is a cell that could be read in two ways, or stands where nothing is asked, refused with its place?"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from aid_rules.batch.tables import TABLES, columns_of
from aid_rules.batch.tables.cells import Unreadable, read
from aid_rules.problems import headline
from tests.batch.test_tables import FAMILY, Sheets, as_files, as_workbook, changed, converted, with_labels

PERSONS = next(table for table in TABLES if table.name == "persons")
INCOMES = next(table for table in TABLES if table.name == "incomes")
ID = 370902198003011234


def edited(name: str, row: int, cells: Any) -> Sheets:
    """The family with more cells at the end of a row."""
    sheets = {sheet: [list(line) for line in rows] for sheet, rows in with_labels(FAMILY).items()}
    sheets[name][row] += cells
    return sheets


@pytest.mark.parametrize(
    "cell",
    ["1950-1-2", "1950/01/02", "1950.1.2", "1950年1月2日", "1950年1月2", "19500102", 19500102.0, 19500102],
)
def test_days_as_people_write_them(cell: Any) -> None:
    assert read(columns_of(PERSONS)["birth_date"], cell) == "1950-01-02"


@pytest.mark.parametrize(
    "cell",
    ["1950-12", "1950.12", "1950/12", "195012", "1950年12月", "2021111", "2021-111", "202111-1", "2021-1112", "20211-1",
     "1950-1.2", "1950年0102日", "195001-02", "1950", "19501", "1950010203", 195012.0, 1950.12, 195012],
)  # fmt: skip
def test_no_day_is_guessed(cell: Any) -> None:
    with pytest.raises(Unreadable) as error:
        read(columns_of(PERSONS)["birth_date"], cell)
    assert error.value.code == "T105"


def test_a_month_where_a_day_is_asked_is_told_with_its_place(tmp_path: Path) -> None:
    cases, problems, _ = converted(as_files(changed("人员", 2, "出生日期", "1950-12"), tmp_path / "county"))
    assert [case.household_id for case in cases] == ["h2"]
    assert [(problem.code, str(problem.at)) for _, problem in problems] == [
        ("T105", "人员.csv 第 3 行 出生日期")
    ]


@pytest.mark.parametrize(
    ("header", "cell", "grade"),
    [("残疾等级", "一级", 1), ("残疾等级", "四级", 4), ("残疾等级", "３", 3), ("残疾等级", 2.0, 2), ("残疾等级", "5", 5),
     ("残疾军人、伤残人民警察等级", "十级", 10)],
)  # fmt: skip
def test_grades_as_certificates_have_them(header: str, cell: Any, grade: int) -> None:
    """One beyond the scale is a number all the same: the models say what may be."""
    assert read(columns_of(PERSONS)[header], cell) == grade


@pytest.mark.parametrize("cell", ["五级", "一", "一级半", "Ⅱ级", "一二级"])
def test_no_grade_is_guessed(cell: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(columns_of(PERSONS)["残疾等级"], cell)
    assert error.value.allowed == "1、2、3、4、一级、二级、三级、四级"


# Cells without a header


def test_a_comma_that_is_not_quoted_is_no_smaller_amount(tmp_path: Path) -> None:
    source = as_files(with_labels(FAMILY), tmp_path / "county")
    path = source / "收入.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, (*front, amount, period) = list(csv.reader(file))
    assert amount == "1,234.50"
    path.write_text("\n".join([",".join(head), ",".join([*front, amount, period])]), encoding="utf-8-sig")
    cases, problems, _ = converted(source)
    assert [case.household_id for case in cases] == ["h2"]
    place = "收入.csv 第 2 行 第 6 列"
    assert ("T119", place) in [(problem.code, str(problem.at)) for _, problem in problems]


@pytest.mark.parametrize("how", ["files", "workbook"])
def test_cells_beyond_the_headers(how: str, tmp_path: Path) -> None:
    def made(sheets: Sheets, name: str) -> Path:
        return (
            as_files(sheets, tmp_path / name)
            if how == "files"
            else as_workbook(sheets, tmp_path / f"{name}.xlsx")
        )

    cases, problems, _ = converted(made(edited("人员", 2, ["", None, "x"]), "more"))
    assert [case.household_id for case in cases] == ["h2"]
    assert [(problem.code, household) for household, problem in problems] == [("T119", "h1")]
    assert "第 3 行 第 13 列" in headline(problems[0][1], "zh") or str(problems[0][1].at).endswith(
        "第 3 行 第 13 列"
    )
    cases, problems, _ = converted(made(edited("人员", 2, ["", " ", None]), "blank"))
    assert (len(cases), problems) == (2, [])


# Long numbers


@pytest.mark.parametrize("cell", [float(ID), ID, 1e15, 10**15, -1e17, "3.70902E+17", "3.70902e+17"])
@pytest.mark.parametrize("column", ["person_id", "name", "death_date"])
def test_a_number_that_the_spreadsheet_has_rounded(cell: Any, column: str) -> None:
    expected = "T120" if column != "death_date" or not isinstance(cell, str) else "T105"
    with pytest.raises(Unreadable) as error:
        read(columns_of(PERSONS)[column], cell)
    assert error.value.code == expected


@pytest.mark.parametrize("cell", [float(10**15 - 1), 10**15 - 1, "370902198003011234", "E17", "3E17"])
def test_numbers_that_are_whole(cell: Any) -> None:
    assert read(columns_of(PERSONS)["person_id"], cell) == str(int(cell) if isinstance(cell, float) else cell)


def test_it_is_told_with_its_place(tmp_path: Path) -> None:
    sheets = changed("人员", 2, "人员编号", float(ID))
    cases, problems, _ = converted(as_workbook(sheets, tmp_path / "county.xlsx"))
    assert [case.household_id for case in cases] == ["h2"]
    (_, problem) = problems[0]
    assert (problem.code, str(problem.at)) == ("T120", "人员 第 3 行 人员编号")
    assert "文本" in headline(problem, "zh")
    assert str(ID)[:8] not in headline(problem, "zh")


def test_a_programme_is_called_as_everybody_calls_it_or_as_the_county_does() -> None:
    awards = columns_of(next(table for table in TABLES if table.name == "awards"))
    assert [read(awards["救助项目"], cell) for cell in ("最低生活保障", "dibao", "ferry", "guild.pension")] == [
        "dibao", "dibao", "ferry", "guild.pension",
    ]  # fmt: skip
    for cell in ("王小明", "370902198003011234", "two words"):
        with pytest.raises(Unreadable):
            read(awards["救助项目"], cell)


@pytest.mark.parametrize(
    ("table", "column", "cell", "meant"),
    [
        (PERSONS, "disability.kind", "肢体", "肢体残疾"),
        (INCOMES, "kind", "工资", "工资性收入"),
        (INCOMES, "period", "月", "每月"),
        (INCOMES, "kind", "收入", None),
        (INCOMES, "kind", "王小明", None),
        (INCOMES, "kind", "王工资性收入", "工资性收入"),
    ],
)
def test_a_word_cut_short_is_told_the_only_one_that_it_is_a_part_of(
    table: Any, column: str, cell: str, meant: str | None
) -> None:
    with pytest.raises(Unreadable) as error:
        read(columns_of(table)[column], cell)
    assert error.value.write == meant

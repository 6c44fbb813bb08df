"""Do spreadsheets become the cases that they describe, and is everything that cannot told by sheet, row and column?"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aid_rules import CaseError, Household
from aid_rules.batch.tables import TABLES, Report, columns_of, convert
from aid_rules.batch.tables.cells import MISSING, Unreadable, read
from aid_rules.batch.tables.columns import PAYMENTS
from aid_rules.problems import Problem, headline

Rows = Sequence[Sequence[Any]]
Sheets = Mapping[str, Rows]

FAMILY: Sheets = {
    "家庭": [
        ["家庭编号", "行政区划代码", "城乡", "家庭收入"],
        ["h1", "370902", "城镇", "无"],
        ["h2", "370902", "农村", "无"],
    ],
    "人员": [
        [
            "家庭编号",
            "人员编号",
            "姓名",
            "出生日期",
            "与户主关系",
            "共同生活",
            "残疾类别",
            "残疾等级",
            "学段",
            "全日制",
        ],
        ["h2", "p1", "张三", "1950-02-03", "户主", "", "", "", "", ""],
        ["h1", "p1", "李四", "1980/3/1", "户主", "", "肢体", "2", "", ""],
        ["h1", "p2", "王五", "20100601", "子女", "是", "", "", "义务教育", "是"],
    ],
    "收入": [
        ["家庭编号", "人员编号", "收入类别", "收入金额", "收入周期"],
        ["h1", "p1", "工资性收入", "1,234.50", "月"],
    ],
}


def words(record: str, path: str) -> Mapping[str, str]:
    table = next(table for table in TABLES if table.name == record)
    return columns_of(table)[path].words


def with_labels(sheets: Sheets) -> Sheets:
    """The family with the official words of the vocabulary, whatever they are."""
    official = {
        "城镇": ("households", "residence", "urban"), "农村": ("households", "residence", "rural"),
        "户主": ("persons", "relation", "head"), "子女": ("persons", "relation", "child"),
        "肢体": ("persons", "disability.kind", "physical"), "义务教育": ("persons", "education.stage", "compulsory"),
        "工资性收入": ("incomes", "kind", "wage"), "月": ("incomes", "period", "month"),
    }  # fmt: skip

    def label(cell: Any) -> Any:
        if cell not in official:
            return cell
        record, path, word = official[cell]
        return next(zh for zh, meant in words(record, path).items() if meant == word and zh != word)

    return {
        name: [rows[0], *[[label(cell) for cell in row] for row in rows[1:]]] for name, rows in sheets.items()
    }


def as_files(sheets: Sheets, folder: Path, encoding: str = "utf-8-sig") -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def as_workbook(sheets: Sheets, path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def as_county(how: str, sheets: Sheets, folder: Path) -> Path:
    if how == "excel":
        return as_workbook(sheets, folder / "county.xlsx")
    return as_files(sheets, folder / "county", encoding=how)


def converted(
    source: Path, complete: frozenset[str] = frozenset()
) -> tuple[list[Household], list[tuple[str, Problem]], Report]:
    report, problems = Report(), []
    cases = [
        *convert(source, complete, lambda problem, household: problems.append((household, problem)), report)
    ]
    assert report.households == report.converted + report.refused
    assert report.converted == len(cases)
    return cases, problems, report


EXPECTED = {
    "household_id": "h1", "region": "370902", "residence": "urban", "incomes": [],
    "members": [
        {
            "person_id": "p1", "birth_date": "1980-03-01", "relation": "head",
            "disability": {"kind": "physical", "grade": 2},
            "incomes": [{"kind": "wage", "amount": "1234.50", "period": "month"}],
        },
        {
            "person_id": "p2", "birth_date": "2010-06-01", "relation": "child", "cohabiting": True,
            "education": {"stage": "compulsory", "full_time": True},
        },
    ],
}  # fmt: skip


@pytest.mark.parametrize("how", ["utf-8-sig", "gb18030", "excel"])
def test_two_flat_tables_are_families(how: str, tmp_path: Path) -> None:
    sheets = with_labels(FAMILY)
    cases, problems, _ = converted(as_county(how, sheets, tmp_path))
    assert problems == []
    assert [case.household_id for case in cases] == ["h1", "h2"]
    assert cases[0].model_dump_json() == Household.model_validate(EXPECTED).model_dump_json()
    assert "张三" not in cases[1].model_dump_json()


def test_who_has_no_row_in_a_complete_table_has_none(tmp_path: Path) -> None:
    source = as_files(with_labels(FAMILY), tmp_path / "county")
    silent, _, _ = converted(source)
    said, _, _ = converted(source, frozenset({"incomes"}))
    assert silent[1].members[0].incomes is None
    assert said[1].members[0].incomes == ()
    assert len(said[0].members[0].incomes or ()) == 1


@pytest.mark.parametrize(
    ("name", "row", "column", "key"),
    [
        ("家庭", 1, "城乡", "residence"),
        ("人员", 2, "出生日期", "members[0].birth_date"),
        ("人员", 2, "残疾等级", "members[0].disability.grade"),
        ("人员", 3, "学段", "members[1].education.stage"),
        ("收入", 1, "收入周期", "members[0].incomes[0].period"),
    ],
)
def test_unknown_has_to_be_said_where_a_key_is_required(
    name: str, row: int, column: str, key: str, tmp_path: Path
) -> None:
    """An empty cell says nothing, and a required key that is missing is a fault."""
    cases, problems, _ = converted(as_files(changed(name, row, column, "未知"), tmp_path / "said"))
    assert problems == []
    assert f'"{key.rpartition(".")[2]}":null' in cases[0].model_dump_json()
    _, problems, _ = converted(as_files(changed(name, row, column, ""), tmp_path / "empty"))
    assert [(household, problem.code) for household, problem in problems] == [("h1", "C101")]


def changed(name: str, row: int, column: str, cell: Any) -> Sheets:
    """The family with one cell changed."""
    sheets = {sheet: [list(line) for line in rows] for sheet, rows in with_labels(FAMILY).items()}
    sheets[name][row][list(sheets[name][0]).index(column)] = cell
    return sheets


@pytest.mark.parametrize(
    ("sheets", "code", "place"),
    [
        (changed("人员", 2, "与户主关系", "户 主"), "T105", "人员.csv 第 3 行 与户主关系"),
        (changed("人员", 2, "出生日期", "1980-13-01"), "T105", "人员.csv 第 3 行 出生日期"),
        (changed("人员", 2, "残疾等级", "二等"), "T105", "人员.csv 第 3 行 残疾等级"),
        (changed("人员", 2, "残疾等级", "7"), None, "人员.csv 第 3 行 disability.grade（残疾等级）"),
        (changed("收入", 1, "收入金额", "12.345"), "C107", "收入.csv 第 2 行 amount（收入金额）"),
        (changed("收入", 1, "收入金额", "-5"), "C109", "收入.csv 第 2 行 amount（收入金额）"),
        (changed("收入", 1, "人员编号", "p9"), "T110", "收入.csv 第 2 行 person_id"),
        (changed("家庭", 1, "行政区划代码", ""), "C101", "家庭.csv 第 2 行 region（行政区划代码）"),
    ],
)
def test_a_fault_refuses_its_household_alone(
    sheets: Sheets, code: str | None, place: str, tmp_path: Path
) -> None:
    cases, problems, report = converted(as_files(sheets, tmp_path / "county"))
    assert [case.household_id for case in cases] == ["h2"]
    assert report.refused == 1
    household, problem = problems[0]
    assert household == "h1"
    assert code in (None, problem.code)
    assert str(problem.at) == place or str(problem.at).endswith(place)


def test_rows_of_nobody_and_households_given_twice_are_told(tmp_path: Path) -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in with_labels(FAMILY).items()}
    sheets["家庭"].append(sheets["家庭"][1])
    sheets["收入"].append(["h7", "p1", *sheets["收入"][1][2:]])
    cases, problems, report = converted(as_files(sheets, tmp_path / "county"))
    assert [case.household_id for case in cases] == ["h2"]
    assert (report.households, report.refused) == (3, 2)
    assert [problem.code for _, problem in problems] == ["T108", "T109", "T109"]
    assert ["第 2 行" in str(problem.at) for _, problem in problems[1:]] == [True, False]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"人员": FAMILY["人员"]}, "T102"),
        ({**FAMILY, "宠物": [["名字"]]}, "T101"),
        ({**FAMILY, "收入": [["家庭编号", "收入金颗"]]}, "T103"),
        ({**FAMILY, "收入": [["家庭编号", "收入金额", "amount"]]}, "T104"),
        ({**FAMILY, "收入": [["人员编号", "收入金额"]]}, "T106"),
    ],
)
def test_tables_and_headers_that_mean_nothing_refuse_everything(
    sheets: Sheets, code: str, tmp_path: Path
) -> None:
    with pytest.raises(CaseError) as refused:
        converted(as_files(sheets, tmp_path / "county"))
    assert code in [problem.code for problem in refused.value.problems]


def test_a_shifted_column_repeats_no_name_and_no_number(tmp_path: Path) -> None:
    told = []
    for cell in ("欧阳小明", "370902198003011234"):
        _, problems, _ = converted(as_files(changed("人员", 2, "与户主关系", cell), tmp_path / "county"))
        told += [str(problem.facts) for _, problem in problems]
    assert len(told) == 2
    assert not any("欧阳" in text or "37090219" in text for text in told)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_headers_are_unambiguous(table: Any) -> None:
    columns = {column.key: column for column in columns_of(table).values()}
    titles = [column.zh for column in columns.values()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize(
    ("path", "cell", "value"),
    [
        ("birth_date", datetime(1980, 3, 1), "1980-03-01"),  # noqa: DTZ001 - as a workbook has it
        ("birth_date", date(1980, 3, 1), "1980-03-01"),
        ("birth_date", "１９８０年３月１日", "1980-03-01"),
        ("cohabiting", "否", False),
        ("cohabiting", "未知", None),
        ("serious_illness", "", MISSING),
        ("disability.grade", 2.0, 2),
        ("incomes", "无", []),
        ("person_id", 17.0, "17"),
    ],
)
def test_cells_are_read_as_people_write_them(path: str, cell: Any, value: Any) -> None:
    persons = next(table for table in TABLES if table.name == "persons")
    assert read(columns_of(persons)[path], cell) == value


@pytest.mark.parametrize(
    "cell",
    [
        "2021-01",
        "2021/1",
        "2021年1月",
        "２０２１年０１月",
        "202101",
        202101.0,
        "2021-01-15",
        date(2021, 1, 31),
    ],
    ids=str,
)
def test_months_are_read_as_people_write_them(cell: Any) -> None:
    assert read(columns_of(PAYMENTS)["月份"], cell) == "2021-01"


@pytest.mark.parametrize("cell", ["2021.1", "2021", "2021-13", "1月", "20211"])
def test_what_is_no_month_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        read(columns_of(PAYMENTS)["月份"], cell)


def paid(rows: Rows, more: Rows = ()) -> Sheets:
    """The family with a household's dibao, p1's subsidy twice, one after the other, and these payments."""
    titles = {word: zh for zh, word in words("awards", "programme").items() if zh != word}
    dibao, subsidy = titles["dibao"], titles["disability_living"]
    told = {"低保": dibao, "补贴": subsidy}
    awards = [
        ["家庭编号", "人员编号", "救助项目", "起始日期", "终止日期"],
        ["h1", "", dibao, "2020-06-01", ""],
        ["h1", "p1", subsidy, "2020-01-01", "2021-01-01"],
        ["h1", "p1", subsidy, "2021-01-01", ""],
        *more,
    ]
    head = ["家庭编号", "人员编号", "救助项目", "月份", "金额"]
    payments: Rows = [head, *[[told.get(cell, cell) for cell in row] for row in rows]]
    return {**with_labels(FAMILY), "已享受救助": awards, "发放记录": payments}


PAID = [
    ["h1", "p1", "补贴", "2021年1月", "110"],
    ["h1", "", "低保", "2021-01", "1,200.50"],
    ["h1", "p1", "补贴", "2020-12", "100"],
    ["h1", "", "低保", "2020-12", "1000"],
]


@pytest.mark.parametrize("how", ["utf-8-sig", "gb18030", "excel"])
def test_payments_stand_under_their_awards(how: str, tmp_path: Path) -> None:
    sheets = paid([[*PAID[0][:3], date(2021, 1, 1), 110], *PAID[1:]] if how == "excel" else PAID)
    cases, problems, _ = converted(as_county(how, sheets, tmp_path))
    assert problems == []
    awards = json.loads(cases[0].model_dump_json())["awards"]
    assert [[(p["month"], p["amount"]) for p in award["payments"]] for award in awards] == [
        [("2021-01", "1200.50"), ("2020-12", "1000.00")],
        [("2020-12", "100.00")],
        [("2021-01", "110.00")],
    ]


def test_awards_without_payments_have_none_on_record_or_no_record(tmp_path: Path) -> None:
    source = as_files(paid(PAID[:1]), tmp_path / "county")
    silent, _, _ = converted(source)
    said, _, _ = converted(source, frozenset({"发放记录"}))
    keys = [
        ["payments" in award for award in case.model_dump(exclude_unset=True)["awards"]]
        for case in silent[:1]
    ]
    assert keys == [[False, False, True]]
    assert [len(award.payments or ()) for award in said[0].awards or ()] == [0, 0, 1]
    assert [award.payments == () for award in said[0].awards or ()] == [True, True, False]


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        (["h1", "p2", "补贴", "2021-01", "1"], "T111", "发放记录.csv 第 2 行 programme"),
        (["h1", "p1", "低保", "2021-01", "1"], "T111", "发放记录.csv 第 2 行 programme"),
        (["h1", "未知", "低保", "2021-01", "1"], "T111", "发放记录.csv 第 2 行 programme"),
        (["h1", "p1", "补贴", "2019-12", "1"], "T112", "发放记录.csv 第 2 行 month"),
        (["h1", "p1", "", "2021-01", "1"], "T113", "发放记录.csv 第 2 行 programme"),
        (["h1", "p1", "补贴", "", "1"], "T113", "发放记录.csv 第 2 行 month"),
        (["h1", "p1", "补贴", "一月", "1"], "T105", "发放记录.csv 第 2 行 月份"),
        (["h1", "p1", "补贴", "2021-01", "1.234"], "C107", "发放记录.csv 第 2 行 amount（发放金额）"),
    ],
)
def test_a_payment_that_belongs_nowhere_refuses_its_household(
    row: list[str], code: str, place: str, tmp_path: Path
) -> None:
    cases, problems, _ = converted(as_files(paid([row]), tmp_path / "county"))
    assert [case.household_id for case in cases] == ["h2"]
    assert [(household, problem.code) for household, problem in problems] == [("h1", code)]
    assert str(problems[0][1].at).endswith(place)
    assert all(headline(problems[0][1], lang) for lang in ("zh", "en"))


def test_a_payment_of_two_awards_at_once_belongs_to_neither(tmp_path: Path) -> None:
    subsidy = paid([])["已享受救助"][2][2]
    sheets = paid([PAID[0], PAID[2]], more=[["h1", "p1", subsidy, "2021-01-15", ""]])
    _, problems, _ = converted(as_files(sheets, tmp_path / "county"))
    assert [(problem.code, problem.facts["running"]) for _, problem in problems] == [("T112", "2")]


def test_a_short_grade_is_repeated_and_the_columns_are_listed(tmp_path: Path) -> None:
    _, problems, _ = converted(as_files(changed("人员", 2, "残疾等级", "二等"), tmp_path / "county"))
    assert problems[0][1].facts["found"] == "“二等”"
    assert problems[0][1].facts["allowed"] == "1、2、3、4、一级、二级、三级、四级"
    with pytest.raises(CaseError, match="amount（收入金额）"):
        converted(as_files({**FAMILY, "收入": [["家庭编号", "收入金颗"]]}, tmp_path / "other"))

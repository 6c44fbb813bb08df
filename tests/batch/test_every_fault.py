"""Are all faults of a county's tables told in one run, and is none told that only follows from another?"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aid_rules.batch.tables import Report, convert
from aid_rules.money import Fen
from aid_rules.problems import CaseError, headline
from tests.batch.test_tables import FAMILY, PAID, Sheets, as_files, as_workbook, converted, paid, with_labels

Told = list[tuple[str, str, str]]


def copied(sheets: Sheets) -> dict[str, list[list[Any]]]:
    return {name: [list(row) for row in rows] for name, rows in sheets.items()}


def told(source: Path) -> Told:
    """Household, code and place of every problem."""
    _, problems, _ = converted(source)
    return [(household, problem.code, str(problem.at)) for household, problem in problems]


def test_a_bad_cell_hides_no_other(tmp_path: Path) -> None:
    sheets = copied(with_labels(FAMILY))
    persons, incomes = sheets["人员"], sheets["收入"]
    persons[2][4] = "户 主"
    persons[3][7] = "9"
    incomes[1][3] = "12.345"
    incomes += [["h1", "p9", incomes[1][2], "-5", "每周"], ["h7", "p1", incomes[1][2], "-1", incomes[1][4]]]
    sheets["家庭"][1][1] = ""
    found = told(as_files(sheets, tmp_path / "county"))
    assert sorted(found) == sorted([
        ("h1", "T105", "人员.csv 第 3 行 与户主关系"), ("h1", "T105", "收入.csv 第 3 行 收入周期"),
        ("h7", "T108", "收入.csv 第 4 行 household_id"), ("h7", "C109", "收入.csv 第 4 行 amount（收入金额）"),
        ("h1", "T110", "收入.csv 第 3 行 person_id"), ("h1", "C109", "收入.csv 第 3 行 amount（收入金额）"),
        ("h1", "C115", "人员.csv 第 4 行 disability.grade（残疾等级）"),
        ("h1", "C101", "人员.csv 第 4 行 disability.kind（残疾类别）"),
        ("h1", "C107", "收入.csv 第 2 行 amount（收入金额）"), ("h1", "C101", "家庭.csv 第 2 行 region（行政区划代码）"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "row", "column"),
    [("人员", 2, "与户主关系"), ("人员", 2, "出生日期"), ("人员", 2, "残疾等级"), ("家庭", 1, "家庭收入"), ("家庭", 1, "城乡")],
)  # fmt: skip
def test_nothing_follows_from_a_cell_that_cannot_be_read(
    sheet: str, row: int, column: str, tmp_path: Path
) -> None:
    """No head, no birth date: these may be in order."""
    sheets = copied(with_labels(FAMILY))
    sheets[sheet][row][sheets[sheet][0].index(column)] = "??"
    assert [code for _, code, _ in told(as_files(sheets, tmp_path / "county"))] == ["T105"]


def test_a_household_given_twice_is_read_all_the_same(tmp_path: Path) -> None:
    sheets = copied(with_labels(FAMILY))
    sheets["家庭"].append([*sheets["家庭"][1][:1], "x", *sheets["家庭"][1][2:]])
    sheets["收入"][1][3] = "-5"
    found = told(as_files(sheets, tmp_path / "county"))
    assert [(code, place.partition(" ")[0]) for _, code, place in found[:3]] == [
        ("T109", "家庭.csv"), ("C109", "收入.csv"), ("T109", "家庭.csv"),
    ]  # fmt: skip
    assert [place for _, _, place in found[3:]] == ["家庭.csv 第 4 行 region（行政区划代码）"]


def test_payments_of_awards_that_cannot_be_read_wait(tmp_path: Path) -> None:
    sheets = copied(paid([*PAID, ["h1", "p2", "补贴", "2021-01", "-7"]]))
    assert [code for _, code, _ in told(as_files(sheets, tmp_path / "one"))] == ["T111", "C109"]
    sheets["已享受救助"][1][3] = "去年"
    assert [code for _, code, _ in told(as_files(sheets, tmp_path / "two"))] == ["T105", "C109"]
    sheets["发放记录"][1][3] = "一月"
    assert [code for _, code, _ in told(as_files(sheets, tmp_path / "three"))] == ["T105", "T105", "C109"]


def test_findings_without_a_household(tmp_path: Path) -> None:
    sheets = {**with_labels(FAMILY), "findings": [
        ["household_id", "name", "holds", "by", "on", "reason"],
        ["h1", "dibao.property_within_limits", "true", "o", "2021-01-01", ""],
        ["h8", "dibao.property_within_limits", "true", "o", "2021-02-30", ""],
    ]}  # fmt: skip
    assert told(as_files(sheets, tmp_path / "county")) == [
        ("h8", "T105", "findings.csv 第 3 行 on"), ("h8", "T108", "findings.csv 第 3 行 household_id"),
        ("h8", "C101", "findings.csv 第 3 行 reason（理由）"), ("h1", "C101", "findings.csv 第 2 行 reason（理由）"),
    ]  # fmt: skip


# Formulas


def formulas(folder: Path, *cells: tuple[str, int, str, Any]) -> Path:
    """The family as a workbook in which some cells are formulas; openpyxl saves no values of them."""
    sheets = copied(with_labels(FAMILY))
    for sheet, row, column, formula in cells:
        sheets[sheet][row][sheets[sheet][0].index(column)] = formula
    return as_workbook(sheets, folder / "county.xlsx")


def saved(path: Path, text: str, marked: str) -> Path:
    """The same workbook as a spreadsheet saves it: the first formula with what it comes to."""
    other = path.with_name("saved.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                begin = content.find(b"<f>")
                if begin >= 0:
                    cell = content.rindex(b"<c ", 0, begin)
                    end = content.index(b"</c>", begin)
                    formula = content[begin : content.index(b"</f>", begin) + 4]
                    head = content[cell : content.index(b">", cell)]
                    content = (
                        content[:cell] + head + f"{marked}>".encode() + formula + f"<v>{text}</v>".encode() + content[end:]
                    )  # fmt: skip
            new.writestr(name, content)
    return other


def test_a_formula_without_a_saved_value_is_told(tmp_path: Path) -> None:
    path = formulas(tmp_path, ("人员", 1, "出生日期", "=TODAY()"), ("收入", 1, "收入金额", "=1000+200"))
    cases, problems, _ = converted(path)
    assert cases == []
    assert [(household, problem.code, str(problem.at)) for household, problem in problems] == [
        ("h2", "T121", "人员 第 2 行 出生日期"), ("h1", "T121", "收入 第 2 行 收入金额"),
    ]  # fmt: skip
    assert "LibreOffice" in headline(problems[0][1], "zh")
    assert "saved value" in headline(problems[0][1], "en")


def test_a_death_that_is_a_formula_is_not_lost(tmp_path: Path) -> None:
    sheets = copied(with_labels(FAMILY))
    for row, cell in zip(sheets["人员"], ("死亡日期", "=DATE(2020,1,1)", "", ""), strict=True):
        row.append(cell)
    cases, problems, _ = converted(as_workbook(sheets, tmp_path / "county.xlsx"))
    assert [case.household_id for case in cases] == ["h1"]
    assert [problem.code for _, problem in problems] == ["T121"]


@pytest.mark.parametrize(("text", "marked", "amount"), [("1200", "", True), ("", ' t="str"', False)])
def test_a_saved_value_is_read(text: str, marked: str, amount: bool, tmp_path: Path) -> None:
    """One that comes to nothing is an empty cell."""
    cell = ("收入", 1, "收入金额", "=1000+200") if amount else ("人员", 1, "姓名", '=""')
    cases, problems, _ = converted(saved(formulas(tmp_path, cell), text, marked))
    assert problems == []
    if amount:
        (income,) = cases[0].members[0].incomes or ()
        assert income.model_dump()["amount"] == Fen(120000)
    else:
        assert len(cases) == 2


def test_the_mark_of_a_formula_may_be_cut_between_two_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aid_rules.batch.tables import sheets

    class Small(zipfile.ZipFile):
        def open(self, *given: Any, **options: Any) -> Any:
            file = super().open(*given, **options)
            read = file.read
            file.read = lambda _=-1: read(1)  # type: ignore[method-assign]
            return file

    path = formulas(tmp_path, ("收入", 1, "收入金额", "=1000+200"))
    monkeypatch.setattr(sheets.zipfile, "ZipFile", Small)
    assert sheets._has_formulas(path)
    book = openpyxl.Workbook()
    book.active["A1"] = "<f>"  # type: ignore[index]
    book.save(tmp_path / "plain.xlsx")
    assert not sheets._has_formulas(tmp_path / "plain.xlsx")


def test_a_cell_that_cannot_be_read_hides_nothing_of_the_household_as_a_whole(tmp_path: Path) -> None:
    sheets = copied(with_labels(FAMILY))
    persons = sheets["人员"]
    persons[2][persons[0].index("残疾等级")] = "??"
    persons.append([*persons[2]])
    persons[3][persons[0].index("残疾等级")] = ""
    codes = {code for _, code, _ in told(as_files(sheets, tmp_path / "county"))}
    assert {"T105", "C152"} <= codes


def test_a_header_that_means_nothing_hides_no_cell(tmp_path: Path) -> None:
    sheets = copied(with_labels(FAMILY))
    for place, row in enumerate(sheets["家庭"]):
        row.append("备注" if place == 0 else "无")
    sheets["收入"][1][4] = "每周"
    seen: list[str] = []
    with pytest.raises(CaseError) as caught:
        [*convert(as_files(sheets, tmp_path / "c"), frozenset(), lambda p, _: seen.append(p.code), Report())]
    assert (seen, [problem.code for problem in caught.value.problems]) == (["T105"], ["T103"])


def test_a_finding_given_twice_is_told(tmp_path: Path) -> None:
    rows = [
        ["h1", "", "dibao.property_within_limits", holds, by, "2020-06-01", "核对"]
        for holds, by in (("是", "甲"), ("否", "乙"))
    ]
    head = ["家庭编号", "人员编号", "认定条件", "是否成立", "认定人", "认定日期", "理由"]
    found = told(as_files({**with_labels(FAMILY), "人工认定": [head, *rows]}, tmp_path / "county"))
    assert [code for _, code, _ in found] == ["T122"]


@pytest.mark.parametrize("name", ["收入.CSV", "收入.txt", "收入.xlsx", "archive"])
def test_no_file_is_passed_over(name: str, tmp_path: Path) -> None:
    folder = as_files(with_labels(FAMILY), tmp_path / "county")
    rows = (folder / "收入.csv").read_bytes()
    (folder / "收入.csv").unlink()
    if name == "archive":
        (folder / name).mkdir()
    else:
        (folder / name).write_bytes(rows)
    if name.endswith(".CSV"):
        case = converted(folder)[0][0]
        assert case.incomes or any(person.incomes for person in case.members)
        return
    with pytest.raises(CaseError) as caught:
        converted(folder)
    assert [problem.code for problem in caught.value.problems] == ["T101"]


def test_rows_without_headers_repeat_nobody(tmp_path: Path) -> None:
    folder = as_files(with_labels(FAMILY), tmp_path / "county")
    lines = (folder / "人员.csv").read_text("utf-8-sig").splitlines()
    (folder / "人员.csv").write_text("h1,王小明,370902198003011234\n" + "\n".join(lines[1:]), "utf-8")
    with pytest.raises(CaseError) as caught:
        converted(folder)
    said = "".join(headline(problem) + str(problem.at) for problem in caught.value.problems)
    assert "王小明" not in said
    assert "370902198003011234" not in said

"""Does `convert` say in one line and both languages what it cannot read, and write what it can?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from aid_rules.cli.app import app
from aid_rules.columnar.from_cases import to_cases
from tests.batch.test_tables import FAMILY, as_files, changed, with_labels


def unusable(tmp_path: Path) -> Mapping[str, Path]:
    """Sources that are none."""
    county = as_files(FAMILY, tmp_path / "county")
    (tmp_path / "notzip.xlsx").write_bytes(b"xx")
    with ZipFile(tmp_path / "zip.xlsx", "w") as archive:
        archive.writestr("a", "b")
    latin = as_files(with_labels(FAMILY), tmp_path / "latin")
    (latin / "收入.csv").write_bytes(b"\xff\xff\xff")
    quote = as_files(with_labels(FAMILY), tmp_path / "quote")
    (quote / "收入.csv").write_text('家庭编号,收入金额\nh1,"5\n', encoding="utf-8")
    return {
        "T115": tmp_path / "nowhere", "T115 book": tmp_path / "no.xlsx", "T116": county / "家庭.csv",
        "T116 text": tmp_path / "notzip.xlsx", "T116 zip": tmp_path / "zip.xlsx", "T117": latin, "T118": quote,
    }  # fmt: skip


@pytest.mark.parametrize("code", ["T115", "T115 book", "T116", "T116 text", "T116 zip", "T117", "T118"])
def test_a_source_that_is_none_is_told_in_both_languages(code: str, tmp_path: Path) -> None:
    source, out = unusable(tmp_path)[code], tmp_path / "people.parquet"
    done = CliRunner().invoke(app, ["convert", str(source), "--out", str(out)])
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert code[:4] in done.output
    assert any(english in done.output for english in ("there is no", "neither", "no proper CSV"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("people")] == []


@pytest.mark.parametrize("name", ["latin", "quote"])
def test_a_file_that_cannot_be_read_hides_nothing_of_the_others(name: str, tmp_path: Path) -> None:
    """A cell with two lines is one row, as a spreadsheet shows it."""
    folder = unusable(tmp_path)["T117" if name == "latin" else "T118"]
    (folder / "家庭.csv").write_text(
        '家庭编号,行政区划代码,城乡\na1,370902,"城\n镇"\na2,370902,xx\n', encoding="utf-8"
    )
    (folder / "z.xls").touch()
    done = CliRunner().invoke(app, ["convert", str(folder), "--out", str(tmp_path / "people.parquet")])
    assert done.exit_code == 2
    assert "家庭.csv 第 2 行 城乡  T105" in done.output
    assert "家庭.csv 第 3 行 城乡  T105" in done.output
    assert "z.xls  T101" in done.output
    assert ("收入.csv  T117" if name == "latin" else "T118") in done.output
    assert "T106" not in done.output


@pytest.mark.parametrize("name", ["incomez", "households", "收人"])
def test_an_unknown_complete_table_is_refused(name: str, tmp_path: Path) -> None:
    source, out = as_files(with_labels(FAMILY), tmp_path / "county"), tmp_path / "people.parquet"
    done = CliRunner().invoke(
        app, ["convert", str(source), "--out", str(out), "--complete", f"assets,{name}"]
    )
    assert done.exit_code == 2
    assert f"{name}  T114" in done.output
    assert "incomes（收入）" in done.output
    assert not out.exists()


def test_complete_tables_may_be_named_in_chinese(tmp_path: Path) -> None:
    source, out = as_files(with_labels(FAMILY), tmp_path / "county"), tmp_path / "people.parquet"
    done = CliRunner().invoke(app, ["convert", str(source), "--out", str(out), "--complete", "收入，财产"])
    assert done.exit_code == 0
    assert [case.assets for case in to_cases(pq.read_table(out))] == [(), ()]


def test_the_command(tmp_path: Path) -> None:
    source = as_files(changed("收入", 1, "收入金额", "-5"), tmp_path / "county")
    out = tmp_path / "people.parquet"
    done = CliRunner().invoke(app, ["convert", str(source), "--out", str(out), "--complete", "incomes"])
    assert done.exit_code == 1
    assert "2 户：转换 1，退回 1" in done.output
    assert [case.household_id for case in to_cases(pq.read_table(out))] == ["h2"]
    rejects = (tmp_path / "people.rejects.csv").read_text(encoding="utf-8-sig")
    assert "h1" in rejects
    assert "收入.csv 第 2 行" in rejects

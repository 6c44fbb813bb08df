"""Does `check` find what is wrong in a directory of rules, and `test` what comes out otherwise?"""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aid_rules.cli.app import app

NATIONAL = """\
programme: lake
title: {zh: 湖区补助, en: Lake aid}
unit: household
documents:
  act: {title: 湖区办法, from: 2030-01-01}
  old: {title: 旧办法, from: 2020-01-01, seen: false}
parameters:
  - {name: standard, title: {zh: 标准, en: standard}, type: yuan/month, at_least: 2 * base, basis: act §1}
  - {name: base, title: {zh: 基数, en: base}, type: yuan/month, basis: [act §1, old §1]}
criteria:
  - {name: urban, title: {zh: 城镇, en: urban}, test: residence == urban, basis: act §2}
amount: {value: standard, per: month, basis: act §3}
"""
REGION = """\
region: "990101"
name: {zh: 湖县, en: Lake county}
documents:
  notice: {title: 湖县通知, from: 2030-01-01}
set:
  - {parameter: lake.standard, values: [{value: 100 yuan/month, from: 2030-01-01, basis: notice 一}]}
  - {parameter: lake.base, values: [{value: 60 yuan/month, from: 2030-01-01, basis: notice 一}]}
"""
CASE = """\
title: 城镇家庭
source: {document: 湖区办法 §2, kind: constructed}
on: 2030-05-01
region: "990101"
set: [{parameter: lake.standard, value: 150 yuan/month}]
case:
  household_id: h1
  region: "990101"
  residence: urban
  members: [{person_id: p1, birth_date: 1990-01-01, relation: head}]
expect:
  lake: {outcome: eligible, monthly: "150.00"}
"""


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    for name, text in (
        ("national/lake.yaml", NATIONAL),
        ("regions/990101-lake.yaml", REGION),
        ("cases/a.yaml", CASE),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_floor_and_an_unseen_document_are_warnings(lake: Path) -> None:
    result = run("check", lake, "--only")
    assert result.exit_code == 0
    assert "regions/990101-lake.yaml:6:" in result.stdout
    assert "R304 lake.standard（-）为 100 yuan/month" in result.stdout
    assert "120.00 yuan/month" in result.stdout
    assert "national/lake.yaml:6:3  R305" in result.stdout
    assert run("check", lake, "--only", "--strict").exit_code == 1


def test_all_errors_are_told_at_once(lake: Path) -> None:
    rule = "  - {{name: {0}, value: nothing_{0}, basis: act §1}}\n"
    extra = f"rules:\n{rule.format('a')}{rule.format('b')}"
    change(lake / "national" / "lake.yaml", "criteria:", f"{extra}criteria:")
    result = run("check", lake, "--only")
    assert result.exit_code == 1
    assert "nothing_a" in result.stdout
    assert "nothing_b" in result.stdout


def test_every_unreadable_file_is_told(lake: Path) -> None:
    change(lake / "national" / "lake.yaml", "unit: household", "unit: [household")
    change(lake / "regions" / "990101-lake.yaml", "name:", "nam:")
    result = run("check", lake, "--only")
    assert result.exit_code == 1
    assert "national/lake.yaml" in result.stdout


def test_what_nothing_reads_is_an_error(lake: Path) -> None:
    change(lake / "national" / "lake.yaml", "at_least: 2 * base, ", "")
    extra = "rules:\n  - {name: idle, value: residence == rural, basis: act §1}\n"
    change(lake / "national" / "lake.yaml", "criteria:", f"{extra}criteria:")
    result = run("check", lake, "--only")
    assert result.exit_code == 1
    assert "R183 lake.base" in result.stdout
    assert "R183 lake.idle" in result.stdout


def test_a_scenario_passes_by_its_own_numbers(lake: Path) -> None:
    result = run("test", lake, "--only")
    assert result.exit_code == 0, result.stdout
    assert result.stdout.startswith("1 个通过")


def test_a_scenario_that_comes_out_otherwise(lake: Path) -> None:
    change(lake / "cases" / "a.yaml", 'monthly: "150.00"', 'monthly: "151.00"')
    result = run("test", lake, "--only")
    assert result.exit_code == 1
    assert "lake.monthly: expected 151.00, found 150.00" in result.stdout


def test_a_scenario_that_cannot_be_read_fails(lake: Path) -> None:
    change(lake / "cases" / "a.yaml", "lake.standard", "lake.standart")
    result = run("test", lake, "--only")
    assert result.exit_code == 1
    assert "cases/a.yaml:5" in result.stdout
    assert "R182" in result.stdout


def test_a_scenario_and_its_case_are_in_one_place(lake: Path) -> None:
    change(lake / "cases" / "a.yaml", '  region: "990101"', '  region: "990102"')
    result = run("test", lake, "--only")
    assert result.exit_code == 1
    assert "cases/a.yaml:8" in result.stdout
    assert "R185" in result.stdout


def test_a_case_without_a_region_lives_where_the_scenario_is_set(lake: Path) -> None:
    change(lake / "cases" / "a.yaml", '  region: "990101"\n', "")
    assert run("test", lake, "--only").exit_code == 0


@pytest.mark.parametrize("written", ["150", "150.0", "150.00", '"150"'])
def test_equal_amounts_are_equal(lake: Path, written: str) -> None:
    change(lake / "cases" / "a.yaml", '"150.00"', written)
    assert run("test", lake, "--only").exit_code == 0


@pytest.mark.parametrize("written", ["150.01", "much", "nan"])
def test_other_amounts_are_not(lake: Path, written: str) -> None:
    change(lake / "cases" / "a.yaml", '"150.00"', written)
    result = run("test", lake, "--only")
    assert result.exit_code == 1
    assert f"expected {written}, found 150.00" in result.stdout


@pytest.mark.parametrize("written", ["{}", "{lake: {}}", "{lake: {persons: {}}}"])
def test_a_scenario_that_expects_nothing_fails(lake: Path, written: str) -> None:
    path = lake / "cases" / "a.yaml"
    path.write_text(CASE.partition("expect:")[0] + f"expect: {written}\n", encoding="utf-8")
    result = run("test", lake, "--only")
    assert result.exit_code == 1
    assert "R186" in result.stdout


def test_no_directory_and_no_cases(lake: Path) -> None:
    assert run("check", lake / "none").exit_code == 2
    assert run("check", "--only").exit_code == 2
    assert run("test", lake / "regions").exit_code == 2

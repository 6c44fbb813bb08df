"""Does `regions` say for each region what is set and what is left open, programme by programme?"""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from aid_rules.cli.app import app

NATIONAL = """\
programme: lake
title: {zh: 湖区补助, en: Lake aid}
unit: household
documents:
  act: {title: 湖区办法, from: 2030-01-01}
parameters:
  - {name: standard, title: {zh: 标准, en: s}, type: yuan/month, by: {residence: residence}, basis: act §1}
  - {name: least, title: {zh: 下限, en: l}, type: yuan/month, basis: act §1}
  - {name: factor, title: {zh: 倍数, en: f}, type: ratio, default: 2, basis: act §1}
  - {name: extra, title: {zh: 增发, en: x}, type: yuan/month, basis: act §1}
rules:
  - {name: near, title: {zh: 近湖, en: near}, value: residence == urban, basis: act §2}
criteria:
  - {name: close, title: {zh: 近湖, en: close}, test: near, basis: act §2}
amount: {value: standard * factor + least + extra, per: month, basis: act §3}
"""
PROVINCE = """\
region: "990000"
name: {zh: 湖省, en: Lake province}
documents:
  notice: {title: 湖省通知, from: 2030-01-01}
set:
  - parameter: lake.least
    values: [{value: 9 yuan/month, from: 2030-01-01, until: 2031-01-01, basis: notice 一}]
"""
COUNTY = """\
region: "990101"
name: {zh: 湖县, en: Lake county}
documents:
  notice: {title: 湖县通知, from: 2030-01-01}
set:
  - parameter: lake.standard
    when: {residence: urban}
    values: [{value: 100 yuan/month, from: 2030-01-01, basis: notice 一}]
replace:
  - {rule: lake.near, from: 2031-01-01, value: residence == rural, basis: notice 二}
unset:
  - {parameter: lake.extra, note: 通知未写}
"""


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    for name, text in (
        ("national/lake.yaml", NATIONAL),
        ("regions/990000-lake.yaml", PROVINCE),
        ("regions/990101-lake.yaml", COUNTY),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, ["regions", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


def found(lake: Path, region: str, *arguments: str) -> dict[str, Any]:
    """The `--json` record of one region."""
    return next(
        one for one in json.loads(run("--rules", lake, "--json", *arguments)) if one["region"] == region
    )


def test_each_parameter_stands_in_one_list(lake: Path) -> None:
    county = found(lake, "990101", "--on", "2030-05-01")
    standing = county["programmes"]["lake"]
    assert standing == {
        "title": "湖区补助",
        "set": ["least"],
        "partly": ["standard"],
        "elsewhen": [],
        "default": ["factor"],
        "unset": ["extra"],
        "replaced": [],
    }
    assert county["notes"] == {"lake.extra": "通知未写"}


def test_without_a_day_the_last_change_counts(lake: Path) -> None:
    county = found(lake, "990101")
    assert county["on"] >= "2031-01-01"
    assert county["programmes"]["lake"]["elsewhen"] == ["least"]
    assert county["programmes"]["lake"]["replaced"] == ["near"]


def test_a_day_without_rules_is_an_error(lake: Path) -> None:
    result = CliRunner().invoke(app, ["regions", "--on", "1990-01-01", "--rules", str(lake)])
    assert result.exit_code == 2
    assert "V105" in result.stderr
    assert not result.stdout


def test_a_table_for_each_region(lake: Path) -> None:
    said = run("--rules", lake, "--on", "2031-05-01")
    assert "990101  湖县｜2031-05-01" in said
    for part in (
        "标准 standard（部分）",
        "下限 least（其他时间）",
        "近湖 near（本地规则）",
        "增发 extra",
        "均未设定：",
    ):
        assert part in said
    assert "Lake county" in run("--rules", lake, "--lang", "en")


def test_every_shipped_region_is_listed(checkout: Path) -> None:
    codes = {path.name.partition("-")[0] for path in (checkout / "rules" / "regions").glob("*.yaml")}
    assert {one["region"] for one in json.loads(run("--json"))} == codes

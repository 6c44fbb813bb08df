"""Does `aid-rules timeline` say month by month what is due, and end as it should?"""

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from aid_rules.cli.app import app
from tests.engine.timelines import award, family

COUNTY = Path(__file__).parents[1] / "engine" / "county"
RANGE = ("--from", "2025-05", "--to", "2025-08", "--rules", str(COUNTY))


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, ["timeline", *(str(argument) for argument in arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def case(tmp_path: Path) -> Path:
    paid = {f"2025-0{month}": "600" for month in range(5, 9)}
    path = tmp_path / "case.json"
    path.write_text(json.dumps(family(awards=[award("dibao", "2024-01-01", paid)])), encoding="utf-8")
    return path


def test_months_changes_and_differences(case: Path) -> None:
    result = run(case, *RANGE)
    assert result.exit_code == 0
    assert "600 元/月 → 660 元/月" in result.stdout
    assert "应补发 120.00 元" in result.stdout
    assert "2025-07" in result.stdout
    assert "+60.00" in result.stdout
    assert "\x1b[" not in result.stdout


@pytest.mark.parametrize("options", [(), ("--text",)])
def test_in_english(case: Path, options: tuple[str, ...]) -> None:
    result = run(case, *RANGE, "--lang", "en", *options)
    assert result.exit_code == 0
    assert "600 yuan/month → 660 yuan/month" in result.stdout
    assert "120.00 yuan to be paid" in result.stdout


def test_json_fits_its_schema(case: Path) -> None:
    schema = json.loads(CliRunner().invoke(app, ["schema", "timeline"]).stdout)
    (line,) = run(case, *RANGE, "--json").stdout.splitlines()
    jsonschema.validate(json.loads(line), schema)
    assert json.loads(line)["payments"]["back_pay"] == "120.00"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--from", "2025-05"),
        ("--from", "2025-13", "--to", "2025-08"),
        ("--from", "2025-05-01", "--to", "2025-08"),
    ],
)
def test_months_are_asked_for(case: Path, wrong: tuple[str, ...]) -> None:
    result = run(case, *wrong)
    assert result.exit_code == 2
    assert "2020-01" in result.stderr


def test_bad_input_ends_with_two(case: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"household_id": "h1"}', encoding="utf-8")
    assert run(bad, *RANGE).exit_code == 2
    assert run(tmp_path / "none.json", *RANGE).exit_code == 2
    backwards = run(case, "--from", "2025-08", "--to", "2025-05", "--rules", COUNTY)
    assert backwards.exit_code == 2
    assert "V108" in backwards.stderr


def test_holidays_are_given_in_a_file(case: Path, tmp_path: Path) -> None:
    days = tmp_path / "days.json"
    days.write_text('{"holidays": ["2025-10-01"]}', encoding="utf-8")
    assert "节假日" not in run(case, *RANGE, "--workdays", days).stdout
    for text in ('["2025-10-01"]', '{"holidays": ["tomorrow"]}', "{"):
        days.write_text(text, encoding="utf-8")
        assert run(case, *RANGE, "--workdays", days).exit_code == 2
    assert run(case, *RANGE, "--workdays", tmp_path / "none.json").exit_code == 2

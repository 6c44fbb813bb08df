"""Does each command do what was asked, and end as it should?"""

import errno
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from aid_rules.cli.app import app

ON = ("--on", "2026-11-01")


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def example(checkout: Path) -> Path:
    return checkout / "examples" / "dibao-urban-three.json"


def test_evaluate_names_every_household(checkout: Path) -> None:
    examples = sorted((checkout / "examples").glob("*.json"))
    result = run("evaluate", *examples, *ON)
    assert result.exit_code == 0
    assert all(path.stem in result.stdout for path in examples)
    assert "957.00" in result.stdout
    assert "\x1b[" not in result.stdout


def test_what_is_not_established_is_asked_for(example: Path, tmp_path: Path) -> None:
    case = json.loads(example.read_bytes())
    case["members"][1] |= {"birth_date": None, "disability": {"kind": "physical", "grade": None}}
    silent = tmp_path / "silent.json"
    silent.write_text(json.dumps(case), encoding="utf-8")
    table = run("evaluate", silent, example, *ON)
    assert table.exit_code == 0
    assert "? 最低生活保障" in table.stdout
    person = case["members"][1]["person_id"]
    told = run("explain", silent, *ON, "--programme", "disability_nursing").stdout
    assert f"{person}：残疾等级：由残联提供" in told
    assert "接下来要弄清" in told
    assert f"{person}：出生日期：由公安部门提供" in run("explain", silent, *ON).stdout
    record = json.loads(run("evaluate", silent, *ON, "--json").stdout)
    jsonschema.validate(record, json.loads(run("schema", "decision").stdout))


def test_json_is_one_record_a_line_that_fits_its_schema(example: Path) -> None:
    schema = json.loads(run("schema", "decision").stdout)
    lines = run("evaluate", example, example, *ON, "--json").stdout.splitlines()
    assert len(lines) == 2
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
    assert json.loads(lines[0])["monthly_total"] == "957.00"


def test_a_page_is_written(example: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("evaluate", example, *ON, "--html", page).exit_code == 0
    assert "dibao-urban-three" in page.read_text(encoding="utf-8")
    assert run("evaluate", example, *ON, "--html", tmp_path / "none" / "page.html").exit_code == 2


def test_a_page_is_whole_or_not_there(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full: what stood under the name stays."""
    (tmp_path / "page.html").write_text("before", encoding="utf-8")

    def full(path: Path, page: str, encoding: str) -> None:
        with path.open("w", encoding=encoding) as file:
            file.write(page[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        result = run("evaluate", example, *ON, "--html", tmp_path / "page.html")
    assert result.exit_code == 2
    assert os.strerror(errno.ENOSPC) in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "before"


def test_the_help_tells_where_a_day_is_asked_for() -> None:
    for command, required in (("evaluate", True), ("standards", True), ("explain", True), ("regions", False)):
        assert ("必填" in run(command, "--help").stdout) == required
    assert "用 --from-run 时不写" in run("explain", "--help").stdout.replace("\n", "").replace(" " * 2, "")


def forms(example: Path, tmp_path: Path) -> Iterator[tuple[Path, bytes | None]]:
    case = example.read_bytes()
    line = json.dumps(json.loads(case)).encode()
    for name, data in (("list.json", b"[%b, %b]" % (case, case)), ("two.jsonl", line + b"\n\n" + line)):
        (tmp_path / name).write_bytes(data)
        yield tmp_path / name, None
    yield Path("-"), line + b"\n" + line + b"\n"


def test_a_file_may_hold_several(example: Path, tmp_path: Path) -> None:
    for path, stdin in forms(example, tmp_path):
        result = run("evaluate", path, *ON, "--json", stdin=stdin)
        assert result.exit_code == 0, path
        assert len(result.stdout.splitlines()) == 2, path


def test_a_faulty_case_is_told_and_the_others_decided(example: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('[{"household_id": "h1"}, 7]', encoding="utf-8")
    result = run("evaluate", bad, tmp_path / "none.json", example, *ON)
    assert result.exit_code == 2
    assert "957.00" in result.stdout
    assert f"{bad}[0]: h1: members  C101" in result.stderr
    assert f"{bad}[1]: " in result.stderr
    assert f"{tmp_path / 'none.json'}: " in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("evaluate", "x.json"), ("evaluate", "x.json", "--on", "1.11.2026"), ("evaluate",), ("nothing",)],
)
def test_bad_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_day_is_asked_for(example: Path) -> None:
    assert "--on" in run("evaluate", example).stderr


@pytest.mark.parametrize(("name", "text"), [("a.json", "[]"), ("a.jsonl", "\n"), ("a.json", " [ ] ")])
def test_a_file_without_a_case_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    for command in ("evaluate", "explain"):
        result = run(command, tmp_path / name, *ON)
        assert result.exit_code == 2
        assert "没有案件" in result.stderr


def test_explain(example: Path) -> None:
    usual = run("explain", example, *ON, "--programme", "dibao")
    full = run("explain", example, *ON, "--programme", "dibao", "--full", "--lang", "en")
    assert "719.00 × 3 - 1200.00 = 957.00 元/月" in usual.stdout
    assert "Where every value comes from" in full.stdout
    assert run("explain", example, *ON, "--programme", "none").exit_code == 2


def test_standards() -> None:
    found = json.loads(run("standards", "370902", *ON, "--json").stdout)
    urban = next(e for e in found if e["parameter"] == "dibao.standard" and e["keys"] == "城镇")
    assert (urban["value"], urban["region"]) == ("719 yuan/month", "370900")
    assert "泰安" in urban["source"]
    assert any(entry["value"] is None for entry in found)
    table = run("standards", "370902", *ON)
    assert "dibao.standard" in table.stdout
    assert run("standards", "999999", *ON).exit_code == 2


def test_standards_speak_chinese_and_break_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    asked = ("standards", "370900", "--on", "2020-12-31")
    table = run(*asked).stdout
    names = {entry["parameter"] for entry in json.loads(run(*asked, "--json").stdout)}
    assert [name for name in names if name not in table] == []
    for said in ("下月起", "实际", "四舍五入到分", "6 个月", "1770.00 元/月", "不超过"):
        assert said in table, said
    words = set(re.findall(r"(?<![\w.])[a-z_]+(?![\w.])", table))
    assert (
        words & {"next_month", "actual_share", "false", "true", "no", "fen", "months", "yuan", "own"} == set()
    )


def test_regions_and_schema() -> None:
    assert "370900  山东省泰安市" in run("regions").stdout
    assert json.loads(run("schema", "case").stdout)["type"] == "object"
    assert run("schema", "nothing").exit_code == 2

"""Does `aid-rules reevaluate` sum up, write, resume, and end as it should?"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest
from typer.testing import CliRunner, Result

from aid_rules.case import read_case_dict
from aid_rules.cli.app import app
from aid_rules.cli.reevaluating import side
from aid_rules.columnar import from_cases
from aid_rules.problems import CaseError
from tests.batch import harbour
from tests.engine.timelines import award, family

COUNTY = Path(__file__).parents[1] / "engine" / "county"
BEFORE, AFTER = f"{COUNTY}@2025-06-01", f"{COUNTY}@2025-07-01"
PAID = {f"2025-{month:02d}": "600" for month in range(1, 13)}


def families(count: int) -> pa.Table:
    """Families whose allowance was raised in July and paid on as before."""
    awards = [award("dibao", "2024-01-01", PAID)]
    return from_cases([read_case_dict(family(household_id=f"h{n}", awards=awards)) for n in range(count)])


def nowhere(count: int) -> pa.Table:
    """The first of them lives in no county."""
    table = families(count)
    regions = pa.array(["999999", *table["region"].to_pylist()[1:]])
    return table.set_column(table.schema.get_field_index("region"), "region", regions)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harbour.write(tmp_path_factory.mktemp("people") / "people.parquet", families(4))


def run(
    people: Path | str, out: Path | None, *options: str, before: str = BEFORE, after: str = AFTER
) -> Result:
    where = ["--out", str(out)] if out is not None else []
    command = ["reevaluate", str(people), "--before", before, "--after", after, *where, *options]
    result = CliRunner().invoke(app, command)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_summary_and_what_was_written(people: Path, tmp_path: Path) -> None:
    result = run(people, tmp_path / "out", "--until", "2025-12")
    assert result.exit_code == 0, result.stderr
    assert "4 户 = 认定 4 户 + 退回 0 户" in result.stdout
    assert "某县" in result.stdout
    assert "2025-07 至 2025-12：应补 1,440.00 元" in result.stdout
    assert "summary.html" in result.stdout
    assert "\x1b[" not in result.stdout
    assert result.stderr == ""
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["before"]["rules"] == str(COUNTY)
    again = run(people, tmp_path / "out", "--until", "2025-12", "--resume")
    assert (again.exit_code, again.stdout) == (0, result.stdout)


def test_in_english(people: Path, tmp_path: Path) -> None:
    result = run(people, tmp_path / "out", "--lang", "en", "--processes", "1")
    assert result.exit_code == 0
    assert "4 households = 4 decided + 0 rejected" in result.stdout
    assert "written to" in result.stdout
    assert 'lang="en"' in (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")


def test_rejects_are_told_and_end_with_1(tmp_path: Path) -> None:
    path = harbour.write(tmp_path / "p.parquet", nowhere(3))
    result = run(path, tmp_path / "out", "--changed-only")
    assert result.exit_code == 1
    assert "退回 1 户" in result.stdout
    assert "V101" in result.stdout


def test_rejects_are_worded_in_the_language_asked_for(tmp_path: Path) -> None:
    path = harbour.write(tmp_path / "p.parquet", nowhere(1))
    words = {}
    for lang in ("zh", "en"):
        assert run(path, tmp_path / lang, "--lang", lang).exit_code == 1
        words[lang] = harbour.read(tmp_path / lang, "rejects")["message"].to_pylist()[0]
    assert words["en"].isascii() or "999999" in words["en"]
    assert words["zh"] != words["en"]


USAGE: list[tuple[dict[str, str], tuple[str, ...], tuple[str, str]]] = [
    ({"before": "yesterday"}, (), ("B112", "不是日期")),
    ({"after": "2025-13-01"}, (), ("B112", "is no date")),
    ({"after": f"{COUNTY}@20250701"}, (), ("B112", "is no date")),
    ({"before": str(COUNTY)}, (), ("B113", "have no date")),
    ({"before": "no/such/rules@2025-06-01"}, (), ("no/such/rules", "")),
    ({}, ("--until", "2025-06"), ("B111", "早于")),
    ({}, ("--until", "2025-13"), ("--until", "")),
    ({}, ("--until", "soon"), ("--until", "")),
    ({}, ("--processes", "0"), ("--processes", "")),
    ({}, ("--lang", "de"), ("--lang", "")),
]


@pytest.mark.parametrize(("sides", "options", "said"), USAGE, ids=range(len(USAGE)))
def test_bad_usage_ends_with_2(
    people: Path, tmp_path: Path, sides: dict[str, str], options: tuple[str, ...], said: tuple[str, str]
) -> None:
    result = run(people, tmp_path / "out", *options, **sides)
    assert result.exit_code == 2
    for words in said:
        assert words in result.stderr
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_bad_input_ends_with_2(people: Path, tmp_path: Path) -> None:
    (tmp_path / "half.parquet").write_bytes(people.read_bytes()[:-20])
    for source, code in ((tmp_path / "none.parquet", "B101"), (tmp_path / "half.parquet", "B102")):
        result = run(source, tmp_path / "out")
        assert (result.exit_code, code in result.stderr) == (2, True)
    assert run(people, None).exit_code == 2
    (tmp_path / "out" / "decisions").mkdir(parents=True)
    result = run(people, tmp_path / "out")
    assert result.exit_code == 2
    assert "--resume" in result.stderr
    result = run(people, tmp_path / "out", "--resume")
    assert result.exit_code == 2
    assert "B107" in result.stderr


def test_a_wrong_column_ends_with_2_and_is_named(tmp_path: Path) -> None:
    path = harbour.write(tmp_path / "p.parquet", families(2).append_column("colour", pa.array(["r", "g"])))
    result = run(path, tmp_path / "out")
    assert result.exit_code == 2
    assert "colour" in result.stderr


@pytest.mark.parametrize(
    ("text", "rules", "on"),
    [
        ("2021-01-01", "", "2021-01-01"),
        ("rules@2021-01-01", "rules", "2021-01-01"),
        ("a@b/rules@2021-01-01", "a@b/rules", "2021-01-01"),
    ],
)
def test_a_side(text: str, rules: str, on: str) -> None:
    found = side(text)
    assert (found[0], found[1].isoformat()) == (rules, on)


@pytest.mark.parametrize(
    "text", ["", "@", "2021-1-1", "2021-02-30", "２０２１-01-01", "2021-01-01@rules", " 2021-01-01"]
)
def test_no_side(text: str) -> None:
    with pytest.raises(CaseError):
        side(text)


SLOW = """
import sys, time
from aid_rules.batch.chunk import step
real = step.Step.__call__
def slow(*given, **options):
    print("deciding", flush=True)
    time.sleep(0.5)
    return real(*given, **options)
step.Step.__call__ = slow
from aid_rules.cli import main
main()
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_interrupted_and_resumed(people: Path, tmp_path: Path, checkout: Path, lang: str) -> None:
    options = ["--until", "2025-12", "--lang", lang]
    command = [
        "reevaluate", str(people), "--before", BEFORE, "--after", AFTER, "--out", str(tmp_path / "out"), *options,
    ]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, *command], cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "deciding\n"
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "--resume" in errors
    assert "Traceback" not in errors
    assert run(people, tmp_path / "out", *options, "--resume").exit_code == 0
    assert run(people, tmp_path / "whole", *options).exit_code == 0
    assert harbour.files(tmp_path / "out") == harbour.files(tmp_path / "whole")


def explained(*command: str) -> Result:
    result = CliRunner().invoke(app, ["explain", *command])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_run_is_explained_from_anywhere(
    people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules named as they were typed: found beside the results, moved with them, or where --rules says."""
    (tmp_path / "work").mkdir()
    shutil.copytree(COUNTY, tmp_path / "work" / "my")
    monkeypatch.chdir(tmp_path / "work")
    assert run(people, Path("out"), "--trace", after="my@2025-07-01").exit_code == 0
    here = explained("h1", "--from-run", "out")
    assert here.exit_code == 0, here.stderr
    monkeypatch.chdir(tmp_path)
    assert explained("h1", "--from-run", "work/out").stdout == here.stdout
    (tmp_path / "work").rename(tmp_path / "moved")
    assert explained("h1", "--from-run", "moved/out").stdout == here.stdout
    (tmp_path / "moved" / "my").rename(tmp_path / "mine")
    lost = explained("h1", "--from-run", "moved/out")
    assert (lost.exit_code, "B139" in lost.stderr, "--rules" in lost.stderr) == (2, True, True)
    assert explained("h1", "--from-run", "moved/out", "--rules", "mine").stdout == here.stdout
    shutil.copytree(COUNTY, tmp_path / "other")
    county = tmp_path / "other" / "regions" / "990101-county.yaml"
    county.write_text(county.read_text().replace("660 yuan", "661 yuan"))
    other = explained("h1", "--from-run", "moved/out", "--rules", "other")
    assert (other.exit_code, "T207" in other.stderr) == (2, True)
    assert explained("h1", "--from-run", "moved/out", "--on", "2025-07-01").exit_code == 2


def test_what_was_carried_over_is_said_to_be(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(
        people, out, "--trace", "--changed-only", before=f"{COUNTY}@2025-07-01", after=f"{COUNTY}@2025-07-02"
    )
    assert done.exit_code == 0
    assert harbour.read(out, "decisions")["carried"].to_pylist() == [True] * 4
    result = explained("h1", "--from-run", str(out))
    assert (result.exit_code, "B140" in result.stderr, "--on 2025-07-02" in result.stderr) == (2, True, True)
    assert "B114" in explained("h9", "--from-run", str(out)).stderr

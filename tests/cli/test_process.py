"""How does the command behave as a process: pipes, encodings, a missing extra?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aid_rules.scalar.decision import engine_version

COMMAND = [sys.executable, "-m", "aid_rules.cli"]


def test_output_is_utf8_whatever_the_terminal_says(checkout: Path) -> None:
    example = checkout / "examples" / "dibao-urban-three.json"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [*COMMAND, "evaluate", str(example), "--on", "2026-11-01"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "最低生活保障" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_fault(checkout: Path) -> None:
    example = checkout / "examples" / "dibao-urban-three.json"
    command = [*COMMAND, "evaluate", *[str(example)] * 20, "--on", "2026-11-01", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_missing_extra_is_named() -> None:
    code = "import sys; sys.modules['rich'] = None; from aid_rules.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "aid-rules[cli]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["evaluate", "--onn", "2026-11-01"], "没有选项 --onn；相近的有", "No such option: --onn"),
        (["evalute"], "没有这个命令；有：evaluate、explain、timeline", "No such command 'evalute'"),
        (["evaluate"], "缺少 CASE…", "Missing argument"),
        (["synthesize", "ten", "--out", "x.parquet"], "COUNT 的值不对", "COUNT"),
        (
            ["explain", "x.json", "--lang", "fr"],
            "--lang 的值不对；可用 zh、en\n",
            "'--lang': 'fr' is not one of 'zh', 'en'.",
        ),
        (["standards", "370900", "--on"], "选项 --on 缺少值，或不应有值", "--on"),
        (["standards", "370900", "370902", "--on", "2026-11-01"], "命令写得不对", "370902"),
    ],
)
def test_a_command_line_that_cannot_be_read_is_refused_in_both_languages(
    arguments: list[str], zh: str, en: str
) -> None:
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(zh)
    assert en in done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_is_told() -> None:
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"{engine_version()}\n"


def test_what_has_a_default_is_not_said_to_be_required() -> None:
    done = subprocess.run([*COMMAND, "synthesize", "--help"], capture_output=True, text=True, check=True)
    assert "认定日，必填" not in done.stdout


def test_without_a_command_the_help_is_shown() -> None:
    done = subprocess.run(COMMAND, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "evaluate" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr

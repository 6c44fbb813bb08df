"""How does the command behave as a process: pipes, encodings, a missing extra?"""

import os
import subprocess
import sys
from pathlib import Path

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

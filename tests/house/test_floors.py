"""Do imports run only down the floors, and does each optional library stay in its room?"""

import subprocess
import sys
from pathlib import Path

RUN = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_import_contracts_are_kept(checkout: Path) -> None:
    command = [sys.executable, "-c", RUN, "--no-cache"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

"""What does `import aid_rules` load? (How long it takes `benchmarks/` measures.)"""

import subprocess
import sys

import pytest

# Loaded when used: whoever decides one household pays for none of these.
LATER = (
    "typer",
    "rich",
    "numpy",
    "pyarrow",
    "aid_rules.cli",
    "aid_rules.explanation",
)


@pytest.mark.parametrize("module", LATER)
def test_import_leaves_for_later(module: str) -> None:
    assert module not in _loaded()


def _loaded() -> set[str]:
    return set(_python("-c", "import sys, aid_rules; print(*sys.modules)").stdout.split())


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)

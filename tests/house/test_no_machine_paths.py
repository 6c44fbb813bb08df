"""Does a file of the project name the machine it was written on?"""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

# Put together from parts, so that this file does not name what it looks for.
ROOTS = ("work", "farm", "root", "tmp/studio")
HOMES = ("home", "Users")
# Only at the beginning of a path: a folder of the same name further down is anyone's.
MACHINE_PATH = re.compile(rf"(?<![\w.*$}}~-])/({'|'.join(ROOTS)}|({'|'.join(HOMES)})/\w+)/")


def test_no_file_names_a_machine_path(checkout: Path) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name in _files(checkout)
        for number, line in enumerate(_lines(checkout / name), start=1)
        if MACHINE_PATH.search(line) or str(checkout) in line
    ]
    assert found == []


@pytest.mark.parametrize("root", [*ROOTS, "home/someone"])
def test_a_machine_path_is_found(root: str) -> None:
    assert MACHINE_PATH.search(f"see /{root}/notes.md")


@pytest.mark.parametrize("before", ["src", "https://example.org", ".", "~", "$HOME"])
@pytest.mark.parametrize("root", ROOTS)
def test_a_folder_further_down_is_none(before: str, root: str) -> None:
    assert not MACHINE_PATH.search(f"{before}/{root}/x")


def _files(checkout: Path) -> list[str]:
    """Files git knows or would add, ignored ones are nobody's; from an archive, those that archives hold."""
    if not (checkout / ".git").exists():
        told = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
        folders = told["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]
        paths = [path for folder in folders for path in (checkout / folder).rglob("*") if path.is_file()]
        return sorted(str(p.relative_to(checkout)) for p in paths if "__pycache__" not in p.parts)
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in listed.split("\0") if (checkout / name).is_file())


def _lines(path: Path) -> list[str]:
    """A binary file has no line that matters here, but is no reason to fail either."""
    return path.read_text(encoding="utf-8", errors="replace").splitlines()

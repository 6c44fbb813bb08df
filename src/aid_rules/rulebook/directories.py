"""Will everything in a directory of rules be read? What is passed over in silence is taken to be in force.

Rule files are `national/*.yaml` and `regions/*.yaml`, scenario cases lie below `cases/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aid_rules.problems import Problem, Span, nearest

RULES, CASES = ("national", "regions"), "cases"
_ROOMS = (*RULES, CASES)
_OF_REGION = re.compile(r"[1-9][0-9]{5}")


def faults(root: Path) -> Iterator[Problem]:
    """What in a directory is not read although it looks like rules, or that there is nothing."""
    if not root.is_dir():
        yield Problem("R160", _at(root), {"found": root.name})
        return
    found = [*_misplaced(root), *_misnamed(root)]
    yield from found
    if not found and not any(_yaml(root / room, deep=room == CASES) for room in _ROOMS):
        yield Problem("R162", _at(root), {"found": root.name or str(root)})


def _misplaced(root: Path) -> Iterator[Problem]:
    """Files beside the folders that are read, or in folders below them."""
    for path in _yaml(root):
        if _OF_REGION.match(path.name):
            yield Problem("R163", _at(path), {"found": path.name}, f"regions/{path.name}")
    for folder in _folders(root):
        if folder.name not in _ROOMS and _yaml(folder):
            yield Problem("R163", _at(folder), {"found": f"{folder.name}/"}, _meant(folder.name))
    for room in RULES:
        for folder in _folders(root / room):
            if _yaml(folder):
                yield Problem("R163", _at(folder), {"found": f"{room}/{folder.name}/"}, f"{room}/")


def _misnamed(root: Path) -> Iterator[Problem]:
    """Files that end otherwise than those that are read."""
    for room in _ROOMS:
        for path in _yaml(root / room, deep=room == CASES):
            if path.suffix != ".yaml":
                found = path.relative_to(root).as_posix()
                yield Problem("R164", _at(path), {"found": found}, path.with_suffix(".yaml").name)


def _meant(name: str) -> str | None:
    meant = nearest(name.lower(), _ROOMS)
    return None if meant is None else f"{meant}/"


def _folders(folder: Path) -> list[Path]:
    inside = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in inside if path.is_dir() and not path.name.startswith("."))


def _yaml(folder: Path, *, deep: bool = False) -> list[Path]:
    inside = () if not folder.is_dir() else folder.rglob("*") if deep else folder.iterdir()
    return sorted(
        path for path in inside if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".")
    )


def _at(path: Path) -> Span:
    return Span(str(path), 1, 1)

"""Which cases do these files hold? One household, a list, or one a line; a faulty one stops no other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aid_rules.case import Household, parse_json, read_case_dict
from aid_rules.problems import CaseError

Read = tuple[str, Household | str]
"""Where a case stands, and the case or what is wrong with it."""

NO_CASE = "没有案件 / there is no case in it"


def read_cases(paths: list[Path]) -> Iterator[Read]:
    """Every case of every file, in order; `-` is standard input."""
    for path in paths:
        name = "stdin" if str(path) == "-" else str(path)
        try:
            data = sys.stdin.buffer.read() if name == "stdin" else path.read_bytes()
        except OSError as error:
            yield name, f"读不了文件 / cannot be read: {error.strerror}"
            continue
        yield from _lines(name, data) if path.suffix in (".jsonl", ".ndjson") else _file(name, data)


def _lines(name: str, data: bytes) -> Iterator[Read]:
    if not data.strip():
        yield name, NO_CASE
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield from _file(f"{name}:{number}", line)


def _file(name: str, data: bytes) -> Iterator[Read]:
    try:
        found = parse_json(data)
    except CaseError as error:
        lines = _several(data)
        if lines is None:
            yield name, str(error)
        else:
            yield from _lines(name, data)
        return
    if found == []:
        yield name, NO_CASE
    elif isinstance(found, list):
        for number, one in enumerate(found):
            yield _case(f"{name}[{number}]", one)
    else:
        yield _case(name, found)


def _several(data: bytes) -> int | None:
    """JSON Lines under another name or from stdin: more than one line, and the first is an object."""
    lines = [line for line in data.split(b"\n") if line.strip()]
    try:
        first = json.loads(lines[0]) if len(lines) > 1 else None
    except ValueError:
        return None
    return len(lines) if isinstance(first, dict) else None


def _case(name: str, obj: Any) -> Read:
    try:
        return name, read_case_dict(obj)
    except CaseError as error:
        return name, str(error)

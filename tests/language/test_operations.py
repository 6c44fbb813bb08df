"""Does every operation give, in every evaluator, what its vector file says?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from aid_rules.language import FOLDS, OPERATIONS, Call, Fold, Unknown, walk
from aid_rules.problems import RuleError
from tests.language.vectors import (
    Line,
    NotKnown,
    by_fast,
    by_interpreter,
    by_record,
    by_three_valued,
    parse_line,
)

FOLDER = Path(__file__).parent / "operations"
FILES = sorted(FOLDER.glob("*.yaml"))
LINES = [
    pytest.param(path.stem, parse_line(line), id=f"{path.stem}-{number}")
    for path in [*FILES, Path(__file__).parent / "forms.yaml"]
    for number, line in enumerate(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), start=1)  # noqa: S506 - text only
]


def test_each_operation_has_a_file_and_each_file_an_operation() -> None:
    assert {path.stem for path in FILES} == {*OPERATIONS, *FOLDS}


@pytest.mark.parametrize(("name", "line"), LINES)
def test_line(name: str, line: Line) -> None:
    if line.refused:
        with pytest.raises(RuleError) as caught:
            line.check()
        assert [problem.code for problem in caught.value.problems] == [line.refused]
        return
    assert line.expected is not None
    assert name == "forms" or name in _named(line)
    agrees(line, by_three_valued(line))
    agrees(line, by_interpreter(line))
    own = by_record(line, lifted=True)
    if own is not None:
        agrees(line, own)
    if line.known:
        agrees(line, by_fast(line))
        if own is not None:
            agrees(line, by_record(line, lifted=False))
    elif type(line.expected.value) is Unknown:
        with pytest.raises(NotKnown):
            by_fast(line)


def _named(line: Line) -> set[str]:
    nodes = walk(line.check())
    return {n.op.name for n in nodes if isinstance(n, Call)} | {n.how for n in nodes if isinstance(n, Fold)}


def agrees(line: Line, found: Any) -> None:
    """The value expected, of the type expected; of an unknown also its bounds where the line gives them."""
    expected = line.expected
    assert expected is not None
    node_type = line.check().type
    assert (node_type.kind, node_type.unit) == (expected.type.kind, expected.type.unit)
    if type(expected.value) is not Unknown:
        assert type(found) is not Unknown
        assert found == expected.value
        return
    assert type(found) is Unknown
    if expected.value.bounds is not None:
        assert found.bounds == expected.value.bounds

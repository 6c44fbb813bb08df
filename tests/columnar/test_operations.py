"""Does every operation give, over columns, what its vector file says?"""

from __future__ import annotations

from typing import Any

import pytest

from aid_rules.columnar.operations import written
from aid_rules.language import OPERATIONS, Unknown
from aid_rules.plan import Rule
from tests.columnar.slots import columns
from tests.language.test_operations import LINES, agrees
from tests.language.vectors import ON, Line, case

TOLD = [
    pytest.param(line.values[1], id=line.id)
    for line in LINES
    if isinstance(line.values[1], Line) and not line.values[1].refused
]


def test_every_operation_is_written() -> None:
    assert [name for name, op in OPERATIONS.items() if not written(op)] == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("line", TOLD)
def test_line(line: Line, count: int) -> None:
    agrees(line, _value(line, None, count))
    if line.known:
        agrees(line, _value(line, True, count))


def _value(line: Line, together: bool | None, count: int) -> Any:
    """The value of the expression for the last of some equal households."""
    plan = line.plan()
    rule = plan.by_name["v.result"]
    assert isinstance(rule, Rule)
    slots, _ = columns([(plan, ON)], [case(line, together)] * count)
    path = () if rule.per == "household" else ("members",)
    slot = slots[path, "v.result"]
    known, found = slot.value(len(slot.low) - 1 if path == () else len(slot.low) - max(1, len(line.rows)))
    return found if known else Unknown(frozenset(), found)

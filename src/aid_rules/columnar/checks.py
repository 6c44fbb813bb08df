"""Which households of a population can nobody decide, and why? What the case models refuse is refused here too.

Columns are looked over quickly (`suspects`, `crosswise`); whoever may be at fault is read as a case, so that the
answer, its code and its place are those that the case itself would get. A problem names ids and fields, no person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from aid_rules.case import check_awards, check_findings, check_on, living
from aid_rules.columnar.block import Block
from aid_rules.columnar.crosswise import (
    Findable,
    award_suspects,
    crosswise_suspects,
    finding_suspects,
    household_suspects,
)
from aid_rules.columnar.from_cases import case_of, plain_rows
from aid_rules.columnar.suspects import Places, column_suspects, levels
from aid_rules.problems import CaseError, Problem

Nowhere = Callable[[str], Problem | None]
"""Why nothing can be decided in a region; None where there are rules."""


def faults(
    block: Block,
    on: date,
    nowhere: Nowhere | None = None,
    findable: Findable | None = None,
    awardable: Mapping[str, str] | None = None,
) -> dict[int, Problem]:
    """The first problem of every household that cannot be decided on a day, by its place in the block.

    `nowhere` and `findable` tell what the rules of a region say, `awardable` which aid the rules know; without them
    findings on what no rule leaves to an officer pass, and so do regions without rules and awards of any name. What
    only the dead are told of is no fault; that all have died is for `deaths` to say.
    """
    suspected = np.unique(
        np.concatenate([np.zeros(0, dtype=np.int64), *_suspects(block, on, findable, awardable)])
    )
    found: dict[int, Problem] = {}
    if suspected.size:
        rows = plain_rows(block.batch.take(pa.array(suspected)))
        for place, row in zip(suspected.tolist(), rows, strict=True):
            problem = _verdict(row, on, nowhere, findable, awardable)
            if problem is not None:
                found[place] = problem
    return found


def _suspects(
    block: Block, on: date, findable: Findable | None, awardable: Mapping[str, str] | None
) -> Iterator[Places]:
    regions = block.rows(()).records.field("region")
    for level in levels(block):
        for look in (column_suspects(level, on), crosswise_suspects(level)):
            for rows in look:
                if rows.size:
                    yield level.households(rows)
        for look in (finding_suspects(level, regions, findable), award_suspects(level, awardable)):
            for rows in look:
                yield level.households(rows)
    yield from household_suspects(block)


def _verdict(
    row: dict[str, Any],
    on: date,
    nowhere: Nowhere | None,
    findable: Findable | None,
    awardable: Mapping[str, str] | None,
) -> Problem | None:
    """Why a household cannot be decided; None where it can after all, or where nobody is left to be decided about."""
    try:
        left = living(case_of(row), on)
        if left is None:
            return None
        problem = nowhere(left.region) if nowhere is not None else None
        if problem is not None:
            return problem
        check_on(left, on)
        if findable is not None and left.findings_made:
            check_findings(left, findable(left.region))
        if awardable is not None:
            check_awards(left, awardable)
    except CaseError as error:
        return error.problems[0]
    return None

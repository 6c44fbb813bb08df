"""To which award does a payment belong? The one of its programme and person, and of several the one then running."""

from __future__ import annotations

from typing import Any

from aid_rules.batch.tables.columns import AWARDS, PERSON_ID, PROGRAMME, Column, columns_of
from aid_rules.problems import CaseError, Field, Problem

MONTH = "month"


def award_of(awards: Any, cells: dict[str, Any], place: str) -> int:
    """The index of the award in the household's list that a row of payments belongs to.

    Takes programme and person out of the row. `place` is the row, for the problem. Raises CaseError where no
    award has them, or several do and not exactly one of them covers the month.
    """
    month, programme = cells.get(MONTH), cells.pop(PROGRAMME, None)
    person = cells.pop(PERSON_ID, "")
    columns = columns_of(AWARDS)
    for key, value in ((PROGRAMME, programme), (MONTH, month)):
        if value is None:
            raise CaseError([Problem("T113", Field(f"{place} {key}"), {})])
    own = [
        (index, award)
        for index, award in enumerate(awards if isinstance(awards, list) else ())
        if award.get(PROGRAMME) == programme and award.get(PERSON_ID, "") == person
    ]
    facts = {"programme": _titled(columns[PROGRAMME], str(programme))}
    if not own:
        raise CaseError([Problem("T111", Field(f"{place} {PROGRAMME}"), facts)])
    running = own if len(own) == 1 else [(index, award) for index, award in own if _covers(award, str(month))]
    if len(running) != 1:
        facts |= {"month": str(month), "awards": str(len(own)), "running": str(len(running))}
        raise CaseError([Problem("T112", Field(f"{place} {MONTH}"), facts)])
    return running[0][0]


def _covers(award: dict[str, Any], month: str) -> bool:
    """Does the award hold on any day of the month? Without an end, or with an unknown one, it goes on."""
    begin, until = award.get("from"), award.get("until")
    return str(begin or "")[: len(month)] <= month and (until is None or str(until) > f"{month}-01")


def _titled(column: Column, word: str) -> str:
    """`dibao（最低生活保障）`."""
    title = next((zh for zh, meant in column.words.items() if meant == word and zh != word), "")
    return f"{word}（{title}）" if title else word

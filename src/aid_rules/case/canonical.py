"""In which one way is a case written, however it was told? What a digest is made of.

A missing key and an empty list are the same where a missing key means none; the order of members, items and findings
means nothing (`tests/laws/test_order.py`), and keys stand in the order of the alphabet.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from aid_rules.case.fact import absence_of
from aid_rules.case.household import Household
from aid_rules.case.record import Record
from aid_rules.case.whereabouts import Holding, keys_of, record_in


def canonical(case: Household) -> str:
    """JSON text that two cases share if and only if they say the same; without names, amounts as decimal yuan."""
    return _text(_record(Household, json.loads(case.model_dump_json())))


def _text(written: Any) -> str:
    return json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _record(record: type[Record], written: dict[str, Any]) -> dict[str, Any]:
    """The record with its rows in order, and without what says no more than a missing key; changed in place."""
    for key, held, inner, empty_is_absent in _holding(record):
        value = written.get(key)
        if value is None:
            continue
        if held == "record":
            _record(inner, value)
        elif held == "map":
            for row in value.values():
                _record(inner, row)
        elif value:
            rows = [_record(inner, row) for row in value]
            value[:] = sorted(rows, key=_text) if len(rows) > 1 else rows
        if not value and empty_is_absent:
            del written[key]
    return written


@cache
def _holding(record: type[Record]) -> tuple[tuple[str, Holding, type[Record], bool], ...]:
    """Keys under which a record holds others: how, which, and whether an empty one says no more than a missing key.

    It does for rows where a missing key means none, and for a record of unknowns alone where it means unknown.
    """
    found = []
    for key, name in keys_of(record).items():
        field = record.model_fields[name]
        held = record_in(field)
        if held is not None:
            absent = absence_of(field)
            found.append((key, *held, absent == ("unknown" if held[0] == "record" else "none")))
    return tuple(found)

"""How is a value that was found repeated in a message: short, printable, naming no one?"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_WIDTH = 40
_NUMBER_OF_SOMEONE = re.compile(r"\d{15,}[Xx]?|(?<!\d)1[3-9]\d{9}(?!\d)")


def shown(value: object) -> str:
    """At most 40 characters; lists and objects only by their kind.

    Long runs of digits, which may be the number of an identity card, a telephone or an account,
    are masked.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _short(f'"{_printable(value[: 2 * _WIDTH])}"')
    if isinstance(value, int):
        return _short(str(value)) if abs(value) < 10**20 else "10^20…"
    if isinstance(value, float | Decimal | date):
        return _short(str(value))
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, dict):
        return "{…}"
    return type(value).__name__


def _short(text: str) -> str:
    masked = _NUMBER_OF_SOMEONE.sub("…", text)
    return masked if len(masked) <= _WIDTH else f"{masked[: _WIDTH - 1]}…"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)

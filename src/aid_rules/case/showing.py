"""How is a value that was found repeated in a message: short, printable, naming no one?

Where columns have shifted, a name or the number of an identity card stands where a word should. So text is
repeated only where it can be neither: a slip of a word that is allowed, a word of the vocabulary's form, a short
number, date, grade or id. Of anything else it is said how long it is.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_WIDTH = 40
_NUMBER_OF_SOMEONE = re.compile(r"\+?\d(?:[ -]?\d){8,}[Xx]?")
"""Nine digits or more: of an identity card, a telephone, an account; in groups too. A date has eight."""
_PLAIN = re.compile(
    r"[a-z][a-z0-9]*(?:[_.][a-z0-9]+)*"
    r"|[A-Za-z]{1,3}-?\d{1,8}"
    r"|[+-]?\d[\d.,:/+-]*(?:元|岁|年|个?月|平方米|%)?"
    r"|\d{1,4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?"
    r"|第?[\d〇零一二两三四五六七八九十]{1,3}[级等类档]",
    re.ASCII,
)
_BARE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def shown(value: object, meant: str | None = None) -> str:
    """At most 40 characters; lists and objects only by their kind. `meant`: the allowed word that text comes close to."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = repeatable(value, meant)
        return length(value) if text is None else _cut(f'"{text}"')
    if isinstance(value, int):
        return masked(str(value)) if abs(value) < 10**20 else "10^20…"
    if isinstance(value, float | Decimal | date):
        return _cut(masked(str(value)))
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, dict):
        return "{…}"
    return type(value).__name__


def repeatable(text: str, meant: str | None = None) -> str | None:
    """Text as a message may repeat it; None where it may be the name of somebody."""
    if text and meant is None and not _PLAIN.fullmatch(text):
        return None
    return masked(_printable(text[: 2 * _WIDTH]))


def length(text: str) -> str:
    """What is said of text that is not repeated."""
    return f"{len(text)} 个字 / {len(text)} characters"


def key_shown(key: str, meant: str | None = None) -> str:
    """A key of an object: what can be a name in a program is one, and not of a person."""
    return shown(key, key if _BARE_KEY.fullmatch(key) else meant)


def masked(text: str) -> str:
    """Text without the numbers that may be somebody's."""
    return _NUMBER_OF_SOMEONE.sub("…", text)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)

"""How is JSON text read so that nothing in it is silently changed or dropped?

Numbers stay decimal, a key given twice is refused, and so are NaN, Infinity and endless nesting.
"""

from __future__ import annotations

import json
import json.scanner
import re
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from typing import Any

from aid_rules.case.showing import key_shown
from aid_rules.problems import CaseError, Problem

_LONGEST_NUMBER = 60
_DEEPEST = 500
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]')

_MALFORMED = {
    "Expecting value": "缺少值",
    "Expecting ',' delimiter": "缺少逗号",
    "Expecting ':' delimiter": "缺少冒号",
    "Expecting property name enclosed in double quotes": "键须写在双引号里",
    "Unterminated string starting at": "字符串没有结束",
    "Invalid control character at": "字符串里有控制字符",
    "Invalid \\escape": "转义无效",
    "Extra data": "结尾之后还有内容",
}
"""The JSON parser's own words, in Chinese."""


class _TwiceError(ValueError):
    """A key stands twice in one object."""


class _NumberError(ValueError):
    """NaN or Infinity."""


class _LongError(ValueError):
    """A number longer than any amount."""


def parse_json(text: str | bytes | bytearray) -> Any:
    """Python values of JSON text, non-integers as Decimal. Raises CaseError."""
    clear = _decode(text)
    if _nesting(clear) > _DEEPEST:
        raise CaseError([Problem("C133", None, {"most": str(_DEEPEST)})])
    try:
        return _DECODER.decode(clear)
    except json.JSONDecodeError as error:
        facts = {"line": str(error.lineno), "column": str(error.colno)}
        facts |= {"zh": _MALFORMED.get(error.msg, error.msg), "en": error.msg}
        raise CaseError([Problem("C130", None, facts)]) from None
    except _TwiceError as error:
        raise CaseError([_twice(clear, str(error))]) from None
    except _NumberError as error:
        raise CaseError([Problem("C132", None, {"found": str(error)})]) from None
    except _LongError as error:
        raise CaseError([Problem("C136", None, {"digits": str(error)})]) from None
    except RecursionError:
        raise CaseError([Problem("C133", None, {"most": str(_DEEPEST)})]) from None


def _decode(text: str | bytes | bytearray) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return bytes(text).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError([Problem("C134", None, {"byte": str(error.start + 1)})]) from None


def _nesting(text: str) -> int:
    """The greatest depth of brackets; not looked at closely where there are few."""
    if text.count("[") + text.count("{") <= _DEEPEST:
        return 0
    depth = deepest = 0
    for found in _BRACKETS.finditer(text):
        mark = found[0][0]
        depth += (mark in "[{") - (mark in "]}")
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError(_second(pairs))
    return found


def _second(pairs: list[tuple[str, Any]]) -> str:
    counts = Counter(key for key, _ in pairs)
    return counts.most_common(1)[0][0]


def _twice(text: str, key: str) -> Problem:
    """Where the object with the repeated key begins: read once more, watching the places."""
    decoder: Any = json.decoder
    scanner: Any = json.scanner
    begun = 0

    def watch(state: Any, *rest: Any) -> Any:
        nonlocal begun
        before, begun = begun, state[1] - 1
        value = decoder.JSONObject(state, *rest)
        begun = before
        return value

    slow: Any = json.JSONDecoder(object_pairs_hook=_object)
    slow.parse_object = watch
    slow.scan_once = scanner.py_make_scanner(slow)
    with suppress(_TwiceError):
        slow.decode(text)
    line = text.count("\n", 0, begun) + 1
    column = begun - (text.rfind("\n", 0, begun) + 1) + 1
    return Problem("C131", None, {"key": key_shown(key), "line": str(line), "column": str(column)})


def _decimal(text: str) -> Decimal:
    """The number as written, trailing zeros aside: 12.500 is 12.5."""
    if len(text) > _LONGEST_NUMBER:
        raise _LongError(len(text))
    if "e" not in text and "E" not in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal(text)


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise _LongError(len(text))
    return int(text)


def _no_constant(text: str) -> Any:
    raise _NumberError(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_decimal,
    parse_int=_integer,
    parse_constant=_no_constant,
)

"""Is every hostile expression refused as a RuleError, soon, and with nothing of it ever run?"""

from __future__ import annotations

import sys
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from aid_rules import RuleError
from aid_rules.language.parse import parse
from aid_rules.problems import Span
from tests.language.test_bad import checked

SOON = 1.0
"""Seconds that refusing an expression may take on a slow machine."""

PROBES = {
    "dunder of a name": "residence.__class__",
    "dunder of a row": "any(p.__class__.__mro__ for p in members)",
    "dunder of a literal": "(1).__class__",
    "dunder of a call": "monthly(standard).__class__",
    "builtin": "__import__('os').system('echo')",
    "eval": "eval('1')",
    "attribute as function": "members.__len__()",
    "call of a call": "max(1, 2)(3)",
    "call of a lambda": "(lambda: 1)()",
    "lambda": "lambda: 1",
    "lambda as default": "max((p.age for p in members), default=lambda: 1)",
    "list comprehension": "[p for p in members]",
    "set comprehension": "{p for p in members}",
    "mapping comprehension": "{p: p for p in members}",
    "generator alone": "(p for p in members)",
    "generators within generators": "sum(sum(sum(1 for a in members) for b in members) for c in members)",
    "many generators": "count(p" + " for p in members" * 100 + ")",
    "asynchronous generator": "any(p.lake.counted async for p in members)",
    "unpacking target": "any(a for a, b in members)",
    "attribute target": "any(p.age for p.age in members)",
    "walrus": "(x := 1)",
    "await": "await on",
    "yield": "(yield 1)",
    "star": "max(*members)",
    "two stars": "max(**members)",
    "slice": "members[0:1]",
    "ellipsis": "...",
    "None": "None == residence",
    "text": "'a' * 1000000000",
    "bytes": "b'a'",
    "f-string": "f'{residence}'",
    "f-string with a call": "f'{__import__(1)}'",
    "power": "9 ** 9 ** 9",
    "shift": "1 << 1000000",
    "bit and": "lake.size & 1",
    "matrix product": "lake.size @ 1",
    "identity": "residence is urban",
    "plus sign": "+1",
    "tuple": "1, 2",
    "mapping": "{1: 2}",
    "imaginary number": "1j",
    "float beyond all": "1e999",
    "float": "1e3",
    "hexadecimal": "0xff > lake.size",
    "not a number": "float('nan')",
    "number with underscores": "1_000 > lake.size",
    "number of a thousand digits": "9" * 1000,
    "number of a million digits": "9" * 1_000_000,
    "decimal of a thousand digits": "0." + "9" * 1000,
    "ten thousand brackets": "(" * 10_000 + "1" + ")" * 10_000,
    "nine hundred brackets": "(" * 900 + "1" + ")" * 900,
    "ten thousand times not": "not " * 10_000 + "True",
    "four hundred times not": "not " * 400 + "True",
    "ten thousand minuses": "-" * 10_000 + "1",
    "nineteen hundred minuses": "-" * 1900 + "1",
    "nineteen hundred tildes": "~" * 1900 + "1",
    "brackets that never close": "(" * 1900,
    "attributes of attributes": "a" + ".a" * 900,
    "calls of calls": "a" + "()" * 900,
    "choices within choices": "1 if True else " * 120 + "1",
    "a long sum": "1" + " + 1" * 450,
    "a long comparison": "1" + " < 1" * 450,
    "statement": "import os",
    "assignment": "residence = urban",
    "two lines": "1\n2",
    "semicolon": "1; 2",
    "comment only": "# nothing",
    "nothing": "",
    "blank": "   ",
    "NUL": "residence\0",
    "byte order mark": "\ufeff\ufeffresidence",
    "bidirectional override": "residence\u202e == urban",
    "invisible letter": "resi\u200bdence",
    "lone surrogate": "\ud800",
    "escape that Python warns of": "'\\d'",
    "number stuck to a word": "1if True else 2or 3",
    "line continuation": "\\\n\\\n",
    "form feed": "\f\f(",
    "type annotation": "residence: int",
    "decorator": "@residence",
    "keyword": "class",
    "print": "print(residence)",
    "keyword argument": "monthly(x=standard)",
    "same keyword twice": "max((p.age for p in members), default=1, default=2)",
}


@pytest.mark.parametrize("name", PROBES)
def test_refused(name: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(RuleError) as caught:
        checked(PROBES[name])
    (problem,) = caught.value.problems
    assert problem.code.startswith("L")
    assert len(str(caught.value)) < 5000
    assert time.perf_counter() - begun < SOON


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("say", ["0 if lake.size > 1else 2", "1 in {1}and True"])
def test_python_s_own_warnings_are_not_ours(say: str) -> None:
    checked(say)


def parse_many(_: int) -> None:
    for n in range(2000):
        parse(f"a + b * {n}", Span("x", 1, 1))


def test_threads_that_parse_leave_the_warnings_of_the_process_alone() -> None:
    before, interval = list(warnings.filters), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(parse_many, range(4)))
    finally:
        sys.setswitchinterval(interval)
    assert warnings.filters == before


def test_full_width_letters_are_no_other_name() -> None:
    """Python folds them into plain ones; a rule then reads what a person reads."""
    assert checked("ｄｅｐｏｓｉｔｓ > 0") == checked("deposits > 0")


@pytest.mark.parametrize("depth", [1, 19, 35])
def test_what_is_deep_but_not_too_deep_is_understood(depth: int) -> None:
    checked("(" * depth + "lake.size" + ")" * depth)
    checked("-" * depth + "lake.size")

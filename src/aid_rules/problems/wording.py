"""How is a problem said to a person, in Chinese and English?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from aid_rules.problems.problem import Problem, Span
from aid_rules.problems.words import TABLES, Wording

_WIDEST = 160
"""Characters of a line that a message shows."""

_LANGUAGES = ("zh", "en")

_BOTH = " / "
"""Between the Chinese and the English of a text that is kept in both."""

__all__ = ["Wording", "check_language", "codes", "headline", "in_language", "render"]


def check_language(lang: str) -> None:
    """ValueError for a language that has no words."""
    if lang not in _LANGUAGES:
        raise ValueError(f"lang must be {' or '.join(map(repr, _LANGUAGES))}, not {lang!r}")


def in_language(text: str, lang: str) -> str:
    """The half in this language of a text that is kept in both (`中文 / English`); any other text as it is."""
    zh, both, en = text.partition(_BOTH)
    if not both or zh.isascii() or not en.isascii():
        return text
    return zh if lang == "zh" else en


@cache
def _words() -> dict[str, Wording]:
    return {code: wording for table in TABLES for code, wording in table.items()}


def codes() -> tuple[str, ...]:
    """Every code that has words."""
    return tuple(sorted(_words()))


def headline(problem: Problem, lang: str = "zh") -> str:
    """One sentence without place or pointer."""
    wording = _words()[problem.code]
    template = wording.zh if lang == "zh" else wording.en
    return template.format_map({name: in_language(fact, lang) for name, fact in problem.facts.items()})


def render(problem: Problem) -> str:
    """Place, code, the sentence in both languages, the line with a pointer, and what to write."""
    place = f"{problem.at}  " if problem.at else ""
    return "\n".join(
        [
            f"{place}{problem.code} {headline(problem, 'zh')}",
            f"    {headline(problem, 'en')}",
            *_pointer(problem.at),
            *(f" {label}：{_place(span)}" for label, span in problem.see),
            *([f" 写成 / write: {problem.write}"] if problem.write else []),
        ]
    )


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}"


def _pointer(at: object) -> Iterator[str]:
    if not isinstance(at, Span) or not at.text:
        return
    number = str(at.line)
    begin = at.column - 1
    first = 0 if begin < _WIDEST // 2 else begin - _WIDEST // 4  # of a long line, the part that is meant
    line = "".join(c if c.isprintable() else " " for c in at.text[first : first + _WIDEST])
    begin -= first
    marks = max(1, width(line[begin : begin + at.length]))
    yield f" {number} │ {line}"
    yield f" {' ' * len(number)} │ {' ' * width(line[:begin])}{'^' * marks}"


def width(text: str) -> int:
    """Columns that the text takes on a screen: 汉字 take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

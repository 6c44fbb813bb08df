"""A fault as a record, where it stands, and the exceptions that carry a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """A rule file: its name as shown to people, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a rule file: 1-based line and column, and how many characters from there.

    `pieces`: of a text folded from several lines, at which character of it each line begins, and where that is.
    """

    file: str
    line: int
    column: int
    length: int = 1
    text: str = ""
    pieces: tuple[tuple[int, Span], ...] = field(default=(), compare=False, repr=False)

    def at(self, offset: int, length: int) -> Span:
        """The part of this span that begins `offset` characters later."""
        if not self.pieces:
            return Span(self.file, self.line, self.column + offset, length, self.text)
        begin, line = max((p for p in self.pieces if p[0] <= offset), default=(0, self), key=lambda p: p[0])
        shift = offset - begin
        return Span(line.file, line.line, line.column + shift, min(length, line.length - shift), line.text)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """A place in a case: its JSON path, and the household where it is known."""

    path: str
    household: str = ""

    def __str__(self) -> str:
        return f"{self.household}: {self.path}" if self.household else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `facts` fill the wording of `code`; `write` is what to write instead; `see` other places."""

    code: str
    at: Span | Field | None
    facts: Mapping[str, str] = field(default_factory=dict)
    write: str | None = None
    see: tuple[tuple[str, Span], ...] = ()

    def sort_key(self) -> tuple[str, int, int, str]:
        """File, line, column, code: the order in which problems are told."""
        if isinstance(self.at, Span):
            return (self.at.file, self.at.line, self.at.column, self.code)
        return (self.at.path if self.at else "", 0, 0, self.code)


class ProblemError(Exception):
    """Base of all errors of the package: `problems` lists every fault, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=Problem.sort_key))
        super().__init__(self.problems)

    def __str__(self) -> str:
        from aid_rules.problems.wording import render

        return "\n".join(render(problem) for problem in self.problems)


class RuleError(ProblemError):
    """The rule files cannot be used: each problem names file, line and column."""


class CaseError(ProblemError, ValueError):
    """The case cannot be used: each problem names the JSON path of the field."""

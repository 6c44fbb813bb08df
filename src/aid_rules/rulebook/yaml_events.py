"""How does the tree of a rule file grow out of the events of the YAML parser? The one place that knows PyYAML."""

from __future__ import annotations

from dataclasses import replace

import yaml
from yaml.reader import ReaderError

from aid_rules.problems import Problem, RuleError, Source, Span
from aid_rules.rulebook.yaml_tree import Items, Table, Text, Tree

DEEPEST = 30
_TOO_DEEP = "maximum nesting depth"
_QUOTED = ("'", '"', "|", ">")
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def tree_of(source: Source) -> Tree | None:
    """What the text holds, nothing where it is empty; RuleError with the place of the first fault."""
    lines = source.text.splitlines()
    builder = _Builder(source.name, lines)
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise RuleError([_problem(error, _marked(error, source.name, lines))]) from None
    return builder.root


def _problem(error: yaml.YAMLError, at: Span) -> Problem:
    fault = _fault(error)
    # Some releases of libyaml refuse to look further ahead than a thousand brackets, before we count them.
    return (
        Problem("R105", at, {"limit": str(DEEPEST)})
        if _TOO_DEEP in fault
        else Problem("R102", at, {"fault": fault})
    )


def _marked(error: yaml.YAMLError, name: str, lines: list[str]) -> Span:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Span(name, 1, 1)
    text = lines[mark.line] if mark.line < len(lines) else ""
    return Span(name, mark.line + 1, mark.column + 1, 1, text)


def _fault(error: yaml.YAMLError) -> str:
    if isinstance(error, ReaderError):
        return f"U+{error.character:04X}" if isinstance(error.character, int) else str(error.reason)
    return str(getattr(error, "problem", None) or error)[:120]


class _Builder:
    """Builds the tree from parser events without recursion."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name, self.lines = name, lines
        self.root: Tree | None = None
        self.open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.AliasEvent():
                self.refuse("R104", event)
            case yaml.ScalarEvent():
                self.tame(event)
                self.close(Text(event.value, self.scalar_span(event), event.style in _QUOTED))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self.tame(event)
                self.open.append(_Open(self.span(event), isinstance(event, yaml.MappingStartEvent)))
                if len(self.open) > DEEPEST:
                    self.refuse("R105", event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.close(self.open.pop().tree())
            case yaml.DocumentStartEvent():
                if self.root is not None:
                    self.refuse("R106", event)
            case _:
                pass

    def tame(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None or (getattr(event, "tag", None) not in (None, "!")):
            self.refuse("R104", event)

    def close(self, tree: Tree) -> None:
        if not self.open:
            self.root = tree
            return
        top = self.open[-1]
        if not top.mapping or top.key is not None:
            top.add(tree)
            return
        if not isinstance(tree, Text):
            raise RuleError([Problem("R107", tree.at)])
        if tree.value in top.entries:
            raise RuleError(
                [
                    Problem(
                        "R108", tree.at, {"key": tree.value}, see=(("先见于 / first", top.keys[tree.value]),)
                    )
                ]
            )
        top.key = tree

    def refuse(self, code: str, event: yaml.Event) -> None:
        raise RuleError([Problem(code, self.span(event), {"limit": str(DEEPEST)})])

    def span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:  # libyaml always says where; the stubs do not know
            return Span(self.name, 1, 1)
        line, column = start.line, start.column
        text = self.lines[line] if line < len(self.lines) else ""
        length = end.column - column if end.line == line else len(text) - column
        return Span(self.name, line + 1, column + 1, max(1, length), text)

    def scalar_span(self, event: yaml.ScalarEvent) -> Span:
        span = self.span(event)
        pieces = self.pieces(event)
        if pieces:
            return replace(pieces[0][1], pieces=pieces)
        return span.at(1, max(1, span.length - 2)) if event.style in ("'", '"') and span.length > 1 else span

    def pieces(self, event: yaml.ScalarEvent) -> tuple[tuple[int, Span], ...]:
        """Where the lines stand of which an unquoted text was folded; empty where it is one line, or no such text."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None or start.line == end.line or event.style in ("'", '"', "|"):
            return ()
        found, offset = [], 0
        for number in range(start.line, min(end.line + 1, len(self.lines))):
            line = self.lines[number]
            words = line[start.column :] if number == start.line else line
            if (number == start.line and event.style == ">") or not words.strip():
                continue
            column = len(line) - len(words.lstrip())
            length = len(line.strip()) if number > start.line else len(words.strip())
            found.append((offset, Span(self.name, number + 1, column + 1, length, line)))
            offset += length + 1
        told = " ".join(span.text[span.column - 1 : span.column - 1 + span.length] for _, span in found)
        # Whatever was folded in another way (comments, blank lines) keeps the place of its beginning.
        whole = next((k for k in range(len(found), 0, -1) if _ends(found, k, told, event.value)), 0)
        return tuple(found[:whole]) if whole > 1 else ()


def _ends(found: list[tuple[int, Span]], count: int, told: str, value: str) -> bool:
    """Do the first lines, as many as counted, make up the text?"""
    return told[: found[count][0] - 1 if count < len(found) else None] == value.strip()


class _Open:
    """A sequence or mapping that has begun."""

    def __init__(self, at: Span, mapping: bool) -> None:
        self.at, self.mapping = at, mapping
        self.items: list[Tree] = []
        self.entries: dict[str, Tree] = {}
        self.keys: dict[str, Span] = {}
        self.key: Text | None = None

    def add(self, tree: Tree) -> None:
        if self.key is None:
            self.items.append(tree)
            return
        self.entries[self.key.value] = tree
        self.keys[self.key.value] = self.key.at
        self.key = None

    def tree(self) -> Tree:
        if self.mapping:
            return Table(self.entries, self.keys, self.at)
        return Items(tuple(self.items), self.at)

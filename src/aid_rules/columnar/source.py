"""How is straight-line source written: each expression once, nothing that is not used, nothing kept too long?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_NAME = re.compile(r"\b[vx]\d+\b")
Input = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`target = text`; without a target it is there for what it does."""

    target: str
    text: str
    note: str = ""


class Source:
    """Lines in the order of computing. Equal expressions get one name, because no name is bound twice."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.names: dict[str, Any] = {}
        self._known: dict[str, str] = {}
        self._inputs: dict[Input, str] = {}
        self._constants: dict[int, str] = {}
        self.note = ""

    def let(self, text: str) -> str:
        """The name of the array that an expression yields."""
        if text not in self._known:
            self._known[text] = f"v{len(self._known)}"
            self.lines.append(Line(self._known[text], text, self.note))
        return self._known[text]

    def do(self, text: str) -> None:
        """A statement that is there for what it does."""
        self.lines.append(Line("", text, self.note))

    def input(self, *key: Any) -> str:
        """The name of an array that the block supplies."""
        return self._inputs.setdefault(key, f"x{len(self._inputs)}")

    def constant(self, value: Any) -> str:
        """The name of a value that the source refers to."""
        name = self._constants.setdefault(id(value), f"c_{len(self._constants)}")
        self.names[name] = value
        return name

    def function(self, head: str, results: Sequence[str]) -> tuple[str, list[Input]]:
        """The source of the function that puts the `results` where they are wanted, each as soon as it is there; and
        the inputs that it takes, in order.
        """
        kept, last = self._kept(results)
        inputs = {name: key for key, name in self._inputs.items() if name in last}
        lines = [f"def compute(inputs, put, bad, refused):  # {head}"]
        if inputs:
            lines.append(f"    ({', '.join(inputs)},) = inputs")
        places = {name: place for place, name in enumerate(results)}
        lines += [f"    put({place}, {name})" for name, place in places.items() if name in inputs]
        for index, line in enumerate(kept):
            note = f"  # {line.note}" if line.note else ""
            lines.append(f"    {line.target + ' = ' if line.target else ''}{line.text}{note}")
            if line.target in places:
                lines.append(f"    put({places[line.target]}, {line.target})")
            used = dict.fromkeys((*_NAME.findall(line.text), line.target))
            over = [name for name in used if last.get(name) == index]
            if over:
                lines.append(f"    del {', '.join(over)}")
        if len(lines) == 1:
            lines.append("    return")
        return "\n".join(lines) + "\n", list(inputs.values())

    def _kept(self, results: Sequence[str]) -> tuple[list[Line], dict[str, int]]:
        """The lines that anything depends on, and for each name the line of its last use."""
        live = {name for result in results for name in _NAME.findall(result)}
        kept: list[Line] = []
        for line in reversed(self.lines):
            if not line.target or line.target in live:
                kept.append(line)
                live.update(_NAME.findall(line.text))
        kept.reverse()
        last = dict.fromkeys(results, -1)
        last |= {
            name: index
            for index, line in enumerate(kept)
            for name in (*_NAME.findall(line.text), line.target)
        }
        return kept, last

"""How does an amount come about, worked with the numbers put in?

Only what carries the amount is told: terms that are zero, branches not taken and rules that merely pass a
value on are left to the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from aid_rules.explanation.account import LeftOut, Line, Standard
from aid_rules.explanation.numbers import bare, in_its_period, said
from aid_rules.explanation.reading import Reader
from aid_rules.explanation.tree import Grower, kind_of
from aid_rules.explanation.words import say
from aid_rules.language import Call, Fact, Fold, Literal, Node, Read, Unknown, children, walk
from aid_rules.plan import Parameter, Rule
from aid_rules.scalar import Row, based, cells_of

_MANY = 8


@dataclass
class Worked:
    """The lines of a calculation, in the order of working; beside it standards, and rows left out."""

    reader: Reader
    grower: Grower
    lines: list[Line] = field(default_factory=list)
    standards: dict[tuple[str, str], Standard] = field(default_factory=dict)
    left_out: dict[tuple[str, Row], LeftOut] = field(default_factory=dict)
    seen: set[tuple[str, Row]] = field(default_factory=set)
    behind: Worked | None = field(init=False, default=None)
    """Walks every term, also those that are not told, for what is left out; None in that walk itself."""

    @classmethod
    def telling(
        cls,
        reader: Reader,
        grower: Grower,
        standards: dict[tuple[str, str], Standard] | None = None,
        left_out: dict[tuple[str, Row], LeftOut] | None = None,
    ) -> Worked:
        """An empty calculation that tells; it may share the standards and the rows left out with another."""
        told = cls(
            reader, grower, [], {} if standards is None else standards, {} if left_out is None else left_out
        )
        told.behind = cls(reader, grower, left_out=told.left_out)
        return told

    def work(self, name: str, row: Row, *, tell: bool = True) -> None:
        """Work out a step and what it needs first."""
        reader = self.reader
        step = reader.step(name)
        here = reader.row_of(step, row)
        if (name, here) in self.seen or step.type.kind != "number":
            return
        self.seen.add((name, here))
        if isinstance(step, Parameter):
            self._standard(step, here)
        elif step.node is not None:
            if self.behind is None:
                whole = reader.settled(step.node, here)
                self._first(whole, here, tell)
                if not tell:  # the lines tell what is taken off in the row that is paid
                    self._taken_off(whole, here)
                return
            node = self._carrying(reader.settled(step.node, here, short=True), here)
            self._first(node, here, tell)
            if tell and self._tells(step, node, here):
                self.lines.append(self._line(step, node, here))
                self.chosen(step, here)
            # A term may be zero, and not told, because of what was left out of it.
            self.behind.work(name, row, tell=tell)

    def _carrying(self, node: Node, row: Row) -> Node:
        """Where only one part of a rule carries its value, that part."""
        while isinstance(node, Read):
            step = self.reader.step(node.name)
            if not isinstance(step, Rule) or step.role != "part" or step.node is None:
                break
            node = self.reader.settled(step.node, row, short=True)
        return node

    def _first(self, node: Node, row: Row, tell: bool) -> None:
        """What an expression needs; of a list, only its standards and what it leaves out."""
        for part in walk(node):
            if isinstance(part, Fold):
                self._fold(part, row)
        for part in _reads(node):
            self.work(part.name, row, tell=tell)

    def _fold(self, node: Fold, row: Row) -> None:
        for inner, counts in self.reader.folded(node, row):
            if counts is False and node.test is not None:
                self._leave_out(node, node.test, inner)
            elif node.how != "count":
                self._counted(node, inner)

    def _counted(self, node: Fold, inner: Row) -> None:
        for part in _reads(node.value):
            step = self.reader.step(part.name)
            value = self.reader.view.value(part.name, inner)
            if (
                node.entity == "income"
                and isinstance(step, Rule)
                and type(value) is not Unknown
                and value == 0
            ):
                why = say("counted_nothing", self.reader.lang, title=self.reader.step_title(step, inner))
                self._out(node, inner, why, step)
            # Of hardships there are one or two, and what is paid for each is the calculation.
            self.work(part.name, inner, tell=node.entity == "hardship" and self.behind is not None)

    def _leave_out(self, node: Fold, test: Node, inner: Row) -> None:
        reads = list(_reads(test))
        step = self.reader.step(reads[0].name) if len(reads) == 1 and isinstance(test, Read) else None
        # A test of the list itself, such as a kind of expense, sorts the rows; a rule leaves them out.
        if isinstance(step, Rule) and node.entity in ("income", "person"):
            self._out(
                node,
                inner,
                say("not_true", self.reader.lang, title=self.reader.step_title(step, inner)),
                step,
            )

    def _taken_off(self, node: Node, row: Row) -> None:
        """What a rule that is told in no line of its own subtracts."""
        for part in walk(node):
            if isinstance(part, Call) and part.op.name == "subtract" and isinstance(part.operands[1], Read):
                off = self.reader.step(part.operands[1].name)
                value = self.reader.view.value(off.name, row)
                if isinstance(off, Rule) and type(value) is not Unknown and value:
                    lang, title = self.reader.lang, self.reader.step_title(off, row)
                    why = say("taken_off", lang, title=title, value=said(value, off.type, lang))
                    what = self.reader.place(row) or say("household", lang)
                    self.left_out.setdefault((why, row), LeftOut(what, why, self.grower.basis(off, row)))

    def _out(self, node: Fold, row: Row, why: str, step: Rule) -> None:
        what = self.reader.place(row) + kind_of(self.reader, row, node.entity)
        because = "" if step.node is None else self.reader.because(step.node, row)
        if because:
            why = f"{why}{say('comma', self.reader.lang)}{because}"
        self.left_out.setdefault((why, row), LeftOut(what, why, self.grower.basis(step, row)))

    def _tells(self, step: Rule, node: Node, row: Row) -> bool:
        """Is there anything to work out?"""
        if isinstance(node, Literal | Read | Fact) or type(self.reader.view.value(step.name, row)) is Unknown:
            return False
        return not (isinstance(node, Fold) and node.how == "count") and step.role != "part"

    def _line(self, step: Rule, node: Node, row: Row) -> Line:
        reader = self.reader
        value = reader.view.value(step.name, row)
        return Line(
            title=reader.step_title(step, row),
            words=reader.words(node, row),
            numbers=self._terms(node, row) if isinstance(node, Fold) else reader.numbers(node, row),
            result=said(value, step.type, reader.lang),
            basis=self.grower.basis(step, row),
        )

    def _terms(self, node: Fold, row: Row) -> str:
        """`300.00 + 200.00`: what a sum adds up."""
        reader = self.reader
        values = [
            reader.value(node.value, inner) for inner, counts in reader.folded(node, row) if counts is True
        ]
        if not 1 < len(values) <= _MANY or node.how != "sum":
            return ""
        return " + ".join(bare(value, node.value.type, reader.lang) for value in values)

    def chosen(self, step: Rule, row: Row) -> None:
        """What a region chose that was worked into a rule stands among the standards."""
        for parameter, _ in self.reader.chosen(step, row):
            self._standard(parameter, row)

    def _standard(self, step: Parameter, row: Row) -> None:
        reader = self.reader
        for cell in cells_of(reader.view, step, row):
            text = say(
                "standard",
                reader.lang,
                title=reader.step_title(step, row),
                value=in_its_period(step, cell, reader.lang),
                start=cell.valid_from,
            )
            where = reader.published_by(cell.region)
            brackets = say("open_bracket", reader.lang), say("close_bracket", reader.lang)
            told = text + brackets[0] + where + brackets[1]
            self.standards.setdefault((step.name, told), Standard(told, cell.assumed, based(cell.basis)))


def _reads(node: Node) -> Iterator[Read]:
    """The steps that an expression reads, not those inside a list."""
    if isinstance(node, Fold):
        return
    if isinstance(node, Read):
        yield node
    else:
        for part in children(node):
            yield from _reads(part)

"""Where does every value come from? The rules behind a number, down to the facts of the case."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from aid_rules.case import VOCABULARY
from aid_rules.explanation.account import Branch
from aid_rules.explanation.numbers import published
from aid_rules.explanation.reading import Reader
from aid_rules.explanation.stating import stated
from aid_rules.explanation.words import say
from aid_rules.language import Call, Fact, Fold, IsSet, Literal, Node, Read, children
from aid_rules.plan import Parameter, Rule
from aid_rules.scalar import Basis, Row, assumed_of, based, basis_of, basis_of_cells, cells_of, record_at


@dataclass
class Grower:
    """Grows the tree of one household. What has been told is not told again."""

    reader: Reader
    told: set[tuple[str, Row]] = field(default_factory=set)

    def branch(self, name: str, row: Row, prefix: str = "") -> Branch:
        """A step for a row, and everything that it reads."""
        reader = self.reader
        step = reader.step(name)
        here = reader.row_of(step, row)
        label = prefix + reader.step_title(step, here)
        value = reader.told_step(name, here)
        if isinstance(step, Parameter):
            return self._parameter(step, here, label, value)
        if step.node is None or isinstance(step.node, Literal):
            below = tuple(self._settings(step, here))
            return Branch(
                label, value, notes=self._notes(step, here), basis=self.basis(step, here), children=below
            )
        if (name, here) in self.told:
            return Branch(label, value, again=True)
        self.told.add((name, here))
        node = reader.settled(step.node, here)
        test = reader.decided_by(step.node, here)
        because = [*filter(None, [reader.because(step.node, here)])]
        return Branch(
            label,
            value,
            formula=reader.words(node, here),
            numbers=self._numbers(node, here),
            notes=(*because, *self._notes(step, here)),
            basis=self.basis(step, here),
            children=(*self._below(node, here, test), *self._settings(step, here)),
        )

    def _numbers(self, node: Node, row: Row) -> str:
        """What went into a number; what a condition found."""
        if isinstance(node, Read | Fact | Fold | Literal):
            return ""
        about = stated if node.type.kind == "boolean" and isinstance(node, Call) else Reader.numbers
        return about(self.reader, node, row)

    def basis(self, step: Rule, row: Row) -> tuple[Basis, ...]:
        """What a value rests on: the branch that gave it, or the rule, and what a region chose that was worked into it."""
        own = based(basis_of(self.reader.view, step, row))
        chosen = [one for _, cell in self.reader.chosen(step, row) for one in based(cell.basis)]
        return tuple(dict.fromkeys([*own, *chosen]))

    def _settings(self, step: Rule, row: Row) -> list[Branch]:
        """The parameters that were worked into a rule, which its expression does not read any more."""
        return [self.branch(name, row) for name in step.settings]

    def _notes(self, step: Rule, row: Row) -> tuple[str, ...]:
        return assumed_of(self.reader.view, step, row)

    def _parameter(self, step: Parameter, row: Row, label: str, value: str) -> Branch:
        reader = self.reader
        cells = cells_of(reader.view, step, row)
        if not cells:
            return Branch(label, value, basis=based(step.basis))
        notes = []
        for cell in cells:
            place = reader.published_by(cell.region)
            text = say("published", reader.lang, text=published(step, cell, reader.lang))
            notes += [text, place, cell.valid_from, *filter(None, [cell.assumed])]
        basis = based(basis_of_cells(cells))
        return Branch(label, value, notes=tuple(dict.fromkeys(notes)), basis=basis)

    def _below(self, node: Node, row: Row, test: Node | None = None) -> list[Branch]:
        """What an expression reads, and the test that led to it, each name once."""
        found: dict[object, Branch] = {}
        todo = [node] if test is None else [test, node]
        while todo:
            part = todo.pop(0)
            match part:
                case Read() | IsSet():
                    if part.name not in found:
                        found[part.name] = self.branch(part.name, row)
                case Fact():
                    text = self.reader.fact_text(part, row)
                    found.setdefault((part.row, part.path), Branch(self.reader.title(part, row), text))
                case Fold():
                    for number, branch in enumerate(self._folded(part, row)):
                        found[part, number] = branch
                case _:
                    todo = [*children(part), *todo]
        return list(found.values())

    def _folded(self, node: Fold, row: Row) -> list[Branch]:
        """Each row of a list: what counts of it, or why it does not count."""
        reader, found = self.reader, []
        for inner, counts in reader.folded(node, row):
            place = reader.place(inner) + kind_of(reader, inner, node.entity)
            # The test decides which rows are told; the value is told of those that count.
            shown = node.value if counts is True and node.how != "count" else node.test
            if shown is None:
                found.append(Branch(place, say("yes", reader.lang)))
                continue
            text = reader.told(shown, inner)
            settled = reader.settled(shown, inner)
            below = tuple(self._below(settled, inner))
            label = f"{place}{say('colon', reader.lang)}{reader.words(settled, inner)}"
            if isinstance(settled, Read) and len(below) == 1:
                only = below[0]
                found.append(replace(only, label=label, value=text))
            else:
                found.append(Branch(label, text, children=below))
        return found


def kind_of(reader: Reader, row: Row, entity: str) -> str:
    """`（工资性收入）` for a row that has a kind."""
    field_ = VOCABULARY[entity].fields.get("kind")
    if field_ is None:
        return ""
    kind = getattr(record_at(reader.view.case, row), field_.attribute)
    if kind not in field_.values:
        return ""
    word = field_.values_zh[field_.values.index(kind)] if reader.lang == "zh" else str(kind).replace("_", " ")
    return f"{say('open_bracket', reader.lang)}{word}{say('close_bracket', reader.lang)}"

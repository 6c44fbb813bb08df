"""What does a node of a rule stand for in this case: its value, the branch taken, its words and numbers?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from aid_rules.case import NOTHING, VOCABULARY
from aid_rules.explanation.numbers import bare, said
from aid_rules.explanation.words import Lang, say
from aid_rules.language import (
    Call,
    Choice,
    Fact,
    Fold,
    IsSet,
    Literal,
    Node,
    Numbers,
    Read,
    Unknown,
    is_age,
    show_value,
    to_text,
)
from aid_rules.plan import Cell, Parameter, Rule, Step
from aid_rules.scalar import (
    HOUSEHOLD,
    Ends,
    Row,
    View,
    cells_of,
    fact_value,
    is_setting,
    node_value,
    record_at,
    settings_of,
)

_PERIODS = ("monthly", "yearly_from_year")
"""Operations that change the name of a unit and no number."""
_NATION = "000000"
_NAMED = ("same", "differs", "among")


@dataclass(frozen=True)
class Reader:
    """Reads the rules of one decision in one language."""

    view: View
    lang: Lang

    def step(self, name: str) -> Step:
        """A rule or parameter."""
        return self.view.plan.by_name[name]

    def row_of(self, step: Step, row: Row) -> Row:
        """The row that a step has its value for, seen from `row`."""
        depth = {"household": 0, "person": 1}.get(step.per, len(row.path))
        return Row(row.path[:depth], row.at[:depth])

    def home(self, node: Node, row: Row) -> Row:
        """The row of what a node reads; the row itself for anything else."""
        return self.row_of(self.step(node.name), row) if isinstance(node, Read) else row

    def value(self, node: Node, row: Row) -> Any:
        """The value of an expression for a row; Unknown, between the ends that it really has, where it is open."""
        value = node_value(self.view, node, row)
        if type(value) is Unknown and node.type.kind == "number":
            return self._ends.of_node(node, row, value)
        return value

    @cached_property
    def _ends(self) -> Ends:
        return Ends(self.view)

    def told(self, node: Node, row: Row) -> str:
        """The value of an expression in words."""
        if isinstance(node, Read):
            return self.told_step(node.name, row)
        value = self.value(node, row)
        if is_age(node) and isinstance(value, int):
            return say("years_old", self.lang, years=value)
        return self._unset(value, said(value, node.type, self.lang))

    def told_step(self, name: str, row: Row) -> str:
        """The value of a rule or parameter in words."""
        step, value = self.step(name), self.view.value(name, row)
        if type(value) is Unknown and step.type.kind == "number":
            value = self._ends.of_step(name, self.row_of(step, row), value)
        if type(value) is Unknown and all(map(is_setting, value.facts)) and self._passes_on(step, row):
            return say("unset", self.lang)
        if type(value) is Unknown and (text := self._perhaps(step, row)):
            return text
        return self._unset(value, said(value, step.type, self.lang))

    def _unset(self, value: Any, text: str) -> str:
        wants = type(value) is Unknown and value.facts and all(map(is_setting, value.facts))
        return say("wants_setting", self.lang, value=text) if wants else text

    def _perhaps(self, step: Step, row: Row) -> str:
        """Of a list of which nothing counts for certain: what is on record in the rows that may."""
        home = self.row_of(step, row)
        node: Node | None = None
        while isinstance(step, Rule) and step.node is not None:
            node = self.settled(step.node, home)
            if not isinstance(node, Read):
                break
            step = self.step(node.name)
        if not isinstance(node, Fold) or node.how not in ("sum", "max") or node.type.kind != "number":
            return ""
        counting = [inner for inner, counts in self.folded(node, home) if counts is not False]
        sure = any(counts is True for _, counts in self.folded(node, home))
        if sure or len(counting) != 1 or type(self.value(node.value, counting[0])) is Unknown:
            return ""
        return say("perhaps", self.lang, value=self.told(node.value, counting[0]))

    def _passes_on(self, step: Step, row: Row) -> bool:
        """Is it a parameter, or a rule that gives one unchanged?"""
        while isinstance(step, Rule) and step.node is not None and step.role in ("rule", "part"):
            node = self.settled(step.node, row)
            if not isinstance(node, Read):
                return False
            step = self.step(node.name)
        return isinstance(step, Parameter)

    def _branch(self, node: Choice, row: Row) -> Node | None:
        """The branch that gives the value; None where that is not known."""
        for test, value in node.arms:
            holds = self.value(test, row)
            if type(holds) is Unknown:
                return None
            if holds:
                return value
        return node.otherwise

    def decided_by(self, node: Node, row: Row) -> Node | None:
        """The test that chose the branch; None where there was nothing to choose, or no test held."""
        if isinstance(node, Choice):
            for test, _ in node.arms:
                holds = self.value(test, row)
                if type(holds) is Unknown or holds:
                    return self.settled(test, row) if holds is True else None
        return None

    def because(self, node: Node, row: Row) -> str:
        """Why this branch, in words; empty where there was nothing to choose or it is not known."""
        test = self.decided_by(node, row)
        if test is not None:
            return say("because", self.lang, test=self.words(test, row))
        chosen = isinstance(node, Choice) and self._branch(node, row) is node.otherwise
        return say("otherwise", self.lang) if chosen else ""

    def settled(self, node: Node, row: Row, *, short: bool = False) -> Node:
        """The expression as it counts here: the branch taken; with `short`, without terms that are zero."""
        match node:
            case Choice():
                branch = self._branch(node, row)
                return (
                    self._open(node, row, short) if branch is None else self.settled(branch, row, short=short)
                )
            case Call(op=op) if op.name in _PERIODS:
                return self.settled(node.operands[0], row, short=short)
            case Call():
                parts = tuple(self.settled(operand, row, short=short) for operand in node.operands)
                done = replace(node, operands=self._labelled(node, parts))
                return self._shortened(done, row) if short else done
            case Fold():
                return node
            case _:
                return node

    def _open(self, node: Choice, row: Row, short: bool) -> Node:
        """The branches that may still be taken; only what they give where all give the same."""
        arms: list[tuple[Node, Node]] = []
        otherwise = node.otherwise
        for test, value in node.arms:
            holds = self.value(test, row)
            if holds is True:
                otherwise = value
                break
            if holds is not False:
                arms.append((self.settled(test, row), self.settled(value, row, short=short)))
        last = self.settled(otherwise, row, short=short)
        if all(value == last for _, value in arms):
            return last
        return replace(node, arms=tuple(arms), otherwise=last)

    def _labelled(self, node: Call, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """Members of an enum of the case vocabulary in Chinese."""
        first = parts[0]
        if self.lang == "en" or node.op.name not in _NAMED or not isinstance(first, Fact):
            return parts
        return (first, *(self._label(first, part) for part in parts[1:]))

    @staticmethod
    def _label(fact: Fact, part: Node) -> Node:
        words = dict(zip(fact.type.members, fact.type.labels, strict=False))
        if isinstance(part, Literal) and part.value in words:
            return replace(part, value=words[part.value])
        return part

    def _shortened(self, node: Call, row: Row) -> Node:
        name, operands = node.op.name, node.operands
        if name == "add":
            left, right = operands
            return right if self._zero(left, row) else left if self._zero(right, row) else node
        if name == "subtract":
            return operands[0] if self._zero(operands[1], row) else node
        if name in ("max", "higher_of") and len(operands) == len({"left", "right"}):
            kept = [operand for operand in operands if not self._zero(operand, row)]
            value = self.value(node, row)
            # While the amount is not known, a floor of zero is no part of how it comes about.
            carries = len(kept) == 1 and (type(value) is Unknown or self.value(kept[0], row) == value)
            return kept[0] if carries else node
        return node

    def _zero(self, node: Node, row: Row) -> bool:
        value = self.value(node, row)
        return type(value) is not Unknown and not isinstance(value, bool) and value == 0

    def words(self, node: Node, row: Row) -> str:
        """An expression in words."""
        return to_text(node, lambda leaf: self.title(leaf, row), self.lang)

    def numbers(self, node: Node, row: Row) -> str:
        """An expression with this case's numbers in place of the words; of cases, their tests stay words."""
        return to_text(node, Numbers(partial(self._number, row=row), partial(self.title, row=row)), self.lang)

    def title(self, node: Node, row: Row) -> str:
        """The words for a fact, a rule, a parameter."""
        if isinstance(node, Fact):
            field = VOCABULARY[node.row].fields[node.path]
            return field.zh if self.lang == "zh" else field.en
        if isinstance(node, IsSet):
            return say("is_set", self.lang, title=self.step_title(self.step(node.name), row))
        return self.step_title(self.step(node.name if isinstance(node, Read) else ""), row)

    def step_title(self, step: Step, row: Row) -> str:
        """The title; a part of a rule has none and is worded by its own formula."""
        title = step.title.say(self.lang)
        if title or not isinstance(step, Rule) or step.node is None:
            return title or step.name
        return self.words(self.settled(step.node, self.row_of(step, row)), row)

    def _number(self, node: Node, row: Row) -> str:
        if isinstance(node, Read):
            return self.operand(node.name, row)
        if isinstance(node, Fact):
            return self.fact_text(node, row)
        value = self.value(node, row)
        return show_value(value, node.type, self.lang)

    def operand(self, name: str, row: Row) -> str:
        """A step's value as an operand; an annual standard as it was published, divided."""
        step = self.step(name)
        value = self.view.value(name, self.row_of(step, row))
        if (
            isinstance(step, Parameter)
            and step.type.unit.name == "yuan/period"
            and type(value) is not Unknown
        ):
            cells = cells_of(self.view, step, row)
            if cells and all(cell.published.endswith("yuan/year") for cell in cells):
                yearly = bare(value * 12, step.type, self.lang)
                return f"（{yearly} ÷ 12）" if self.lang == "zh" else f"({yearly} ÷ 12)"
        if type(value) is Unknown:
            return say("unknown", self.lang)
        return bare(value, step.type, self.lang)

    def chosen(self, rule: Rule, row: Row) -> list[tuple[Parameter, Cell]]:
        """What a region, not the nation, chose that was worked into a rule's value: a rounding, a mode."""
        return [(p, cell) for p, cell in settings_of(self.view, rule, row) if cell.region != _NATION]

    def published_by(self, code: str) -> str:
        """Which division set a number."""
        return say("nation", self.lang) if code == _NATION else say("region", self.lang, code=code)

    def fact_text(self, node: Fact, row: Row) -> str:
        """What the case says, in words; an amount with the period in which it was given."""
        field = VOCABULARY[node.row].fields[node.path]
        value = fact_value(self.view, node, row)
        if type(value) is Unknown:
            return say("unknown", self.lang)
        if value is NOTHING:
            return say("nothing", self.lang)
        if field.kind == "record":
            return say("yes", self.lang)
        if self.lang == "zh" and value in node.type.members and node.type.labels:
            return node.type.labels[node.type.members.index(value)]
        return said(value, node.type, self.lang)

    def folded(self, node: Fold, row: Row) -> Iterator[tuple[Row, Any]]:
        """The rows that a fold goes over, each with whether it counts."""
        for inner in self.rows(node, row):
            yield inner, True if node.test is None else self.value(node.test, inner)

    def rows(self, node: Fold, row: Row) -> list[Row]:
        """The rows of a fold's list; none where the list is not known."""
        home = row if node.owner != "household" else HOUSEHOLD
        if node.owner == "person":
            home = Row(row.path[:1], row.at[:1])
        listing = VOCABULARY[node.owner].lists[node.list]
        found = getattr(record_at(self.view.case, home), listing.attribute)
        count = len(found) if isinstance(found, tuple | list) else 0
        return [Row((*home.path, node.list), (*home.at, i)) for i in range(count)]

    def place(self, row: Row) -> str:
        """Which row it is: `p2`, `p2 的第 1 项收入`."""
        if not row.path:
            return say("household", self.lang)
        person = self.view.person_id(row.at[0]) if row.path[0] == "members" else ""
        return self.placed(person, row.path, row.at[-1])

    def placed(self, person: str, path: Sequence[str], at: int) -> str:
        """A person, or the row at a place in the last of these lists, of a person or of the household."""
        if tuple(path) == ("members",):
            return person
        owner = "person" if person else "household"
        entity = VOCABULARY[VOCABULARY[owner].lists[path[-1]].entity]
        nth = say("nth", self.lang, n=at + 1, what=entity.zh if self.lang == "zh" else entity.en)
        return say("of", self.lang, owner=person or say("household", self.lang), what=nth)

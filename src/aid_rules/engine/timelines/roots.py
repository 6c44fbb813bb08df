"""Which steps changed by themselves, from one day to the next?

Down from what decided, along what changed, to what changed although nothing that it read did. A rule that has another
text is one as well, if by its old text it would have come out otherwise. What there is on one of the days only did not
change: it began or ended, and the rule that reads it has another text or waits for a programme that did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aid_rules.language import Call, Choice, Fold, Node, Read, Unknown
from aid_rules.plan import Programme, Rule, Step
from aid_rules.scalar import Row, View, mattered_for, node_value, rests_on

Label = tuple[str, str | None, str]
"""A step for a row: its name, the member, and the place below the member or household."""


@dataclass
class Seen:
    """The steps that mattered on one of the two days: the value of each, and what it read."""

    view: View
    rows: dict[Label, Row] = field(default_factory=dict)

    def programme(self, name: str) -> Programme | None:
        """The programme as the rules have it on the day."""
        return next((each for each in self.view.plan.programmes if each.name == name), None)

    def step(self, label: Label) -> Step | None:
        """The step as the rules have it on the day."""
        return self.view.plan.by_name.get(label[0])

    def take(self, programme: Programme) -> list[Label]:
        """Add what a programme rests on; the steps that make its decision."""
        tops = []
        for name in filter(None, (programme.applies, programme.eligible, programme.amount)):
            for row in [Row()] if programme.unit == "household" else self.view.persons():
                used = mattered_for(self.view, name, row)
                self.rows |= {self.label(*each): each[1] for each in used}
                tops += [self.label(*each) for each in used if each[0] == name]
        return tops

    def label(self, name: str, row: Row) -> Label:
        """The same for the same member on both days, wherever they stand in the list."""
        if row.member is None:
            return name, None, row.text
        return name, self.view.person_id(row.member), row.text.partition(".")[2]

    def value(self, label: Label) -> Any:
        """The value of a step; of an unknown one what is known of it."""
        return _known(self.view.value(label[0], self.rows[label]))

    def find(self, label: Label) -> bool:
        """Is there a row here for a step that may have mattered on the other day only?"""
        step = self.step(label)
        if label not in self.rows and step is not None:
            for row in self.view.rows(step):
                if self.label(label[0], row) == label:
                    self.rows[label] = row
                    break
        return label in self.rows

    def reads(self, label: Label) -> dict[Label, None]:
        """What the step read for its row; for a part of a rule, which has no name, what the part read."""
        found: dict[Label, None] = {}
        for used in rests_on(self.view, label[0], self.rows[label]) if label in self.rows else ():
            below = self.label(*used)
            self.rows.setdefault(below, used[1])
            found |= self.reads(below) if is_part(self.step(below)) else {below: None}
        return found

    def parts(self, label: Label) -> dict[Label, None]:
        """The parts of a rule that it read for its row, and theirs."""
        found: dict[Label, None] = {}
        for used in rests_on(self.view, label[0], self.rows[label]):
            below = self.label(*used)
            if is_part(self.step(below)):
                self.rows.setdefault(below, used[1])
                found |= {below: None} | self.parts(below)
        return found


def is_part(step: Step | None) -> bool:
    """Is it a piece of a rule, without a name of its own?"""
    return isinstance(step, Rule) and step.role == "part"


@dataclass(frozen=True, slots=True)
class Root:
    """A step that changed by itself.

    `rewritten`: the rule has another text. `lone`: the parameters that the step read on the one day, and which the
    rules do not know on the other. `programme`: the one that began or ended, where that is the whole reason.
    """

    label: Label
    rewritten: bool = False
    lone: tuple[Label, ...] = ()
    programme: str = ""


def roots(was: Seen, now: Seen, tops: Iterable[Label]) -> Iterator[Root]:
    """What changed by itself, of all on which these steps rest."""
    todo, seen = list(tops), set[Label]()
    while todo:
        label = todo.pop(0)
        if label in seen or not _differs(was, now, label):
            continue
        seen.add(label)
        read = was.reads(label) | now.reads(label)
        lone = [other for other in read if (was.step(other) is None) != (now.step(other) is None)]
        below = [other for other in read if other not in lone and _differs(was, now, other)]
        todo += below
        begun = dict.fromkeys(filter(None, (_begun(was, now, other) for other in lone)))
        if begun:
            yield from (Root(label, programme=name) for name in begun)
        elif not below or _mattered(was, now, label):
            yield Root(label, _rewritten(was, now, label), tuple(lone))


def _differs(was: Seen, now: Seen, label: Label) -> bool:
    """Is the value another than the day before, or there on one of the days only?"""
    there = was.find(label), now.find(label)
    return there[0] != there[1] or (all(there) and was.value(label) != now.value(label))


def _begun(was: Seen, now: Seen, label: Label) -> str | None:
    """The programme that a step belongs to, if there are rules on it on one of the days only."""
    name = label[0].rpartition(".")[0]
    return name if (was.programme(name) is None) != (now.programme(name) is None) else None


def _rewritten(was: Seen, now: Seen, label: Label) -> bool:
    """Has the rule another text?"""
    old, new = was.step(label), now.step(label)
    if not isinstance(old, Rule) or not isinstance(new, Rule):
        return False
    return old.at != new.at or old.node != new.node


def _mattered(was: Seen, now: Seen, label: Label) -> bool:
    """Would the rule have come out otherwise by the text of the day before, given all that it reads today?"""
    old, new = was.step(label), now.step(label)
    if not isinstance(old, Rule) or not isinstance(new, Rule) or old.at == new.at or old.node is None:
        return False
    if label not in now.rows or any(_differs(was, now, (name, None, "")) for name in old.settings):
        return False
    try:
        whole = _whole(old.node, was.view.plan.by_name)
        return bool(_known(node_value(now.view, whole, now.rows[label])) != now.value(label))
    except KeyError:  # it reads what is no longer there
        return True


def _whole(node: Node, steps: Mapping[str, Step]) -> Node:
    """A rule as it was written: its parts, which the other day's rules have by the same names, put back into it."""

    def put(inner: Node) -> Node:
        return _whole(inner, steps)

    match node:
        case Read():
            step = steps[node.name]
            return put(step.node) if isinstance(step, Rule) and step.role == "part" and step.node else node
        case Call():
            return replace(node, operands=tuple(map(put, node.operands)))
        case Choice():
            return replace(
                node, arms=tuple((put(t), put(v)) for t, v in node.arms), otherwise=put(node.otherwise)
            )
        case Fold():
            test, default = (None if each is None else put(each) for each in (node.test, node.default))
            return replace(node, value=put(node.value), test=test, default=default)
        case _:
            return node


def _known(value: Any) -> Any:
    return ("unknown", value.bounds, value.facts) if type(value) is Unknown else value

"""Which logic of a plan is derived a second time, and by which clauses?

Derived: what a programme decides (applies, criteria, exclusions, qualifies, eligible) and every truth or
enum, of the household or a person, that rests on these through logic: and, or, not, ordered cases, `any` and
`all` over members. Everything else is a leaf: a comparison, a fact, a value that no outcome enters, or enters
only through numbers. A leaf is posted as a base fact, with the value that the decision's own slots give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from aid_rules.case import NOTHING
from aid_rules.durable.clauses import (
    LAST,
    MEMBER,
    TRUE,
    Claim,
    Clause,
    Condition,
    Link,
    atom,
    opposite,
)
from aid_rules.durable.leaves import Found, Is, Leaf, LeftToRule, Slot, Truth
from aid_rules.language import (
    Bounds,
    Call,
    Choice,
    Fact,
    Fold,
    IsSet,
    Literal,
    Node,
    Read,
    Type,
    to_source,
    walk,
)
from aid_rules.plan import Plan, Rule, step_bounds

FALSE = opposite(TRUE)
_LOGIC = ("and", "or", "not")
_SAMENESS = ("same", "differs", "among")
_MOST_JOINED = 12
"""Conditions of one clause; the library joins at most 16, and a clause may need the member besides."""

_DECIDING = ("applies", "criterion", "exclusion", "outcome")


@dataclass(frozen=True)
class Theory:
    """Clauses; what each proposition says; leaves; the propositions of derived steps: `truths`, `words`.

    `persons` are the propositions of a person, `starts` those posted where a fold begins.
    """

    clauses: tuple[Clause, ...]
    labels: Mapping[int, str]
    persons: frozenset[int]
    leaves: Mapping[int, Leaf]
    starts: tuple[Claim, ...]
    truths: Mapping[str, Claim]
    words: Mapping[str, Mapping[Any, Claim]]
    bounds: Mapping[str, Bounds]


def theory(plan: Plan) -> Theory:
    """The logic of a plan."""
    writer = _Writer(plan)
    for step in plan.steps:
        if isinstance(step, Rule) and writer.derives(step):
            writer.step(step)
    return Theory(
        tuple(writer.clauses), writer.labels, frozenset(writer.persons), writer.leaves, tuple(writer.starts),
        writer.truths, writer.words, step_bounds(plan.steps),
    )  # fmt: skip


@dataclass
class _Writer:
    plan: Plan
    clauses: list[Clause] = field(default_factory=list)
    labels: dict[int, str] = field(
        default_factory=lambda: {TRUE[0]: "true", MEMBER[0]: "member", LAST[0]: "last"}
    )
    persons: set[int] = field(default_factory=lambda: {MEMBER[0], LAST[0]})
    leaves: dict[int, Leaf] = field(default_factory=dict)
    starts: list[Claim] = field(default_factory=list)
    truths: dict[str, Claim] = field(default_factory=dict)
    words: dict[str, dict[Any, Claim]] = field(default_factory=dict)
    _known: dict[Leaf, Claim] = field(default_factory=dict)

    # what is derived ----------------------------------------------------------------------------------

    def derives(self, rule: Rule) -> bool:
        """Does the step belong to what is derived?"""
        if rule.node is None or rule.per not in ("household", "person"):
            return False
        if rule.type.kind == "boolean" and rule.role in _DECIDING and not isinstance(rule.node, Fold):
            return True
        return rule.type.kind in ("boolean", "enum") and self._rests(rule.node)

    def _rests(self, node: Node) -> bool:
        """Does it rest, through logic, on a step that is derived?"""
        match node:
            case Read():
                return node.name in self.truths or node.name in self.words
            case Call() if node.op.name in _LOGIC:
                return any(self._rests(operand) for operand in node.operands)
            case Call() if node.op.name in _SAMENESS:
                return self._enum(node) and self._rests(node.operands[0])
            case Choice() if node.type.kind in ("boolean", "enum"):
                return any(self._rests(part) for arm in node.arms for part in arm) or self._rests(
                    node.otherwise
                )
            case Fold() if _over_members(node):
                return self._rests(node.value) or (node.test is not None and self._rests(node.test))
            case _:
                return False

    @staticmethod
    def _enum(node: Call) -> bool:
        """Is an enum compared with members written in the rule?"""
        first, *rest = node.operands
        return first.type.kind == "enum" and all(isinstance(other, Literal) for other in rest)

    # steps --------------------------------------------------------------------------------------------

    def step(self, rule: Rule) -> None:
        """The clauses of a step, under the officer's finding on it."""
        node, person = rule.node, rule.per == "person"
        assert node is not None
        if rule.type.kind == "enum":
            self.words[rule.name] = {value: self._word(rule, node, value) for value in _members(rule.type)}
            return
        claim = self._fold(node, rule) if isinstance(node, Fold) else self.claim(node)
        made = self._new(rule.name, person)
        if rule.finding:
            ruled = self._leaf(LeftToRule(rule.name), f"{rule.name}: left to the rule", person)
            found = self._leaf(Found(rule.name), f"{rule.name}: found by the officer", person)
            self._say_both(made, [ruled], claim)
            self._say_both(made, [], found)
        else:
            self._say_both(made, [], claim)
        self.truths[rule.name] = made

    def _word(self, rule: Rule, node: Node, value: Any) -> Claim:
        made = self._new(f"{rule.name} == {value}", rule.per == "person")
        self._say(made, [self._is(node, value, rule.type)])
        return made

    def _say_both(self, made: Claim, under: list[Claim], claim: Claim) -> None:
        """`made` is what `claim` is, under a condition."""
        self._say(made, [*under, claim])
        self._say(opposite(made), [*under, opposite(claim)])

    # expressions --------------------------------------------------------------------------------------

    def claim(self, node: Node) -> Claim:
        """The proposition that an expression states."""
        match node:
            case Literal():
                return TRUE if node.value else FALSE
            case Read() if node.name in self.truths:
                return self.truths[node.name]
            case Call() if node.op.name == "not":
                return opposite(self.claim(node.operands[0]))
            case Call() if node.op.name == "and":
                return self._both([self.claim(operand) for operand in node.operands], node)
            case Call() if node.op.name == "or":
                return opposite(
                    self._both([opposite(self.claim(operand)) for operand in node.operands], node, "none of:")
                )
            case Call() if node.op.name in _SAMENESS and self._enum(node) and self._rests(node):
                return self._same(node)
            case Choice():
                return self._cases(node, self.claim)
            case _:
                return self._leaf(_leaf_of(node), to_source(node), self._of_person(node))

    def _cases(self, node: Choice, said: Callable[[Node], Claim]) -> Claim:
        """The first case whose test holds; where a test is open, what all that may come agree on."""

        def before(rest: Claim, arm: tuple[Node, Node]) -> Claim:
            return self._chosen(self.claim(arm[0]), said(arm[1]), rest)

        return reduce(before, reversed(node.arms), said(node.otherwise))

    def _chosen(self, test: Claim, this: Claim, that: Claim) -> Claim:
        made = self._new("chosen", any(c[0] in self.persons for c in (test, this, that)))
        for rail, a, b in ((made, this, that), (opposite(made), opposite(this), opposite(that))):
            self._say(rail, [test, a])
            self._say(rail, [opposite(test), b])
            self._say(rail, [a, b])
        return made

    def _same(self, node: Call) -> Claim:
        """An enum is, or is not, one of these: each member has a proposition of its own."""
        first, *rest = node.operands
        wanted = [literal.value for literal in rest if isinstance(literal, Literal)]
        made = self._new(to_source(node), self._of_person(node))
        for value in _members(first.type):
            rail = made if (value in wanted) != (node.op.name == "differs") else opposite(made)
            self._say(rail, [self._is(first, value, first.type)])
        return made

    def _is(self, node: Node, value: Any, type_: Type) -> Claim:
        """The enum `node` is `value`. Its other rail is not read: an unknown word is unknown as a whole."""
        match node:
            case Literal():
                return TRUE if node.value == value else FALSE
            case Read() if node.name in self.words:
                return self.words[node.name].get(value, FALSE)
            case Choice():
                return self._cases(node, lambda word: self._is(word, value, type_))
            case _:
                return self._leaf(Is(node, value), f"{to_source(node)} == {value}", self._of_person(node))

    def _both(self, claims: Sequence[Claim], node: Node | None = None, front: str = "") -> Claim:
        """All of them: by parts where they are more than a rule of the library can join."""
        if len(claims) > _MOST_JOINED:
            return self._both([self._both(claims[:_MOST_JOINED]), *claims[_MOST_JOINED:]], node, front)
        label = "all of" if node is None else f"{front} {to_source(node)}".strip()
        made = self._new(label, any(claim[0] in self.persons for claim in claims))
        self._say(made, claims)
        for claim in claims:
            self._say(opposite(made), [opposite(claim)])
        return made

    # folds --------------------------------------------------------------------------------------------

    def _fold(self, node: Fold, rule: Rule) -> Claim:
        """`any` and `all`, told off from each member to the next: so "all" needs no negation and no count."""
        test = TRUE if node.test is None else self.claim(node.test)
        value = self.claim(node.value)
        stops = self._both([test, value if node.how == "any" else opposite(value)])
        upto = self._new(f"{rule.name}: none so far", person=True)
        made = self._new(to_source(node), person=False)
        self.starts.append(upto)
        self.clauses.append(Clause(atom(upto), (
            Condition(atom(upto)),
            Condition(atom(MEMBER), Link("b", 0, "r")),
            self._of_row(opposite(stops), 1),
        ), 1))  # fmt: skip
        self.clauses.append(
            Clause(
                atom(opposite(made)), (Condition(atom(upto)), Condition(atom(LAST), Link("r", 0, "r"))), None
            )
        )
        met = (
            (Condition(atom(stops)),)
            if stops[0] in self.persons
            else (Condition(atom(stops)), Condition(atom(MEMBER)))
        )
        self.clauses.append(Clause(atom(made), met, None))
        return made if node.how == "any" else opposite(made)

    def _of_row(self, claim: Claim, condition: int) -> Condition:
        link = Link("r", condition, "r") if claim[0] in self.persons else None
        return Condition(atom(claim), link)

    # propositions and clauses -------------------------------------------------------------------------

    def _new(self, label: str, person: bool) -> Claim:
        number = len(self.labels)
        self.labels[number] = label
        if person:
            self.persons.add(number)
        return (number, True)

    def _leaf(self, leaf: Leaf, label: str, person: bool) -> Claim:
        if leaf not in self._known:
            self._known[leaf] = made = self._new(label, person)
            self.leaves[made[0]] = leaf
        return self._known[leaf]

    def _say(self, head: Claim, body: Iterable[Claim]) -> None:
        """`head` where all of `body`; for a person, where all that is of a person is of the same."""
        wanted = list(dict.fromkeys(claim for claim in body if claim != TRUE)) or [TRUE]
        if FALSE in wanted:
            return
        person = head[0] in self.persons
        if person and not any(claim[0] in self.persons for claim in wanted):
            wanted.insert(0, MEMBER)
        wanted.sort(key=lambda claim: claim[0] not in self.persons)
        conditions = [Condition(atom(wanted[0]))]
        conditions += [self._of_row(claim, 0) for claim in wanted[1:]]
        self.clauses.append(Clause(atom(head), tuple(conditions), 0 if person else None))

    def _of_person(self, node: Node) -> bool:
        """Is it said of a person, or of the household alone?"""
        return any(isinstance(part, Fact | Read | IsSet) and part.row == "person" for part in walk(node))


def _members(type_: Type) -> tuple[Any, ...]:
    return (*type_.members, NOTHING) if type_.optional else type_.members


def _over_members(node: Fold) -> bool:
    return node.how in ("any", "all") and (node.owner, node.list) == ("household", "members")


def _leaf_of(node: Node) -> Leaf:
    return Slot(node.name) if isinstance(node, Read) else Truth(node)

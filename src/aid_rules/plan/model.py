"""What does a plan consist of? Plain frozen records; a test can write one by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, Literal

from aid_rules.case import NOTHING
from aid_rules.language import Node, Type
from aid_rules.problems import Span

Role = Literal["rule", "part", "applies", "criterion", "exclusion", "outcome", "amount", "share", "effective"]


@dataclass(frozen=True, slots=True)
class Title:
    """The official Chinese term and its English."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """In one of the two languages."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document: title, number, article, and since when it is in force.

    `seen`: whoever wrote the rule had the text before them.
    """

    document: str
    number: str
    article: str
    valid_from: str
    seen: bool = True

    def say(self) -> str:
        """`《最低生活保障审核确认办法》（民发〔2021〕57号）第八条` as far as given."""
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{self.article}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a parameter: exact value, the text as published, where it comes from."""

    value: Any
    published: str
    basis: tuple[Citation, ...]
    region: str
    valid_from: str
    assumed: str = ""


@dataclass(frozen=True)
class Parameter:
    """A local number: one value, or one for each combination of its keys. A missing cell is unset.

    A key that may not exist (`disability.grade`) has NOTHING among its values.
    """

    name: str
    title: Title
    per: str
    type: Type
    keys: tuple[tuple[str, Node], ...]
    domains: tuple[tuple[Any, ...], ...]
    cells: Mapping[tuple[Any, ...], Cell]
    basis: tuple[Citation, ...]
    at: Span | None = field(default=None, compare=False, repr=False)
    fixed: tuple[str | None, ...] = field(default=(), compare=False, repr=False)
    """Of a parameter asked for with keys fixed: the word of each key of the whole one in its order, None for those left."""

    @cached_property
    def complete(self) -> bool:
        """Is every cell set?"""
        size = 1
        for domain in self.domains:
            size *= len(domain)
        return len(self.cells) == size

    def combinations(self) -> tuple[tuple[Any, ...], ...]:
        """Every combination of keys that name something, set or not."""
        return tuple(key for key in product(*self.domains) if NOTHING not in key)

    @property
    def constant(self) -> Cell | None:
        """The only cell of a parameter without keys, if it is set."""
        return None if self.keys else self.cells.get(())


@dataclass(frozen=True, slots=True)
class Arm:
    """The basis of one arm of an ordered case or table, the parameters that were worked into it, and what it assumes."""

    basis: tuple[Citation, ...]
    settings: tuple[str, ...] = ()
    assumed: str = ""


NumberRow = tuple[int, int, Span]
"""The whole numbers from and to which a row of a decision table holds, and where it stands."""


@dataclass(frozen=True)
class Rule:
    """One value per row of `per`: how it comes about, what it is called, what it rests on.

    `settings` names parameters that were constant and have been worked into `node`; `unbound` is the node before that.
    `finding`: where `node` stays unknown for want of a local rule, the officer's finding decides;
    with `discretion` a finding also overrules. `node` None: only a finding can decide.
    `when_unknown`: what counts where the case leaves a condition open; a rule that only timelines read may say so.
    `covers`: the input of a decision table over whole numbers, and its rows; checked when the plan is built.
    """

    name: str
    title: Title
    per: str
    type: Type
    node: Node | None
    basis: tuple[Citation, ...]
    role: Role = "rule"
    programme: str = ""
    arms: tuple[Arm, ...] = ()
    settings: tuple[str, ...] = ()
    assumed: str = ""
    finding: bool = False
    discretion: bool = False
    when_unknown: bool | None = None
    covers: tuple[Node, tuple[NumberRow, ...]] | None = field(default=None, compare=False, repr=False)
    unbound: Node | None = field(default=None, compare=False, repr=False)
    at: Span | None = field(default=None, compare=False, repr=False)


Step = Parameter | Rule


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme and the names of the steps that make its decision."""

    name: str
    title: Title
    unit: Literal["household", "person"]
    applies: str | None
    criteria: tuple[str, ...]
    exclusions: tuple[str, ...]
    qualifies: str
    eligible: str
    amount: str | None
    amount_per: Literal["month", "once"] | None
    amount_row: Literal["household", "person"]
    share: str | None
    from_month: str | None
    basis: tuple[Citation, ...] = ()
    continues: str | None = None
    """The programme under whose award this one is paid, unless it has one of its own: a grace period goes on with what was granted."""
    tells: tuple[str, ...] = ()
    """The rules that say what else follows where somebody is eligible: who approves, which kind of help."""

    @property
    def roots(self) -> tuple[str, ...]:
        """The steps that its decision is made of; what they rest on is their closure."""
        own = (self.applies, self.eligible, self.amount, self.from_month)
        return (*(name for name in own if name is not None), *self.criteria, *self.exclusions)


@dataclass(frozen=True)
class Plan:
    """Steps in dependency order, and the programmes that they decide.

    `digest` (sha256 hex) changes exactly when the meaning changes: not with titles, spacing, the order of
    files or the region that asks.
    """

    steps: tuple[Step, ...]
    programmes: tuple[Programme, ...]
    digest: str

    @cached_property
    def slots(self) -> Mapping[str, int]:
        """Where each step's value stands in the tuple that an evaluator returns."""
        return {step.name: i for i, step in enumerate(self.steps)}

    @cached_property
    def by_name(self) -> Mapping[str, Step]:
        """Step by full name."""
        return {step.name: step for step in self.steps}

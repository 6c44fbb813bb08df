"""How is a rule, criterion, table or exclusion written? A mapping in, an entry out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aid_rules.case import VOCABULARY
from aid_rules.language import FACTORS
from aid_rules.plan import Title
from aid_rules.problems import Span
from aid_rules.rulebook.documents import Cite, Document, read_basis
from aid_rules.rulebook.entries import ArmEntry, Expr, Period, Role, RowEntry, RuleEntry, TableEntry
from aid_rules.rulebook.reading import Keys, day, fault, items, member, one_or_more, table, text, truth
from aid_rules.rulebook.yaml_tree import Items, Table, Text, Tree

RESERVED = ("age", "on", "true", "false", *FACTORS)
"""Words of the language that no rule or parameter may bear."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every entry of a file shares."""

    namespace: str
    documents: Mapping[str, Document]
    source: str = ""
    """What the documents' keys begin with, where that is not the namespace."""
    for_timelines: bool = False
    """Do only timelines read the rules of the file?"""

    def basis(self, tree: Tree | None, at: Span) -> tuple[Cite, ...]:
        """Citations of this file's documents."""
        return read_basis(tree, at, self.source or self.namespace, self.documents)


def read_title(tree: Tree | None, fallback: str, what: str = "title") -> Title:
    """`{zh: …, en: …}`; the name itself where nothing is said. `what`: the key whose value it is."""
    if tree is None:
        return Title(fallback, fallback)
    if not isinstance(tree, Table):
        raise fault("R110", tree.at, what=what, wanted="{zh: …, en: …}", wanted_en="{zh: …, en: …}")
    keys = Keys(tree, what)
    zh = text(keys.of("zh"), "zh").value
    found = Title(zh, keys.read("en", lambda t, w: text(t, w).value, fallback))
    keys.end()
    return found


def read_period(keys: Keys) -> Period:
    """`from` and `until` of an entry."""
    period = Period(keys.read("from", day, None), keys.read("until", day, None))
    if period.start and period.end and period.end <= period.start:
        raise fault("R120", keys.at, start=str(period.start), end=str(period.end))
    return period


def expression(tree: Tree, what: str) -> Expr:
    """A scalar as an expression."""
    found = text(tree, what)
    return Expr(found.value, found.at)


def read_rule(tree: Tree, context: Context, role: Role, per: str = "household") -> RuleEntry:
    """One entry of `rules`, `tables`, `criteria`, `exclusions`."""
    keys = Keys(tree, role)
    name = text(keys.of("name"), "name")
    if not name.value.replace(".", "_").isidentifier():
        raise fault("R140", name.at, found=name.value)
    entry = read_body(keys, name.value, context, role, per)
    keys.end()
    not_a_fact(name, entry.per)
    return entry


def not_a_fact(name: Text, per: str) -> None:
    """A rule or parameter named like a fact of its row, or like a word of the language, would never be read."""
    if name.value in VOCABULARY[per].fields or name.value in RESERVED:
        raise fault("R145", name.at, found=name.value)


def read_body(keys: Keys, name: str, context: Context, role: Role, per: str) -> RuleEntry:
    """Everything of a rule but its name; used for regional replacements too."""
    full = name if name.startswith(f"{context.namespace}.") else f"{context.namespace}.{name}"
    cases = tuple(_arm(arm, context) for arm in keys.several("cases"))
    basis_tree = keys.get("basis")
    basis = context.basis(basis_tree, keys.at) if basis_tree or not cases else ()
    value = keys.get("test") or keys.get("value")
    decision_table = _table(keys)
    given = sum((value is not None, bool(cases), decision_table is not None))
    finding = keys.read("finding", truth, False)
    if given > 1 or (given == 0 and not finding):
        raise fault("R141", keys.at, name=name)
    keys.get("note")
    return RuleEntry(
        name=full,
        role=role,
        namespace=context.namespace,
        title=read_title(keys.get("title"), name),
        per=keys.read("per", lambda t, w: member(t, w, VOCABULARY), per),
        period=read_period(keys),
        basis=basis,
        at=keys.at,
        value=None if value is None else expression(value, "value"),
        cases=cases,
        table=decision_table,
        one_of=members_of(keys.get("one_of")),
        unit=keys.read("unit", lambda t, w: text(t, w).value, None),
        assumed=keys.read("assumed", lambda t, w: text(t, w).value, ""),
        open=keys.read("open", truth, False),
        finding=finding,
        discretion=keys.read("discretion", truth, False),
        when_unknown=keys.read("when_unknown", truth, None) if context.for_timelines else None,
    )


def members_of(tree: Tree | None) -> tuple[tuple[str, str], ...]:
    """Members of an enum with their Chinese words: a list of names, or a mapping from name to word."""
    if tree is None:
        return ()
    if isinstance(tree, Table):
        return tuple((name, text(word, name).value) for name, word in tree.entries.items())
    return tuple((text(item, "one_of").value, "") for item in items(tree, "one_of"))


def _arm(tree: Tree, context: Context) -> ArmEntry:
    keys = Keys(tree, "cases")
    when, otherwise = keys.get("when"), keys.get("otherwise")
    if (when is None) == (otherwise is None):
        raise fault("R142", keys.at)
    value = keys.of("value") if otherwise is None else otherwise
    basis = context.basis(keys.get("basis"), keys.at)
    assumed = keys.read("assumed", lambda t, w: text(t, w).value, "")
    keys.get("note")
    keys.end()
    test = None if when is None else expression(when, "when")
    return ArmEntry(test, expression(value, "value"), basis, assumed)


def _table(keys: Keys) -> TableEntry | None:
    on, rows, hit = keys.get("on"), keys.get("rows"), keys.get("hit")
    if on is None and rows is None:
        return None
    if on is None or rows is None:
        raise fault("R113", keys.at, what="table", key="rows" if rows is None else "on")
    inputs = tuple(expression(entry, "on") for entry in one_or_more(on))
    first = hit is not None and member(hit, "hit", ("unique", "first")) == "first"
    if isinstance(rows, Table):
        entries = tuple(
            RowEntry((Text(key, rows.keys[key]),), expression(value, "rows"), rows.keys[key])
            for key, value in rows.entries.items()
        )
        return TableEntry(inputs, entries, first)
    return TableEntry(inputs, tuple(_row(row) for row in items(rows, "rows")), first)


def _row(tree: Tree) -> RowEntry:
    keys = Keys(tree, "rows")
    when = keys.of("when")
    cells = when.items if isinstance(when, Items) else (when,)
    value = expression(keys.of("value"), "value")
    keys.end()
    return RowEntry(cells, value, keys.at)


def names_of(tree: Tree, what: str) -> tuple[str, ...]:
    """A list of words."""
    return tuple(text(item, what).value for item in items(tree, what))


def sequence_map(tree: Tree, what: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A mapping from words to lists of words."""
    return tuple((key, names_of(value, what)) for key, value in table(tree, what).entries.items())

"""What does a national file say?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast

from aid_rules.case import VOCABULARY
from aid_rules.plan import Title
from aid_rules.problems import Source, Span, nearest
from aid_rules.rulebook.awarded import read_awarded_to, read_elsewhere, read_name
from aid_rules.rulebook.deadlines import read_deadlines
from aid_rules.rulebook.documents import read_documents
from aid_rules.rulebook.entries import Expr, NationalFile, ParameterEntry, ProgrammeEntry, RuleEntry
from aid_rules.rulebook.read_rules import (
    Context,
    expression,
    members_of,
    not_a_fact,
    read_body,
    read_period,
    read_rule,
    read_title,
    sequence_map,
)
from aid_rules.rulebook.read_tree import read_tree
from aid_rules.rulebook.reading import Keys, fault, member, table, text
from aid_rules.rulebook.reviews import read_reviews
from aid_rules.rulebook.yaml_tree import Items, Table, Text, Tree

Unit = Literal["household", "person"]
_HOUSEHOLD: Unit = "household"
_TITLES = {
    "applies": Title("属于本项救助的范围", "within the scope of this aid"),
    "computed": Title("应发金额", "amount due"),
    "sharer": Title("参与平分", "shares equally"),
}
"""What the parts of a programme are called that a file writes without a title."""


def _unit(tree: Tree, what: str) -> Unit:
    return "person" if member(tree, what, ("household", "person")) == "person" else "household"


_READERS = ("rules", "timeline")


def read_national(source: Source) -> NationalFile:
    """One file under `national/`; RuleError for the first thing that cannot be understood."""
    tree = read_tree(source)
    keys = Keys(tree, "national file")
    kind = "programme" if "programme" in tree.entries else "library"
    name = read_name(keys.of(kind), kind)
    if name.value in {
        path.partition(".")[0] for entity in VOCABULARY.values() for path in entity.fields if "." in path
    }:
        raise fault("R143", name.at, found=name.value)
    documents = read_documents(keys.get("documents"), name.value)
    title = read_title(keys.get("title"), name.value)
    unit = keys.read("unit", _unit, _HOUSEHOLD)
    keys.get("note")
    read_by = keys.read("read_by", lambda t, w: member(t, w, _READERS), "rules")
    context = Context(name.value, documents, for_timelines=read_by == "timeline")
    elsewhere = tuple(read_elsewhere(entry) for entry in keys.several("granted_elsewhere"))
    parameters = tuple(_parameter(entry, context) for entry in keys.several("parameters"))
    deadlines = read_deadlines(keys.several("deadlines"), parameters, context)
    rules = [*_rules(keys, context, unit)]
    reviews = read_reviews(keys.several("reviews"), [*rules, *parameters], context)
    programme = None
    if kind == "programme":
        programme, own = _programme(keys, context, unit, title, name)
        rules += [_resting(rule, rules) for rule in own]
    keys.end()
    return NationalFile(
        source.name,
        name.value,
        title,
        context.documents,
        parameters,
        tuple(rules),
        programme,
        read_by,
        elsewhere,
        deadlines,
        reviews,
    )


def _rules(keys: Keys, context: Context, unit: str) -> Iterator[RuleEntry]:
    for entry in keys.several("rules"):
        yield read_rule(entry, context, "rule")
    for entry in keys.several("tables"):
        yield read_rule(entry, context, "rule")
    for entry in keys.several("criteria"):
        yield read_rule(entry, context, "criterion", unit)
    for entry in keys.several("exclusions"):
        yield read_rule(entry, context, "exclusion", unit)


def _parameter(tree: Tree, context: Context) -> ParameterEntry:
    keys = Keys(tree, "parameter")
    name = text(keys.of("name"), "name")
    if not name.value.isidentifier():
        raise fault("R140", name.at, found=name.value)
    by = keys.get("by")
    keys.get("note")
    entry = ParameterEntry(
        name=f"{context.namespace}.{name.value}",
        namespace=context.namespace,
        title=read_title(keys.get("title"), name.value),
        type=keys.of("type"),
        per=keys.read("per", lambda t, w: member(t, w, VOCABULARY), "household"),
        by=() if by is None else tuple((k, _key(v)) for k, v in table(by, "by").entries.items()),
        default=keys.get("default"),
        at_least=keys.read("at_least", expression, None),
        increasing=keys.read("increasing", sequence_map, ()),
        period=read_period(keys),
        basis=context.basis(keys.get("basis"), keys.at),
        assumed=keys.read("assumed", lambda t, w: text(t, w).value, ""),
        at=name.at,
    )
    keys.end()
    not_a_fact(name, entry.per)
    for key, _ in entry.increasing:
        if key not in dict(entry.by):
            raise fault(
                "R114",
                entry.at,
                nearest(key, dict(entry.by)),
                what="increasing",
                key=key,
                allowed=", ".join(dict(entry.by)),
            )
    return entry


def _key(tree: Tree) -> Expr | tuple[tuple[str, str], ...]:
    return members_of(tree) if isinstance(tree, Items | Table) else expression(tree, "by")


def _programme(
    keys: Keys, context: Context, unit: Unit, title: Title, name: Text
) -> tuple[ProgrammeEntry, list[RuleEntry]]:
    own: list[RuleEntry] = []
    applies = keys.get("applies")
    if applies is not None:
        own.append(_single(applies, "applies", context, unit))
    amount = keys.get("amount")
    per: Literal["month", "once"] | None = None
    row: Unit = unit
    share = False
    if amount is not None:
        body = Keys(amount, "amount")
        per = cast(Literal["month", "once"], member(body.of("per"), "per", ("month", "once")))
        row = body.read("unit", _unit, unit)
        if unit == "person" and row == "household":
            raise fault("R144", body.at)
        shares = body.get("shares")
        share = shares is not None
        stripped = Table({k: v for k, v in body.table.entries.items() if k not in ("per", "unit", "shares")},
                         body.table.keys, body.at)  # fmt: skip
        inner = Keys(stripped, "amount")
        due = _titled(read_body(inner, "computed", context, "amount", row), "computed")
        own.append(replace(due, unit=_UNITS[per]))
        inner.known += ["per", "unit", "shares"]
        inner.end()
        if shares is not None:
            own.append(_single(shares, "sharer", context, "person", basis=own[-1], role_share=True))
    effective, entitled = _effective(keys.get("effective"), context)
    order = keys.get("order")
    entry = ProgrammeEntry(
        name=context.namespace, title=title,
        unit=unit, awarded_to=keys.read("awarded_to", read_awarded_to, unit), amount_per=per, amount_row=row, share=share,
        effective=effective, entitled=entitled, continues=_continues(keys.get("continues")), tells=_tells(keys, context),
        order=_whole(order), at=name.at,
    )  # fmt: skip
    return entry, own


_UNITS = {"month": "yuan/month", "once": "yuan"}
"""What an amount comes in, by how often it is paid."""


def _resting(rule: RuleEntry, criteria: list[RuleEntry]) -> RuleEntry:
    """A bare `applies` rests on what the criteria rest on."""
    if rule.basis or rule.cases:
        return rule
    cites = [cite for entry in criteria if entry.role == "criterion" for cite in entry.basis]
    return replace(rule, basis=tuple(dict.fromkeys(cites)))


def _single(
    tree: Tree,
    name: str,
    context: Context,
    per: str,
    basis: RuleEntry | None = None,
    role_share: bool = False,
) -> RuleEntry:
    """`applies` and `shares`: a bare expression, or a mapping with a basis."""
    role: Literal["applies", "share"] = "share" if role_share else "applies"
    if isinstance(tree, Table):
        inner = Keys(tree, name)
        entry = read_body(inner, name, context, role, per)
        inner.end()
        return _titled(entry, name)
    found = expression(tree, name)
    cites = basis.basis if basis is not None else ()
    return RuleEntry(
        name=f"{context.namespace}.{name}", role=role, namespace=context.namespace,
        title=_TITLES[name], per=per, period=read_period(Keys(Table({}, {}, found.at), name)),
        basis=cites, at=found.at, value=Expr(found.text, found.at),
    )  # fmt: skip


def _titled(entry: RuleEntry, name: str) -> RuleEntry:
    return replace(entry, title=_TITLES[name]) if entry.title.zh == name else entry


def _effective(tree: Tree | None, context: Context) -> tuple[str | None, str | None]:
    """Full names of the setting for the first month and of the rule that gives the first month of entitlement."""
    if tree is None:
        return None, None
    keys = Keys(tree, "effective")
    names = [text(keys.of("rule"), "rule").value]
    entitled = keys.get("entitled")
    if entitled is not None:
        names.append(text(entitled, "entitled").value)
    context.basis(keys.get("basis"), keys.at)
    keys.end()
    full = [name if "." in name else f"{context.namespace}.{name}" for name in names]
    return full[0], full[1] if entitled is not None else None


def _continues(tree: Tree | None) -> tuple[str, Span] | None:
    if tree is None:
        return None
    found = text(tree, "continues")
    return found.value, found.at


def _tells(keys: Keys, context: Context) -> tuple[tuple[str, Span], ...]:
    names = [text(tree, "tells") for tree in keys.several("tells")]
    return tuple((n.value if "." in n.value else f"{context.namespace}.{n.value}", n.at) for n in names)


def _whole(tree: Tree | None) -> int:
    if tree is None:
        return 100
    found = text(tree, "order")
    if not found.value.isdecimal() or len(found.value) > 4:
        raise fault("R112", found.at, found=found.value[:40], what="order", allowed="0…9999")
    return int(found.value)

"""What does every programme decide, once its criteria, exclusions and amount are known?

`qualifies`: all criteria hold. `eligible`: it applies, qualifies and nothing excludes. `monthly` or `once`:
the amount, 0 where not eligible. `from_month`: the month from which it is paid.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from aid_rules.language import (
    BOOLEAN,
    DATE,
    YUAN,
    YUAN_MONTH,
    Fact,
    Literal,
    Node,
    Read,
    Today,
    Type,
    call,
    choice,
    number,
)
from aid_rules.language.types import NUMBER
from aid_rules.plan import Citation, Programme, Rule, Title
from aid_rules.rulebook.entries import ProgrammeEntry, RuleEntry

TITLES = {
    "qualifies": Title("符合全部条件（{}）", "all criteria hold ({})"),
    "eligible": Title("应予救助（{}）", "eligible ({})"),
    "monthly": Title("月救助金（{}）", "monthly payment ({})"),
    "once": Title("一次性救助金（{}）", "one-off payment ({})"),
    "from_month": Title("起发月（{}）", "paid from ({})"),
}
"""Each with the programme's name: the rules of one programme read those of others."""


def outcome_rules(
    entry: ProgrammeEntry, own: Iterable[RuleEntry], basis: tuple[Citation, ...]
) -> dict[str, Rule]:
    """The rules that every programme has, by full name."""
    rules = list(own)
    name, row = entry.name, entry.unit
    found: dict[str, Rule] = {}

    def add(short: str, type_: Type, node: Node, per: str = row) -> Read:
        full = f"{name}.{short}"
        role = {"monthly": "amount", "once": "amount", "from_month": "effective"}.get(short, "outcome")
        title = Title(TITLES[short].zh.format(entry.title.zh), TITLES[short].en.format(entry.title.en))
        found[full] = Rule(full, title, per, type_, node, basis, role, name, at=entry.at)  # type: ignore[arg-type]
        return Read(type_, entry.at, per, full)

    criteria = [_read(rule) for rule in rules if rule.role == "criterion"]
    exclusions = [_read(rule) for rule in rules if rule.role == "exclusion"]
    applies = [_read(rule) for rule in rules if rule.role == "applies"]
    qualifies = add("qualifies", BOOLEAN, _all(criteria))
    kept = [call("not", (rule,), entry.at) for rule in exclusions]
    eligible = add("eligible", BOOLEAN, _all([*applies, qualifies, *kept]))
    if entry.amount_per is not None:
        type_ = number(YUAN_MONTH if entry.amount_per == "month" else YUAN)
        amount = Read(type_, entry.at, entry.amount_row, f"{name}.computed")
        nothing = Literal(NUMBER, entry.at, 0)
        short = "monthly" if entry.amount_per == "month" else "once"
        add(short, type_, choice(((eligible, amount),), nothing, entry.at), entry.amount_row)
    if entry.effective is not None:
        add("from_month", DATE, _from_month(entry), "household")
    return found


def _read(rule: RuleEntry) -> Read:
    return Read(BOOLEAN, rule.at, rule.per, rule.name)


def _all(parts: Sequence[Node]) -> Node:
    if not parts:
        return Literal(BOOLEAN, None, True)
    return parts[0] if len(parts) == 1 else call("and", tuple(parts), None)


def _from_month(entry: ProgrammeEntry) -> Node:
    at, today = entry.at, Today(DATE, entry.at)
    type_ = Type("enum", members=MONTH_RULES)
    setting = Read(type_, at, "household", str(entry.effective))
    applied = Fact(DATE, at, "household", "application_date")
    one = Literal(NUMBER, at, 1)
    since = today if entry.entitled is None else Read(DATE, at, "household", entry.entitled)
    following = call("month_start", (call("add_months", (today, one), at),), at)

    def said(member: str) -> Node:
        return call("same", (setting, Literal(type_, at, member)), at)

    return choice(
        (
            (said("same_month"), call("month_start", (today,), at)),
            (said("entitlement_month"), call("month_start", (since,), at)),
            (said("next_month"), following),
        ),
        call("month_start", (applied,), at),
        at,
    )


MONTH_RULES = ("same_month", "next_month", "application_month", "entitlement_month")
"""How the first month of payment follows from the decision (当月、次月、申请当月), or that all months of entitlement are paid,
those before the application too (自符合条件之月起补发). Which month is the first of them the programme's `entitled` rule
tells; without one, a decision of one day gives that day's month and only a timeline the others.
"""


def programme(
    entry: ProgrammeEntry, own: Iterable[RuleEntry], basis: tuple[Citation, ...], known: Container[str]
) -> Programme:
    """The programme and the names of what decides it. `known`: the rules in force, of which some are told."""
    rules = list(own)
    name = entry.name

    def named(role: str) -> tuple[str, ...]:
        return tuple(rule.name for rule in rules if rule.role == role)

    short = {"month": "monthly", "once": "once"}.get(entry.amount_per or "")
    applies, share = named("applies"), named("share")
    return Programme(
        name=name, title=entry.title, unit=entry.unit, applies=applies[0] if applies else None,
        criteria=named("criterion"), exclusions=named("exclusion"), qualifies=f"{name}.qualifies",
        eligible=f"{name}.eligible", amount=f"{name}.{short}" if short else None, amount_per=entry.amount_per,
        amount_row=entry.amount_row, share=share[0] if share else None,
        from_month=f"{name}.from_month" if entry.effective else None, basis=basis,
        continues=entry.continues[0] if entry.continues else None,
        tells=tuple(told for told, _ in entry.tells if told in known),
    )  # fmt: skip

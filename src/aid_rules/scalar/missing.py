"""Which facts can still change an outcome, who can supply them, and which article asks for them?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aid_rules.case import NOTHING, VOCABULARY
from aid_rules.language import Fact, Fold, Node, Read, key_word, show_key, walk
from aid_rules.plan import Citation, Parameter, Plan, Rule, Title
from aid_rules.scalar.by_plan import by_plan
from aid_rules.scalar.domains import record_named
from aid_rules.scalar.naming import STEP, in_case, parameter_name, place_of, setting_name
from aid_rules.scalar.record import Missing, Said
from aid_rules.scalar.runtime import is_finding, is_setting
from aid_rules.scalar.tracing import based, said
from aid_rules.scalar.view import View

_CIVIL_AFFAIRS = "民政部门"


def missing(view: View, facts: Iterable[str], programme: str) -> tuple[Missing, ...]:
    """The facts as a record names them, in the order of the case; findings and parameters last.

    Each with the basis on which `programme` asks for it: its own rules first, then the shared ones.
    """
    asked = sorted({part for name in facts for part in _parts(view, name)}, key=_order)
    found = {(one := _one(view, name, programme)).fact: one for name in reversed(asked)}
    return tuple(reversed(found.values()))


def _parts(view: View, name: str) -> Iterator[str]:
    """What a case is silent on: of an amount, the sum, how often it comes, or the months that it is spread over."""
    front, _, last = name.rpartition(".")
    if last != "amount" or is_setting(name):
        yield name
        return
    record = record_named(view.case, name)
    parts = (
        ("amount", "period", "months") if getattr(record, "period", None) == "once" else ("amount", "period")
    )
    silent = [part for part in parts if getattr(record, part, NOTHING) is None]
    yield from (f"{front}.{part}" for part in silent or ("amount",))


def _order(name: str) -> tuple[int, list[tuple[str, int]], str]:
    kind = 2 if is_setting(name) else 1 if is_finding(name) else 0
    return kind, [(m[1], int(m[2])) for m in STEP.finditer(name)], name


def _one(view: View, name: str, programme: str) -> Missing:
    if is_setting(name):
        return _parameter(view.plan, name)
    front, _, finding = name.partition("findings[")
    if finding:
        return _finding(view, front, finding.removesuffix("]"))
    return _fact(view, name, programme)


def _parameter(plan: Plan, name: str) -> Missing:
    full, keys = parameter_name(plan, name)
    step = plan.by_name[full]
    zh, en = (
        _keys_said(plan, step, keys, lang) if isinstance(step, Parameter) else "" for lang in ("zh", "en")
    )
    title = Said(
        zh=step.title.zh + (f"（{zh}）" if zh else ""), en=step.title.en + (f" ({en})" if en else "")
    )
    return Missing(
        fact=setting_name(plan, name), kind="parameter", title=title, supplied_by=_CIVIL_AFFAIRS,
        basis=based(step.basis),
    )  # fmt: skip


def _keys_said(plan: Plan, step: Parameter, keys: str, lang: str) -> str:
    """For which keys a value is missing, in words."""
    found: list[str] = []
    words = keys.split(", ") if keys else []
    for word, domain, (_, node) in zip(words, step.domains, step.keys, strict=False):
        value = next(value for value in domain if key_word(value) == word)
        found.append(show_key(value, node.type, _key_title(plan, node, lang), lang))
    return ("、" if lang == "zh" else ", ").join(found)


def _key_title(plan: Plan, node: Node, lang: str) -> str:
    if isinstance(node, Fact):
        field = VOCABULARY[node.row].fields[node.path]
        return field.zh if lang == "zh" else field.en
    return plan.by_name[node.name].title.say(lang) if isinstance(node, Read) else ""


def _finding(view: View, front: str, name: str) -> Missing:
    step = view.plan.by_name[name]
    return Missing(
        fact=in_case(view.case, f"{front}findings[{name}]"), kind="finding", title=said(step.title),
        person_id=_person(view, front), supplied_by=_CIVIL_AFFAIRS, basis=based(step.basis),
    )  # fmt: skip


def _fact(view: View, name: str, programme: str) -> Missing:
    entity, rest = place_of(name)
    vocabulary = VOCABULARY[entity]
    field = vocabulary.lists.get(rest) or vocabulary.fields.get(rest)
    title = Title(field.zh, field.en) if field is not None else Title(rest, rest)
    read = "amount" if rest in ("period", "months") else rest  # rules read an amount as so much a month
    basis = based(_asked_by(view.plan, entity, read, programme))
    fact = in_case(view.case, name)
    return Missing(
        fact=fact, kind="fact", title=said(title), person_id=_person(view, name) if fact != rest else None,
        supplied_by=field.supplied_by if field is not None else "", basis=basis,
    )  # fmt: skip


def _person(view: View, name: str) -> str | None:
    match = re.match(r"members\[(\d+)\]", name)
    return view.person_id(int(match[1])) if match else None


Readers = dict[tuple[str, str], list[Rule]]
"""Which rules read a field or list, by entity and name."""


@by_plan
def _readers(plan: Plan) -> Readers:
    found: Readers = {}
    for step in plan.steps:
        if not isinstance(step, Parameter):
            for key in _read_by(step):
                found.setdefault(key, []).append(step)
    return found


def _asked_by(plan: Plan, entity: str, name: str, programme: str) -> tuple[Citation, ...]:
    """What the rule that reads a field or list rests on: of this programme, of a library, of any other."""
    readers = _readers(plan)
    rules = [
        rule
        for (row, path), reading in readers.items()
        if row == entity and (path == name or path.startswith(f"{name}."))
        for rule in reading
    ]
    others = {other.name for other in plan.programmes} - {programme}
    rules.sort(key=lambda rule: (rule.programme != programme, rule.programme in others))
    return next((found for rule in rules if (found := rule.basis or _arms(rule))), ())


def _arms(rule: Rule) -> tuple[Citation, ...]:
    """What the general arm of ordered cases, the last, rests on."""
    return rule.arms[-1].basis if rule.arms else ()


def _read_by(rule: Rule) -> Iterator[tuple[str, str]]:
    for node in [] if rule.node is None else walk(rule.node):
        if isinstance(node, Fact):
            yield node.row, node.path
        elif isinstance(node, Fold):
            yield node.owner, node.list

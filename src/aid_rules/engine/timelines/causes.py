"""Why is something other than the day before?

Of the steps on which the changed programmes rest (on either day), those are looked for that changed although
nothing changed that they read: a number that a region set anew, a rule with a new text, a rule that reads the
day. What the case itself dates (a birth, a death, work taken up) comes first. A law that takes over without
changing a value is told by the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from aid_rules.case import Household, happenings
from aid_rules.engine.timelines import wording
from aid_rules.engine.timelines.looking import Looking, ProgrammeStanding, State
from aid_rules.engine.timelines.record import Cause, CauseKind
from aid_rules.engine.timelines.roots import Label, Root, Seen, roots
from aid_rules.engine.timelines.turning import Turning, turning
from aid_rules.language import Unknown
from aid_rules.plan import Cell, Parameter, Rule, Title
from aid_rules.scalar import Basis, Decision, View, based, basis_of, keys_of, shown


def causes(looking: Looking, before: date, since: date) -> tuple[Cause, ...]:
    """Why the state of `since` is not that of the day before."""
    was, now = looking.state(before), looking.state(since)
    happened = list(_happened(looking.case, was, now, since))
    earlier, later = looking.decision(before), looking.decision(since)
    if earlier is None or later is None or was is None or now is None:
        return tuple(happened)
    seen = Seen(earlier.view), Seen(later.view)
    found = [
        *happened, *_lapsed(looking, later, before, since), *_laws(was, now, later.view, since),
        *_introduced(was, now, *seen, since), *_turned(was, now, *seen, since, quiet=bool(happened)),
    ]  # fmt: skip
    return tuple(_merged(found))


def _turned(
    was: State, now: State, earlier: Seen, later: Seen, since: date, *, quiet: bool
) -> Iterator[Cause]:
    """What changed by itself among the steps on which the changed programmes rest."""
    found: dict[Root, dict[str, None]] = {}
    for name in _changed(was, now):
        old, new = earlier.programme(name), later.programme(name)
        if old is not None and new is not None:
            tops = dict.fromkeys([*earlier.take(old), *later.take(new)])
            for root in roots(earlier, later, tops):
                found.setdefault(root, {})[name] = None
    for root, programmes in found.items():
        yield from _causes(root, earlier, later, tuple(programmes), since, quiet=quiet)


def _introduced(was: State, now: State, earlier: Seen, later: Seen, since: date) -> Iterator[Cause]:
    """Programmes that there was no rule for the day before, or is none for any more."""
    for name in _changed(was, now):
        yield from _begun(name, earlier, later, (name,), since)


def _begun(
    name: str, earlier: Seen, later: Seen, programmes: tuple[str, ...], since: date
) -> Iterator[Cause]:
    """The beginning or end of the rules on a programme, which may change others; none where it goes on."""
    old, new = earlier.programme(name), later.programme(name)
    one = new or old
    if one is None or (old is not None and new is not None):
        return
    yield Cause(
        kind="law", on=since.isoformat(), programmes=programmes, basis=based(one.basis),
        text=wording.introduced(one.title, one.basis, since) if new else wording.ended(one.title, since),
    )  # fmt: skip


def _changed(was: State, now: State) -> list[str]:
    """The programmes of which outcome, amount, or the term of the confirmation changed."""
    then = {each.name: (each.rows, each.confirmed_until) for each in was or ()}
    here = {each.name: (each.rows, each.confirmed_until) for each in now or ()}
    return [name for name in dict.fromkeys([*here, *then]) if then.get(name) != here.get(name)]


def _causes(
    root: Root, was: Seen, now: Seen, programmes: tuple[str, ...], since: date, *, quiet: bool
) -> Iterator[Cause]:
    """One root in words."""
    if root.programme:
        yield from _begun(root.programme, was, now, programmes, since)
    elif isinstance(now.step(root.label) or was.step(root.label), Parameter):
        yield from filter(None, [_standard(root.label, was, now, programmes, since)])
    else:
        yield from _rule(root, was, now, programmes, since, quiet=quiet)
        if root.rewritten:
            for label in root.lone:
                yield from filter(None, [_lone(label, was, now, programmes, since)])


def _rule(
    root: Root, was: Seen, now: Seen, programmes: tuple[str, ...], since: date, *, quiet: bool
) -> Iterator[Cause]:
    """A rule that came out otherwise for a row of both days; none where `quiet`, if what happened explains it."""
    label, (name, person, _) = root.label, root.label
    old, new = was.step(label), now.step(label)
    if not (isinstance(old, Rule) and isinstance(new, Rule) and label in was.rows and label in now.rows):
        return
    turned = None if root.rewritten and root.lone else _turning(label, was, now)
    if turned is None and not root.rewritten and quiet:
        return
    kind: CauseKind = turned.kind if turned else "rule" if root.rewritten else "value"
    person = turned.person_id if turned and turned.person_id else person
    basis = basis_of(now.view, new, now.rows[label])
    before, after = (side.view.value(name, side.rows[label]) for side in (was, now))
    change = wording.Change(_title(new, now), person, (old.type, before), (new.type, after))
    then = basis_of(was.view, old, was.rows[label])
    by = (then, basis) if root.rewritten else ((), ())
    text = wording.turned(turned, change) if turned else wording.rule(change, *by, since)
    yield Cause(
        kind=kind, on=since.isoformat(), programmes=programmes, text=text, person_id=person, step=name,
        old=_shown(old, before), new=_shown(new, after), basis=based(basis),
    )  # fmt: skip


def _turning(label: Label, was: Seen, now: Seen) -> Turning | None:
    """The date of the case that made a rule, or a part of it, turn."""
    for each in (label, *now.parts(label)):
        step = now.step(each)
        if isinstance(step, Rule) and was.find(each):
            found = turning(was.view, now.view, step, (was.rows[each], now.rows[each]))
            if found is not None:
                return found
    return None


def _title(rule: Rule, side: Seen) -> Title:
    """What a rule is called; whether a programme is meant for somebody has no title of its own."""
    if rule.role != "applies":
        return rule.title
    programme = side.programme(rule.programme)
    title = programme.title if programme else rule.title
    return Title(f"{title.zh}的适用", f"{title.en} applies")


def _shown(rule: Rule, value: Any) -> str | None:
    found = shown(value, rule.type)
    return None if found is None else str(found)


def _lone(label: Label, was: Seen, now: Seen, programmes: tuple[str, ...], since: date) -> Cause | None:
    """A number that the rules ask for from this day on, or no longer do."""
    side = now if now.step(label) else was
    parameter = side.step(label)
    if not isinstance(parameter, Parameter):
        return None
    cell = _cell(side, label)
    text = (wording.asked if side is now else wording.unasked)(parameter, cell, since)
    basis = cell.basis if cell else parameter.basis
    return Cause(
        kind="standard", on=since.isoformat(), programmes=programmes, step=label[0], text=text,
        old=cell.published if cell and side is was else None, new=cell.published if cell and side is now else None,
        region=cell.region if cell and side is now else "", basis=based(basis),
    )  # fmt: skip


def _standard(label: Label, was: Seen, now: Seen, programmes: tuple[str, ...], since: date) -> Cause | None:
    """A number set anew, as published; or one that is no longer set. None where nobody sets it, then or now."""
    old, new = (_cell(side, label) for side in (was, now))
    if old is None and new is None:
        return None
    side = now if label in now.rows else was
    parameter = side.view.plan.by_name[label[0]]
    assert isinstance(parameter, Parameter)
    basis = based(new.basis) if new else ()
    return Cause(
        kind="standard", on=since.isoformat(), programmes=programmes, person_id=label[1], step=label[0],
        text=wording.standard(parameter, old, new, since),
        old=old.published if old else None, new=new.published if new else None,
        region=new.region if new else "", basis=basis,
    )  # fmt: skip


def _cell(side: Seen, label: Label) -> Cell | None:
    if label not in side.rows:
        return None
    parameter = side.view.plan.by_name[label[0]]
    assert isinstance(parameter, Parameter)
    key = tuple(keys_of(side.view, parameter, side.rows[label]))
    return None if any(type(each) is Unknown for each in key) else parameter.cells.get(key)


def _happened(case: Household, was: State, now: State, since: date) -> Iterator[Cause]:
    """What the case dates on this very day."""
    programmes = tuple(_changed(was, now))
    for happening in happenings(case):
        if happening.day == since:
            yield Cause(
                kind=happening.what, on=since.isoformat(), programmes=programmes, person_id=happening.person_id,
                text=wording.happened(happening),
            )  # fmt: skip


def _lapsed(looking: Looking, later: Decision, before: date, since: date) -> Iterator[Cause]:
    """Confirmations whose term has run out, or which were made anew."""
    for programme in later.plan.programmes:
        gone = looking.confirmed.lapsed(programme.name, since)
        if gone != looking.confirmed.lapsed(programme.name, before) and looking.has_term(
            programme.name, later.view
        ):
            said = wording.lapsed if gone else wording.confirmed
            yield Cause(
                kind="expiry", on=since.isoformat(), programmes=(programme.name,),
                text=said(programme.title, since),
            )  # fmt: skip


def _laws(
    was: tuple[ProgrammeStanding, ...], now: tuple[ProgrammeStanding, ...], view: View, since: date
) -> Iterator[Cause]:
    """Documents that took over, or came in beside others, for programmes that go on giving something."""
    earlier = {each.name: each for each in was}
    found: dict[Any, list[str]] = {}
    for each in now:
        before = earlier.get(each.name)
        if before is None or not before.documents or not each.documents or before.documents == each.documents:
            continue
        gone = tuple(d for d in before.documents if d not in each.documents)
        come = tuple(d for d in each.documents if d not in before.documents)
        found.setdefault((gone, come), []).append(each.name)
    titles = {programme.name: programme.title for programme in view.plan.programmes}
    for (gone, come), names in found.items():
        yield Cause(
            kind="law", on=since.isoformat(), programmes=tuple(names),
            text=wording.law(gone, come, [titles[name] for name in names], since),
            basis=tuple(Basis(document=title, number=number) for title, number in come),
        )  # fmt: skip


def _merged(found: Iterable[Cause]) -> Iterator[Cause]:
    """One cause said alike for several rows is one cause; so is a number read for this key and for that."""
    kept: dict[tuple[str | None, ...], Cause] = {}
    for cause in sorted(found, key=lambda each: "[" in each.step):
        number = (cause.step.partition("[")[0], cause.old, cause.new, cause.region)
        key = number if cause.kind == "standard" else (cause.kind, cause.text.zh)
        before = kept.get(key)
        together = dict.fromkeys([*(before.programmes if before else ()), *cause.programmes])
        kept[key] = (before or cause).model_copy(update={"programmes": tuple(together)})
    yield from kept.values()

"""Why is something other than the day before?

Of the steps on which the changed programmes rest (on either day), those are looked for that changed although
nothing changed that they read: a number that a region set anew, a rule with a new text, a rule that reads the
day. What the case itself dates (a birth, a death, work taken up) comes first. A law that takes over without
changing a value is told by the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aid_rules.case import Household, happenings
from aid_rules.engine.timelines import wording
from aid_rules.engine.timelines.confirmed import Confirmed
from aid_rules.engine.timelines.looking import Looking, ProgrammeStanding, State
from aid_rules.engine.timelines.record import Cause, CauseKind
from aid_rules.engine.timelines.turning import turning
from aid_rules.language import Unknown
from aid_rules.plan import Cell, Parameter, Programme, Rule, Title
from aid_rules.scalar import Basis, Decision, Row, View, based, keys_of, mattered_for, rests_on, shown

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
        found = self.view.value(label[0], self.rows[label])
        return ("unknown", found.bounds, found.facts) if type(found) is Unknown else found

    def reads(self, label: Label) -> Iterable[Label]:
        """What the step read for its row."""
        return (self.label(*used) for used in rests_on(self.view, label[0], self.rows[label]))


def causes(looking: Looking, before: date, since: date) -> tuple[Cause, ...]:
    """Why the state of `since` is not that of the day before."""
    was, now = looking.state(before), looking.state(since)
    happened = list(_happened(looking.case, was, now, since))
    earlier, later = looking.decision(before), looking.decision(since)
    if earlier is None or later is None or was is None or now is None:
        return tuple(happened)
    seen = Seen(earlier.view), Seen(later.view)
    found = [
        *happened, *_lapsed(looking.confirmed, later, before, since), *_laws(was, now, later.view, since),
        *_introduced(was, now, *seen, since), *_turned(was, now, *seen, since, quiet=bool(happened)),
    ]  # fmt: skip
    return tuple(_merged(found))


def _turned(
    was: State, now: State, earlier: Seen, later: Seen, since: date, *, quiet: bool
) -> Iterator[Cause]:
    """What changed by itself among the steps on which the changed programmes rest."""
    roots: dict[Label, dict[str, None]] = {}
    for name in _changed(was, now):
        old, new = earlier.programme(name), later.programme(name)
        if old is not None and new is not None:
            tops = dict.fromkeys([*earlier.take(old), *later.take(new)])
            for label in _roots(earlier, later, tops):
                roots.setdefault(label, {})[name] = None
    for label, programmes in roots.items():
        cause = _cause(label, earlier, later, tuple(programmes), since, quiet=quiet)
        if cause is not None:
            yield cause


def _introduced(was: State, now: State, earlier: Seen, later: Seen, since: date) -> Iterator[Cause]:
    """Programmes that there was no rule for the day before, or is none for any more."""
    for name in _changed(was, now):
        old, new = earlier.programme(name), later.programme(name)
        one = new or old
        if one is None or (old is not None and new is not None):
            continue
        yield Cause(
            kind="law", on=since.isoformat(), programmes=(name,), basis=based(one.basis),
            text=wording.introduced(one.title, one.basis, since) if new else wording.ended(one.title, since),
        )  # fmt: skip


def _changed(was: State, now: State) -> list[str]:
    """The programmes of which outcome, amount, or the term of the confirmation changed."""
    then = {each.name: (each.rows, each.confirmed_until) for each in was or ()}
    here = {each.name: (each.rows, each.confirmed_until) for each in now or ()}
    return [name for name in dict.fromkeys([*here, *then]) if then.get(name) != here.get(name)]


def _roots(was: Seen, now: Seen, tops: Iterable[Label]) -> Iterator[Label]:
    """Down from what decided, along what changed, to what changed although nothing that it read did."""
    todo = list(tops)
    seen: set[Label] = set()
    while todo:
        label = todo.pop(0)
        if label in seen or not _differs(was, now, label):
            continue
        seen.add(label)
        read = dict.fromkeys(
            other for side in (was, now) if label in side.rows for other in side.reads(label)
        )
        below = [other for other in read if _differs(was, now, other)]
        todo += below
        if not below:
            yield label


def _differs(was: Seen, now: Seen, label: Label) -> bool:
    """Is the value another than the day before, or there on one of the days only?"""
    for side in (was, now):
        if label not in side.rows:
            _find(side, label)
    if (label in was.rows) != (label in now.rows):
        return True
    return label in was.rows and was.value(label) != now.value(label)


def _find(side: Seen, label: Label) -> None:
    """The row of a step that mattered on the other day only, if there is one here."""
    name, person, below = label
    step = side.view.plan.by_name.get(name)
    if step is None:
        return
    for row in side.view.rows(step):
        if side.label(name, row) == (name, person, below):
            side.rows[label] = row
            return


def _cause(
    label: Label, was: Seen, now: Seen, programmes: tuple[str, ...], since: date, *, quiet: bool
) -> Cause | None:
    """One root in words; None where `quiet`, if what happened explains it."""
    name, person, _ = label
    old, new = was.view.plan.by_name.get(name), now.view.plan.by_name.get(name)
    step = new or old
    assert step is not None
    before, after = _shown(was, label), _shown(now, label)
    if isinstance(step, Parameter):
        return _standard(label, was, now, programmes, since)
    title = _title(step, now if new else was)
    turned = None
    if isinstance(new, Rule) and label in now.rows and label in was.rows:
        turned = turning(was.view, now.view, new, (was.rows[label], now.rows[label]))
    rewritten = not (isinstance(old, Rule) and isinstance(new, Rule)) or old.node != new.node
    if quiet and turned is None and not rewritten:
        return None
    kind: CauseKind = turned.kind if turned else "rule" if rewritten else "value"
    person = turned.person_id if turned and turned.person_id else person
    basis = based(step.basis)
    if turned:
        text = wording.turned(turned, title, before, after, person)
    else:
        text = wording.rule(title, before, after, person, basis if rewritten else (), since)
    return Cause(
        kind=kind, on=since.isoformat(), programmes=programmes, text=text, person_id=person, step=name,
        old=before, new=after, basis=basis,
    )  # fmt: skip


def _title(rule: Rule, side: Seen) -> Title:
    """What a rule is called; whether a programme is meant for somebody has no title of its own."""
    if rule.role != "applies":
        return rule.title
    programme = side.programme(rule.programme)
    title = programme.title if programme else rule.title
    return Title(f"{title.zh}的适用", f"{title.en} applies")


def _shown(side: Seen, label: Label) -> str | None:
    if label not in side.rows:
        return None
    value = shown(side.view.value(label[0], side.rows[label]), side.view.plan.by_name[label[0]].type)
    return None if value is None else str(value)


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


def _lapsed(confirmed: Confirmed, later: Decision, before: date, since: date) -> Iterator[Cause]:
    """Confirmations whose term has run out, or which were made anew."""
    for programme in later.plan.programmes:
        gone = confirmed.lapsed(programme.name, since)
        if gone != confirmed.lapsed(programme.name, before):
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

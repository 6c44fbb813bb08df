"""By when must each step of the process be done that an application sets going?

What follows another step is counted from the last day of that: when it was really done no case tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from aid_rules.engine.timelines.looking import Looking
from aid_rules.engine.timelines.process import Process
from aid_rules.engine.timelines.record import Deadline
from aid_rules.engine.timelines.workdays import Workdays
from aid_rules.plan import Citation, Title
from aid_rules.rulebook import Step
from aid_rules.scalar import Said, based

_RECEIVED = "以申请日作为受理日 / the day of application is taken as the day of receipt"
_AFTER = "自上一环节期限的最后一日起算，提前办完的相应提前 / counted from the last day of the step before, which may be done sooner"
_UNCOUNTED = "另加不计入期限的{days}日 / with {days} days that do not count towards the term"


def deadlines(
    looking: Looking, process: Process, workdays: Workdays, since: date, until: date
) -> list[Deadline]:
    """The steps that run from an application within the range, for the programmes that may come of it."""
    applied = looking.case.application_date
    if applied is None or not since <= applied < until:
        return []
    state = {each.name: each.outcome for each in looking.state(applied) or ()}
    found: dict[tuple[str, str], Deadline] = {}
    for step in process.steps(applied):
        before = found.get((step.programme, step.after)) if step.after else None
        term = _term(process, step, applied)
        if state.get(step.programme) not in ("eligible", "undetermined") or bool(step.after) != bool(before):
            continue
        if term is None or not _may_hold(looking, step, applied):
            continue
        found[step.programme, step.name] = _deadline(
            step, term, workdays, applied if before is None else date.fromisoformat(before.due)
        )
    return sorted(_once(found.values()), key=lambda each: each.due)


def _once(found: Iterable[Deadline]) -> Iterable[Deadline]:
    """A step that two programmes of one procedure share is told once, of the first."""
    told: dict[Deadline, Deadline] = {}
    for each in found:
        told.setdefault(each.model_copy(update={"programme": ""}), each)
    return told.values()


@dataclass(frozen=True, slots=True)
class _Term:
    days: int
    published: str
    title: Title
    basis: tuple[Citation, ...]
    assumed: str


def _term(process: Process, step: Step, on: date) -> _Term | None:
    """How long a step may take; None where nobody says so on the day."""
    if not step.parameter and step.title is not None:
        return _Term(step.days, step.published, step.title, step.basis, step.assumed)
    parameter = process.of(step.name, on)
    cell = None if parameter is None else parameter.constant
    if parameter is None or cell is None:
        return None
    return _Term(
        int(cell.value), cell.published, step.title or parameter.title,
        tuple(dict.fromkeys((*step.basis, *cell.basis))), "；".join(filter(None, (step.assumed, cell.assumed))),
    )  # fmt: skip


def _deadline(step: Step, term: _Term, workdays: Workdays, start: date) -> Deadline:
    days = timedelta(days=term.days)
    due = workdays.after(start, term.days) if step.counted == "working" else start + days
    uncounted = _UNCOUNTED.format(days=step.uncounted) if step.uncounted else ""
    notes = (_AFTER if step.after else _RECEIVED, uncounted, term.assumed)
    return Deadline(
        name=step.name.rpartition(".")[2], programme=step.programme, title=_said(term.title),
        who=_said(step.who) if step.who.zh else None, counted_from=start.isoformat(),
        length=term.published, counted="working" if step.counted == "working" else "calendar",
        due=(due + timedelta(days=step.uncounted)).isoformat(), basis=based(term.basis),
        assumed="；".join(filter(None, notes)),
    )  # fmt: skip


def _may_hold(looking: Looking, step: Step, on: date) -> bool:
    """May the rule hold of somebody who may be entitled? Also where the day has no such rule."""
    decision, rule = looking.decision(on), step.only
    if rule is None or decision is None or rule not in decision.plan.by_name:
        return True
    view = decision.view
    eligible = next(p.eligible for p in decision.plan.programmes if p.name == step.programme)
    rows = view.rows(decision.plan.by_name[rule])
    return any(view.value(rule, row) is not False and view.value(eligible, row) is not False for row in rows)


def _said(title: Title) -> Said:
    return Said(zh=title.zh, en=title.en)

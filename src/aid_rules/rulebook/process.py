"""How does a process run here, on this day: which steps against time, whom to look at again, by which rules?

Only timelines ask. Of the steps of a programme those count that the most specific region lists, else the nation's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from aid_rules.language import BY_NAME, Type, number
from aid_rules.plan import Cell, Citation, Parameter, Plan, Rule, Title, build, reads, step_bounds
from aid_rules.plan import Step as PlanStep
from aid_rules.problems import Span, nearest
from aid_rules.rulebook.documents import cited
from aid_rules.rulebook.entries import DeadlineEntry, RegionFile, ReviewEntry
from aid_rules.rulebook.library import Library
from aid_rules.rulebook.reading import among, fault
from aid_rules.rulebook.settings import Place, current
from aid_rules.rulebook.understand import Meaning
from aid_rules.rulebook.yaml_tree import Text

_MONTHS = number(BY_NAME["months"])


@dataclass(frozen=True, slots=True)
class Step:
    """A step that must be done in time, as it holds at a place. `parameter`: whether `name` is one, that has the days;
    else `days` are they, and as published. `uncounted`: calendar days beside them.
    """

    programme: str
    name: str
    parameter: bool
    days: int
    published: str
    title: Title | None
    after: str | None
    counted: str
    uncounted: int
    who: Title
    only: str | None
    basis: tuple[Citation, ...]
    assumed: str


def steps(library: Library, place: Place) -> tuple[Step, ...]:
    """Every step in force, those after the steps that they follow; RuleError for one that names what there is not."""
    found = national(library)
    for file in reversed(place.chain):
        own = [entry for entry in regional(library, file) if entry.period.holds(place.on)]
        _once(own, place)
        replaced = {entry.programme for entry in own}
        found = (*(entry for entry in found if entry.programme not in replaced), *own)
    return tuple(_step(entry, place) for entry in found)


def _step(entry: DeadlineEntry, place: Place) -> Step:
    days, published = entry.within or (0, "")
    return Step(
        programme=entry.programme, name=entry.step, parameter=entry.within is None, days=days, published=published,
        title=entry.title, after=entry.after, counted=entry.counted,
        uncounted=0 if entry.uncounted is None else entry.uncounted[0], who=entry.who, only=entry.only,
        basis=cited(entry.basis, place.documents, None), assumed=entry.assumed,
    )  # fmt: skip


def national(library: Library) -> tuple[DeadlineEntry, ...]:
    """The nation's steps; RuleError for one of a programme, or under a rule, that there is not."""
    found = tuple(entry for file in library.national.values() for entry in file.deadlines)
    for entry in found:
        _known(library, entry)
    return found


def regional(library: Library, file: RegionFile) -> tuple[DeadlineEntry, ...]:
    """The steps that a region lists, in force or not; RuleError for what there is not, a parameter with days too."""
    steppable = [name for name, versions in library.parameters.items() if _in_days(library, name)]
    for entry in file.deadlines:
        _known(library, entry)
        if entry.within is None and entry.step not in steppable:
            found = entry.step.removeprefix("local.")
            write, allowed = nearest(found, steppable), among(steppable, found)
            raise fault("R189", entry.step_at, write, found=found[:40], allowed=allowed)
    return file.deadlines


def reviews(library: Library) -> tuple[ReviewEntry, ...]:
    """Whose recipients are looked at again; RuleError for those of a programme that there is not."""
    found = tuple(entry for file in library.national.values() for entry in file.reviews)
    for entry in found:
        _known(library, entry)
    return found


def _in_days(library: Library, name: str) -> bool:
    entry = library.parameters[name][-1]
    in_days = isinstance(entry.type, Text) and entry.type.value == "days"
    return in_days and library.national[entry.namespace].read_by == "timeline" and not entry.by


def _known(library: Library, entry: DeadlineEntry | ReviewEntry) -> None:
    _programme(library, entry.programme, entry.at)
    if entry.only is not None and entry.only_at is not None and entry.only not in library.rules:
        write = nearest(entry.only, library.rules)
        own = [name for name in library.rules if name.startswith(f"{entry.programme}.")]
        allowed = among(own, entry.only)
        raise fault("R112", entry.only_at, write, found=entry.only[:40], what="only", allowed=allowed)


def _programme(library: Library, name: str, at: Span) -> None:
    programmes = [file.programme.name for file in library.national.values() if file.programme is not None]
    if name not in programmes:
        write, allowed = nearest(name, programmes), among(programmes, name)
        raise fault("R112", at, write, found=name, what="programme", allowed=allowed)


def _once(entries: Iterable[DeadlineEntry], place: Place) -> None:
    """No two versions of a step hold on one day."""
    seen: dict[tuple[str, str], DeadlineEntry] = {}
    for entry in entries:
        key = entry.programme, entry.step
        if key in seen:
            raise fault(
                "R181", entry.step_at, name=entry.step, on=str(place.on), other=str(seen[key].step_at)
            )
        seen[key] = entry


def asked(library: Library, meaning: Meaning) -> tuple[str, ...]:
    """The rules in force here by which recipients are looked at again; RuleError for what does not give months."""
    found = []
    for review in reviews(library):
        name = review.by
        if name in meaning.declared:
            _gives_months(meaning.parameter(name).type, meaning.declared[name].at)
        elif name in meaning.entries and name not in found:
            _gives_months(meaning.rule(name).type, meaning.entries[name].at)
            found.append(name)
    return tuple(found)


def _gives_months(type_: Type, at: Span) -> None:
    if type_ != _MONTHS:
        facts = {"wanted": _MONTHS.say(), "wanted_en": _MONTHS.say("en")}
        raise fault("R172", at, found=type_.say(), found_en=type_.say("en"), **facts)


def plan(library: Library, meaning: Meaning) -> Plan:
    """What only timelines ask, and whatever it rests on; it decides no programme."""
    names = asked(library, meaning)
    made = _resting(meaning, names)
    for name in dict.fromkeys(review.by for review in reviews(library) if review.kind == "every"):
        _whole_months(meaning, made, name)
    return made


def _resting(meaning: Meaning, names: tuple[str, ...]) -> Plan:
    rules: dict[str, Rule] = {}
    parameters: dict[str, Parameter] = {}
    todo = list(names)
    while todo:
        name = todo.pop().partition("[")[0]
        if name in meaning.declared:
            parameters[name] = meaning.parameter(name)
            todo += (read for read in reads(parameters[name]) if read not in parameters)
        elif name not in rules:
            rules[name] = meaning.made.get(name) or meaning.rule(name)
            todo += reads(rules[name])
    return build(rules.values(), parameters, (), names)


def _whole_months(meaning: Meaning, made: Plan, name: str) -> None:
    """Refuse an interval that may be none at all, or no whole number of months; a number that nobody has set may be any."""
    if name not in meaning.declared and name not in made.by_name:
        return
    steps = made.steps if name in made.by_name else (meaning.parameter(name),)
    for parameter in steps:
        if isinstance(parameter, Parameter) and parameter.type == _MONTHS:
            for cell in parameter.cells.values():
                if cell.value < 1 or not isinstance(cell.value, int):
                    at = _written(meaning, parameter, cell)
                    raise fault("R190", at, name=parameter.name, found=cell.published)
    rule = made.by_name.get(name)
    if isinstance(rule, Rule):
        found = step_bounds([_set(step) for step in made.steps])
        least, most = found[name] or (0, 0)
        if name not in found.wholes or least < 1:
            raise fault(
                "R190",
                meaning.entries[name].at,
                name=name,
                found=f"{least} … {most}" if least != most else f"{least}",
            )


def _written(meaning: Meaning, parameter: Parameter, cell: Cell) -> Span:
    """Where a value stands: in the file of a region, else with the parameter."""
    own = next((file for file in meaning.place.chain if file.code == cell.region), None)
    for given in () if own is None else own.sets:
        value = current(given.values, meaning.place.on) if given.parameter == parameter.name else None
        if value is not None and str(value.period.start) == cell.valid_from:
            return value.at
    return meaning.declared[parameter.name].at


def _set(step: PlanStep) -> PlanStep:
    """A number that nobody has set, as if it were set to something that it may be."""
    if not isinstance(step, Parameter) or step.complete or step.type != _MONTHS:
        return step
    unset = Cell(1, "", (), "", "")
    return replace(step, cells={key: step.cells.get(key, unset) for key in product(*step.domains)})

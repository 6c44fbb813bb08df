"""Which rules hold here, on this day? A place and a day in, a plan out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from aid_rules.language import Type
from aid_rules.plan import Citation, Parameter, Plan, Programme, Rule, Step, build
from aid_rules.problems import RuleError, nearest
from aid_rules.rulebook.documents import Cite, Document, cited
from aid_rules.rulebook.entries import ParameterEntry, ProgrammeEntry, RegionFile, RuleEntry
from aid_rules.rulebook.library import Library
from aid_rules.rulebook.programmes import MONTH_RULES, outcome_rules, programme
from aid_rules.rulebook.reading import among, fault
from aid_rules.rulebook.settings import Place
from aid_rules.rulebook.understand import Meaning


def resolve(library: Library, chain: tuple[RegionFile, ...], on: date) -> Plan:
    """The plan of the national rules and these regions' files on a day; RuleError for what does not hold together."""
    meaning, programmes = understood(library, place(library, chain, on))
    rules = [*meaning.made.values(), *(meaning.rule(name) for name in meaning.entries)]
    parameters: dict[str, Parameter] = {name: meaning.parameter(name) for name in meaning.declared}
    plan = build(rules, parameters, programmes)
    for step in plan.steps:
        refuse_for_timelines(step)
    return plan


def refuse_for_timelines(step: Step) -> None:
    """A decision asks for what it does not know; only timelines take something for it."""
    if isinstance(step, Rule) and step.when_unknown is not None and step.at is not None:
        raise fault("R187", step.at, name=step.name)


def place(library: Library, chain: tuple[RegionFile, ...], on: date) -> Place:
    """Where and when, with the documents that may be cited there."""
    documents = {**library.documents, **{k: d for file in chain for k, d in file.documents.items()}}
    return Place(chain, on, documents, {name: each.title.zh for name, each in library.awarded.items()})


def understood(library: Library, place: Place) -> tuple[Meaning, tuple[Programme, ...]]:
    """The meaning of everything in force at a place, and the programmes."""
    entries = active_rules(library, place)
    declared = active_parameters(library, place)
    _known_parameters(place.chain, library.parameters)
    made: dict[str, Rule] = {}
    programmes: list[tuple[int, Programme]] = []
    for entry in _programmes(library):
        own = [rule for rule in entries.values() if rule.namespace == entry.name]
        if not any(rule.role == "criterion" for rule in own):
            continue
        basis = _programme_basis(own, place)
        outcomes = outcome_rules(entry, own, basis)
        for name in outcomes:
            if name in entries or name in declared:
                raise fault("R161", (entries.get(name) or declared[name]).at, found=name, other=entry.name)
        made |= outcomes
        programmes.append((entry.order, programme(entry, own, basis, entries)))
    ordered = tuple(p for _, p in sorted(programmes, key=lambda item: (item[0], item[1].name)))
    replaced = {
        name: versions[-1] if (before := in_force(versions, place)) is None else before
        for name, versions in library.rules.items()
        if name in entries and all(entries[name] is not version for version in versions)
    }
    meaning = Meaning(place, entries, declared, library.memory, made, replaced)
    deciding = [e for e in _programmes(library) if any(p.name == e.name for p in ordered)]
    _months_told(meaning, deciding)
    _things_told(meaning, library, deciding)
    return meaning, ordered


def _months_told(meaning: Meaning, programmes: Iterable[ProgrammeEntry]) -> None:
    """RuleError where anything but the name of a month rule tells the first month, or anything but a date of the household
    since when it is entitled.
    """
    for entry in programmes:
        for what, name, fits in (
            ("effective.rule", entry.effective, _is_month_rule),
            ("effective.entitled", entry.entitled, _is_date),
        ):  # fmt: skip
            if name is None or _fits(meaning, name, fits):
                continue
            own = [
                each for each in (*meaning.declared, *meaning.entries) if each.startswith(f"{entry.name}.")
            ]
            fitting = [each for each in own if _fits(meaning, each, fits)]
            facts = {"found": name, "what": what, "allowed": ", ".join(fitting) or "-"}
            raise fault("R112", entry.at, nearest(name, fitting), **facts)


def _things_told(meaning: Meaning, library: Library, programmes: Iterable[ProgrammeEntry]) -> None:
    """RuleError where a programme tells what is no rule, or no choice or yes and no of the household or of a person, or
    continues what is no programme.
    """
    known = [file.programme.name for file in library.national.values() if file.programme is not None]
    for entry in programmes:
        if entry.continues is not None and entry.continues[0] not in known:
            name, at = entry.continues
            facts = {"found": name, "what": "continues", "allowed": among(known, name)}
            raise fault("R112", at, nearest(name, known), **facts)
        for name, at in entry.tells:
            own = [each for each in meaning.entries if each.startswith(f"{entry.name}.")]
            if name in library.rules and (name not in meaning.entries or _tellable(meaning, name)):
                continue
            fitting = [
                each for each in own if meaning.entries[each].role == "rule" and _tellable(meaning, each)
            ]
            facts = {"found": name, "what": "tells", "allowed": among(fitting, name)}
            raise fault("R112", at, nearest(name, fitting), **facts)


def _tellable(meaning: Meaning, name: str) -> bool:
    try:
        found = meaning.get(name)
    except RuleError:
        return True
    return (
        found is not None and found.per in ("household", "person") and found.type.kind in ("enum", "boolean")
    )


def _is_date(type_: Type) -> bool:
    return type_.kind == "date"


def _is_month_rule(type_: Type) -> bool:
    return type_.kind == "enum" and {*type_.members} <= {*MONTH_RULES}


def _fits(meaning: Meaning, name: str, fits: Callable[[Type], bool]) -> bool:
    """Has the household such a value by this name? What has a fault of its own, which is told for itself, passes."""
    try:
        found = meaning.get(name)
    except RuleError:
        return True
    return found is not None and found.per == "household" and fits(found.type)


def _programmes(library: Library) -> Iterator[ProgrammeEntry]:
    return (file.programme for file in library.national.values() if file.programme is not None)


def _programme_basis(own: Iterable[RuleEntry], place: Place) -> tuple[Citation, ...]:
    cites = [cite for rule in own if rule.role in ("criterion", "amount") for cite in rule.basis]
    return tuple(dict.fromkeys(cited(cites, place.documents, place.on)))


def active_rules(library: Library, place: Place) -> dict[str, RuleEntry]:
    """The version of every rule in force, with the regions' own versions in their place."""
    found = {
        name: rule
        for name, versions in library.rules.items()
        if (rule := in_force(versions, place)) is not None
    }
    for file in reversed(place.chain):
        found |= _one_each(file.rules, place)
        local = _one_each(file.replacements, place)
        for change in file.replacements:
            original = library.rules.get(change.name)
            if original is None:
                known = list(library.rules)
                raise fault("R180", change.at, nearest(change.name, known), found=change.name)
            if local.get(change.name) is change:
                found[change.name] = _in_place_of(change, found.get(change.name, original[-1]))
    return found


def _one_each(entries: Iterable[RuleEntry], place: Place) -> dict[str, RuleEntry]:
    """A region's own entries in force, by name; RuleError where two of one name are."""
    versions: dict[str, tuple[RuleEntry, ...]] = {}
    for entry in entries:
        versions[entry.name] = (*versions.get(entry.name, ()), entry)
    return {
        name: found for name, several in versions.items() if (found := in_force(several, place)) is not None
    }


def _in_place_of(change: RuleEntry, original: RuleEntry) -> RuleEntry:
    """A region's version keeps the role, the row and the namespace of the rule that it replaces."""
    untitled = change.title.zh == change.name
    return replace(
        change, role=original.role, per=original.per, namespace=original.namespace,
        title=original.title if untitled else change.title, one_of=change.one_of or original.one_of, unit=change.unit or original.unit,
        when_unknown=original.when_unknown,
    )  # fmt: skip


def in_force(versions: tuple[RuleEntry, ...], place: Place) -> RuleEntry | None:
    """The one version that holds on the day; RuleError where two do."""
    holding = [rule for rule in versions if period_holds(rule, place)]
    if len(holding) > 1:
        raise fault("R181", holding[1].at, name=holding[1].name, on=str(place.on), other=str(holding[0].at))
    return holding[0] if holding else None


def period_holds(entry: RuleEntry | ParameterEntry, place: Place) -> bool:
    """Is the entry in force on the day? Without `from`, since the earliest of its documents."""
    if not entry.period.holds(place.on):
        return False
    if entry.period.start is not None:
        return True
    arms = entry.cases if isinstance(entry, RuleEntry) else ()
    cites = [*entry.basis, *(cite for arm in arms for cite in arm.basis)]
    begin = earliest(cites, place.documents)
    return begin is None or begin <= place.on


def earliest(cites: Iterable[Cite], documents: Mapping[str, Document]) -> date | None:
    """The first day on which any of the cited documents is in force."""
    return min((documents[cite.document].start for cite in cites if cite.document in documents), default=None)


def active_parameters(library: Library, place: Place) -> dict[str, ParameterEntry]:
    """The declaration of every parameter in force."""
    found = {}
    for name, versions in library.parameters.items():
        holding = [entry for entry in versions if period_holds(entry, place)]
        if len(holding) > 1:
            raise fault("R181", holding[1].at, name=name, on=str(place.on), other=str(holding[0].at))
        if holding:
            found[name] = holding[0]
    return found


def _known_parameters(chain: Iterable[RegionFile], known: Mapping[str, object]) -> None:
    problems = [
        problem
        for file in chain
        for given in file.sets
        if given.parameter not in known
        for problem in fault(
            "R182", given.at, nearest(given.parameter, known), found=given.parameter
        ).problems
    ]
    if problems:
        raise RuleError(problems)

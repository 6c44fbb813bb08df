"""Do all the rule files hold together, everywhere and on every day on which something changes?

Loading refuses what one plan needs; this looks at every file, region and day, and reports everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from aid_rules.language import IsSet, Read, walk
from aid_rules.plan import assemble
from aid_rules.problems import Problem, RuleError, nearest
from aid_rules.rulebook.documents import Cite
from aid_rules.rulebook.ended import gaps, unheard, values_that_ended
from aid_rules.rulebook.entries import RegionFile
from aid_rules.rulebook.floors import below_floor, floor_of
from aid_rules.rulebook.library import Library, ancestors
from aid_rules.rulebook.process import national, plan, reviews, steps
from aid_rules.rulebook.reading import fault
from aid_rules.rulebook.resolve import place, refuse_for_timelines, understood
from aid_rules.rulebook.understand import Meaning

Days = Callable[[tuple[RegionFile, ...]], Iterable[date]]


@dataclass
class Findings:
    """Faults found so far; the same fault on another day or in another region is the same fault."""

    errors: dict[tuple[object, ...], Problem] = field(default_factory=dict)
    warnings: dict[tuple[object, ...], Problem] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def add(self, problems: Iterable[Problem]) -> None:
        """Faults that must be mended."""
        self.errors |= {_key(problem): problem for problem in reversed([*problems])}

    def warn(self, problems: Iterable[Problem]) -> None:
        """What may be right, and should be looked at."""
        for problem in problems:
            self.warnings.setdefault(_key(problem), problem)


def _key(problem: Problem) -> tuple[object, ...]:
    """On which day it was first seen makes no difference, nor what else is used since."""
    told = (value for name, value in problem.facts.items() if name not in ("on", "start", "held", "held_en"))
    return (problem.code, problem.at, *told)


def problems(
    library: Library, days: Days, codes: Iterable[str] | None = None
) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings, each in the order of file and line; with `codes` only of the nation, these and what they inherit.

    Where the nation cannot be read nothing else is looked at; of a region that cannot, and of those within it, its own
    fault is all that is told.
    """
    found = Findings()
    found.add(unreadable_nation(library))
    if not found.errors:
        wanted = [*(library.codes if codes is None else codes)]
        files = _readable(
            library, {c: None for code in wanted for c in ancestors(code) if c in library.codes}, found
        )
        found.add(defined_twice(library))
        found.add(awards_and_process(library))
        found.warn(unseen_documents(library, files.values()))
        found.warn(problem for file in files.values() for problem in gaps(file))
        found.warn(problem for file in files.values() for problem in unheard(file, library.parameters))
        inherited = [
            code for code in wanted if all(c in files for c in ancestors(code) if c in library.codes)
        ]
        for chain in [(), *map(library.chain, inherited)]:
            found.add(unset_of_nothing(library, chain))
            for on in days(chain):
                _look_at(library, chain, on, found)
        if not found.errors and codes is None:
            found.add(unused(library, found.used))
    errors, warnings = (
        sorted(told.values(), key=Problem.sort_key) for told in (found.errors, found.warnings)
    )
    return errors, warnings


def unreadable_nation(library: Library) -> Iterator[Problem]:
    """The first fault of every national file that cannot be read; a namespace or a division that has two files."""
    looks: list[Callable[[], object]] = [
        *(partial(library.national_file, name) for name in library.national_files()),
        lambda: library.national,
        lambda: library.codes,
    ]
    for look in looks:
        try:
            look()
        except RuleError as error:
            yield from error.problems


def _readable(library: Library, codes: Iterable[str], found: Findings) -> dict[str, RegionFile]:
    """The files of these divisions; of one that cannot be read, its first fault is found."""
    files: dict[str, RegionFile] = {}
    for code in codes:
        try:
            files[code] = library.region(code)
        except RuleError as error:
            found.add(error.problems)
    return files


def defined_twice(library: Library) -> Iterator[Problem]:
    """A name that is a rule and a parameter."""
    for name, versions in library.rules.items():
        if name in library.parameters:
            other = library.parameters[name][0].at
            yield from fault("R161", versions[0].at, found=name, other=f"{other.file}:{other.line}").problems


def awards_and_process(library: Library) -> Iterator[Problem]:
    """A name that stands for two kinds of aid, a deadline or a review of a programme that there is not."""
    for look in (lambda: library.awarded, lambda: national(library), lambda: reviews(library)):
        try:
            look()
        except RuleError as error:
            yield from error.problems


def unseen_documents(library: Library, files: Iterable[RegionFile]) -> Iterator[Problem]:
    """A document that is cited although its author did not have the text."""
    files = [*files]
    cited = {cite.document for cite in _cites(library, files)}
    for documents in [library.documents, *(file.documents for file in files)]:
        for key, document in documents.items():
            if not document.seen and key in cited:
                yield Problem("R305", document.at, {"title": document.title})


def _cites(library: Library, files: Sequence[RegionFile]) -> Iterator[Cite]:
    rules = [rule for versions in library.rules.values() for rule in versions]
    for rule in [*rules, *(rule for file in files for rule in (*file.replacements, *file.rules))]:
        yield from rule.basis
        for arm in rule.cases:
            yield from arm.basis
    for versions in library.parameters.values():
        for entry in versions:
            yield from entry.basis
    for file in files:
        for step in file.deadlines:
            yield from step.basis
        for given in file.sets:
            for value in given.values:
                yield from value.basis


def unset_of_nothing(library: Library, chain: tuple[RegionFile, ...]) -> Iterator[Problem]:
    """`unset:` names a parameter that does not exist."""
    for file in chain[:1]:
        for entry in file.unset:
            if entry.parameter not in library.parameters:
                write = nearest(entry.parameter, library.parameters)
                yield Problem("R182", entry.at, {"found": entry.parameter}, write)


def _look_at(library: Library, chain: tuple[RegionFile, ...], on: date, found: Findings) -> None:
    try:
        meaning, programmes = understood(library, place(library, chain, on))
    except RuleError as error:
        found.add(error.problems)
        return
    faults = [
        problem for name in (*meaning.entries, *meaning.declared) for problem in _refused(meaning, name)
    ]
    found.add(faults)
    if faults:
        return
    found.used |= set(_read_by(meaning))
    rules = [*meaning.made.values(), *meaning.rules.values()]
    try:
        for step in assemble(rules, meaning.parameters, programmes):
            refuse_for_timelines(step)
        found.used |= {step.name for step in plan(library, meaning).steps}
        steps(library, meaning.place)
        found.warn(below_floor(meaning))
        found.warn(values_that_ended(meaning))
    except RuleError as error:
        found.add(error.problems)


def _refused(meaning: Meaning, name: str) -> tuple[Problem, ...]:
    try:
        if name in meaning.entries:
            meaning.rule(name)
        else:
            meaning.parameter(name)
    except RuleError as error:
        return error.problems
    return ()


def _read_by(meaning: Meaning) -> Iterator[str]:
    """The names that anything in force here reads."""
    nodes = [rule.node for rule in (*meaning.made.values(), *meaning.rules.values()) if rule.node is not None]
    nodes += [node for parameter in meaning.parameters.values() for _, node in parameter.keys]
    nodes += [floor for entry in meaning.declared.values() if (floor := floor_of(meaning, entry)) is not None]
    for node in nodes:
        yield from (part.name.partition("[")[0] for part in walk(node) if isinstance(part, Read | IsSet))


def unused(library: Library, used: set[str]) -> Iterator[Problem]:
    """A rule or parameter that nothing reads, in no region and on no day."""
    told = {name for file in library.national.values() if file.programme for name, _ in file.programme.tells}
    for versions in library.rules.values():
        if versions[-1].role == "rule" and versions[-1].name not in used | told:
            yield Problem("R183", versions[-1].at, {"name": versions[-1].name})
    elsewhere = {name for name, file in library.national.items() if file.read_by != "rules"}
    for entries in library.parameters.values():
        if entries[-1].name not in used and entries[-1].namespace not in elsewhere:
            yield Problem("R183", entries[-1].at, {"name": entries[-1].name})
    for code in library.codes:
        for rule in library.region(code).rules:
            if rule.name not in used:
                yield Problem("R183", rule.at, {"name": rule.name})

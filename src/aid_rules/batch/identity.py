"""Are these the same rules and the same engine as when a job was begun? Digests of all that its results rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from aid_rules.batch.chunk.step import Task
from aid_rules.plan import meaning_of
from aid_rules.problems import ProblemError
from aid_rules.rulebook import Rulebook


@cache
def source_digest() -> str:
    """What this engine is: of one version there may be several, such as two states of a checkout."""
    return digest_of(Path(__file__).resolve().parent.parent)


def digest_of(package: Path) -> str:
    """One digest over the Python files of a package: what they are called and what is in them."""
    found = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        found.update(f"{path.relative_to(package).as_posix()}\n{len(content)}\n".encode())
        found.update(content)
    return f"sha256:{found.hexdigest()}"


def rules_digest(task: Task) -> str:
    """One digest over the rules of `after` in every division, from its day to the end of the months to settle.

    The plan of each day on which anything changes, what is left to findings, and the numbers and rules that timelines go by.
    """
    found, known = {}, dict[tuple[str, ...], Mapping[str, Any]]()
    for region in task.regions:
        key = _files(task.after.rulebook, region)
        if key not in known or not key:
            known[key] = _rules(task, region)
        found[region] = known[key]
    text = json.dumps(found, sort_keys=True, ensure_ascii=False, default=str)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _files(rulebook: Rulebook, region: str) -> tuple[str, ...]:
    """Divisions with the same files have the same rules; none where there are no rules."""
    try:
        return tuple(file.name for file in rulebook.chain(region))
    except ProblemError:
        return ()


def _rules(task: Task, region: str) -> dict[str, Any]:
    rulebook, last = task.after.rulebook, task.last

    def plan(day: date) -> str:
        return rulebook.resolve(region, day).digest

    def numbers() -> list[str]:
        asked = rulebook.process(region, last).digest
        return [asked, *sorted(meaning_of(each) for each in rulebook.parameters(region, last))]

    return {
        "plans": [(day, _told(partial(plan, day))) for day in _days(task, region)],
        "findable": _told(partial(rulebook.findable, region)),
        "awardable": _told(lambda: rulebook.awardable),
        "numbers": _told(numbers) if task.months else [],
    }


def _days(task: Task, region: str) -> Iterator[date]:
    """The day of `after`, the first month to settle, and every day until its end on which anything may change."""
    yield task.after.on
    if task.months:
        yield task.months[0]
        changes = _told(partial(task.after.rulebook.changes, region))
        yield from (day for day in changes if isinstance(day, date) and task.months[0] < day <= task.last)


def _told(look: Callable[[], Any]) -> Any:
    """What is found, or the problems that keep it from being found: rejects repeat them."""
    try:
        return look()
    except ProblemError as error:
        return [[problem.code, dict(problem.facts), problem.write] for problem in error.problems]

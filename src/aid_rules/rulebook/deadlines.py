"""Which steps of a process run against time, for which programme, by whom, and from what?

A step is a parameter of its file: how many days. It runs from the application, or after another step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aid_rules.plan import Title
from aid_rules.problems import nearest
from aid_rules.rulebook.entries import DeadlineEntry, ParameterEntry
from aid_rules.rulebook.read_rules import Context, read_title
from aid_rules.rulebook.reading import Keys, fault, member, text
from aid_rules.rulebook.yaml_tree import Text, Tree

_COUNTED = ("working", "calendar")


def read_deadlines(
    trees: Iterable[Tree], parameters: Iterable[ParameterEntry], context: Context
) -> tuple[DeadlineEntry, ...]:
    """`deadlines` of a national file; each may follow those that stand before it."""
    steps = {entry.name: entry for entry in parameters}
    found: list[DeadlineEntry] = []
    for tree in trees:
        found.append(_read(tree, steps, found, context))
    return tuple(found)


def _read(
    tree: Tree, steps: Mapping[str, ParameterEntry], before: Iterable[DeadlineEntry], context: Context
) -> DeadlineEntry:
    keys = Keys(tree, "deadline")
    programme = text(keys.of("programme"), "programme")
    step = _named("step", text(keys.of("step"), "step"), steps, context)
    earlier = [entry.step for entry in before if entry.programme == programme.value]
    after, only = keys.get("after"), keys.get("only")
    found = DeadlineEntry(
        programme=programme.value,
        step=step,
        after=None if after is None else _named("after", text(after, "after"), earlier, context),
        counted=keys.read("counted", lambda t, w: member(t, w, _COUNTED), "working"),
        who=keys.read("who", lambda t, w: read_title(t, w), Title("", "")),
        only=None if only is None else text(only, "only").value,
        at=programme.at,
        only_at=None if only is None else text(only, "only").at,
    )
    keys.end()
    return found


def _named(what: str, name: Text, allowed: Iterable[str], context: Context) -> str:
    """The full name of a step."""
    full = f"{context.namespace}.{name.value}"
    short = [each.removeprefix(f"{context.namespace}.") for each in allowed]
    if full not in allowed:
        write = nearest(name.value, short)
        raise fault("R112", name.at, write, found=name.value[:40], what=what, allowed=", ".join(short) or "-")
    return full

"""Which steps of a process run against time, for which programme, by whom, and from what?

In a national file a step is a parameter: how many days. A region sets other days; where its law has other steps, it lists
all of a programme, and those with which the nation has nothing to compare say their days themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aid_rules.language import BY_NAME, number
from aid_rules.plan import Title
from aid_rules.problems import nearest
from aid_rules.rulebook.entries import Days, DeadlineEntry, ParameterEntry
from aid_rules.rulebook.read_rules import Context, read_period, read_title
from aid_rules.rulebook.reading import Keys, among, fault, member, one_or_more, text
from aid_rules.rulebook.values import read_value
from aid_rules.rulebook.yaml_tree import Text, Tree

_COUNTED = ("working", "calendar")


def read_deadlines(
    trees: Iterable[Tree], parameters: Iterable[ParameterEntry] | None, context: Context
) -> tuple[DeadlineEntry, ...]:
    """`deadlines` of a file; each may follow those that stand before it. `parameters` None: of a region's file."""
    steps = None if parameters is None else {entry.name: entry for entry in parameters}
    found: list[DeadlineEntry] = []
    for tree in trees:
        for programme in one_or_more(Keys(tree, "deadline").of("programme")):
            found.append(_read(tree, text(programme, "programme"), steps, found, context))
    return tuple(found)


def _read(
    tree: Tree,
    programme: Text,
    steps: Mapping[str, ParameterEntry] | None,
    before: Iterable[DeadlineEntry],
    context: Context,
) -> DeadlineEntry:
    """A step as it is one of one programme, of which it may name several."""
    keys = Keys(tree, "deadline")
    keys.get("programme")
    step = text(keys.of("step"), "step")
    earlier = [entry.step for entry in before if entry.programme == programme.value]
    after, only = keys.get("after"), keys.get("only")
    own = {} if steps is not None else _of_a_region(keys, context)
    found = DeadlineEntry(
        programme=programme.value,
        step=_full(step, context) if steps is None else _named("step", step, steps, context),
        after=None if after is None else _earlier(text(after, "after"), earlier, context),
        counted=keys.read("counted", lambda t, w: member(t, w, _COUNTED), "working"),
        who=keys.read("who", lambda t, w: read_title(t, w, w), Title("", "")),
        only=None if only is None else text(only, "only").value,
        at=programme.at,
        step_at=step.at,
        only_at=None if only is None else text(only, "only").at,
        **own,
    )
    keys.end()
    if found.within is not None and not step.value.isidentifier():
        raise fault("R140", step.at, found=step.value)
    return found


def _of_a_region(keys: Keys, context: Context) -> dict[str, Any]:
    """Since when, and by which document; the days and their title, where the step is no parameter."""
    within, title = keys.get("within"), keys.get("title")
    if within is not None and title is None:
        raise fault("R113", keys.at, what="deadline", key="title")
    period = read_period(keys)
    if period.start is None:
        raise fault("R113", keys.at, what="deadline", key="from")
    return {
        "title": None if title is None else read_title(title, "title"),
        "within": None if within is None else _days(within),
        "uncounted": keys.read("uncounted", lambda t, _: _days(t), None),
        "period": period,
        "basis": context.basis(keys.get("basis"), keys.at),
        "assumed": keys.read("assumed", lambda t, w: text(t, w).value, ""),
    }


def _earlier(name: Text, earlier: Iterable[str], context: Context) -> str:
    """The full name of a step that stands before this one, of the same programme."""
    full = _full(name, context)
    if full not in earlier:
        short = [each.removeprefix(f"{context.namespace}.") for each in earlier]
        raise fault(
            "R188",
            name.at,
            nearest(name.value, short),
            found=name.value[:40],
            allowed=among(short, name.value),
        )
    return full


def _days(tree: Tree) -> Days:
    value, published = read_value(tree, number(BY_NAME["days"]))
    return int(value), published


def _full(name: Text, context: Context) -> str:
    """The full name of a step: a region writes that of a parameter, and a short one for a step of its own."""
    return name.value if "." in name.value else f"{context.namespace}.{name.value}"


def _named(what: str, name: Text, allowed: Iterable[str], context: Context) -> str:
    """The full name of a step that there is."""
    full = _full(name, context)
    short = [each.removeprefix(f"{context.namespace}.") for each in allowed]
    if full not in allowed:
        write = nearest(name.value, short)
        raise fault(
            "R112", name.at, write, found=name.value[:40], what=what, allowed=among(short, name.value)
        )
    return full

"""Which aid can be on record as granted, to whom, and what is it called?

Every programme of the rules; what others grant and rules only ask for (`granted_elsewhere`); and the words that every
case may use, whether or not the rules at hand speak of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from aid_rules.case import PROGRAMMES
from aid_rules.rulebook.entries import Awarded, AwardedTo, NationalFile
from aid_rules.rulebook.read_rules import read_title
from aid_rules.rulebook.reading import Keys, fault, member, text
from aid_rules.rulebook.yaml_tree import Text, Tree

_TO: tuple[AwardedTo, ...] = ("household", "person", "either")
_LONGEST = 64
"""Of a name: what is longer, no case may record."""


def read_name(tree: Tree, what: str) -> Text:
    """The name of a programme or library of rules."""
    name = text(tree, what)
    if not name.value.replace(".", "_").isidentifier() or len(name.value) > _LONGEST:
        raise fault("R140", name.at, found=name.value)
    return name


def read_awarded_to(tree: Tree, what: str) -> AwardedTo:
    """To whom an aid is granted."""
    return cast(AwardedTo, member(tree, what, _TO))


def read_elsewhere(tree: Tree) -> Awarded:
    """One entry of `granted_elsewhere`."""
    keys = Keys(tree, "granted_elsewhere")
    name = read_name(keys.of("name"), "name")
    found = Awarded(
        name.value,
        read_title(keys.get("title"), name.value),
        keys.read("awarded_to", read_awarded_to, "either"),
        name.at,
    )
    keys.end()
    return found


def awarded(files: Iterable[NationalFile]) -> Mapping[str, Awarded]:
    """What the rules know as aid, by name; RuleError where a name stands for two kinds."""
    found: dict[str, Awarded] = {}
    for each in _awarded(files):
        if each.name in found:
            raise fault("R161", each.at, found=each.name, other=str(found[each.name].at))
        found[each.name] = each
    return found


def _awarded(files: Iterable[NationalFile]) -> Iterator[Awarded]:
    for file in files:
        if file.programme is not None:
            entry = file.programme
            yield Awarded(entry.name, entry.title, entry.awarded_to, entry.at)
        yield from file.elsewhere


def awardable(known: Mapping[str, Awarded]) -> dict[str, str]:
    """To whom each aid is granted: `household`, `person` or, where no rule says it, `either`."""
    return dict.fromkeys(PROGRAMMES, "either") | {name: each.awarded_to for name, each in known.items()}

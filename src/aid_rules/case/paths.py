"""At which paths do the rows of an entity stand, and which rows are in sight there?

`()` is the household, `("members",)` a person, `("members", "incomes")` a person's income, `("incomes",)`
an income of the household as a whole.
"""

from __future__ import annotations

from functools import cache

from aid_rules.case.vocabulary import VOCABULARY

Path = tuple[str, ...]


@cache
def homes(entity: str) -> tuple[Path, ...]:
    """The paths at which rows of an entity stand."""
    if entity == "household":
        return ((),)
    found = []
    for parent in VOCABULARY.values():
        for listing in parent.lists.values():
            if listing.entity == entity:
                found += [(*path, listing.name) for path in homes(parent.name)]
    return tuple(sorted(found, key=lambda path: (-len(path), path)))


@cache
def entity_at(path: Path) -> str:
    """The entity of the rows at a path."""
    entity = "household"
    for name in path:
        entity = VOCABULARY[entity].lists[name].entity
    return entity


@cache
def rows_at(path: Path) -> dict[str, Path]:
    """Entity and path of every row in sight at a path."""
    return {entity_at(path[:depth]): path[:depth] for depth in range(len(path) + 1)}

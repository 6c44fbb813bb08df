"""Which region file says just these values? For scenario cases, that bring numbers of their own."""

from __future__ import annotations

from datetime import date

from aid_rules.plan import Title
from aid_rules.rulebook.documents import Cite, Document
from aid_rules.rulebook.entries import Period, RegionFile, SetEntry, SetValue
from aid_rules.rulebook.reading import Keys, one_or_more, table, text
from aid_rules.rulebook.yaml_tree import Items, Tree


def region_of_values(region: str, title: str, values: Items, on: date) -> RegionFile:
    """The file of a region that sets `values` from `on`, on the strength of a document called `title`."""
    key = f"{region}:given"
    document = Document(key, title, "", on, None, seen=True, url="", at=values.at)
    return RegionFile(
        name=f"{values.at.file}:{values.at.line}",
        code=region,
        title=Title(title, title),
        documents={key: document},
        sets=tuple(_set(entry, key, on) for entry in values.items),
        replacements=(),
        rules=(),
    )


def _set(tree: Tree, document: str, on: date) -> SetEntry:
    keys = Keys(tree, "set")
    name = text(keys.of("parameter"), "parameter")
    value = SetValue(keys.of("value"), Period(on, None), (Cite(document, "", keys.at),), "", keys.at)
    when = keys.get("when")
    chosen = () if when is None else tuple(
        (key, one_or_more(entry), table(when, "when").keys[key])
        for key, entry in table(when, "when").entries.items()
    )  # fmt: skip
    keys.end()
    return SetEntry(name.value, name.at, chosen, (value,))

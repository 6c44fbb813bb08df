"""Which document says so? Documents of a file, and citations of their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from aid_rules.plan import Citation
from aid_rules.problems import Span, nearest
from aid_rules.rulebook.reading import Keys, day, fault, one_or_more, table, text, truth
from aid_rules.rulebook.yaml_tree import Tree


@dataclass(frozen=True, slots=True)
class Document:
    """A law, a measure, a notice, a plan: title, number, and when it is in force."""

    key: str
    title: str
    number: str
    start: date
    end: date | None
    seen: bool
    url: str
    at: Span

    def holds(self, on: date) -> bool:
        """Is it in force on this day?"""
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation as written: the document's full key and the place in it."""

    document: str
    place: str
    at: Span


def read_documents(tree: Tree | None, namespace: str) -> dict[str, Document]:
    """The documents of a file by full key `<namespace>:<key>`."""
    if tree is None:
        return {}
    found = {}
    listing = table(tree, "documents")
    for key, entry in listing.entries.items():
        keys = Keys(entry, f"document {key}")
        document = Document(
            key=f"{namespace}:{key}",
            title=text(keys.of("title"), "title").value,
            number=keys.read("number", lambda t, w: text(t, w).value, ""),
            start=day(keys.of("from"), "from"),
            end=keys.read("until", day, None),
            seen=keys.read("seen", truth, True),
            url=keys.read("url", lambda t, w: text(t, w).value, ""),
            at=listing.keys[key],
        )
        keys.get("published")
        keys.get("note")
        keys.end()
        if document.end is not None and document.end <= document.start:
            raise fault("R120", document.at, start=str(document.start), end=str(document.end))
        found[document.key] = document
    return found


def read_basis(
    tree: Tree | None, at: Span, namespace: str, known: Mapping[str, Document]
) -> tuple[Cite, ...]:
    """One citation or a list; refused where it is empty or names no document of this file."""
    if tree is None:
        raise fault("R121", at)
    cites = []
    for entry in one_or_more(tree):
        written = text(entry, "basis")
        key, _, place = written.value.strip().partition(" ")
        full = key if ":" in key else f"{namespace}:{key}"
        if not place:
            raise fault("R122", written.at, found=written.value[:60])
        if ":" not in key and full not in known:
            names = [k.partition(":")[2] for k in known]
            raise fault("R123", written.at, nearest(key, names), found=key, allowed=", ".join(names))
        cites.append(Cite(full, place.strip(), written.at))
    if not cites:
        raise fault("R121", at)
    return tuple(cites)


def cited(cites: Iterable[Cite], documents: Mapping[str, Document], on: date | None) -> tuple[Citation, ...]:
    """The citations whose documents are in force on `on` (all of them for None)."""
    found = []
    for cite in cites:
        document = documents.get(cite.document)
        if document is None:
            names = [key for key in documents if key.partition(":")[0] == cite.document.partition(":")[0]]
            allowed = ", ".join(names) or "-"
            raise fault("R123", cite.at, nearest(cite.document, names), found=cite.document, allowed=allowed)
        if on is None or document.holds(on):
            found.append(
                Citation(
                    document.title,
                    document.number,
                    article(cite.place),
                    document.start.isoformat(),
                    document.seen,
                )
            )
    return tuple(found)


def article(place: str) -> str:
    """`§8` as `第8条`, `§8(1)` as `第8条（1）`; other places as they are written."""
    if not place.startswith("§"):
        return place
    number, bracket, rest = place[1:].partition("(")
    inner = bracket + rest
    return f"第{number.strip()}条" + inner.replace("(", "（").replace(")", "）")

"""What of a manifest does a person want to see first? Lines and tables in Chinese or English, in yuan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aid_rules.batch.summary.phrases import phrase
from aid_rules.money import as_yuan

Sums = Mapping[str, int]

SHOWN = ("new", "raised", "lowered", "ended", "undetermined", "settled")
"""The kinds of change, in the order in which they are shown."""
_PAID_BY = ("payments", "award", "mixed", "before")
"""What says how much was paid, the surest first."""
_HEADS = ("eligible_before", "eligible_after", *SHOWN)


@dataclass(frozen=True)
class Table:
    """A title, the heads of the columns, and rows of text; the first cell says whose row it is."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bar:
    """Whose it is, fen a month before and after as far as known, and how often the outcome is open on either side."""

    label: str
    before: int
    after: int
    waiting: tuple[int, int]


@dataclass(frozen=True)
class Overview:
    """What the summary and the page show. `kinds`: for each programme, how many households by kind of change."""

    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    costs: tuple[Bar, ...]
    kinds: tuple[tuple[str, Mapping[str, int]], ...]


def yuan(fen: int, *, signed: bool = False) -> str:
    """`12,345.60`; with its sign where asked."""
    return f"{as_yuan(fen):{'+' if signed and fen else ''},.2f}"


def overview(manifest: Mapping[str, Any], lang: str) -> Overview:
    """The parts of a summary."""
    about = _About(manifest, lang)
    return Overview(
        about.title(), tuple(about.lines()), tuple(about.tables()), tuple(about.costs()), tuple(about.kinds())
    )


class _About:
    def __init__(self, manifest: Mapping[str, Any], lang: str) -> None:
        self.manifest, self.lang = manifest, lang
        self.groups: list[dict[str, Any]] = manifest["groups"]

    def say(self, key: str, **facts: object) -> str:
        return phrase(key, self.lang, **facts)

    def title(self) -> str:
        sides = [self.manifest[side] for side in ("before", "after")]
        told = [s["on"] + (self.say("rules", rules=s["rules"]) if s["rules"] else "") for s in sides]
        return self.say("title", before=told[0], after=told[1])

    def lines(self) -> Iterator[str]:
        counts, monthly = self.manifest["counts"], self._sum(self._monthly())
        told = {name: f"{number:,}" for name, number in counts.items() if isinstance(number, int)}
        yield self.say("in", **told)
        yield self.say("changed", **told)
        if counts["carried"]:
            yield self.say("carried", **told)
        yield self.say("cost", **self._pair(monthly, "fen"))
        yield self.say("comparable", **self._pair(monthly, "comparable"))
        months = self.manifest["months"]
        if months:
            back, over = (yuan(monthly.get(name, 0)) for name in ("back_pay", "overpaid"))
            yield self.say("months", first=months[0], last=months[-1], back=back, over=over)
            by = [(word, monthly.get(f"paid_by_{word}", 0)) for word in _PAID_BY]
            paid = [self.say(f"paid_by_{word}", count=f"{count:,}") for word, count in by if count]
            if paid:
                yield self.say("paid_by", told=self.say("and").join(paid))

    def _pair(self, sums: Sums, which: str) -> dict[str, str]:
        """Before, after and the difference."""
        before, after = sums.get(f"{which}_before", 0), sums.get(f"{which}_after", 0)
        return {
            "before": yuan(before), "after": yuan(after), "difference": yuan(after - before, signed=True),
        }  # fmt: skip

    def tables(self) -> Iterator[Table]:
        programmes = list(self.manifest["totals"])
        yield Table(
            self.say("by_programme"),
            tuple(self.say(key) for key in ("programme", *_HEADS, "open")),
            tuple(
                (self._programme(name), *self._people(self.manifest["totals"][name])) for name in programmes
            ),
        )
        paid = [name for name in programmes if self.manifest["programmes"][name]["per"]]
        rows = [(self._programme(name), self.manifest["totals"][name]) for name in paid]
        yield self._money("money", "programme", rows)
        yield self._money("by_place", "place", [(label, sums) for label, sums in self._places().items()])
        rejects = self.manifest["counts"]["rejects"]
        if rejects:
            yield Table(
                self.say("rejects"), (self.say("reason"), self.say("households")),
                tuple((code, f"{number:,}") for code, number in rejects.items()),
            )  # fmt: skip

    def _money(self, title: str, whose: str, rows: list[tuple[str, Sums]]) -> Table:
        settled = ("back_pay", "overpaid") if self.manifest["months"] else ()
        heads = (whose, "cost_before", "cost_after", "difference", *settled, "open")
        told = [(label, *self._costs(sums, settled)) for label, sums in rows]
        return Table(self.say(title), tuple(self.say(key) for key in heads), tuple(told))

    def _costs(self, sums: Sums, settled: Iterable[str]) -> Iterator[str]:
        known = self._pair(sums, "fen")
        yield from (known["before"], known["after"], self._pair(sums, "comparable")["difference"])
        yield from (yuan(sums.get(name, 0)) for name in settled)
        yield f"{sums.get('undetermined_after', 0):,}"

    def _people(self, sums: Sums) -> Iterator[str]:
        for name in (*_HEADS, "undetermined_after"):
            yield f"{sums.get(name, 0):,}"

    def costs(self) -> Iterator[Bar]:
        for label, sums in self._places().items():
            waiting = sums.get("undetermined_before", 0), sums.get("undetermined_after", 0)
            yield Bar(label, sums.get("fen_before", 0), sums.get("fen_after", 0), waiting)

    def kinds(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        for name, sums in self.manifest["totals"].items():
            found = {kind: sums[kind] for kind in SHOWN if sums.get(kind)}
            if found:
                yield self._programme(name), found

    def _programme(self, name: str) -> str:
        about = self.manifest["programmes"][name]
        return str(about[self.lang]) + (self.say("once") if about["per"] == "once" else "")

    def _monthly(self) -> list[dict[str, Any]]:
        return [g for g in self.groups if self.manifest["programmes"][g["programme"]]["per"] == "month"]

    def _places(self) -> dict[str, Sums]:
        """What is paid by the month, by division and residence."""
        found: dict[str, list[dict[str, Any]]] = {}
        for group in self._monthly():
            name = self.manifest["regions"].get(group["region"], group["region"])
            label = f"{name} {group['region']} {self.say(group['residence'] or 'unknown')}"
            found.setdefault(label, []).append(group)
        return {label: self._sum(groups) for label, groups in found.items()}

    def _sum(self, groups: Iterable[Mapping[str, Any]]) -> Sums:
        found: dict[str, int] = {}
        for group in groups:
            for name, number in group.items():
                if isinstance(number, int):
                    found[name] = found.get(name, 0) + number
        return found

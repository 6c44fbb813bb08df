"""How does a job sum itself up on one page with pictures, which needs nothing from outside?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from aid_rules.batch.summary.overview import SHOWN, Bar, Overview, Table, overview, yuan
from aid_rules.batch.summary.phrases import phrase
from aid_rules.explanation.style import CSS

_COLOURS = {
    "new": "#116329", "raised": "#4ac26b", "lowered": "#bc4c00", "ended": "#a40e26", "undetermined": "#7d4e00",
    "settled": "#8c959f",
}  # fmt: skip
_CSS = """
.chart{display:grid;grid-template-columns:minmax(8rem,16rem) 1fr;gap:.35rem .8rem;align-items:center;margin:.6rem 0 1.5rem}
.chart .bar{display:flex;height:1.1rem;background:var(--bg)}
.chart .bar span{display:block;height:100%}
.chart .label{font-size:.88rem;overflow-wrap:anywhere}
.chart .what{font-size:.8rem;color:var(--soft)}
.key{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 .9em}
h2{margin-top:1.6rem}
.scroll{overflow-x:auto}
"""
_BEFORE, _AFTER = "#8c959f", "#0969da"
_NUMBER = ' class="n"'


def page(manifest: Mapping[str, Any], lang: str = "zh") -> str:
    """The summary as HTML. What comes from rules or input is escaped; the same manifest gives the same bytes."""
    found = overview(manifest, lang)
    body = "\n".join(_body(found, lang))
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(found.title)}</title>\n<style>{CSS}{_CSS}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _body(found: Overview, lang: str) -> Iterator[str]:
    yield f"<h1>{escape(found.title)}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in found.lines)
    if found.kinds:
        yield f"<h2>{escape(phrase('people', lang))}</h2>"
        yield _legend([(_COLOURS[kind], phrase(kind, lang)) for kind in SHOWN])
        most = max(sum(kinds.values()) for _, kinds in found.kinds)
        yield _chart(_stack(label, kinds, most, lang) for label, kinds in found.kinds)
    if any(bar.before or bar.after for bar in found.costs):
        yield f"<h2>{escape(phrase('costs', lang))}</h2>"
        yield _legend([(_BEFORE, phrase("cost_before", lang)), (_AFTER, phrase("cost_after", lang))])
        largest = max(max(bar.before, bar.after) for bar in found.costs)
        yield _chart(_pair(bar, largest, lang) for bar in found.costs)
    yield from map(_table, found.tables)


def _legend(keys: list[tuple[str, str]]) -> str:
    each = (f'<span class="key" style="background:{colour}"></span>{escape(word)}' for colour, word in keys)
    return f'<p class="sub">{"".join(each)}</p>'


def _chart(rows: Iterator[str]) -> str:
    return f'<div class="chart" role="img">{"".join(rows)}</div>'


def _stack(label: str, kinds: Mapping[str, int], most: int, lang: str) -> str:
    """One bar in pieces: households by kind of change."""
    pieces = "".join(
        f'<span style="width:{_share(number, most)};background:{_COLOURS[kind]}"></span>'
        for kind, number in kinds.items()
    )
    told = "，".join(f"{phrase(kind, lang)} {number:,}" for kind, number in kinds.items())
    return (
        f'<div class="label">{escape(label)}</div><div><div class="bar" title="{escape(told)}">{pieces}</div>'
        f'<div class="what">{escape(told)}</div></div>'
    )


def _pair(bar: Bar, largest: int, lang: str) -> str:
    """Two bars: before and after."""
    drawn = "".join(
        f'<div class="bar"><span style="width:{_share(fen, largest)};background:{colour}"></span></div>'
        for fen, colour in ((bar.before, _BEFORE), (bar.after, _AFTER))
    )
    told = f"{yuan(bar.before)} → {yuan(bar.after)}"
    if any(bar.waiting):
        told += phrase("waiting", lang, before=f"{bar.waiting[0]:,}", after=f"{bar.waiting[1]:,}")
    return f'<div class="label">{escape(bar.label)}</div><div>{drawn}<div class="what">{escape(told)}</div></div>'


def _share(part: int, whole: int) -> str:
    """A width in per cent, to a thousandth."""
    thousandths = part * 100_000 // whole if whole else 0
    return f"{thousandths // 1000}.{thousandths % 1000:03}%"


def _table(table: Table) -> str:
    heads = "".join(
        f"<th{'' if i == 0 else _NUMBER}>{escape(head)}</th>" for i, head in enumerate(table.heads)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{'' if i == 0 else _NUMBER}>{escape(cell)}</td>" for i, cell in enumerate(row))
        + "</tr>\n"
        for row in table.rows
    )
    return (
        f'<h2>{escape(table.title)}</h2>\n<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table></div>"
    )

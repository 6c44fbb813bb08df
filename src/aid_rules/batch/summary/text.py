"""How does a job sum itself up on a screen of letters?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aid_rules.batch.summary.overview import Table, overview
from aid_rules.batch.summary.phrases import phrase
from aid_rules.problems.wording import width

_GAP = "  "


def summary(manifest: Mapping[str, Any], lang: str = "zh") -> str:
    """Counts, who is new, raised, lowered, ended, undetermined, and what it costs, by programme and by division."""
    found = overview(manifest, lang)
    parts = [found.title, *found.lines]
    for table in found.tables:
        parts += ["", table.title, *_rows(table)]
    if manifest["seconds"] is not None:
        parts += ["", phrase("seconds", lang, seconds=manifest["seconds"])]
    return "\n".join(parts) + "\n"


def _rows(table: Table) -> Iterator[str]:
    """Columns one under the other, numbers to the right; 汉字 take two places."""
    lines = [table.heads, *table.rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(table.heads))]
    for line in lines:
        first, *rest = (" " * (w - width(cell)) for w, cell in zip(widths, line, strict=True))
        yield _GAP.join(
            [line[0] + first, *(pad + cell for pad, cell in zip(rest, line[1:], strict=True))]
        ).rstrip()

"""What was decided, by what, from what, and what does it add up to? The manifest of a job.

Its numbers are fen and households. Everything but `seconds` is the same whenever the same job runs in the same place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from aid_rules.batch.chunk.layout import Layout
from aid_rules.batch.chunk.side import Side
from aid_rules.batch.chunk.step import Task
from aid_rules.batch.chunk.tally import Tally
from aid_rules.batch.identity import rules_digest, source_digest
from aid_rules.batch.source import Population
from aid_rules.dates import month_text
from aid_rules.scalar.decision import engine_version

FORMAT = 3
RULES_AT = "rules_at"
"""Where the directories of rules lie, seen from the results: both may be moved together, and looked at from anywhere."""


def job_of(task: Task, found: Population, digest: str) -> dict[str, Any]:
    """What makes two jobs the same: input, rules, days, and how it is divided into chunks."""
    about = {
        "files": found.names, "households": found.rows, "digest": digest,
        "chunks": found.chunks, "chunk": found.size,
    }  # fmt: skip
    return {"population": about, **asked_of(task)}


def asked_of(task: Task) -> dict[str, Any]:
    """By what is decided: engine, rules and days of both sides."""
    return {
        "format": FORMAT,
        "engine": engine_version(),
        "source": source_digest(),
        "libraries": {"numpy": np.__version__, "pyarrow": pa.__version__},
        "before": _side(task.before, task.regions),
        "after": _side(task.after, task.regions),
        "rules": rules_digest(task),
        "months": [month_text(day) for day in task.months],
        "changed_only": task.changed_only,
        "lang": task.lang,
        "trace": task.trace,
    }  # fmt: skip


def _side(side: Side, regions: Iterable[str]) -> dict[str, Any]:
    plans = side.plans(regions)
    return {
        "rules": side.named, "on": side.on.isoformat(),
        "plans": {region: f"sha256:{plan.digest}" for region, plan in sorted(plans.items())},
    }  # fmt: skip


def rules_at(task: Task, out: Path) -> dict[str, str]:
    """The directory of each side that was asked for by its path."""
    return {
        name: _seen_from(out, Path(side.named).resolve())
        for name, side in (("before", task.before), ("after", task.after))
        if side.named
    }


def _seen_from(out: Path, directory: Path) -> str:
    try:
        return Path(os.path.relpath(directory, out)).as_posix()
    except ValueError:  # on another drive
        return directory.as_posix()


def manifest(
    job: Mapping[str, Any], total: Tally, layout: Layout, names: Mapping[str, str], seconds: float | None
) -> dict[str, Any]:
    """The job, what it counted and what it adds up to; `names` are those of the divisions."""
    titles = {
        each.name: {"zh": each.title.zh, "en": each.title.en, "per": each.per} for each in layout.programmes
    }
    return {
        **job,
        "counts": {
            "households": total.households, "decided": total.decided, "rejected": total.rejected,
            "carried": total.carried, "changed": total.changed, "changes": total.changes,
            "undetermined": total.open,
            "rejects": dict(sorted(total.codes.items())),
        },
        "programmes": titles,
        "regions": dict(sorted(names.items())),
        "totals": {name: sums for (name,), sums in total.by(2).items()},
        "groups": [
            {"region": region, "residence": residence, "programme": programme, **sums}
            for (region, residence, programme), sums in sorted(total.groups.items())
        ],
        "seconds": None if seconds is None else round(seconds, 3),
    }  # fmt: skip

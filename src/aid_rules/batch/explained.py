"""Why was a household of a run decided as it was? From the columns that the run kept, without deciding anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from aid_rules.batch.counted import TRACE
from aid_rules.batch.manifest import RULES_AT
from aid_rules.batch.refusals import refused
from aid_rules.batch.store import MANIFEST
from aid_rules.columnar import told
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Decision, Evaluator, restored


class Run:
    """The directory of a run that kept its trace.

    `rulebook`: the rules after the change, where those that the manifest names are not to be found. Raises BatchError
    where the run is not done, or kept no trace, or its rules lie elsewhere.
    """

    def __init__(self, out: Path, rulebook: Rulebook | None = None) -> None:
        if not (out / MANIFEST).is_file():
            raise refused("B119", found=str(out))
        self.out = out
        self.manifest: dict[str, Any] = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        if not self.manifest["trace"]:
            raise refused("B116", found=str(out))
        self.rulebook = rulebook or Rulebook.load(*self._rules())

    def _rules(self) -> list[Path]:
        """The directory laid over the shipped rules, if any: where it lay beside the run, or as it was typed."""
        named = self.manifest["after"]["rules"]
        if not named:
            return []
        told = self.manifest.get(RULES_AT, {}).get("after")
        places = [*([self.out / told] if told else []), Path(named)]
        found = next((place for place in places if place.is_dir()), None)
        if found is None:
            raise refused("B139", found=named, out=str(self.out))
        return [found]

    def decision(self, household: str) -> Decision:
        """The decision of a household by the rules after the change.

        Raises BatchError where the run does not know it or carried it over, RuleError where the rules are not those of
        the run any more.
        """
        rows = next(_rows(self.out / TRACE, household), None)
        if rows is None:
            carried = next(_rows(self.out / "decisions", household, ["carried"]), None) is not None
            on = self.manifest["after"]["on"]
            raise refused("B140" if carried else "B114", found=str(self.out), household=household, on=on)
        kept = told(rows, 0)
        evaluator = Evaluator(self.rulebook.resolve(kept.case.region, kept.on))
        place = self.rulebook.chain(kept.case.region)[0].title
        return restored(evaluator, kept.case, kept.on, kept.plan, kept.values, place)


def explained(run: str | Path, household: str, rulebook: Rulebook | None = None) -> Decision:
    """The decision of a household of a run; errors as those of `Run`."""
    return Run(Path(run), rulebook).decision(household)


def _rows(parts: Path, household: str, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The row of a household; only the ids of the others are read."""
    for path in sorted(parts.glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                ids = file.read_row_group(group, columns=["household_id"]).column("household_id")
                place = pc.index(ids, pa.scalar(household, ids.type)).as_py()
                if place >= 0:
                    yield file.read_row_group(group, columns=columns).slice(place, 1)

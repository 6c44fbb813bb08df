"""Which findings of officers does a block hold, by path and name of the rule?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from aid_rules.columnar.block import Block, Mask, child
from aid_rules.columnar.state import Place

Finding = tuple[Mask, Mask]
"""On which rows a finding is recorded, and where it says that the rule holds."""


def findings(block: Block, places: Iterable[Place]) -> dict[Place, Finding]:
    """The findings on these rules; rules on which nothing is recorded are left out."""
    wanted: dict[tuple[str, ...], set[str]] = {}
    for path, name in places:
        wanted.setdefault(path, set()).add(name)
    found: dict[Place, Finding] = {}
    for path, names in wanted.items():
        records = block.rows(path).records
        lists = child(records, "findings")
        if lists is None or pa.types.is_null(lists.type) or len(lists.flatten()) == 0:
            continue
        lengths = np.asarray(lists.value_lengths().fill_null(0).to_numpy())
        rows = np.repeat(np.arange(len(lists)), lengths)
        made = lists.flatten()
        said = made.field("name").dictionary_encode()
        codes, holds = said.indices.to_numpy(), np.asarray(made.field("holds").to_numpy(zero_copy_only=False))
        for code, name in enumerate(said.dictionary.to_pylist()):
            if name in names:
                found[path, name] = _on_rows(rows[codes == code], holds[codes == code], len(lists))
    return found


def _on_rows(rows: np.ndarray, holds: np.ndarray, count: int) -> Finding:
    made, held = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    made[rows] = True
    held[rows] = holds
    return made, held

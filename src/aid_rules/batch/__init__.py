"""How is a whole population decided and compared, losing nothing?

`reevaluate` decides every household by the rules of two sides and tells what changes, for whom and by how much.
"""

from aid_rules.batch.chunk.side import Side
from aid_rules.batch.explained import Run, explained
from aid_rules.batch.job import Asked, Progress, reevaluate_files
from aid_rules.batch.reevaluate import Reevaluation, reevaluate
from aid_rules.batch.refusals import BatchError

__all__ = [
    "Asked",
    "BatchError",
    "Progress",
    "Reevaluation",
    "Run",
    "Side",
    "explained",
    "reevaluate",
    "reevaluate_files",
]

"""What becomes of some households of a population? Decided on both sides, compared, settled and counted.

Knows no files: a job on one machine and the tasks of Spark do the same step.
"""

from aid_rules.batch.chunk.layout import CHANGES, REJECTS, Layout
from aid_rules.batch.chunk.side import Side
from aid_rules.batch.chunk.step import Parts, Step, Task
from aid_rules.batch.chunk.tally import Tally

__all__ = ["CHANGES", "REJECTS", "Layout", "Parts", "Side", "Step", "Tally", "Task"]

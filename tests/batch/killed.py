"""A job in a process of its own, for tests that kill it: SOURCE OUT PROCESSES, and whether to resume."""

from __future__ import annotations

import sys
from pathlib import Path

from aid_rules.batch import reevaluate_files
from tests.batch import harbour

CHUNK = 9


def main(source: str, out: str, processes: str, resume: str) -> None:
    print("begun", flush=True)
    reevaluate_files(
        Path(source), Path(out), harbour.asked(), processes=int(processes), resume=resume == "resume", chunk=CHUNK
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])

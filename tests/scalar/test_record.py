"""Records build their validators when first used: does that hold when threads are the first together?"""

import subprocess
import sys

import pytest

from aid_rules.scalar import ProgrammeDecision, Said

TOGETHER = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from aid_rules.scalar import ProgrammeDecision, Said, TraceStep

start = Barrier(8)

def first(number):
    start.wait()
    step = TraceStep(rule="dibao.size", of="household", value=str(number))
    title = Said(zh="低保", en="Dibao")
    decision = ProgrammeDecision(title=title, unit="household", outcome="eligible")
    return step.model_dump_json(), decision.model_dump_json()

with ThreadPoolExecutor(8) as pool:
    found = list(pool.map(first, range(8)))
assert len({step for step, _ in found}) == 8 and len({decision for _, decision in found}) == 1
print("built")
"""


def test_threads_may_build_the_first_records_together() -> None:
    done = subprocess.run([sys.executable, "-c", TOGETHER], capture_output=True, text=True, check=False)
    assert done.stdout == "built\n", done.stderr


def test_a_record_takes_nothing_beyond_its_fields() -> None:
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        ProgrammeDecision(title=Said(zh="低保", en="Dibao"), unit="household", outcome="eligible", paid=1)

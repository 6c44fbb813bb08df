"""Is a decision the same, byte for byte, when it is made again, here or by another process?"""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

from aid_rules import Rulebook, evaluate, read_case_dict
from tests.laws.families import DAYS, REGIONS, Place, family
from tests.strategies import blanked

FRESH = """
import json, sys
from datetime import date
from aid_rules import evaluate, read_case_dict
for line in sys.stdin:
    on, case = json.loads(line)
    print(evaluate(read_case_dict(case), on=date.fromisoformat(on)).model_dump_json())
"""


def cases() -> list[tuple[str, dict[str, object]]]:
    """Families known in full and half known, in some region on every day."""
    chance = Random(20261101)
    found = []
    for on in (*DAYS, *DAYS, *DAYS):
        known = family(chance, Place(chance.choice(REGIONS), on))
        found.append((on.isoformat(), chance.choice((known, blanked(known, chance)))))
    return found


CASES = cases()


@pytest.fixture(scope="module")
def decided() -> list[str]:
    return [evaluate(read_case_dict(case), on=date.fromisoformat(on)).model_dump_json() for on, case in CASES]


def test_again_by_freshly_loaded_rules(decided: list[str]) -> None:
    rulebook = Rulebook.load()
    again = [
        evaluate(read_case_dict(case), on=date.fromisoformat(on), rulebook=rulebook).model_dump_json()
        for on, case in CASES
    ]
    assert again == decided


@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_again_by_another_process(decided: list[str], hash_seed: str, tmp_path: Path) -> None:
    given = "\n".join(json.dumps(case) for case in CASES)
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", FRESH], input=given, capture_output=True, encoding="utf-8", env=environment,
        cwd=tmp_path, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == decided

"""Is a job that was killed, at whatever moment, and resumed what an uninterrupted one is, byte for byte?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from aid_rules.batch import BatchError, reevaluate_files
from tests.batch import harbour
from tests.batch.killed import CHUNK

COUNT = 72
FILES = 4 * COUNT // CHUNK + 1
"""The most that there are at a time: of each chunk three tables and its note."""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harbour.write(tmp_path_factory.mktemp("people") / "people.parquet", harbour.table(COUNT), CHUNK)


@pytest.fixture(scope="module")
def whole(people: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("whole") / "out"
    reevaluate_files(people, out, harbour.asked(), processes=1, chunk=CHUNK)
    return harbour.files(out)


def start(
    checkout: Path, people: Path, out: Path, processes: int, *, resume: bool, scratch: Path | None = None
) -> subprocess.Popen[str]:
    """`scratch`: where temporary files go."""
    command = [
        sys.executable,
        "-m",
        "tests.batch.killed",
        str(people),
        str(out),
        str(processes),
        "resume" if resume else "",
    ]
    process = subprocess.Popen(
        command, cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, **({} if scratch is None else {"TMPDIR": str(scratch)})},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n", process.communicate()[1]
    return process


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors


def begun(out: Path) -> bool:
    return (out / "job.json").exists() or (out / "manifest.json").exists()


def count(out: Path) -> int:
    """How many files have been written."""
    return sum(len(names) for _, _, names in os.walk(out))


def killed_again_and_again(
    checkout: Path, people: Path, out: Path, processes: int, kills: int, chance: Random
) -> None:
    """Kill a job at so many moments, resumed each time; one that gets to its end begins anew elsewhere."""
    turn, left = 0, kills
    seen: set[int] = set()
    while left:
        here = out / str(turn)
        process = start(checkout, people, here, processes, resume=begun(here))
        there = count(here)
        # At the end there may be a file or two more than there were at a time.
        moment = chance.randint(there, max(there, min(there + FILES // 3, FILES + 2)))
        while process.poll() is None and count(here) < moment:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        code, errors = ended(process)
        if code:
            seen.add(count(here))
            left -= 1
        assert code in (0, -signal.SIGKILL), errors
        turn += code == 0
    here = out / str(turn)
    code, errors = ended(start(checkout, people, here, processes, resume=begun(here)))
    assert code == 0, errors
    # Moments are drawn, and some fall together; what must not be is that all are one.
    assert len(seen) > kills // 6


@pytest.mark.parametrize(("processes", "kills"), [(1, 14), (2, 6)])
def test_killed_at_any_moment(
    checkout: Path, people: Path, whole: dict[str, bytes], tmp_path: Path, processes: int, kills: int
) -> None:
    killed_again_and_again(checkout, people, tmp_path / "out", processes, kills, Random(processes))
    results = sorted((tmp_path / "out").glob("[0-9]*"))
    for out in results:
        assert harbour.files(out) == whole, out


LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux' list of processes")


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in found.read_text().split()] if found.exists() else []


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def at_work(process: subprocess.Popen[str], out: Path) -> list[int]:
    """The processes that help, once something has been done."""
    helpers: list[int] = []
    while process.poll() is None and not list((out / "progress").glob("*.json")):
        helpers = children(process.pid)
        time.sleep(0.01)
    assert process.poll() is None, ended(process)
    assert len(helpers) >= 2
    return helpers


@LINUX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_helpers_do_not_outlive_the_job(
    checkout: Path, people: Path, tmp_path: Path, how: signal.Signals
) -> None:
    (scratch := tmp_path / "scratch").mkdir()
    process = start(checkout, people, tmp_path / "out", 2, resume=False, scratch=scratch)
    helpers = at_work(process, tmp_path / "out")
    (lent,) = scratch.glob("aid-rules-*")
    assert lent.stat().st_mode & 0o777 == 0o700
    os.kill(process.pid, how)
    ended(process)
    for _ in range(100):
        if not any(map(alive, helpers)):
            break
        time.sleep(0.1)
    assert not [helper for helper in helpers if alive(helper)]
    assert not lent.exists()


@LINUX
def test_a_helper_that_is_killed(
    checkout: Path, people: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """As a system does that runs out of memory: the job says so, and can be resumed."""
    out = tmp_path / "out"
    (scratch := tmp_path / "scratch").mkdir()
    process = start(checkout, people, out, 2, resume=False, scratch=scratch)
    os.kill(at_work(process, out)[-1], signal.SIGKILL)
    code, errors = ended(process)
    assert not list(scratch.glob("aid-rules-*"))
    assert code not in (0, -signal.SIGKILL)
    assert "B117" in errors
    assert ended(start(checkout, people, out, 1, resume=True))[0] == 0
    assert harbour.files(out) == whole


def test_two_processes_at_one_job(
    checkout: Path, people: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = start(checkout, people, out, 1, resume=False)
    while not begun(out) and first.poll() is None:
        time.sleep(0.01)
    with pytest.raises(BatchError) as error:
        reevaluate_files(people, out, harbour.asked(), resume=True, chunk=CHUNK)
    assert error.value.problems[0].code == "B110"
    assert ended(first)[0] == 0
    assert harbour.files(out) == whole


def test_asked_to_stop(checkout: Path, people: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """A job that is interrupted from the keyboard leaves what it did, and no half file."""
    out = tmp_path / "out"
    process = start(checkout, people, out, 1, resume=False)
    while not list((out / "progress").glob("*.json")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    code, _ = ended(process)
    assert code != 0
    assert not list(out.rglob(".*.part"))
    assert ended(start(checkout, people, out, 1, resume=True))[0] == 0
    assert harbour.files(out) == whole


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_before_anything_was_written(
    checkout: Path, people: Path, whole: dict[str, bytes], tmp_path: Path, how: signal.Signals
) -> None:
    """While the population is looked through; told to resume, the job begins."""
    out = tmp_path / "out"
    process = start(checkout, people, out, 1, resume=False)
    os.kill(process.pid, how)
    assert ended(process)[0] != 0
    assert ended(start(checkout, people, out, 1, resume=True))[0] == 0
    assert harbour.files(out) == whole

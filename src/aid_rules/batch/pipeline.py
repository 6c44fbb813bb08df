"""How do reading, deciding and writing go on at the same time?

In one process there is a thread that reads ahead and one that writes behind; several processes divide the units
among them and each does the same.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pyarrow as pa

from aid_rules.batch.ahead import ahead
from aid_rules.batch.chunk.step import Step, Task
from aid_rules.batch.files import lent, taken_back
from aid_rules.batch.memory import frugal
from aid_rules.batch.refusals import refused
from aid_rules.batch.source import Unit, chunks
from aid_rules.batch.store import Store
from aid_rules.batch.twice import Doubled

_BEHIND = 2
"""Chunks that may wait to be written."""

Told = Callable[[int], None]
"""Is told how many households more are done."""


@dataclass(frozen=True)
class Work:
    """What every process needs to know. `doubled`: the households that stand there several times."""

    task: Task
    store: Store
    done: frozenset[int]
    doubled: Doubled


def run(work: Work, units: Sequence[Unit], processes: int, told: Told) -> None:
    """Do every chunk that is not done. An error stops the rest; what was written stays."""
    left = [unit for unit in units if not work.done.issuperset(unit.chunks)]
    if processes <= 1 or len(left) <= 1:
        Worker(work).do(left, told)
        return
    context = multiprocessing.get_context("spawn")
    # Not through the pipe to each process: one that dies while it starts would leave us writing to it for ever.
    with (
        frugal(),
        lent(pickle.dumps(work)) as path,
        ProcessPoolExecutor(min(processes, len(left)), context, _begin, (path,)) as pool,
    ):
        waiting = [pool.submit(_one, unit) for unit in left]
        helpers = list((pool._processes or {}).values())
        try:
            for future in as_completed(waiting):
                told(future.result())
        except BaseException as error:
            for process in helpers:
                process.terminate()
            pool.shutdown(cancel_futures=True)
            if isinstance(error, BrokenProcessPool):
                raise refused("B117") from error
            raise


class Worker:
    """Does units, one after another."""

    def __init__(self, work: Work) -> None:
        self.work, self.step = work, Step(work.task)

    def do(self, units: Sequence[Unit], told: Told) -> None:
        """Read, decide and write every chunk of these units that is not done."""
        with ThreadPoolExecutor(1, "write") as writer:
            behind: deque[Future[None]] = deque()
            for number, first, chunk in ahead(self._chunks(units)):
                parts = self.step(chunk, first, self.work.doubled.within(first, chunk.num_rows))
                behind.append(writer.submit(self.work.store.put, number, parts))
                if len(behind) > _BEHIND:
                    behind.popleft().result()
                told(chunk.num_rows)
            for future in behind:
                future.result()

    def _chunks(self, units: Sequence[Unit]) -> Iterator[tuple[int, int, pa.RecordBatch]]:
        for unit in units:
            for number, first, chunk in chunks(unit):
                if number not in self.work.done:
                    yield number, first, chunk


_WORKER: list[Worker] = []
"""That of this process."""


def _begin(path: Path) -> None:
    """A process that was started to help: whoever started it is asked to stop, not this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_stop_with, args=(multiprocessing.parent_process(), path), daemon=True).start()
    _WORKER.append(Worker(pickle.loads(path.read_bytes())))


def _one(unit: Unit) -> int:
    """Do a unit; how many households were done."""
    count = 0

    def told(more: int) -> None:
        nonlocal count
        count += more

    _WORKER[0].do([unit], told)
    return count


def _stop_with(parent: Any, path: Path) -> None:
    """Stop when whoever started this process is gone: another job may be at work on the same files.

    What is being written stays beside its place, where the next job finds and removes it. What was lent is taken
    away by whoever is left to do it.
    """
    parent.join()
    taken_back(path)
    os._exit(1)

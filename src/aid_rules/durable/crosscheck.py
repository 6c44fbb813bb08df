"""Do the two engines agree on a decision?

One worker process serves many decisions; each plan is sent to it once. Where the worker fails, dies or does
not answer, that is an error: no answer is never agreement.
"""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any

from aid_rules.durable.clauses import Clause, Fired, Posted
from aid_rules.durable.compare import compare
from aid_rules.durable.difference import Difference
from aid_rules.durable.facts import base_facts
from aid_rules.durable.leaves import Reader
from aid_rules.durable.theory import Theory, theory
from aid_rules.durable.worker import NoSecondOpinion, available, serve
from aid_rules.plan import Plan
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Decision

_PATIENCE = 60
"""Seconds after which a worker that does not answer is given up; a decision takes a fraction of one."""

_MOST_PLANS = 64
"""Plans that one worker holds at most: the library cannot let go of a ruleset, a new process can."""


class Crosscheck:
    """A worker process in which durable-rules derives outcomes; a context manager.

    With a `rulebook`, the second engine works by the rules which that resolves for a decision's place and
    day, so that a decision made by other rules differs; without one, by the rules of the decision itself.
    Raises NoSecondOpinion where the library is missing or fails. The process is spawned: a script that uses
    this must guard its entry with `if __name__ == "__main__":`.
    """

    def __init__(self, rulebook: Rulebook | None = None) -> None:
        missing = available()
        if missing:
            raise NoSecondOpinion(missing)
        self.rulebook = rulebook
        self._theories: dict[int, tuple[Plan, Theory]] = {}
        self._worker: tuple[SpawnProcess, Connection] | None = None

    def __enter__(self) -> Crosscheck:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            process, connection = self._worker
            connection.close()
            process.join(1)
            if process.is_alive():
                process.kill()
                process.join()
        self._worker = None
        self._theories.clear()

    def differences(self, decision: Decision) -> tuple[Difference, ...]:
        """Every derived value on which the engines differ, in the order of the plan."""
        plan = self._plan(decision)
        lacking = [step.name for step in plan.steps if step.name not in decision.plan.by_name]
        if lacking:
            raise NoSecondOpinion(f"the decision was made by rules without {', '.join(lacking)}")
        clauses: tuple[Clause, ...] | None = None
        if id(plan) not in self._theories:
            if len(self._theories) >= _MOST_PLANS:
                self.close()
            self._theories[id(plan)] = plan, theory(plan)
            clauses = self._theories[id(plan)][1].clauses
        known = self._theories[id(plan)][1]
        posted = base_facts(known, Reader(plan, known.bounds, decision.view))
        fired = self._ask(id(plan), clauses, posted)
        return compare(decision, plan, known, posted, fired)

    def _plan(self, decision: Decision) -> Plan:
        if self.rulebook is None:
            return decision.plan
        return self.rulebook.resolve(decision.case.region, decision.on)

    def _ask(self, key: int, clauses: tuple[Clause, ...] | None, posted: list[Posted]) -> list[Fired]:
        process, connection = self._started()
        answer: Any
        try:
            connection.send((key, clauses, posted))
            answer = connection.recv() if connection.poll(_PATIENCE) else f"no answer in {_PATIENCE} s"
        except (EOFError, OSError) as error:
            process.join(1)
            answer = f"the worker died ({type(error).__name__}, exit code {process.exitcode})"
        if isinstance(answer, str):
            process.kill()
            self.close()
            raise NoSecondOpinion(answer)
        found: list[Fired] = answer
        return found

    def _started(self) -> tuple[SpawnProcess, Connection]:
        if self._worker is None:
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._worker = process, ours
        return self._worker


def crosscheck(decision: Decision) -> tuple[Difference, ...]:
    """The differences of one decision, by a worker of its own. For many decisions use `Crosscheck`."""
    with Crosscheck() as worker:
        return worker.differences(decision)

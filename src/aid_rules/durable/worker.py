"""How is durable-rules run so that it can do no harm? In a spawned process, and by rules of its own.

The only place that imports the library. It swallows exceptions of actions, so every action keeps its own; it
refuses a fact that no rule reads, so only facts that are read are posted; at 512 tests side by side it loops
for ever, so every test has a group before it; its threads race with the caller, so this host has none;
deleting a session that has not fired crashes it, so one is deleted only after its sentinel fired.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from multiprocessing.connection import Connection
from typing import Any

from aid_rules.durable.clauses import TRUE, Clause, Fired, Posted, atom

UNSUPPORTED = (3, 13)
"""The first Python on which the library's C extension no longer imports."""

_GROUP = 100
"""Tests in a group: far below the 512 that fit side by side."""


class NoSecondOpinion(RuntimeError):
    """The second engine is not there, or failed: there is no second opinion, for better or worse."""


def available() -> str:
    """Why there is no second opinion here, in both languages; empty where there is one."""
    if sys.version_info >= UNSUPPORTED:
        here = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return (
            f"复核用的 durable-rules 在 Python 3.13 及以上不能导入（这里是 {here}），请用 3.11 或 3.12\n"
            f"durable-rules does not import on Python 3.13 and later (this is {here}): use 3.11 or 3.12"
        )
    if find_spec("durable_rules_engine") is None:
        return (
            "复核需要 durable-rules，请安装：pip install 'aid-rules[durable]'\n"
            "cross-checking needs durable-rules: pip install 'aid-rules[durable]'"
        )
    return ""


class Session:
    """One ruleset in a quiet host; each decision is a session of its own, gone before the next begins."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        from durable.engine import Host

        class Quiet(Host):  # type: ignore[misc]
            """Without the threads that fire rules behind the caller's back."""

            def _run(self) -> None:
                return

        self.read = {condition.atom for clause in clauses for condition in clause.conditions} | {atom(TRUE)}
        self.number = 0
        self.fired: list[Fired] = []
        self.held: set[tuple[int, int]] = set()
        self.errors: list[str] = []
        self.alive = False
        rules: dict[str, Any] = {f"c{i}": self._rule(i, clause) for i, clause in enumerate(clauses)}
        rules["sentinel"] = {"all": [{"c_0": {"$and": _tests(atom(TRUE))}}], "run": self._sentinel}
        self.host = Quiet()
        self.host.register_rulesets({"plan": rules})

    def _rule(self, number: int, clause: Clause) -> dict[str, Any]:
        conditions: list[dict[str, Any]] = []
        for i, condition in enumerate(clause.conditions):
            tests = _tests(condition.atom)
            if condition.link is not None:
                link = condition.link
                tests.append({link.field: {f"c_{link.condition}": link.other}})
            conditions.append({f"c_{i}": {"$and": tests}})
        return {"all": conditions, "run": self._action(number, clause)}

    def _action(self, number: int, clause: Clause) -> Callable[[Any], None]:
        def run(c: Any) -> None:
            try:
                rows = tuple(c._m[f"c_{i}"]["r"] for i in range(len(clause.conditions)))
                row = 0 if clause.row_of is None else rows[clause.row_of]
                if (clause.head, row) in self.held:
                    return
                self.held.add((clause.head, row))
                self.fired.append(Fired(number, row, rows))
                if clause.head in self.read:
                    c.assert_fact(_fact(Posted(clause.head, row)))
            except Exception as error:  # noqa: BLE001 - the library would swallow it: it is raised by `derive`
                self.errors.append(_said(error))

        return run

    def _sentinel(self, _: Any) -> None:
        self.alive = True

    def derive(self, facts: Sequence[Posted]) -> list[Fired]:
        """Post the facts, the sentinel's last, and return what fired. NoSecondOpinion for anything odd."""
        self.number += 1
        sid = f"s{self.number}"
        self.fired, self.errors, self.alive = [], [], False
        posted = [fact for fact in facts if fact.atom in self.read]
        self.held = {(fact.atom, fact.row) for fact in posted}
        try:
            if posted:
                self.host.assert_facts("plan", [_fact(fact) | {"sid": sid} for fact in posted])
            self.host.assert_fact("plan", _fact(Posted(atom(TRUE), 0)) | {"sid": sid})
        except Exception as error:
            raise NoSecondOpinion(_said(error)) from error
        self._check(sid)
        self.host.delete_state("plan", sid)
        return self.fired

    def _check(self, sid: str) -> None:
        """Nothing swallowed, nothing lost, and rules do fire."""
        state = self.host.get_state("plan", sid)
        if "exception" in state:
            self.errors.append(str(state["exception"]))
        if self.errors:
            raise NoSecondOpinion("; ".join(self.errors))
        if not self.alive:
            raise NoSecondOpinion("the sentinel did not fire")
        expected = 1 + sum(known in self.read for known, _ in self.held)
        found = len(self.host.get_facts("plan", sid))
        if found != expected:
            raise NoSecondOpinion(f"{expected} facts were asserted, {found} are held")


def _tests(number: int) -> list[dict[str, Any]]:
    return [{"g": number // _GROUP}, {"p": number}]


def _fact(fact: Posted) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": f"{fact.atom}.{fact.row}", "g": fact.atom // _GROUP, "p": fact.atom, "r": fact.row,
    }  # fmt: skip
    return found if fact.before is None else found | {"b": fact.before}


def _said(error: Exception) -> str:
    """The library keeps what it has to say in `message`, where `str` does not look."""
    return f"{type(error).__name__}: {getattr(error, 'message', '') or error}"


def serve(connection: Connection) -> None:
    """The process: rules once a plan, then facts; answers what fired, or why nothing can be said."""
    sessions: dict[int, Session] = {}
    while True:
        try:
            key, clauses, facts = connection.recv()
        except EOFError:
            return
        try:
            if clauses is not None:
                sessions[key] = Session(clauses)
            connection.send(sessions[key].derive(facts))
        except Exception as error:  # noqa: BLE001 - told to the caller, who raises it
            connection.send(_said(error))

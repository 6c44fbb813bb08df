"""Is a second engine that is missing, fails or dies said aloud, and never taken for agreement?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aid_rules import Decision, Engine, Household, evaluate
from aid_rules.durable import Crosscheck, NoSecondOpinion, available, crosscheck
from aid_rules.durable import worker as workers
from aid_rules.durable.clauses import Clause, Condition, Posted
from tests.durable.test_differences import ON, altered, by, poor

CASE = "examples/dibao-urban-three.json"


def command(checkout: Path, *more: str) -> tuple[int, str]:
    """Exit code and stderr of `aid-rules evaluate --crosscheck`."""
    typer_testing = pytest.importorskip("typer.testing")
    from aid_rules.cli.app import app

    case = str(checkout / CASE)
    done = typer_testing.CliRunner().invoke(app, ["evaluate", case, "--on", str(ON), "--crosscheck", *more])
    return done.exit_code, done.stderr


def test_a_python_that_is_too_new_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "UNSUPPORTED", (3, 0))
    assert "durable-rules does not import on Python 3.13 and later" in available()
    with pytest.raises(NoSecondOpinion, match="use 3"):
        crosscheck(evaluate(poor(), on=ON))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "UNSUPPORTED", (4, 0))
    monkeypatch.setattr(workers, "find_spec", lambda _: None)
    assert "pip install 'aid-rules[durable]'" in available()


def test_the_command_says_so_before_it_decides(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    monkeypatch.setattr(workers, "UNSUPPORTED", (3, 0))
    code, said = command(checkout)
    assert (code, "3.13" in said) == (2, True)


@pytest.mark.usefixtures("second")
def test_the_command_agrees(checkout: Path) -> None:
    assert command(checkout, "--json") == (0, "复核：1 户一致 / households agree\n")


@pytest.mark.usefixtures("second")
def test_the_command_ends_with_1_for_a_difference(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    wrong = by(altered("dibao.single_person.dibao_household"))

    def decided(_: Engine, __: Household, ___: date) -> Decision:
        return wrong

    monkeypatch.setattr(Engine, "evaluate", decided)
    code, said = command(checkout, "--json")
    assert code == 1
    assert "dibao.single_person.eligible [p1]: 复核不一致：本引擎 true，durable-rules false" in said
    assert said.endswith("复核：1 户中 1 户不一致 / households differ\n")


def test_a_worker_that_died_is_an_error_and_the_next_is_a_new_one(second: Crosscheck) -> None:
    decision = evaluate(poor(), on=ON)
    assert second.differences(decision) == ()
    assert second._worker is not None
    second._worker[0].kill()
    second._worker[0].join()
    with pytest.raises(NoSecondOpinion, match="died"):
        second.differences(decision)
    assert second.differences(decision) == ()


def test_what_the_library_refuses_is_told(second: Crosscheck) -> None:
    twice = [Posted(8, 0), Posted(8, 0)]
    with pytest.raises(NoSecondOpinion, match="observed"):
        second._ask(-1, (Clause(10, (Condition(8),), None),), twice)


def test_a_fact_that_no_rule_reads_is_not_posted(second: Crosscheck) -> None:
    assert second._ask(-4, (), [Posted(8, 0)]) == []


def test_an_exception_in_an_action_is_told(second: Crosscheck) -> None:
    faulty: Any = Clause(10, (Condition(8), Condition(6)), 5)  # there is no condition 5 to take the row of
    with pytest.raises(NoSecondOpinion, match="IndexError"):
        second._ask(-2, (faulty,), [Posted(8, 0), Posted(6, 0)])


def test_more_rules_than_the_library_can_hold_side_by_side(second: Crosscheck) -> None:
    count = 1000
    chain = tuple(Clause(n + 1, (Condition(n),), 0) for n in range(10, 10 + count))
    assert len(second._ask(-3, chain, [Posted(10, 1)])) == count

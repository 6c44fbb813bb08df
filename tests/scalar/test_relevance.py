"""Which facts can still change an outcome? Small formulas for which anyone can see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules.language import OPERATIONS, TRUTH, Unknown
from aid_rules.scalar.relevance import Budget, Domain, Possible, settle

AND, OR, NOT = (OPERATIONS[name].lifted(count) for name, count in (("and", 2), ("or", 2), ("not", 1)))
EITHER = Domain((True, False), whole=True)
Formula = Callable[[Mapping[str, Any]], Any]


def any_of(domain: Domain) -> Possible:
    """The same values for every fact."""
    return Possible(lambda _: domain, lambda _finding, _setting: True)


def facts(given: Mapping[str, Any], names: str) -> list[Any]:
    return [given.get(name, Unknown(frozenset(name), TRUTH)) for name in names]


def cancelled(given: Mapping[str, Any]) -> Any:
    """`(a and b) or (a and not b)` is `a`."""
    a, b = facts(given, "ab")
    return OR(AND(a, b), AND(a, NOT(b)))


def always(given: Mapping[str, Any]) -> Any:
    """`a or not a` is true, whatever `a` is."""
    (a,) = facts(given, "a")
    return OR(a, NOT(a))


def both(given: Mapping[str, Any]) -> Any:
    a, b = facts(given, "ab")
    return AND(a, b)


@pytest.mark.parametrize(
    ("formula", "outcome", "kept"),
    [(cancelled, None, {"a"}), (always, True, set()), (both, None, {"a", "b"})],
)
def test_only_what_matters_is_kept(formula: Formula, outcome: bool | None, kept: set[str]) -> None:
    found, asked = settle(formula({}), formula, any_of(EITHER), Budget())
    assert set(asked) == kept
    assert found is outcome if outcome is not None else type(found) is Unknown


def test_a_fact_whose_values_cannot_be_listed_stays() -> None:
    open_ended = Domain((), whole=False)
    possible = Possible(lambda name: EITHER if name == "a" else open_ended, lambda _finding, _setting: True)
    found, asked = settle(cancelled({}), cancelled, possible, Budget())
    assert type(found) is Unknown
    assert asked == {"a", "b"}


def test_ends_of_a_number_may_show_that_it_matters() -> None:
    less = OPERATIONS["less"].lifted(2)

    def below(given: Mapping[str, Any]) -> Any:
        return less(given.get("x", Unknown(frozenset("x"), (0, 100))), 50)

    found, asked = settle(below({}), below, any_of(Domain((0, 100), whole=False)), Budget())
    assert type(found) is Unknown
    assert asked == {"x"}


@pytest.mark.parametrize(("stands_in", "kept"), [(True, {"findings[f]"}), (False, set())])
def test_a_finding_is_tried_beside_every_setting_but_those_it_stands_in_for(
    stands_in: bool, kept: set[str]
) -> None:
    """`s or not s or f`: whatever the setting is, the finding changes nothing."""

    def formula(given: Mapping[str, Any]) -> Any:
        s, f = (given.get(name, Unknown(frozenset((name,)), TRUTH)) for name in ("@s", "findings[f]"))
        return OR(OR(s, NOT(s)), f)

    possible = Possible(lambda _: EITHER, lambda _finding, _setting: stands_in)
    found, asked = settle(formula({}), formula, possible, Budget())
    assert set(asked) == kept
    assert found is True or stands_in


def test_where_trials_run_out_the_budget_says_so() -> None:
    budget = Budget(left=1)
    _, asked = settle(cancelled({}), cancelled, any_of(EITHER), budget)
    assert asked == {"a", "b"}
    assert budget.wanting


@given(table=st.lists(st.booleans(), min_size=8, max_size=8))
def test_exactly_the_facts_of_a_truth_table_that_matter(table: list[bool]) -> None:
    """For every function of three facts: a fact is kept exactly if two rows differ in it and in the outcome."""
    rows = dict(zip(product((True, False), repeat=3), table, strict=True))

    def look(given: Mapping[str, Any]) -> Any:
        open_names = [name for name in "abc" if name not in given]
        fitting = {
            outcome
            for row, outcome in rows.items()
            if all(given.get(n, v) == v for n, v in zip("abc", row, strict=True))
        }
        # As careless as interval logic can be: it names every open fact, even where the outcome is settled.
        if len(fitting) == 1 and not open_names:
            return fitting.pop()
        return Unknown(frozenset(open_names), TRUTH)

    matter = {
        "abc"[i]
        for i in range(3)
        for row in rows
        if rows[row] != rows[tuple(v != (j == i) for j, v in enumerate(row))]  # type: ignore[index]
    }
    found, asked = settle(look({}), look, any_of(EITHER), Budget())
    if matter:
        assert asked == matter
    else:
        assert found is table[0]
        assert not asked

"""Which facts can still change an outcome? Small formulas for which anyone can see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules.language import OPERATIONS, TRUTH, Unknown
from aid_rules.problems import CaseError
from aid_rules.scalar.possible import Domain, Possible
from aid_rules.scalar.relevance import Budget, settle
from aid_rules.scalar.runtime import RECORD, supposed
from aid_rules.scalar.span import Shares, Span, Steps

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


def test_a_fact_whose_values_cannot_be_listed_stays_without_a_proof() -> None:
    open_ended = Domain((), whole=False)
    possible = Possible(lambda name: EITHER if name == "a" else open_ended, lambda _finding, _setting: True)
    found, asked = settle(cancelled({}), cancelled, possible, Budget())
    assert type(found) is Unknown
    assert asked["a"] is not None
    assert asked["b"] is None


LESS, ADD, MAX = (OPERATIONS[name].lifted(2) for name in ("less", "add", "max"))
WIDE = Steps(0, 10**12)


def number(name: str, given: Mapping[str, Any]) -> Any:
    return supposed(name, given) if name in given else Unknown(frozenset((name,)), WIDE.ends)


def numbers(*others: str) -> Possible:
    wide = Domain(WIDE.ends, whole=True, span=WIDE)
    return Possible(lambda name: EITHER if name in others else wide, lambda _finding, _setting: True)


def below(given: Mapping[str, Any]) -> Any:
    return LESS(number("x", given), 50)


def outside(given: Mapping[str, Any]) -> Any:
    """Both ends are outside; 700 and 701 are not."""
    x = number("x", given)
    return OR(LESS(x, 700), LESS(701, x))


def either_limit(given: Mapping[str, Any]) -> Any:
    """`x < (613 if a else 614)`: `a` matters at one value only."""
    x = number("x", given)
    (a,) = facts(given, "a")
    return OR(AND(a, LESS(x, 613)), AND(NOT(a), LESS(x, 614)))


def no_limit(given: Mapping[str, Any]) -> Any:
    """`x < 613` or `x < 613`, whatever `a` is."""
    x = number("x", given)
    (a,) = facts(given, "a")
    return OR(AND(a, LESS(x, 613)), AND(NOT(a), LESS(x, 613)))


def anything(given: Mapping[str, Any]) -> Any:
    """`x < 613 or not x < 613`."""
    x = number("x", given)
    return OR(LESS(x, 613), NOT(LESS(x, 613)))


@pytest.mark.parametrize(
    ("formula", "kept"),
    [(below, "x"), (outside, "x"), (either_limit, "ax"), (no_limit, "x"), (anything, "")],
)
def test_numbers_are_tried_in_parts(formula: Formula, kept: str) -> None:
    found, asked = settle(formula({}), formula, numbers("a"), Budget())
    assert set(asked) == set(kept)
    assert None not in asked.values()
    assert type(found) is Unknown or (found is True and not kept)


@pytest.mark.parametrize("formula", [below, outside, either_limit, no_limit])
def test_a_proof_can_be_followed(formula: Formula) -> None:
    _, asked = settle(formula({}), formula, numbers("a"), Budget())
    for proof in asked.values():
        assert proof is not None
        one, other = (formula({**proof.given, **each}) for each in proof.either)
        assert type(one) is not Unknown
        assert one is not other


@given(limit=st.integers(1, 10**6), gap=st.integers(0, 3))
def test_what_matters_between_two_limits_only(limit: int, gap: int) -> None:
    def formula(given: Mapping[str, Any]) -> Any:
        x = number("x", given)
        (a,) = facts(given, "a")
        return OR(AND(a, LESS(x, limit)), AND(NOT(a), LESS(x, limit + gap)))

    _, asked = settle(formula({}), formula, numbers("a"), Budget())
    assert set(asked) == ({"a", "x"} if gap else {"x"})


def test_a_record_is_asked_for_if_anything_in_it_matters() -> None:
    def formula(given: Mapping[str, Any]) -> Any:
        able = given.get("care.eating") if "care" in given else None
        return (
            able if able is not None else Unknown(frozenset(("care.eating" if "care" in given else "care",)))
        )

    record = Domain((RECORD,), whole=True)
    possible = Possible(lambda name: record if name == "care" else EITHER, lambda _finding, _setting: True)
    _, asked = settle(formula({}), formula, possible, Budget())
    assert set(asked) == {"care"}
    assert asked["care"] is not None


def test_a_record_is_not_asked_for_if_nothing_in_it_matters() -> None:
    def formula(given: Mapping[str, Any]) -> Any:
        name = "care.eating" if "care" in given else "care"
        able = (
            given.get(name, Unknown(frozenset((name,)), TRUTH))
            if name != "care"
            else Unknown(frozenset(("care",)), TRUTH)
        )
        return OR(able, NOT(able))

    record = Domain((RECORD,), whole=True)
    possible = Possible(lambda name: record if name == "care" else EITHER, lambda _finding, _setting: True)
    found, asked = settle(formula({}), formula, possible, Budget())
    assert found is True
    assert not asked


@given(
    span=st.one_of(
        st.builds(
            lambda least, size, step, between: Steps(least, least + size * step, step, between),
            st.integers(0, 100), st.integers(1, 40), st.sampled_from((1, Fraction(1, 12))), st.booleans(),
        ),
        st.builds(lambda amount, most: Shares(amount, 1, most), st.integers(1, 10**6), st.integers(2, 60)),
    )
)  # fmt: skip
def test_parts_of_a_span_are_all_of_it(span: Span) -> None:
    """Parted again and again every value is found, nothing outside, and between two values only what may be there."""
    points: set[Any] = set()
    gaps = 0
    left: list[Any] = [span]
    while left:
        part = left.pop()
        if not isinstance(part, Steps | Shares):
            points.add(part)
        elif parts := part.parts():
            assert span.ends[0] <= part.ends[0] < part.ends[1] <= span.ends[1]
            left += parts
        else:
            gaps += 1
    if isinstance(span, Steps):
        assert points == {span.least + i * span.step for i in range(span.size + 1)}
        assert gaps == (span.size if span.between else 0)
    else:
        assert points == {Fraction(span.amount, months) for months in range(1, span.most + 1)}


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
    assert asked == {"a": None, "b": None}


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
        assert set(asked) == matter
    else:
        assert found is table[0]
        assert not asked


def test_a_finding_does_not_hide_the_facts_it_stands_in_for() -> None:
    """`use` settles it, or the limit that is not set, or the finding in the place of both."""

    def formula(given: Mapping[str, Any]) -> Any:
        use, limit = (given.get(name, Unknown(frozenset((name,)), TRUTH)) for name in ("use", "@limit"))
        rule = OR(use, limit)
        if type(rule) is Unknown and "@limit" in rule.facts:
            return given.get("findings[f]", Unknown(rule.facts | {"findings[f]"}, TRUTH))
        return rule

    possible = Possible(lambda _: EITHER, lambda _finding, _for_what: True)
    _, asked = settle(formula({}), formula, possible, Budget())
    assert set(asked) == {"use", "@limit", "findings[f]"}


@given(table=st.lists(st.sampled_from((True, False, None)), min_size=8, max_size=8))
def test_an_outcome_is_known_only_where_no_case_that_can_be_has_another(table: list[bool | None]) -> None:
    """None: a finding on record contradicts such a case, so that facts may be tied to each other."""
    rows = dict(zip(product((True, False), repeat=3), table, strict=True))
    possible = {outcome for outcome in table if outcome is not None}

    def look(given: Mapping[str, Any]) -> Any:
        fitting = {
            outcome
            for row, outcome in rows.items()
            if all(given.get(n, v) == v for n, v in zip("abc", row, strict=True))
        }
        if fitting == {None}:
            raise CaseError([])
        open_names = [name for name in "abc" if name not in given]
        return Unknown(frozenset(open_names), TRUTH) if open_names else fitting.pop()

    if not possible:
        return
    found, asked = settle(look({}), look, any_of(EITHER), Budget())
    assert type(found) is Unknown or possible == {found}
    assert asked or type(found) is not Unknown


def amount_by_status(given: Mapping[str, Any]) -> Any:
    """`x if (a or not a) else y`: the status waits for `a` as long as it is open, and `a` changes nothing."""
    (a,) = facts(given, "a")
    if OR(a, NOT(a)) is True:
        return number("x", given)
    return Unknown(frozenset("a") | frozenset("xy"), WIDE.ends)


def status_by_cases(given: Mapping[str, Any], fact: str, parts: tuple[Any, ...]) -> Any:
    """The status first, for each case of the fact: alike, so the amount does not wait for it."""
    assert fact != "a" or parts == (True, False)
    return amount_by_status({**given, "a": True}) if fact == "a" else amount_by_status(given)


def test_a_step_that_is_alike_in_every_case_of_a_fact_does_not_wait_for_it() -> None:
    possible = Possible(
        lambda name: EITHER if name == "a" else Domain(WIDE.ends, whole=True, span=WIDE), lambda _f, _s: False
    )
    start = amount_by_status({})
    _, left = settle(start, amount_by_status, possible, Budget())
    _, weighed = settle(start, amount_by_status, possible, Budget(), status_by_cases)
    assert "a" in left, "no end of amounts to try"
    assert set(weighed) == {"x"}

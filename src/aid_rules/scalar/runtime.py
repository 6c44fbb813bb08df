"""What generated code calls: reading facts and parameters, choosing, folding, findings, where something is unknown.

A fact that a value waits for is named by its case path (`members[0].self_care`), a parameter by `@name` with
its keys, a finding by the path of the finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from aid_rules.case import NOTHING
from aid_rules.language import TRUTH, Bounds, Unknown, bounds_of, facts_of, hull, key_word, settle
from aid_rules.money import Quantity
from aid_rules.problems import CaseError, Field, Problem
from aid_rules.scalar.possible import Ruling
from aid_rules.scalar.span import Shares, Steps

PARAMETER = "@"
"""What the name of an unset parameter begins with among the facts a value waits for."""


def is_setting(fact: str) -> bool:
    """Is this the cell of a local parameter?"""
    return fact.startswith(PARAMETER)


def is_finding(fact: str) -> bool:
    """Is this an officer's finding?"""
    return "findings[" in fact


class NotKnown(Exception):
    """A fact that the fast variant needs is unknown: the three-valued variant decides."""


def need(value: Any) -> Any:
    """A parameter's value where some cells are unset."""
    if value is None:
        raise NotKnown
    return value


Given = Mapping[str, Any]
"""Values to take for facts that are unknown, or spans to know them to lie in, by name: how the search for what matters
asks "what if".
"""

NOTHING_GIVEN: Given = {}


class _Record:
    """The type of `RECORD`."""

    def __repr__(self) -> str:
        return "RECORD"


RECORD = _Record()
"""To be supposed of a record that is not known: that it is there, whatever it says."""


def fact(
    record: Any, names: Sequence[str], path: str, field: str, bounds: Bounds, given: Given = NOTHING_GIVEN
) -> Any:
    """A field of a row, or an unknown that names the first thing missing on the way to it."""
    value = record
    for depth, name in enumerate(names):
        value = getattr(value, name)
        if value is None:
            missing = path + (field if depth == len(names) - 1 else ".".join(names[: depth + 1]))
            if missing in given and given[missing] is not RECORD:
                return supposed(missing, given)
            whole = path + field if missing in given else missing
            return supposed(whole, given) if whole in given else silent(whole, bounds)
        if value is NOTHING:
            return NOTHING
    return (
        int(value) if isinstance(value, Quantity) else value
    )  # rules reckon with plain numbers, as rows have them


def supposed(name: str, given: Given) -> Any:
    """The value supposed for a fact; one that lies in a span is still unknown."""
    value = given[name]
    return Unknown(frozenset((name,)), value.ends) if isinstance(value, Steps | Shares) else value


def silent(name: str, bounds: Bounds) -> Unknown:
    """The value of a fact on which the case is silent."""
    return Unknown(frozenset((name,)), bounds)


def look(
    cells: Mapping[tuple[Any, ...], Any],
    keys: tuple[Any, ...],
    name: str,
    bounds: Bounds,
    domains: Sequence[Sequence[Any]],
    given: Given = NOTHING_GIVEN,
) -> Any:
    """The cell of a parameter; unknown where it is unset or its keys are unknown.

    `domains` has the values of each key: a cell that may be the one but is unset can hold anything.
    """
    if not any(type(key) is Unknown for key in keys):
        return _cell(cells, keys, name, bounds, given)
    choices = (domain if type(key) is Unknown else (key,) for key, domain in zip(keys, domains, strict=True))
    values = [_cell(cells, cell, name, bounds, given) for cell in product(*choices)]
    return hull(values, facts_of(*keys))


def _cell(
    cells: Mapping[tuple[Any, ...], Any], key: tuple[Any, ...], name: str, bounds: Bounds, given: Given
) -> Any:
    value = cells.get(key)
    if value is not None:
        return value
    cell = cell_name(name, key)
    return supposed(cell, given) if cell in given else Unknown(frozenset((cell,)), bounds)


def cell_name(name: str, keys: tuple[Any, ...]) -> str:
    """`@tekun.care_amount[full, dispersed]`."""
    shown = ", ".join(map(key_word, keys))
    return f"{PARAMETER}{name}[{shown}]" if keys else f"{PARAMETER}{name}"


def is_set(cells: Mapping[tuple[Any, ...], Any], keys: tuple[Any, ...]) -> Any:
    """Is the cell set? Unknown where the keys are."""
    if any(type(key) is Unknown for key in keys):
        return Unknown(facts_of(*keys), TRUTH)
    return keys in cells


def pick(arms: Sequence[tuple[Callable[[], Any], Callable[[], Any]]], last: Callable[[], Any]) -> Any:
    """The value of the first arm whose test holds."""
    return pick_arm(arms, last)[0]


def pick_arm(
    arms: Sequence[tuple[Callable[[], Any], Callable[[], Any]]], last: Callable[[], Any]
) -> tuple[Any, int | None]:
    """The value of the first arm whose test holds, and which it is; None where that is unknown.

    Where a test is unknown, every value that may still come is weighed: equal values are known all the same.
    """
    waiting: list[Any] = []
    values: list[Any] = []
    for index, (test, value) in enumerate(arms):
        holds = test()
        if type(holds) is Unknown:
            waiting.append(holds)
            values.append(value())
        elif holds:
            return (value(), index) if not waiting else (_weighed([*values, value()], waiting), None)
    found = last()
    return (found, len(arms)) if not waiting else (_weighed([*values, found], waiting), None)


def _weighed(values: list[Any], waiting: list[Any]) -> Any:
    return hull(values, facts_of(*waiting))


def add(total: Any, test: Any, value: Any) -> Any:
    """A sum so far and one more row, which may or may not count."""
    if type(test) is Unknown:
        value = hull([0, value], test.facts)
    elif not test:
        return total
    if type(total) is not Unknown and type(value) is not Unknown:
        return total + value
    a, b = bounds_of(total), bounds_of(value)
    bounds = None if a is None or b is None else (a[0] + b[0], a[1] + b[1])
    return settle(facts_of(total, value), bounds, truth=False)


def either(so_far: Any, test: Any, value: Any) -> Any:
    """`any`: has a row fulfilled it?"""
    return _or(so_far, _and(test, value))


def every(so_far: Any, test: Any, value: Any) -> Any:
    """`all`: has every row that counts fulfilled it?"""
    return _and(so_far, _or(_not(test), value))


def _and(a: Any, b: Any) -> Any:
    if a is False or b is False:
        return False
    return b if a is True else a if b is True else Unknown(facts_of(a, b), TRUTH)


def _or(a: Any, b: Any) -> Any:
    if a is True or b is True:
        return True
    return b if a is False else a if b is False else Unknown(facts_of(a, b), TRUTH)


def _not(a: Any) -> Any:
    return a if type(a) is Unknown else not a


def extreme(rows: Sequence[tuple[Any, Any]], default: Any, choose: Callable[..., Any]) -> Any:
    """`max` or `min` of the values that count; `default` where none does."""
    sure = [value for test, value in rows if test is True]
    perhaps = [(test, value) for test, value in rows if type(test) is Unknown]
    if not perhaps and not any(type(value) is Unknown for value in sure):
        return choose(sure) if sure else default
    facts = facts_of(*sure, *(part for pair in perhaps for part in pair), *(() if sure else (default,)))
    spans = [bounds_of(v) for v in (*sure, *(value for _, value in perhaps), *(() if sure else (default,)))]
    known = [span for span in spans if span is not None]
    if len(known) != len(spans):
        return Unknown(facts)
    base = [bounds_of(value) or (0, 0) for value in sure]
    low, high = min(s[0] for s in known), max(s[1] for s in known)
    if base:
        low = choose(s[0] for s in base) if choose is max else low
        high = choose(s[1] for s in base) if choose is min else high
    return settle(facts, (low, high), truth=False)


def found(
    value: Any, findings: Any, path: str | None, name: str, discretion: bool, given: Given = NOTHING_GIVEN
) -> Any:
    """A criterion with the officer's finding on it.

    The finding decides where the rule is unknown for want of a local setting (or there is no rule at all:
    `value` None), and, with discretion, anywhere. CaseError where it contradicts a computed value otherwise;
    the fast variant, which knows no `path`, leaves that to the other.
    """
    finding = (findings or {}).get(name)
    place = f"{path}findings[{name}]"
    ruling = given.get(place)
    if type(ruling) is Ruling:
        return ruling.holds
    if value is None or (type(value) is Unknown and _unset(value)):
        if finding is not None:
            return finding.holds
        if place in given:
            return given[place]
        return Unknown(facts_of(value) | {place}, TRUTH)
    if finding is None or finding.holds == value:
        return value
    if discretion:
        return finding.holds
    if type(value) is Unknown:
        return value
    if path is None:
        raise NotKnown
    raise CaseError([Problem("V102", Field(place), {"name": name})])


def _unset(value: Unknown) -> bool:
    return any(map(is_setting, value.facts))


def literal(value: Any) -> str:
    """Source for a value of the plan."""
    if isinstance(value, Fraction):
        return f"Fraction({value.numerator}, {value.denominator})"
    return repr(value)

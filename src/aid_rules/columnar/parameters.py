"""Which cell of a local parameter does each row read? Tables over the plans of a block and the parameter's keys.

A cell that is not set holds the bounds of its type; words and dates that are not set lie between codes that no
cell has. So a value is known where its least and its greatest are the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import lcm
from typing import Any

import numpy as np

from aid_rules.case import NOTHING
from aid_rules.columnar import masks
from aid_rules.columnar.calendar import FIRST, LAST, days_of
from aid_rules.columnar.columns import Column, Part, exact, number, truth, whole
from aid_rules.columnar.intervals import Intervals
from aid_rules.plan import Parameter
from aid_rules.plan.bounds import type_bounds

_UNSET_CODES = (-3, 127)
_UNSET_DAYS = (FIRST, LAST)
_OF_NOTHING = {"boolean": False, "number": 0, "date": date(1970, 1, 1), "record": True}
"""What stands in the arrays where there is no such thing."""


@dataclass(frozen=True)
class Table:
    """One parameter under every plan of a group; the plans differ in cells only."""

    versions: tuple[Parameter, ...]

    @property
    def first(self) -> Parameter:
        """Any of them: for type, keys and domains."""
        return self.versions[0]

    @cached_property
    def keys(self) -> tuple[tuple[Any, ...], ...]:
        """The keys of every cell in the order of the table; one more place a key, for what no cell has."""
        return tuple(product(*((*domain, _OTHER) for domain in self.first.domains)))

    @cached_property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The values of the cells, a row a plan; None where unset. One row where all plans agree."""
        found = [
            tuple(cell.value if (cell := p.cells.get(key)) else None for key in self.keys)
            for p in self.versions
        ]
        return tuple(found[:1] if all(row == found[0] for row in found) else found)

    @cached_property
    def reachable(self) -> tuple[bool, ...]:
        """Which cells can be read: not those of the places that are there for what no key is."""
        return tuple(not any(key is _OTHER for key in keys) for keys in self.keys)

    @cached_property
    def complete(self) -> bool:
        """Is every cell set under every plan?"""
        return all(
            value is not None or not here
            for row in self.rows
            for value, here in zip(row, self.reachable, strict=True)
        )

    @cached_property
    def values(self) -> tuple[Any, ...]:
        """The different values set, in a fixed order: the words of a setting. NOTHING is the value of a cell that says
        that there is no such thing.
        """
        return tuple(dict.fromkeys(value for row in self.rows for value in row if value is not None))


class _Other:
    """The type of the place for keys that no cell has."""


_OTHER = _Other()


class Parameters(Intervals):
    """Writes the reading of parameters."""

    def parameter(self, table: Table, keys: Sequence[Column]) -> Column:
        """The cell of each row."""
        if table.complete and len(table.values) == 1 and table.values[0] is not NOTHING:
            return self.constant_value(table)
        at, open_keys = self._place(table, keys)
        kind = table.first.type.kind
        low, high, members, base = self._ends(table)
        path = at.path
        if open_keys:
            at = self._each(at)
            tuple_ = self.let(
                f"spread(({self._array(low)}, {self._array(high)}), {at.low.n}, ({''.join(open_keys)}))"
            )
            ends = [self.let(f"{tuple_}[0]"), self.let(f"{tuple_}[1]")]
            unknown = self.let(f"{tuple_}[2]")
        else:
            ends = [self._read(low, at), self._read(low if table.complete else high, at)]
            unknown = "" if ends[0] == ends[1] else self.apart(*ends)
        unset = self._waiting(table, at, open_keys) if not table.complete else ""
        nothing = self._none(table, at) if kind != "enum" else ""
        if kind == "boolean":
            return replace(truth(path, ends[0], ends[1], unset), nothing=nothing)
        if kind == "number":
            span = (min(low), max(high))
            bits = 64 if open_keys or at.low.bits else 0
            parts = [Part(end, span if bits else (int(end),) * 2, base, base, bits) for end in ends]
            return replace(number(path, parts[0], parts[1], unset), nothing=nothing)
        value = Part(ends[0], bits=64 if open_keys or at.low.bits else 0)
        return Column(
            kind, path, value, value, "" if unknown == "False" else unknown, nothing, unset, members
        )

    def _none(self, table: Table, at: Column) -> str:
        """Where the cell says that there is no such thing."""
        flags = tuple(value is NOTHING for row in table.rows for value in row)
        if not any(flags):
            return ""
        found = self._read(flags, at)
        return "" if found == "False" else found

    def _each(self, at: Column) -> Column:
        """A place of its own for every row."""
        if at.low.bits:
            return at
        text = f"np.repeat({at.low.n}, {self.input('count', at.path)})"
        each = Part(self.let(text), at.low.span)
        return number(at.path, each, each)

    def constant_value(self, table: Table) -> Column:
        """A value that is the same everywhere."""
        value, kind = table.values[0], table.first.type.kind
        return literal(kind, value, table.first.type.members if kind == "enum" else (value,))

    def is_set(self, table: Table, keys: Sequence[Column]) -> Column:
        """Is the cell set? Unknown where the keys are."""
        at, _ = self._place(table, keys)
        flags = self._flags(table)
        value = str(flags[0]) if len(set(flags)) == 1 else self._read(flags, at)
        unknown = self.any_unknown(self.at(key, at.path) for key in keys)
        low = masks.both(self, value, masks.negated(self, unknown))
        return truth(at.path, low, masks.either(self, value, unknown), self.any_unset(keys))

    # where the cell stands -----------------------------------------------------------------------------

    def _place(self, table: Table, keys: Sequence[Column]) -> tuple[Column, list[str]]:
        """The place of each row's cell, and the keys that may be unknown."""
        several = len(table.rows) > 1
        plan = Part(self.input("plan"), (0, len(table.rows) - 1))
        plans = [number((), plan, plan)] if several else []
        found = [self._code(key, domain) for key, domain in zip(keys, table.first.domains, strict=True)]
        path, aligned = self.together([*plans, *found])
        steps = [len(domain) + 1 for domain in table.first.domains]
        step = len(table.keys)
        place, open_keys = whole(0), []
        if several:
            place = self.multiply(aligned[0].low, whole(step), path)
        for code, size in zip(aligned[len(plans) :], steps, strict=True):
            step //= size
            place = self.add(place, self.multiply(self.wide(code.low), whole(step), path), path)
            unknown = self.unknown(code)
            if unknown != "False":
                open_keys.append(f"({code.low.n}, {unknown}, {size - 1}, {step}), ")
        if self.exact and place.bits:
            place = replace(place, n=self.let(f"{place.n}.astype(np.int64)"))
        return number(path, place, place), open_keys

    def _code(self, key: Column, domain: tuple[Any, ...]) -> Column:
        """The place of a key among its values; one beyond the last for anything else."""
        other = len(domain)
        none = domain.index(NOTHING) if NOTHING in domain else other
        plain = tuple(value for value in domain if value is not NOTHING)
        unknown = self.unknown(key)
        if key.kind == "enum":
            found = self._word_code(key, domain, none)
        elif key.kind == "boolean":
            yes, no = (whole(domain.index(v) if v in domain else other) for v in (True, False))
            found = self.choose(key.low.n, yes, no, key.path)
        else:
            found = whole(other)
            for value in plain:
                same = self.compared("==", key.low, exact(value), key.path)
                found = self.choose(same, whole(domain.index(value)), found, key.path)
        if key.nothing and key.kind != "enum":
            found = self.choose(key.nothing, whole(none), found, key.path)
        if unknown != "False":
            found = self.choose(unknown, whole(0), found, key.path)
        return Column("number", key.path, found, found, "" if unknown == "False" else unknown, "", key.unset)

    def _word_code(self, key: Column, domain: tuple[Any, ...], none: int) -> Part:
        places = [domain.index(word) if word in domain else len(domain) for word in key.members]
        if key.low.bits == 0:
            return whole(none if key.low.n == "-1" else places[int(key.low.n)])
        span = (0, len(domain))
        if places == list(range(len(places))) and not key.nothing:
            return replace(key.low, span=span, bits=8)
        table = self.constant_table((*places, none), np.int8)
        return Part(self.let(f"{table}[{key.low.n}]"), span, bits=8)

    # what stands there ---------------------------------------------------------------------------------

    def _ends(self, table: Table) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...], int]:
        """Least and greatest of every cell, words, base."""
        type_ = table.first.type
        cells = [value for row in table.rows for value in row]
        if type_.kind != "enum":
            cells = [_OF_NOTHING[type_.kind] if value is NOTHING else value for value in cells]
        if type_.kind == "boolean":
            return _filled(cells, False), _filled(cells, True), (), 1
        if type_.kind == "date":
            days = [None if value is None else days_of(value) for value in cells]
            return _filled(days, _UNSET_DAYS[0]), _filled(days, _UNSET_DAYS[1]), (), 1
        if type_.kind == "number":
            span = type_bounds(type_)
            assert span is not None
            base = lcm(*(Fraction(value).denominator for value in cells if value is not None))
            tops = [None if value is None else int(value * base) for value in cells]
            return _filled(tops, int(span[0]) * base), _filled(tops, int(span[1]) * base), (), base
        if type_.kind == "record":
            there = [None if value is None else 0 for value in cells]
            return _filled(there, 0), _filled(there, 1), (), 1
        members = type_.members if type_.kind == "enum" else table.values
        codes = [
            None if value is None else -1 if value is NOTHING else members.index(value) for value in cells
        ]
        return _filled(codes, _UNSET_CODES[0]), _filled(codes, _UNSET_CODES[1]), members, 1

    def _flags(self, table: Table) -> tuple[bool, ...]:
        return tuple(value is not None for row in table.rows for value in row)

    def _waiting(self, table: Table, at: Column, open_keys: list[str]) -> str:
        flags = tuple(not here for here in self._flags(table))
        if not open_keys:
            return self._read(flags, at)
        array = self._array(flags)
        return self.let(f"spread(({array}, {array}), {at.low.n}, ({''.join(open_keys)}))[1]")

    def _read(self, values: tuple[Any, ...], at: Column) -> str:
        if at.low.bits == 0:  # keys that are all fixed, and one plan
            return str(values[int(at.low.n)])
        return self.let(f"cells({self._array(values)}, {at.low.n})")

    def _array(self, values: tuple[Any, ...]) -> str:
        if isinstance(values[0], bool):
            return self.constant_table(values, np.bool_)
        return self.constant_table(values, object if self.exact else np.int64)


def _filled(values: Sequence[Any], end: Any) -> tuple[Any, ...]:
    return tuple(end if value is None else value for value in values)


def literal(kind: str, value: Any, members: tuple[Any, ...] = ()) -> Column:
    """A value that stands in the source."""
    match kind:
        case "boolean":
            return truth((), str(value), str(value))
        case "number":
            part = exact(value)
            return number((), part, part)
        case "date":
            part = whole(days_of(value))
        case _:
            part = whole(-1 if value is NOTHING else members.index(value))
    return Column(kind, (), part, part, members=members)


def tables(versions: Sequence[Mapping[str, Any]]) -> dict[str, Table]:
    """The parameters of several plans by name."""
    return {
        name: Table(tuple(version[name] for version in versions))
        for name, step in versions[0].items()
        if isinstance(step, Parameter)
    }

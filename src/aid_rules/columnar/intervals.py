"""Columns brought together: to the rows of one path, to one set of words, to one where a condition holds.

What an unknown value can be is kept as `language.unknown` has it: an interval, known again where it is a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from aid_rules.case.paths import Path
from aid_rules.columnar import masks
from aid_rules.columnar.columns import Column, Part, truth
from aid_rules.columnar.facts import code_type
from aid_rules.columnar.numbers import Numbers


class Intervals(Numbers):
    """Writes what all operations share."""

    def __init__(self, exact: bool) -> None:
        super().__init__(exact)
        self._tables: dict[Any, str] = {}

    # rows ----------------------------------------------------------------------------------------------

    def at(self, column: Column, path: Path) -> Column:
        """The column seen from the rows at a path below its own."""
        if column.path == path:
            return column
        if column.literal:
            return replace(column, path=path)
        low = self._part_at(column.low, column.path, path)
        high = low if column.high == column.low else self._part_at(column.high, column.path, path)
        unknown, nothing, unset = (
            self.mask_at(mask, column.path, path) for mask in (column.unknown, column.nothing, column.unset)
        )
        return Column(column.kind, path, low, high, unknown, nothing, unset, column.members)

    def _part_at(self, part: Part, home: Path, path: Path) -> Part:
        d = part.d if isinstance(part.d, int) else self.mask_at(part.d, home, path)
        if part.bits == 0:
            return replace(part, d=d)
        return replace(
            part, n=self.mask_at(part.n, home, path), d=d, wild=self.mask_at(part.wild, home, path)
        )

    def mask_at(self, name: str, home: Path, path: Path) -> str:
        """An array of outer rows, as the rows at `path` see it."""
        if name in ("", "True", "False") or home == path:
            return name
        return self.let(f"{name}.take({self.input('outer', path, home)})")

    def together(self, columns: Sequence[Column]) -> tuple[Path, list[Column]]:
        """Columns at the innermost of their paths."""
        path = max((column.path for column in columns), key=len, default=())
        return path, [self.at(column, path) for column in columns]

    # what is not known ---------------------------------------------------------------------------------

    def unknown(self, column: Column) -> str:
        """The mask of the rows where a value is unknown."""
        if column.unknown:
            return column.unknown
        if column.closed:
            return "False"
        if column.kind == "boolean":
            return masks.differ(self, column.low.n, column.high.n)
        return masks.negated(self, self.surely("==", column.low, column.high, column.path))

    def any_unknown(self, columns: Iterable[Column]) -> str:
        """Where any of these is unknown."""
        return masks.either(self, *(self.unknown(column) for column in columns))

    def any_nothing(self, columns: Iterable[Column]) -> str:
        """Where any of these does not exist."""
        return masks.either(self, *(column.nothing or "False" for column in columns))

    def any_unset(self, columns: Iterable[Column]) -> str:
        """Where any of these is unknown for want of a local parameter; empty where none can be."""
        waiting = [masks.both(self, c.unset, self.unknown(c)) for c in columns if c.unset]
        return masks.either(self, *waiting) if waiting else ""

    def apart(self, a: str, b: str) -> str:
        """Where two codes, days or truths differ."""
        if a == b:
            return "False"
        if a in ("True", "False") or b in ("True", "False"):
            return masks.differ(self, *sorted((a, b), key=lambda mask: mask == "True"))
        literals = all(text[0] in "-0123456789" for text in (a, b))
        return "True" if literals else self.let(f"{a} != {b}")

    # words ---------------------------------------------------------------------------------------------

    def worded(self, column: Column, members: tuple[Any, ...]) -> Column:
        """The same enum with the codes of another list of words; -2 for words that it lacks."""
        if column.members == members:
            return column
        place = {member: code for code, member in enumerate(members)}
        codes = [place.get(member, -2) for member in column.members]
        if column.literal:
            code = codes[int(column.low.n)] if column.low.n != "-1" else -1
            low = Part(str(code), bits=0)
        elif codes == list(range(len(codes))):
            low = column.low
        else:
            table = self.constant_table((*codes, -1), code_type(len(members)))
            low = Part(self.let(f"{table}[{column.low.n}]"))
        return replace(column, low=low, high=low, members=members)

    def constant_table(self, values: tuple[Any, ...], dtype: Any) -> str:
        """The name of a constant array; equal tables are one."""
        key = (values, np.dtype(dtype).str)
        if key not in self._tables:
            self._tables[key] = self.constant(np.array(values, dtype=dtype))
        return self._tables[key]

    # one or the other ----------------------------------------------------------------------------------

    def pick(self, test: Column, yes: Column, no: Column) -> Column:
        """`yes` where the test holds, `no` where it does not, either where that is unknown."""
        path, (test, yes, no) = self.together([test, yes, no])
        if test.low == test.high and test.low.n in ("True", "False"):
            return yes if test.low.n == "True" else no
        if yes.kind == "boolean" and not (yes.nothing or no.nothing or yes.unknown or no.unknown):
            return self._pick_truth(path, test, yes, no)
        if yes.kind == "number" and not (yes.nothing or no.nothing or yes.unknown or no.unknown):
            return self._pick_number(path, test, yes, no)
        return self._pick_other(path, test, yes, no)

    def _pick_truth(self, path: Path, test: Column, yes: Column, no: Column) -> Column:
        if test.closed:
            low = masks.chosen(self, test.low.n, yes.low.n, no.low.n)
            high = low if yes.closed and no.closed else masks.chosen(self, test.low.n, yes.high.n, no.high.n)
        else:
            not_sure, not_possible = masks.negated(self, test.low.n), masks.negated(self, test.high.n)
            low = masks.both(
                self, masks.either(self, yes.low.n, not_possible), masks.either(self, no.low.n, test.low.n)
            )
            high = masks.either(
                self, masks.both(self, yes.high.n, test.high.n), masks.both(self, no.high.n, not_sure)
            )
        return truth(path, low, high, self._unset(test, yes, no))

    def _pick_number(self, path: Path, test: Column, yes: Column, no: Column) -> Column:
        if test.closed:
            low = self.choose(test.low.n, yes.low, no.low, path)
            same = yes.closed and no.closed
            high = low if same else self.choose(test.low.n, yes.high, no.high, path)
        else:
            low = self._weighed(test, yes.low, no.low, self.smallest(yes.low, no.low, path), path)
            high = self._weighed(test, yes.high, no.high, self.largest(yes.high, no.high, path), path)
        unset = "" if low == high else self._unset(test, yes, no)
        return Column("number", path, low, high, unset=unset)

    def _weighed(self, test: Column, yes: Part, no: Part, between: Part, path: Path) -> Part:
        """`yes` where the test surely holds, `no` where it surely does not, else what lies between."""
        return self.choose(test.low.n, yes, self.choose(test.high.n, between, no, path), path)

    def _pick_other(self, path: Path, test: Column, yes: Column, no: Column) -> Column:
        """Values without order, or that may not exist: what is the same either way is known."""
        if yes.members != no.members:
            words = tuple(dict.fromkeys((*yes.members, *no.members)))
            yes, no = self.worded(yes, words), self.worded(no, words)
        sure, possible = test.low.n, test.high.n
        low = self._value(yes.kind, sure, yes.low, no.low, path)
        high = (
            low
            if yes.low == yes.high and no.low == no.high
            else self._value(yes.kind, sure, yes.high, no.high, path)
        )
        nothing = masks.chosen(self, sure, yes.nothing or "False", no.nothing or "False")
        settled = masks.chosen(self, sure, self.unknown(yes), self.unknown(no))
        unknown = settled
        if not test.closed:
            open_ = masks.differ(self, sure, possible)
            low, high, differs, nothing = self._hull(path, open_, yes, no, low, high, nothing)
            unknown = masks.chosen(self, open_, differs, settled)
        return Column(
            yes.kind, path, low, high, "" if unknown == "False" else unknown, "" if nothing == "False" else nothing,
            self._unset(test, yes, no), yes.members,
        )  # fmt: skip

    def _value(self, kind: str, test: str, yes: Part, no: Part, path: Path) -> Part:
        if kind == "number":
            return self.choose(test, yes, no, path)
        if kind == "boolean":
            return Part(masks.chosen(self, test, yes.n, no.n), (0, 1), bits=1)
        if yes == no or test in ("True", "False"):
            return yes if test != "False" else no
        if kind == "enum":  # small codes, of which a sum that wraps around is right in the end
            yes_n, no_n = (part.n if part.bits else f"np.int8({part.n})" for part in (yes, no))
            return Part(self.let(f"({yes_n} - {no_n}) * {test}.view(np.int8) + {no_n}"))
        return Part(self.let(f"np.where({test}, {yes.n}, {no.n})"))

    def _hull(
        self, path: Path, open_: str, yes: Column, no: Column, low: Part, high: Part, nothing: str
    ) -> tuple[Part, Part, str, str]:
        """Either of two values: ends, where that leaves it unknown, and where there is none for certain."""
        none_yes, none_no = yes.nothing or "False", no.nothing or "False"
        neither = masks.both(self, none_yes, none_no)
        one_only = masks.differ(self, none_yes, none_no)
        unknown = masks.either(self, self.unknown(yes), self.unknown(no))
        if yes.kind == "number":
            least = self._existing(
                path, yes.low, no.low, none_yes, none_no, self.smallest(yes.low, no.low, path)
            )
            most = self._existing(
                path, yes.high, no.high, none_yes, none_no, self.largest(yes.high, no.high, path)
            )
            low = self.choose(open_, least, low, path)
            high = self.choose(open_, most, high, path)
            apart = masks.negated(self, self.surely("==", low, high, path))
        elif yes.kind == "boolean":
            least_n = masks.both(
                self, masks.either(self, yes.low.n, none_yes), masks.either(self, no.low.n, none_no)
            )
            most_n = masks.either(self, masks.both(self, yes.high.n, masks.negated(self, none_yes)),
                                  masks.both(self, no.high.n, masks.negated(self, none_no)))  # fmt: skip
            low = Part(masks.chosen(self, open_, least_n, low.n), (0, 1), bits=1)
            high = Part(masks.chosen(self, open_, most_n, high.n), (0, 1), bits=1)
            apart = masks.differ(self, low.n, high.n)
        else:
            apart = masks.either(self, unknown, self.apart(yes.low.n, no.low.n))
        differs = masks.both(self, masks.negated(self, neither), masks.either(self, one_only, apart))
        return low, high, differs, masks.chosen(self, open_, neither, nothing)

    def _existing(self, path: Path, yes: Part, no: Part, none_yes: str, none_no: str, both: Part) -> Part:
        return self.choose(none_yes, no, self.choose(none_no, yes, both, path), path)

    def _unset(self, test: Column, yes: Column, no: Column) -> str:
        """Where what is picked waits for a local parameter."""
        if not (test.unset or yes.unset or no.unset):
            return ""
        waits = [self.any_unset([column]) or "False" for column in (test, yes, no)]
        settled = masks.chosen(self, test.low.n, waits[1], waits[2])
        open_ = masks.differ(self, test.low.n, test.high.n)
        return masks.chosen(self, open_, masks.either(self, *waits), settled)

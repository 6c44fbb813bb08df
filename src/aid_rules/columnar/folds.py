"""What does `sum(x for p in members if test)` write? Any, all, count, sum, the largest and smallest, of every list.

Rows whose test is unknown may count or not, and a list that is not known can come to anything within the bounds
of the step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aid_rules.case.paths import Path
from aid_rules.columnar import masks
from aid_rules.columnar.columns import TRUE, Column, Part, number, truth, whole
from aid_rules.columnar.intervals import Intervals
from aid_rules.columnar.numbers import LIMIT
from aid_rules.language import Fold

_FAR_DAY = 10**8
_FAR = 10**60


class Folds(Intervals):
    """Writes folds."""

    longest: Callable[[Path], int]
    """The greatest length of the lists at a path."""

    def fold(
        self, node: Fold, outer: Path, test: Column | None, value: Column, default: Column | None
    ) -> Column:
        """The value of every list of the rows at `outer`."""
        path = (*outer, node.list)
        test, value = self.at(test or TRUE, path), self.at(value, path)
        match node.how:
            case "any":
                return self._any(path, test, value)
            case "all":
                return self._not(self._any(path, test, self._not(value)))
            case "count":
                return self._count(path, test)
            case "sum":
                return self._sum(path, test, value)
            case _:
                assert default is not None
                return self._extreme(node.how, path, test, value, self.at(default, outer))

    # conditions and numbers of rows --------------------------------------------------------------------

    def some(self, mask: str, path: Path) -> str:
        """The outer rows of which any row fulfils a condition."""
        if mask == "True":
            return self.let(f"{self.input('lengths', path)} > 0")
        return mask if mask == "False" else self.let(f"some({mask}, {self.input('offsets', path)})")

    def _not(self, a: Column) -> Column:
        return truth(a.path, masks.negated(self, a.high.n), masks.negated(self, a.low.n), a.unset)

    def _any(self, path: Path, test: Column, value: Column) -> Column:
        low = masks.both(self, test.low.n, value.low.n)
        high = low if test.closed and value.closed else masks.both(self, test.high.n, value.high.n)
        row = truth(path, low, high, self.any_unset([test, value]))
        found = self.some(low, path)
        return truth(
            path[:-1], found, found if low == high else self.some(high, path), self._gathered(path, row)
        )

    def _gathered(self, path: Path, row: Column) -> str:
        """The outer rows of which any row waits for a local parameter."""
        waits = self.any_unset([row])
        return self.some(waits, path) if waits else ""

    def _counted(self, mask: str, path: Path) -> Part:
        span = (0, self.longest(path))
        if mask == "False":
            return whole(0)
        if mask == "True":
            return self.made(f"+{self.input('lengths', path)}", span) if self.exact else Part(
                self.input("lengths", path), span
            )  # fmt: skip
        return self.made(f"counts({mask}, {self.input('offsets', path)})", span)

    def _count(self, path: Path, test: Column) -> Column:
        low = self._counted(test.low.n, path)
        high = low if test.closed else self._counted(test.high.n, path)
        return number(path[:-1], low, high, self._gathered(path, test))

    # sums ----------------------------------------------------------------------------------------------

    def _sum(self, path: Path, test: Column, value: Column) -> Column:
        if test.closed:
            low = self.choose(test.low.n, value.low, whole(0), path)
            high = low if value.low == value.high else self.choose(test.low.n, value.high, whole(0), path)
        else:
            at_least, at_most = (
                self.smallest(value.low, whole(0), path),
                self.largest(value.high, whole(0), path),
            )
            low = self.choose(test.low.n, value.low, self.choose(test.high.n, at_least, whole(0), path), path)
            high = self.choose(
                test.low.n, value.high, self.choose(test.high.n, at_most, whole(0), path), path
            )
        row = number(path, low, high, self.any_unset([test, value]))
        least = self._total(low, path)
        return number(
            path[:-1], least, least if low == high else self._total(high, path), self._gathered(path, row)
        )

    def _total(self, part: Part, path: Path) -> Part:
        most = self.longest(path)
        if part.bits == 0:
            return self.times(self._counted("True", path), part, path[:-1])
        if isinstance(part.d, str):
            return self._broken("sum", part, path)
        part = self.wide(part)
        span = (min(0, part.span[0] * most), max(0, part.span[1] * most))
        wild = part.wild
        if not self.fits(span):
            over = self.let(f"over_rows({part.n}, {max(1, most)}, bad, {path!r})")
            wild, span = masks.either(self, wild or "False", over), (-LIMIT, LIMIT)
        name = self.let(f"totals({part.n}, {self.input('offsets', path)})")
        return replace(part, n=name, span=span, wild=self.some(wild, path) if wild else "")

    def _broken(self, how: str, part: Part, path: Path) -> Part:
        """Of numbers whose bases differ from row to row."""
        pair = self.let(f"broken({how!r}, {part.n}, {part.d}, {self.input('offsets', path)}, bad, {path!r})")
        wild = masks.either(
            self, self.let(f"{pair}[2]"), self.some(part.wild, path) if part.wild else "False"
        )
        top = Part(self.let(f"{pair}[0]"), (-LIMIT, LIMIT), wild="" if self.exact else wild)
        return self.over_base(top, Part(self.let(f"{pair}[1]"), (1, LIMIT)))

    # the largest and the smallest ----------------------------------------------------------------------

    def _extreme(self, how: str, path: Path, test: Column, value: Column, default: Column) -> Column:
        if value.kind == "date":
            return self._extreme_day(how, path, test, value, default)
        outer = path[:-1]
        sure = self.some(test.low.n, path)
        near, far = ("low", "high") if how == "max" else ("high", "low")
        end = self._of_rows(how, path, test.high.n, getattr(value, far))
        best = self._or_default(how, end, self.some(test.high.n, path), sure, getattr(default, far), outer)
        if test.closed and value.low == value.high and default.low == default.high:
            return number(outer, best, best)
        certain = self._of_rows(how, path, test.low.n, getattr(value, near))
        other = "min" if how == "max" else "max"
        worst = self._or_default(
            other, self._of_rows(other, path, test.high.n, getattr(value, near)),
            self.some(test.high.n, path), "False", getattr(default, near), outer,
        )  # fmt: skip
        worst = self.choose(sure, certain, worst, outer)
        low, high = (worst, best) if how == "max" else (best, worst)
        row = truth(path, "False", test.high.n, self.any_unset([test, value]))
        waits = [w for w in (self._gathered(path, row), self.any_unset([default])) if w]
        return number(outer, low, high, masks.either(self, *waits) if waits else "")

    def _of_rows(self, how: str, path: Path, counts: str, part: Part) -> Part:
        """The largest or smallest of the rows that count; far out where none does."""
        if isinstance(part.d, str):
            return self._broken_kept(how, path, counts, part)
        far = _FAR if self.exact else LIMIT
        far = -far if how == "max" else far
        top = self.wide(replace(part, d=1, most=1))
        if top.bits == 0:
            top = self.made(f"np.repeat({top.n}, {self.input('count', path)})", top.span)
        kept = top.n if counts == "True" else f"np.where({counts}, {top.n}, {far})"
        name = "greatest" if how == "max" else "least"
        kept = kept if kept == top.n else self.let(kept)
        text = f"{name}({kept}, {self.input('offsets', path)}, {far})"
        wild = self.some(masks.both(self, counts, part.wild), path) if part.wild else ""
        return replace(part, n=self.made(text, part.span).n, bits=64, wild=wild)

    def _broken_kept(self, how: str, path: Path, counts: str, part: Part) -> Part:
        kept = self.choose(counts, part, whole(-LIMIT if how == "max" else LIMIT), path)
        return self._broken(how, kept, path)

    def _or_default(self, how: str, found: Part, any_: str, sure: str, default: Part, outer: Path) -> Part:
        """The rows' value where any may count; with the default beside it where none surely does."""
        beside = (self.largest if how == "max" else self.smallest)(found, default, outer)
        return self.choose(sure, found, self.choose(any_, beside, default, outer), outer)

    def _extreme_day(self, how: str, path: Path, test: Column, value: Column, default: Column) -> Column:
        """Of dates, which have no bounds: unknown as soon as anything that may count is."""
        far = -_FAR_DAY if how == "max" else _FAR_DAY
        sure = self.some(test.low.n, path)
        kept = self.let(f"np.where({test.low.n}, {value.low.n}, {far})")
        name = "greatest" if how == "max" else "least"
        found = self.let(f"{name}({kept}, {self.input('offsets', path)}, {far})")
        day = Part(self.let(f"np.where({sure}, {found}, {default.low.n})"))
        open_ = masks.either(self, self.unknown(test), masks.both(self, test.low.n, self.unknown(value)))
        alone = masks.both(self, masks.negated(self, sure), self.unknown(default))
        unknown = masks.either(self, self.some(open_, path), alone)
        row = truth(path, "False", test.high.n, self.any_unset([test, value]))
        waits = [w for w in (self._gathered(path, row), self.any_unset([default])) if w]
        return Column(
            "date", path[:-1], day, day, "" if unknown == "False" else unknown, "",
            masks.either(self, *waits) if waits and unknown != "False" else "",
        )  # fmt: skip

    # lists that are not known --------------------------------------------------------------------------

    def or_unknown(self, found: Column, unlisted: str, ends: tuple[Part, Part] | None) -> Column:
        """The fold's value, or anything within `ends`, where the list is not known."""
        outer = found.path
        if found.kind == "boolean":
            return truth(
                outer, masks.both(self, found.low.n, masks.negated(self, unlisted)),
                masks.either(self, found.high.n, unlisted), self._listed(found.unset, unlisted),
            )  # fmt: skip
        if ends is None:
            unknown = masks.either(self, unlisted, self.unknown(found))
            return replace(found, unknown=unknown, unset=self._listed(found.unset, unlisted))
        low, high = (
            self._anything(unlisted, *pair, outer) for pair in zip(ends, (found.low, found.high), strict=True)
        )
        result = number(outer, low, high, self._listed(found.unset, unlisted))
        if ends[0] != ends[1]:
            return result
        return replace(result, unknown=masks.either(self, unlisted, self.unknown(found)))

    def _anything(self, unlisted: str, end: Part, found: Part, outer: Path) -> Part:
        """An end that may be beyond 64 bits: those rows are left to exact arithmetic."""
        if self.fits(end.span):
            return self.choose(unlisted, end, found, outer)
        return self.beyond(found, unlisted, outer)

    def _listed(self, unset: str, unlisted: str) -> str:
        return masks.both(self, unset, masks.negated(self, unlisted)) if unset else ""

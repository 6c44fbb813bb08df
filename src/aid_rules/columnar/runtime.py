"""What generated code calls: sums over lists, tables, arithmetic that notices when it does not fit."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aid_rules.columnar import calendar
from aid_rules.columnar.block import Array, Mask, Numbers

LIMIT = 2**63 - 1
Bad = list[tuple[tuple[str, ...], Mask]]
"""Rows that cannot be computed in 64 bits: the path they stand at, and which they are."""


def marked(rows: Mask, bad: Bad, path: tuple[str, ...]) -> Mask:
    """These rows, which are noted in `bad`."""
    if rows.any():
        bad.append((path, rows))
    return rows


def over_add(a: Array, b: Array, bad: Bad, path: tuple[str, ...]) -> Mask:
    """Where a + b does not fit."""
    found = a + b
    return marked(((a ^ found) & (b ^ found)) < 0, bad, path)


def over_sub(a: Array, b: Array, bad: Bad, path: tuple[str, ...]) -> Mask:
    """Where a - b does not fit."""
    found = a - b
    return marked(((a ^ b) & (a ^ found)) < 0, bad, path)


def over_mul(a: Array, b: Array, bad: Bad, path: tuple[str, ...]) -> Mask:
    """Where a · b does not fit."""
    most = LIMIT // np.maximum(np.abs(np.asarray(b)), 1)
    return marked((a > most) | (a < -most), bad, path)


def over_rows(values: Array, most: int, bad: Bad, path: tuple[str, ...]) -> Mask:
    """Values of which `most` together may not fit."""
    return marked((values > LIMIT // most) | (values < -(LIMIT // most)), bad, path)


def outcomes(applies: Mask, sure: Mask, possible: Mask) -> NDArray[np.int8]:
    """0 where the programme does not apply, else 1 for surely not, 2 for not known, 3 for surely eligible."""
    found = np.add(sure, possible, dtype=np.int8) + np.int8(1)
    return np.multiply(found, applies, dtype=np.int8)


def refuse(rows: Mask, refused: Bad, path: tuple[str, ...]) -> None:
    """Mark rows whose finding contradicts what is computed."""
    if rows.any():
        refused.append((path, rows))


def sign(values: Array) -> Array:
    """-1 below zero, else 1."""
    return np.where(values < 0, -1, 1)


# lists ---------------------------------------------------------------------------------------------------


def totals(values: Array, offsets: Numbers) -> Array:
    """The sum of each list. The running sum may wrap around 64 bits: the differences are right nevertheless."""
    running = np.empty(len(values) + 1, dtype=values.dtype)
    running[0] = 0
    np.add.accumulate(values, out=running[1:], dtype=values.dtype)
    edges = running.take(offsets)
    found: Array = edges[1:] - edges[:-1]
    return found


def counts(mask: Mask, offsets: Numbers) -> NDArray[np.int64]:
    """How many rows of each list fulfil a condition."""
    return totals(mask.astype(np.int32), offsets).astype(np.int64)


def some(mask: Mask, offsets: Numbers) -> Mask:
    """Does any row of each list fulfil it?"""
    found: Mask = totals(mask.astype(np.int32), offsets) != 0
    return found


def greatest(values: Array, offsets: Numbers, empty: Any) -> Array:
    """The greatest value of each list, `empty` where it has none."""
    return _outermost(np.maximum, values, offsets, empty)


def least(values: Array, offsets: Numbers, empty: Any) -> Array:
    """The least value of each list, `empty` where it has none."""
    return _outermost(np.minimum, values, offsets, empty)


def _outermost(choose: np.ufunc, values: Array, offsets: Numbers, empty: Any) -> Array:
    found = np.full(len(offsets) - 1, empty, dtype=values.dtype)
    filled = offsets[1:] > offsets[:-1]
    if filled.any():
        found[filled] = choose.reduceat(values, offsets[:-1][filled])
    return found


def broken(
    how: str, values: Array, bases: Array, offsets: Numbers, bad: Bad, path: tuple[str, ...]
) -> tuple[Array, Array, Mask]:
    """Sum, max or min of each list of numbers over bases of their own (0 where empty), row by row; what fits not."""
    work: Any = {"sum": sum, "max": max, "min": min}[how]
    each = [
        Fraction(int(n), int(d) or 1)
        for n, d in zip(values, np.broadcast_to(bases, values.shape), strict=True)
    ]
    found = [work(each[a:b]) if b > a else 0 for a, b in pairwise(offsets.tolist())]
    tops, below = [f.numerator for f in map(Fraction, found)], [f.denominator for f in map(Fraction, found)]
    if values.dtype == object:
        return np.array(tops, dtype=object), np.array(below, dtype=object), np.zeros(len(tops), dtype=bool)
    over = np.array([max(abs(n), d) > LIMIT for n, d in zip(tops, below, strict=True)], dtype=bool)
    kept = [(0, 1) if off else pair for off, pair in zip(over, zip(tops, below, strict=True), strict=True)]
    ends = [np.array([pair[end] for pair in kept], dtype=np.int64) for end in (0, 1)]
    return ends[0], ends[1], marked(over, bad, path[:-1])


# tables --------------------------------------------------------------------------------------------------


def cells(table: Array, at: Array) -> Array:
    """The cell of each row."""
    return table.take(at)


def spread(
    ends: tuple[Array, Array], at: Array, keys: tuple[tuple[Array, Mask, int, int], ...]
) -> tuple[Array, Array, Mask]:
    """Least and greatest of the cells that may be meant, and where they differ in either table.

    `keys`: for each key that may be unknown its code, where it is unknown, how many codes there are, how far
    apart their cells lie. `at` is right where all are known.
    """
    low, high = (end.take(at) for end in ends)
    keys = tuple(
        (np.broadcast_to(c, at.shape), np.broadcast_to(u, at.shape), n, step) for c, u, n, step in keys
    )
    rows = np.flatnonzero(np.logical_or.reduce([unknown for _, unknown, _, _ in keys]))
    if not rows.size:
        return low, high, low != high
    base: NDArray[np.int64] = at[rows].astype(np.int64)
    for code, _, _, step in keys:
        base = base - code[rows].astype(np.int64) * step
    found = []
    for chosen in product(*(range(size) for _, _, size, _ in keys)):
        here = base.copy()
        for (code, unknown, _, step), pick in zip(keys, chosen, strict=True):
            here += np.where(unknown[rows], pick, code[rows]).astype(np.int64) * step
        found.append([end.take(here) for end in ends])
    low[rows] = np.minimum.reduce([least for least, _ in found])
    high[rows] = np.maximum.reduce([most for _, most in found])
    return low, high, low != high


NAMES: dict[str, Any] = {
    "np": np, **calendar.WORK,
    "marked": marked, "over_add": over_add, "over_sub": over_sub, "over_mul": over_mul, "over_rows": over_rows,
    "refuse": refuse, "outcomes": outcomes, "sign": sign, "totals": totals,
    "counts": counts, "some": some, "greatest": greatest, "least": least, "cells": cells,
    "spread": spread, "broken": broken,
}  # fmt: skip
"""What the source may name."""

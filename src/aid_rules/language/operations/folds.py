"""Any, all, sum, count, largest, smallest over the rows of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoldKind:
    """One way to make a value of many: whether it yields truth, and its words."""

    name: str
    truth: bool
    zh: str
    en: str


FOLDS = {
    kind.name: kind
    for kind in (
        FoldKind("any", True, "有{rows}{value}", "any of {rows}: {value}"),
        FoldKind("all", True, "所有{rows}均{value}", "all of {rows}: {value}"),
        FoldKind("sum", False, "{rows}的{value}之和", "sum of {value} over {rows}"),
        FoldKind("count", False, "{rows}的数目", "number of {rows}"),
        FoldKind("max", False, "{rows}的{value}最大值", "largest {value} of {rows}"),
        FoldKind("min", False, "{rows}的{value}最小值", "smallest {value} of {rows}"),
    )
}

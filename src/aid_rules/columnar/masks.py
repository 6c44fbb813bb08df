"""Conditions as source: and, or, not, with what is true or false everywhere worked in."""

from __future__ import annotations

from aid_rules.columnar.source import Source


def both(w: Source, *masks: str) -> str:
    """All of them."""
    return _joined(w, "&", "True", "False", masks)


def either(w: Source, *masks: str) -> str:
    """Any of them."""
    return _joined(w, "|", "False", "True", masks)


def _joined(w: Source, sign: str, neutral: str, final: str, masks: tuple[str, ...]) -> str:
    left = [mask for mask in dict.fromkeys(masks) if mask != neutral]
    if final in left:
        return final
    if not left:
        return neutral
    found = left[0]
    for mask in left[1:]:
        found = w.let(f"{found} {sign} {mask}")
    return found


def negated(w: Source, mask: str) -> str:
    """Where it is not."""
    return {"True": "False", "False": "True"}.get(mask) or w.let(f"~{mask}")


def chosen(w: Source, test: str, yes: str, no: str) -> str:
    """`yes` where the test holds, else `no`."""
    if test in ("True", "False") or yes == no:
        return yes if test == "True" or yes == no else no
    if yes == "True":
        return either(w, test, no)
    if no == "False":
        return both(w, test, yes)
    if yes == "False":
        return both(w, negated(w, test), no)
    if no == "True":
        return either(w, negated(w, test), yes)
    return either(w, both(w, test, yes), both(w, negated(w, test), no))


def differ(w: Source, low: str, high: str) -> str:
    """Where two masks differ."""
    if low == high:
        return "False"
    if low == "False":
        return high
    if high == "True":
        return negated(w, low)
    return w.let(f"{low} ^ {high}")

"""Which value is used where a region's own has ended? That of the wider region, or the national default: meant or forgotten?

A file that means it says so, `then: wider`. Where nothing wider is set the number is open, and every decision says so.
And which is never used, because no rule asks for the number on those days?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from aid_rules.plan import Cell
from aid_rules.problems import Problem
from aid_rules.rulebook.entries import ParameterEntry, RegionFile, SetEntry, SetValue
from aid_rules.rulebook.settings import NATION, chosen
from aid_rules.rulebook.understand import Meaning

_SHOWN = 3
"""Values that a message names."""


def values_that_ended(meaning: Meaning) -> Iterator[Problem]:
    """Every value of the place's own file that has ended, and what is used instead unless the file says so."""
    place = meaning.place
    for file in place.chain[:1]:
        for given in file.sets:
            value = _ended(given, place.on)
            if value is not None and given.parameter in meaning.declared:
                yield from _used_instead(meaning, file, given, value)


def _ended(given: SetEntry, on: date) -> SetValue | None:
    """The value of a history that was the last one before a day and does not hold any more."""
    begun = [value for value in given.values if value.period.start is not None and value.period.start <= on]
    return begun[-1] if begun and not begun[-1].period.holds(on) else None


def _used_instead(meaning: Meaning, file: RegionFile, given: SetEntry, value: SetValue) -> Iterator[Problem]:
    parameter = meaning.parameter(given.parameter)
    keys = chosen(given, meaning.declared[given.parameter], parameter.domains)
    cells = [parameter.cells.get(key) for key in keys]
    wider = [cell for cell in cells if cell is not None and cell.region != file.code]
    if wider and not value.then:
        facts = {"parameter": given.parameter, "end": str(value.period.end)}
        facts |= {"held": _held(meaning, wider, "zh"), "held_en": _held(meaning, wider, "en")}
        yield Problem("R314", value.at, facts, "then: wider")


def _held(meaning: Meaning, cells: list[Cell], lang: str) -> str:
    """`500 yuan/month（530000 云南省，自 2021-01-01）`, and at most two others."""
    names = {NATION: "全国默认值" if lang == "zh" else "the national default"}
    names |= {file.code: f"{file.code} {file.title.say(lang)}" for file in meaning.place.chain}
    form, joint = ("{}（{}，自 {}）", "、") if lang == "zh" else ("{} ({}, from {})", ", ")
    told = dict.fromkeys(form.format(c.published, names[c.region], c.valid_from) for c in cells)
    return joint.join([*told][:_SHOWN])


def gaps(file: RegionFile) -> Iterator[Problem]:
    """A value that ends before the next one begins: in between the region has none of its own."""
    for given in file.sets:
        for before, after in pairwise(given.values):
            end, start = before.period.end, after.period.start
            if end is not None and start is not None and end < start and not before.then:
                facts = {"parameter": given.parameter, "end": str(end), "start": str(start)}
                yield Problem("R308", after.at, facts)


def unheard(file: RegionFile, declared: Mapping[str, Sequence[ParameterEntry]]) -> Iterator[Problem]:
    """A value that begins before the rules have such a number, or when they have it no more: there it says nothing."""
    for given in file.sets:
        periods = [entry.period for entry in declared.get(given.parameter, ())]
        starts = [period.start for period in periods if period.start is not None]
        ends = [period.end for period in periods if period.end is not None]
        first = min(starts) if periods and len(starts) == len(periods) else None
        last = max(ends) if periods and len(ends) == len(periods) else None
        for value in given.values:
            start = value.period.start
            if start is None:
                continue
            if first is not None and start < first:
                facts = {"parameter": given.parameter, "start": str(start), "first": str(first)}
                yield Problem("R316", value.at, facts)
            elif last is not None and start >= last:
                facts = {"parameter": given.parameter, "start": str(start), "last": str(last)}
                yield Problem("R317", value.at, facts)

"""Which households may hold columns that do not fit together? As quick as `suspects`, and as careful.

One head, a person once, months only with what is paid once, ends not before beginnings, aid with whom it is
granted to, owners who are members, findings on what is left to an officer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from aid_rules.case import Award, Custody, Expense, Finding, Household, Income, Parent, Person
from aid_rules.case.person import Findings
from aid_rules.case.record import Record
from aid_rules.columnar.block import Array, Block, Mask, Numbers, child, told_unknown, unfolded
from aid_rules.columnar.facts import enum_codes
from aid_rules.columnar.runtime import counts, some
from aid_rules.columnar.schema import columns_of
from aid_rules.columnar.suspects import Level, Places, nulls, true_rows
from aid_rules.problems import ProblemError

MEMBERS = ("members",)
_AWARDS = ("members", "awards")
_MOST_AWARDS = 200


def crosswise_suspects(level: Level) -> Iterator[Places]:
    """Rows of which two columns do not fit together."""
    for looks in _LOOKS.get(level.record, ()):
        yield from looks(level)


def household_suspects(block: Block) -> Iterator[Places]:
    """Households whose members, awards and assets do not fit together."""
    offsets = block.rows(MEMBERS).offsets
    yield from _relations(block, offsets)
    yield from _twice(block, offsets)
    yield from _awards(block, offsets)
    yield from _owners(block)


# one record ---------------------------------------------------------------------------------------------


def _is(level: Level, key: str, *words: str) -> Mask | None:
    """Where a column has one of these words; None where it nowhere has."""
    column = level.column(key)
    if column is None:
        return None
    if pa.types.is_dictionary(column.type) and not {*words} & {*column.dictionary.to_pylist()}:
        return None
    allowed = next(one.words for one in columns_of(level.record) if one.key == key)
    codes = enum_codes(column, allowed, len(column))
    found = np.logical_or.reduce([codes == allowed.index(word) for word in words])
    if column.null_count:
        found &= np.asarray(column.is_valid())
    return found if found.any() else None


def _months(level: Level) -> Iterator[Places]:
    """Months go with amounts paid once."""
    months = level.column("months")
    if months is not None:
        once = _is(level, "period", "once")
        given = np.asarray(months.is_valid())
        yield np.flatnonzero(given if once is None else given & ~once)


def _backwards(begin: str, end: str) -> Callable[[Level], Iterator[Places]]:
    def looks(level: Level) -> Iterator[Places]:
        first, last = level.column(begin), level.column(end)
        if first is not None and last is not None:
            yield true_rows(pc.less(last, first))

    return looks


def _supporting(level: Level) -> Iterator[Places]:
    """Support paid to others stands with whoever pays it."""
    if level.outer is not None and level.outer.record is Household:
        rows = _is(level, "kind", "transfer_paid")
        if rows is not None:
            yield np.flatnonzero(rows)


def _recognised(level: Level) -> Iterator[Places]:
    """Children recognised as without care, who have a parent able to care."""
    rows = _is(level, "child_status", "orphan", "de_facto_unattended")
    parents = level.column("parents")
    if rows is not None and parents is not None:
        records, offsets = unfolded(parents)
        able = _is(Level(Parent, records, level, offsets), "situation", "able")
        if able is not None:
            yield np.flatnonzero(rows & some(able, offsets))


def _parents_twice(level: Level) -> Iterator[Places]:
    """A child's father and mother stand there once each."""
    parents = level.column("parents")
    if parents is not None:
        records, offsets = unfolded(parents)
        for which in ("father", "mother"):
            rows = _is(Level(Parent, records, level, offsets), "which", which)
            if rows is not None:
                yield np.flatnonzero(counts(rows, offsets) > 1)


def _injured(level: Level) -> Iterator[Places]:
    """Who has the care allowance of work-injury insurance among the incomes."""
    incomes = level.column("incomes")
    if incomes is not None:
        records, offsets = unfolded(incomes)
        paid = _is(Level(Income, records, level, offsets), "kind", "work_injury_care")
        if paid is not None:
            yield np.flatnonzero(some(paid, offsets))


_LOOKS: Mapping[type[Record], tuple[Callable[[Level], Iterator[Places]], ...]] = {
    Income: (_months,),
    Expense: (_months, _supporting),
    Custody: (_backwards("from", "until"),),
    Award: (_backwards("from", "until"),),
    Person: (_backwards("birth_date", "death_date"), _recognised, _parents_twice, _injured),
}


# a whole household ---------------------------------------------------------------------------------------


def _relations(block: Block, offsets: Numbers) -> Iterator[Places]:
    """One head, and one spouse at most."""
    column = child(block.rows(MEMBERS).records, "relation")
    words = next(one.words for one in columns_of(Person) if one.key == "relation")
    codes = enum_codes(column, words, block.count(MEMBERS))
    known = True if column is None or not column.null_count else np.asarray(column.is_valid())
    heads, spouses = (counts(known & (codes == words.index(word)), offsets) for word in ("head", "spouse"))
    yield np.flatnonzero((heads != 1) | (spouses > 1))


def _twice(block: Block, offsets: Numbers) -> Iterator[Places]:
    """A person id stands for one member."""
    ids = child(block.rows(MEMBERS).records, "person_id")
    if ids is None or pa.types.is_null(ids.type):
        return
    yield block.outer(MEMBERS, ())[same_in_list(_marks(ids), offsets)]


def same_in_list(marks: Array, offsets: Numbers) -> Places:
    """Rows that have the mark of one that comes later in their list: each is compared with all of those."""
    found = [np.zeros(0, dtype=np.int64)]
    ends: Array | None = None
    for step in range(1, int(np.diff(offsets).max(initial=0))):
        # Over the ends of lists too: that costs less than leaving them out.
        same = np.flatnonzero(marks[:-step] == marks[step:])
        if same.size:
            ends = np.repeat(offsets[1:], np.diff(offsets)) if ends is None else ends
            found.append(same[same + step < ends[same]])
    return np.concatenate(found)


def _marks(texts: pa.Array) -> Array:
    """A number for each text, the same for the same: its last eight bytes, or a code."""
    if not pa.types.is_string(texts.type) or texts.null_count:
        return np.asarray(pc.fill_null(texts.dictionary_encode().indices, -1))
    ends = np.frombuffer(texts.buffers()[1], dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    data = texts.buffers()[2]
    if data is None or not len(texts):
        return np.zeros(len(texts), dtype=np.uint64)
    raw = np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]
    padded = np.concatenate((np.zeros(8, dtype=np.uint8), raw))
    last_eight = np.ndarray(len(raw) + 1, dtype="<u8", buffer=padded.data, strides=(1,))
    found: Array = last_eight[ends[1:] - ends[0]]
    lengths = np.diff(ends)
    short = lengths < 8
    if short.any():  # what comes before a short text belongs to another
        found = np.where(lengths == 0, 0, found >> (8 * np.clip(8 - lengths, 0, 7)).astype(np.uint64))
    return found


def _awards(block: Block, offsets: Numbers) -> Iterator[Places]:
    """So many awards at most, the members' own among them; and they are known of all or of nobody."""
    own, theirs = block.rows(("awards",)), block.rows(_AWARDS)
    if len(own.records) or len(theirs.records):
        yield np.flatnonzero(np.diff(own.offsets) + np.diff(theirs.offsets[offsets]) > _MOST_AWARDS)
    ours = told_unknown(block.rows(()).records, "awards")
    other = told_unknown(block.rows(MEMBERS).records, "awards")
    if ours is not None or other is not None:
        ours = np.zeros(len(block), dtype=bool) if ours is None else ours
        other = np.zeros(block.count(MEMBERS), dtype=bool) if other is None else other
        yield np.flatnonzero(some(other, offsets) & ~ours | some(~other, offsets) & ours)


def _owners(block: Block) -> Iterator[Places]:
    """The owner of an asset is a member."""
    assets = block.rows(("assets",))
    owners = child(assets.records, "owner")
    ids = child(block.rows(MEMBERS).records, "person_id")
    if owners is None or ids is None or owners.null_count == len(owners):
        return
    owned = np.flatnonzero(np.asarray(owners.is_valid()))
    named = owners.take(pa.array(owned)).cast(pa.string())
    codes = pa.concat_arrays([named, ids.cast(pa.string())]).dictionary_encode().indices
    numbers: NDArray[np.int64] = np.asarray(pc.fill_null(codes, 0)).astype(np.int64)
    of, width = block.outer(("assets",), ())[owned], int(numbers.max()) + 1
    members = block.outer(MEMBERS, ()) * width + numbers[len(owned) :]
    yield of[~np.isin(of * width + numbers[: len(owned)], members)]


# findings ------------------------------------------------------------------------------------------------

Findable = Callable[[str], Mapping[str, str]]
"""What the rules of a region leave to an officer's finding: the row (`household` or `person`) by name of the rule."""


def finding_suspects(level: Level, regions: pa.Array, findable: Findable | None) -> Iterator[Places]:
    """Findings on what no rule leaves to an officer; each name is looked at once a region. Names that stand twice."""
    if level.record is not Finding or level.outer is None or level.offsets is None or not len(level.records):
        return
    names = level.column("name")
    if names is None:
        yield np.arange(len(level.records))
        return
    if names.null_count:
        yield nulls(names)
    said = names if pa.types.is_dictionary(names.type) else names.dictionary_encode()
    codes = np.asarray(pc.fill_null(said.indices, 0)).astype(np.int64)
    yield same_in_list(codes, level.offsets)
    places = regions if pa.types.is_dictionary(regions.type) else regions.dictionary_encode()
    here = np.asarray(pc.fill_null(places.indices, 0)).astype(np.int64)[level.owners()]
    words, width = said.dictionary.to_pylist(), len(said.dictionary)
    pairs = here * width + codes
    met = np.zeros(len(places.dictionary) * width, dtype=bool)
    met[pairs] = True
    per = "person" if level.outer.record is Person else "household"
    for pair in np.flatnonzero(met).tolist():
        region, name = places.dictionary[pair // width].as_py(), words[pair % width]
        if not _findable(findable, region, name, per):
            yield np.flatnonzero(pairs == pair)


def award_suspects(level: Level, awardable: Mapping[str, str] | None) -> Iterator[Places]:
    """Awards of what the rules do not know, or not to whom they look for it: see `Rulebook.awardable`."""
    column = level.column("programme") if level.record is Award else None
    if awardable is None or column is None or level.outer is None:
        return
    said = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    here = ("either", "person" if level.outer.record is Person else "household")
    wrong = [n for n, word in enumerate(said.dictionary.to_pylist()) if awardable.get(word) not in here]
    if wrong:
        yield true_rows(pc.is_in(said.indices, value_set=pa.array(wrong, said.indices.type)))


def _findable(findable: Findable | None, region: Any, name: Any, per: str) -> bool:
    """May a finding of this name be recorded here? Without rules at hand: might one be anywhere?"""
    if not isinstance(name, str) or not isinstance(region, str):
        return False
    if findable is None:
        return len(name) <= _KEY["max_length"] and re.fullmatch(_KEY["pattern"], name) is not None
    try:
        return findable(region).get(name) == per
    except ProblemError:  # a region without rules: whoever reads the case will say so
        return False


_KEY = {
    key: getattr(note, key)
    for note in get_args(get_args(Findings)[0])[1].metadata
    for key in ("max_length", "pattern")
    if hasattr(note, key)
}

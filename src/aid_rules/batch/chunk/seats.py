"""Where does each member of a chunk stand in a decision, in which the dead and the unborn are left out?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from aid_rules.batch.chunk.standing import Standing
from aid_rules.columnar import Block

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

_MEMBERS = ("members",)


class Seats:
    """The members of a chunk, numbered through."""

    def __init__(self, chunk: pa.RecordBatch) -> None:
        rows = Block(chunk).rows(_MEMBERS)
        self.offsets = np.asarray(rows.offsets, dtype=np.int64)
        self.ids = rows.records.field("person_id")
        self.count = len(rows.records)

    def due(self, programme: str, standing: Standing) -> tuple[Numbers, Mask]:
        """Fen due to each member of the chunk, and for whom that is open."""
        records, at = self._records(standing)
        paid = standing.layout.named[programme]
        fen = np.zeros(self.count, dtype=np.int64)
        waits = np.zeros(self.count, dtype=bool)
        if paid.amount is None or not paid.to_persons:
            return fen, waits
        amounts = records.field(paid.amount)
        fen[at] = pc.fill_null(amounts, 0).to_numpy(zero_copy_only=False)
        if paid.unit == "person":
            waits[at] = _open(records, programme, amounts)
        return fen, waits

    def waiting(self, programme: str, standing: Standing) -> Mask:
        """The households of which what is due to some member is open."""
        found = np.zeros(len(standing), dtype=bool)
        if standing.layout.named[programme].unit == "person":
            waits = self.due(programme, standing)[1]
            owner = np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))
            found[owner[waits]] = True
        return found

    def _records(self, standing: Standing) -> tuple[pa.StructArray, Numbers]:
        """The members of the decisions, and the number of each in the chunk."""
        members = standing.table.column("members").combine_chunks()
        lengths = pc.fill_null(pc.list_value_length(members), 0).to_numpy()
        records = members.flatten()
        first = np.concatenate(([0], np.cumsum(lengths)))
        own = np.diff(self.offsets)
        at = np.repeat(self.offsets[:-1], lengths) + np.arange(len(records)) - np.repeat(first[:-1], lengths)
        fewer = np.flatnonzero((lengths != own) & (lengths > 0))
        for household in fewer.tolist():
            begin = int(self.offsets[household])
            place = {
                one: begin + i
                for i, one in enumerate(self.ids[begin : int(self.offsets[household + 1])].to_pylist())
            }
            left = records.field("person_id")[int(first[household]) : int(first[household + 1])].to_pylist()
            at[first[household] : first[household + 1]] = [place[one] for one in left]
        return records, at


def _open(records: pa.StructArray, programme: str, amounts: pa.Array) -> Mask:
    words = records.field(programme)
    undetermined = pc.fill_null(pc.equal(words, "undetermined"), False)
    unpaid = pc.and_(pc.fill_null(pc.equal(words, "eligible"), False), pc.is_null(amounts))
    found: Mask = pc.or_(undetermined, unpaid).to_numpy(zero_copy_only=False)
    return found

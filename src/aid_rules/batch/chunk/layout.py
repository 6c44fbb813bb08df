"""Which columns do decisions and changes have, whatever programmes the rules of a household know?

Every programme of any rules on either side has its columns; where a household's rules do not know one, they are
null. Amounts are int64 fen, months the first day of the first month paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from aid_rules.plan import Plan, Programme, Title

WORD = pa.dictionary(pa.int8(), pa.string())
KINDS = ("new", "raised", "lowered", "ended", "undetermined", "settled", "unchanged")
"""How a programme changed for a household: see `changes`."""


@dataclass(frozen=True)
class Paid:
    """A programme as far as its columns go. `unit`: to whom it is granted; `per`: how often it is paid (None: nothing)."""

    name: str
    title: Title
    unit: str
    row: str
    per: str | None
    dated: bool
    continues: str | None

    @property
    def amount(self) -> str | None:
        """The column of its amount: `dibao.monthly`, `temporary_aid.once`."""
        return None if self.per is None else f"{self.name}.{'monthly' if self.per == 'month' else 'once'}"

    @property
    def to_persons(self) -> bool:
        """Is something of it paid to persons?"""
        return self.per is not None and self.row == "person"


@dataclass(frozen=True)
class Layout:
    """The programmes of all plans, in the order of the plan that is met first."""

    programmes: tuple[Paid, ...]

    @classmethod
    def of(cls, plans: Iterable[Plan]) -> Layout:
        """The layout that has room for what any of these plans decides."""
        found: dict[str, Paid] = {}
        for plan in plans:
            for each in plan.programmes:
                found.setdefault(each.name, _paid(each))
        return cls(tuple(found.values()))

    @property
    def named(self) -> dict[str, Paid]:
        """By name."""
        return {each.name: each for each in self.programmes}

    @cached_property
    def decisions(self) -> pa.Schema:
        """One row a household: what it is entitled to after the change."""
        columns = [
            pa.field("household_id", pa.string()),
            pa.field("region", pa.string()),
            pa.field("residence", WORD),
        ]
        inner = [pa.field("person_id", pa.string())]
        for each in self.programmes:
            columns.append(pa.field(each.name, WORD))
            if each.unit == "person":
                inner.append(pa.field(each.name, pa.string()))
            if each.amount is not None:
                columns.append(pa.field(each.amount, pa.int64()))
                inner += [pa.field(each.amount, pa.int64())] if each.to_persons else []
            if each.dated:
                columns.append(pa.field(f"{each.name}.from_month", pa.date32()))
        columns += [
            pa.field("members", pa.list_(pa.struct(inner))), pa.field("alive", pa.bool_()),
            pa.field("open", pa.bool_()), pa.field("carried", pa.bool_()),
        ]  # fmt: skip
        return pa.schema(columns)


CHANGES = pa.schema([
    ("household_id", pa.string()), ("region", pa.string()), ("residence", WORD), ("programme", WORD), ("kind", WORD),
    ("before", WORD), ("after", WORD), ("before_amount", pa.int64()), ("after_amount", pa.int64()),
    ("difference", pa.int64()), ("causes", pa.dictionary(pa.int32(), pa.string())),
    ("months", pa.int16()), ("months_open", pa.int16()), ("due", pa.int64()), ("paid", pa.int64()),
    ("back_pay", pa.int64()), ("overpaid", pa.int64()), ("paid_by", WORD),
])  # fmt: skip
"""One row for each household and programme of which something changes, or something is to be paid or was overpaid."""

REJECTS = pa.schema([
    ("row", pa.int64()), ("household_id", pa.string()), ("code", pa.string()), ("field", pa.string()),
    ("message", pa.string()),
])  # fmt: skip
"""One row for each household that could not be decided: its row in the population, from 0, and the reason."""


def _paid(programme: Programme) -> Paid:
    return Paid(
        programme.name, programme.title, programme.unit, programme.amount_row,
        None if programme.amount is None else programme.amount_per, programme.from_month is not None, programme.continues,
    )  # fmt: skip

"""What do the scalar evaluator and the timeline say of a household, in the words of the job's columns?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from aid_rules import Rulebook, timeline
from aid_rules.batch import Reevaluation
from aid_rules.case import Household, as_of
from aid_rules.engine import Engine
from aid_rules.problems import CaseError
from aid_rules.scalar.record import PersonDecision

OWED = ("months", "months_open", "due", "paid", "back_pay", "overpaid")
FEW, FEWEST = 5, 20
"""Of so many outcomes that the evaluator knows, columns may leave one open, of a programme seldom met so many times fewer: the
evaluator tries out what intervals leave open (docs/reevaluation.md).
"""
Row = dict[str, Any]


def fen(amount: Decimal | None) -> int | None:
    """Yuan as fen."""
    return None if amount is None else int(amount.scaleb(2))


def paid(decided: PersonDecision) -> int | None:
    """Fen a month, or once."""
    return fen(decided.monthly if decided.monthly is not None else decided.once)


@dataclass
class Checked:
    """Compares a result with the cases that it was made of; `seen` counts what was met."""

    result: Reevaluation
    rulebook: Rulebook
    before: date
    after: date
    seen: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    """By programme: outcomes and amounts that the evaluator knows."""
    left_open: Counter[str] = field(default_factory=Counter)
    """By programme: how many of these the columns leave open."""

    def __post_init__(self) -> None:
        self.engine = Engine(self.rulebook)
        self.decisions = {row["household_id"]: row for row in self.result.decisions.to_pylist()}
        self.changes: dict[str, dict[str, Row]] = {}
        for row in self.result.changes.to_pylist():
            self.changes.setdefault(row["household_id"], {})[row["programme"]] = row

    def differences(self, case: Household) -> Iterator[str]:
        """Everything that is told of a household otherwise than the evaluator does."""
        told = self.decisions[case.household_id]
        was, now = (self._decided(case, on) for on in (self.before, self.after))
        if told["alive"] != (now is not None):
            yield f"{case.household_id}: alive {told['alive']}"
        yield from self._decision(case, told, now or {})
        yield from self._changes(case, was or {}, now or {})

    def too_open(self) -> Iterator[str]:
        """Every programme of which columns leave more open than intervals account for, of what the evaluator knows."""
        for name, count in sorted(self.left_open.items()):
            if count * FEW > max(self.told[name], FEWEST):
                yield f"{name}: {count} of {self.told[name]} left open"

    def _decided(self, case: Household, on: date) -> Mapping[str, Any] | None:
        then = as_of(case, on)
        return None if then is None else self.engine.evaluate(then, on).programmes

    def _decision(self, case: Household, told: Row, now: Mapping[str, Any]) -> Iterator[str]:
        persons = {row["person_id"]: row for row in told["members"] or ()}
        for name, decided in now.items():
            where = f"{case.household_id} {name}"
            for who, row, one in [
                ("", told, decided), *((who, persons[who], one) for who, one in decided.persons.items()),
            ]:  # fmt: skip
                yield from self._one(f"{where} {who}", name, row, one)

    def _one(self, where: str, name: str, row: Row, decided: PersonDecision) -> Iterator[str]:
        outcome = row.get(name, decided.outcome)
        if decided.outcome != "undetermined":
            self.told[name] += 1
            self.left_open[name] += outcome == "undetermined"
        if outcome == "undetermined":
            self.seen["settled" if decided.outcome != "undetermined" else "undetermined"] += 1
            return
        self.seen[outcome] += 1
        if outcome != decided.outcome:
            yield f"{where}: {outcome}, not {decided.outcome}"
        keys = [key for key in (f"{name}.monthly", f"{name}.once") if key in row]
        if outcome == "eligible" and keys:
            amount = row[keys[0]]
            if paid(decided) is not None:
                self.told[f"{name}, fen"] += 1
                self.left_open[f"{name}, fen"] += amount is None
            if amount is None:
                self.seen["amount open"] += 1
            elif amount != (paid(decided) or 0):
                yield f"{where}: {amount} fen, not {paid(decided)}"

    def _changes(self, case: Household, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
        changes = self.changes.get(case.household_id, {})
        for name in was.keys() | now.keys():
            sides = [side.get(name) for side in (was, now)]
            row = changes.get(name)
            if row is not None:
                yield from self._change(f"{case.household_id} {name}", row, sides)
            elif any(one is not None and one.outcome == "eligible" for one in sides):
                then, here = ((one.outcome, paid(one)) if one is not None else None for one in sides)
                if then != here:
                    self.seen["not told"] += 1
                    if not self._open(case, name):
                        yield f"{case.household_id} {name}: {then} to {here}, and no change"

    def _open(self, case: Household, name: str) -> bool:
        told = self.decisions[case.household_id]
        amounts = [told[key] for key in (f"{name}.monthly", f"{name}.once") if key in told]
        return told[name] == "undetermined" or (told[name] == "eligible" and None in amounts)

    def _change(self, where: str, row: Row, sides: list[Any]) -> Iterator[str]:
        self.seen[row["kind"]] += 1
        for key, one in zip(("before", "after"), sides, strict=True):
            outcome = None if one is None else one.outcome
            if row[key] not in ("undetermined", outcome):
                yield f"{where}: {key} {row[key]}, not {outcome}"
            amount = row[f"{key}_amount"]
            if amount is not None and amount != (paid(one) or 0):
                yield f"{where}: {key} {amount}, not {paid(one)}"
        expected = _kind(row, self.result.manifest["programmes"][row["programme"]]["per"] is not None)
        if row["kind"] != expected:
            yield f"{where}: {row['kind']}, not {expected}"
        if row["difference"] is not None and row["difference"] != (row["after_amount"] or 0) - (
            row["before_amount"] or 0
        ):
            yield f"{where}: difference {row['difference']}"

    def owed(self, case: Household, first: date, last: date) -> Iterator[str]:
        """Everything that is told of what is owed otherwise than the timeline does."""
        told = self.changes.get(case.household_id, {})
        try:
            found = timeline(case, first, last, self.rulebook).payments
        except CaseError:
            self.seen["no timeline"] += 1
            return
        expected: dict[str, list[int]] = {}
        for balance in found.balances if found else ():
            numbers = [len(balance.months), balance.open]
            numbers += [fen(getattr(balance, name)) or 0 for name in OWED[2:]]
            so_far = expected.get(balance.programme, [0] * len(OWED))
            expected[balance.programme] = [a + b for a, b in zip(so_far, numbers, strict=True)]
        by_payments = {name for name, row in told.items() if row["paid_by"] == "payments"}
        for name in expected.keys() | by_payments:
            numbers = expected.get(name, [0] * len(OWED))
            row = told.get(name)
            if row is None:
                row = dict.fromkeys(OWED, 0)
                numbers = [0 if i in (0, 2, 3) else number for i, number in enumerate(numbers)]
            self.seen["compared"] += 1
            self.seen["owed"] += bool(row["back_pay"] or row["overpaid"])
            here = [row[key] or 0 for key in OWED]
            if here[1] > numbers[1]:
                self.seen["open here, settled there"] += 1
                if (here[0], here[3]) != (numbers[0], numbers[3]):
                    yield f"{case.household_id} {name}: {here}, not {numbers}"
            elif here != numbers:
                yield f"{case.household_id} {name}: {here}, not {numbers}"


def _kind(row: Row, pays: bool) -> str:
    """How a programme changed: by the outcomes that are told, and of who is entitled on both sides by the amounts."""
    then, now = row["before"], row["after"]
    if "undetermined" in (then, now):
        return "unchanged" if then == now else "undetermined" if now == "undetermined" else "settled"
    if (then == "eligible") != (now == "eligible"):
        return "new" if now == "eligible" else "ended"
    if now != "eligible" or not pays:
        return "unchanged"
    open_then, open_now = (row[f"{side}_amount"] is None for side in ("before", "after"))
    if open_then or open_now:
        return "unchanged" if open_then and open_now else "undetermined" if open_now else "settled"
    return "raised" if row["difference"] > 0 else "lowered" if row["difference"] < 0 else "unchanged"

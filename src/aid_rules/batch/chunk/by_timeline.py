"""What does the timeline of a household say of its payments, where months added up do not tell?

That is where entitlement begins within the months: from which month it is paid is for the programme's rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from aid_rules.batch.chunk.arrears import Reckoning
from aid_rules.batch.chunk.side import Side
from aid_rules.batch.chunk.standing import of_household
from aid_rules.columnar import to_cases
from aid_rules.engine.timelines import timeline
from aid_rules.money import fen_of
from aid_rules.problems import CaseError, Problem, RuleError


def tell_unsteady(
    chunk: pa.RecordBatch, side: Side, months: Sequence[date], reckoning: Reckoning
) -> dict[int, Problem]:
    """Ask the timeline about every unsteady household. Of one that it cannot tell of, its facts contradicting the rules
    of a day between the first days of months, all months are open.

    Gives the problem, by row, of each to which rules would pay what cannot be paid.
    """
    refused: dict[int, Problem] = {}
    for row in np.flatnonzero(reckoning.unsteady).tolist():
        case = to_cases(chunk.slice(row, 1))[0]
        try:
            found = timeline(case, months[0], months[-1], side.rulebook)
        except CaseError:
            reckoning.leave_open(row)
            continue
        except RuleError as error:
            refused[row] = of_household(error, case.household_id)
            continue
        told: dict[str, list[int]] = {}
        for balance in found.payments.balances if found.payments else ():
            numbers = [
                len(balance.months), balance.open,
                *map(fen_of, (balance.due, balance.paid, balance.back_pay, balance.overpaid)),
            ]  # fmt: skip
            so_far = told.get(balance.programme, [0] * len(numbers))
            told[balance.programme] = [a + b for a, b in zip(so_far, numbers, strict=True)]
        reckoning.settle(row, told)
    return refused

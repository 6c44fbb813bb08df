"""What is an amount: fen, exact rationals, and rounding that says where it goes.

Knows nothing of cases, rules or dates. No float enters or leaves this room.
"""

from aid_rules.money.amount import (
    LARGEST,
    Fen,
    InexactAmount,
    as_yuan,
    fen_of,
    parse_fraction,
    parse_yuan,
    ratio,
    show_fraction,
    show_yuan,
    sum_yuan,
)
from aid_rules.money.quantity import Quantity
from aid_rules.money.rounding import DIRECTIONS, STEPS, Rounding, round_down, round_half_up, round_up

__all__ = [
    "DIRECTIONS",
    "LARGEST",
    "STEPS",
    "Fen",
    "InexactAmount",
    "Quantity",
    "Rounding",
    "as_yuan",
    "fen_of",
    "parse_fraction",
    "parse_yuan",
    "ratio",
    "round_down",
    "round_half_up",
    "round_up",
    "show_fraction",
    "show_yuan",
    "sum_yuan",
]

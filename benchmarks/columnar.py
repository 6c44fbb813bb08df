"""Who takes part when a whole population is decided at once?

The kernel written by hand is 1.00. It is handed flat columns, one for each number that it needs; ours is handed
the population as Arrow, nested as cases are, and finds wages among incomes and ages from birthdays.
Both give all ten outputs; `programmes` gives what a payment needs, outcome and amount.
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

from benchmarks.mini_aid import by_hand
from benchmarks.mini_aid.arrow import as_arrow
from benchmarks.mini_aid.population import ON, Population, draw
from benchmarks.mini_aid.standards import REGIONS
from benchmarks.scalar import RULES

RULE_OF = dict(
    zip(by_hand.HOUSEHOLD_OUTPUTS, ("income", "pc", "entitled", "edge", "dibao", "total"), strict=True)
)
RULE_OF |= {name: name for name in by_hand.PERSON_OUTPUTS}
"""The rule that gives each output."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A function that decides the whole population."""

    name: str
    decide: Callable[[], object]


def contenders(people: Population) -> list[Contender]:
    """The kernel by hand, and ours."""
    from aid_rules.columnar import Block, Programmes

    batch, plans = as_arrow(people), mini_aid_plans()
    programmes, values = Programmes(plans), every_output()
    return [
        Contender("NumPy by hand, ten outputs", lambda: by_hand.decide(people)),
        Contender("aid_rules, ten outputs", lambda: values(Block(batch), people.region)),
        Contender("aid_rules, programmes", lambda: programmes(Block(batch), people.region)),
    ]


def mini_aid_plans() -> list[Any]:
    """The plan of every region, on the day."""
    from aid_rules import Rulebook

    rulebook = Rulebook.load(RULES, shipped_rules=False)
    return [(rulebook.resolve(f"9901{number:02}", ON), ON) for number in range(1, REGIONS + 1)]


def every_output() -> Any:
    """Ours, giving the ten outputs."""
    from aid_rules.columnar import Slots

    return Slots(mini_aid_plans(), [f"mini_aid.{rule}" for rule in RULE_OF.values()])


def outputs(people: Population) -> dict[str, Any]:
    """The ten outputs by ours, in the form of the kernel by hand."""
    from aid_rules.columnar import Block

    slots, _ = every_output()(Block(as_arrow(people)), people.region)
    found = {}
    for name, rule in RULE_OF.items():
        slot = slots[() if name in by_hand.HOUSEHOLD_OUTPUTS else ("members",), f"mini_aid.{rule}"]
        whole = slot.kind == "boolean" or bool((slot.low_base == 1).all())
        if slot.unknown.any() or not whole:
            raise ArithmeticError(f"{rule} is not known, or no whole fen")
        found[name] = slot.low.astype(np.int64)
    return found


def report(households: int, rounds: int) -> str:
    """A table of households a second, by process time, which a busy machine disturbs less; medians and ratios."""
    taking_part = contenders(draw(households))
    times = _interleaved(taking_part, rounds)
    base = median(times[taking_part[0].name])
    lines = [f"{'contender':<34}{'households/s':>14}{'ms':>10}{'ratio':>8}"]
    for contender in taking_part:
        taken = median(times[contender.name])
        rate = households * 10**9 / taken
        lines.append(f"{contender.name:<34}{rate:>14,.0f}{taken / 1e6:>10.1f}{taken / base:>8.2f}")
    return "\n".join(lines)


def _interleaved(taking_part: Sequence[Contender], rounds: int) -> dict[str, list[int]]:
    for contender in taking_part:
        contender.decide()
    times: dict[str, list[int]] = {contender.name: [] for contender in taking_part}
    for _ in range(rounds):
        for contender in taking_part:
            gc.collect()
            start = time.process_time_ns()
            result = contender.decide()
            times[contender.name].append(time.process_time_ns() - start)
            del result
    return times

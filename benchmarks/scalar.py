"""Who takes part when one household is decided at a time?

Each contender is handed its households in the form it likes best, prepared outside the clock.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.mini_aid.population import ON, as_case, as_plain, draw

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
RULES = HERE / "mini_aid" / "rules"


@dataclass(frozen=True, slots=True)
class Contender:
    """One engine on one problem: a function from a prepared household to a result with all it has to say."""

    problem: str
    name: str
    households: Sequence[Any]
    decide: Callable[[Any], object]


def contenders(households: int, only: str | None) -> list[Contender]:
    """Those who take part; `only` is "ours" or "zen", None is all."""
    ours = [] if only == "zen" else _ours(households)
    theirs = [] if only == "ours" else _zen(households)
    return [ours[0], *theirs, *ours[1:]] if ours else theirs


def _ours(households: int) -> list[Contender]:
    from aid_rules import Household, Rulebook, evaluate

    people = draw(households)
    mini = [Household.model_validate(as_case(people, k)) for k in range(households)]
    rulebook = Rulebook.load(RULES, shipped_rules=False)
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.json"))]
    examples = [Household.model_validate_json(text) for text in texts]
    # Few examples: each round repeats them, so that the clock has something to measure.
    repeated = examples * max(1, households // len(examples))
    return [
        Contender("mini-aid", "aid_rules, trace kept", mini, partial(evaluate, on=ON, rulebook=rulebook)),
        Contender("examples", "aid_rules, shipped rules", repeated, partial(evaluate, on=ON)),
    ]


def _zen(households: int) -> list[Contender]:
    from benchmarks.mini_aid import by_zen

    people = draw(households)
    cases = [by_zen.case_text(as_case(people, k)) for k in range(households)]
    plain = [json.dumps(as_plain(people, k)) for k in range(households)]
    return [
        Contender("mini-aid", "zen, cases, trace kept", cases, by_zen.decider("cases", trace=True)),
        Contender("mini-aid", "zen, made ready, trace kept", plain, by_zen.decider("plain", trace=True)),
        Contender("mini-aid", "zen, made ready, no trace", plain, by_zen.decider("plain", trace=False)),
    ]

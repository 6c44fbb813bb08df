"""What is known of the people whom a place supports, and what is taken for the rest?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

UNPUBLISHED_HOUSEHOLDS = 4000
"""Households on dibao of a place that published none: the order of magnitude of a county."""


@dataclass(frozen=True, slots=True)
class Side:
    """Town or countryside of a place: households, the persons in one of them, tekun persons for each of them."""

    households: float
    size: float
    tekun: float


@dataclass(frozen=True, slots=True)
class Profile:
    """A place as its population is drawn."""

    region: str
    source: str
    urban: Side
    rural: Side

    @property
    def weight(self) -> float:
        """Households, dibao and tekun."""
        return sum(side.households * (1 + side.tekun) for side in (self.urban, self.rural))


@cache
def profiles() -> tuple[Profile, ...]:
    """Every place of `profiles.toml`, with what it did not publish taken from those that did."""
    text = files("aid_rules.batch.synthetic").joinpath("profiles.toml").read_text(encoding="utf-8")
    places: list[dict[str, Any]] = tomllib.loads(text)["place"]
    pooled = {
        name: _pooled([place[name] for place in places if name in place]) for name in ("urban", "rural")
    }
    return tuple(
        Profile(
            place["region"],
            place["source"],
            _side(place.get("urban", {}), pooled["urban"]),
            _side(place.get("rural", {}), pooled["rural"]),
        )
        for place in places
    )


def _pooled(sides: list[dict[str, float]]) -> Side:
    """All places that published, taken as one."""
    with_tekun = [side for side in sides if "tekun" in side]
    return Side(
        UNPUBLISHED_HOUSEHOLDS / 2,
        sum(side["persons"] for side in sides) / sum(side["households"] for side in sides),
        sum(side["tekun"] for side in with_tekun) / sum(side["households"] for side in with_tekun),
    )


def _side(told: dict[str, float], pooled: Side) -> Side:
    if not told:
        return pooled
    tekun = told["tekun"] / told["households"] if "tekun" in told else pooled.tekun
    return Side(told["households"], told["persons"] / told["households"], tekun)

"""What is known of the people whom a place supports, and what is taken for the rest?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

UNPUBLISHED_HOUSEHOLDS = 4000
"""Households on dibao of a place that published none: the order of magnitude of a county."""

_LEAST_TEKUN = 1.3
"""The basic standard of tekun as a multiple of dibao, where a place published none: the national floor."""


@dataclass(frozen=True, slots=True)
class Side:
    """Town or countryside of a place: households, the persons in one of them, tekun persons for each of them; the
    standards by which awards on file were paid, in fen a month, and what is paid by tier, empty where the gap is.
    """

    households: float
    size: float
    tekun: float
    dibao_standard: int
    tekun_standard: int
    tiers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A place as its population is drawn; standards in fen a month, `care` by what is lost of daily life."""

    region: str
    source: str
    urban: Side
    rural: Side
    care: tuple[int, ...]
    child: int
    living: int
    nursing: int
    findings: tuple[str, ...]
    """Names of what the place leaves to an officer to find of a person."""

    @property
    def weight(self) -> float:
        """Households, dibao and tekun."""
        return sum(side.households * (1 + side.tekun) for side in (self.urban, self.rural))


@cache
def profiles() -> tuple[Profile, ...]:
    """Every place of `profiles.toml`, with what it did not publish taken from those that did."""
    text = files("aid_rules.batch.synthetic").joinpath("profiles.toml").read_text(encoding="utf-8")
    places: list[dict[str, Any]] = tomllib.loads(text)["place"]
    # Districts stand with the standards of their city: each of these sums counts once.
    paid = list({place["source"]: place["paid"] for place in places}.values())
    care = tuple(_mean(tier) for tier in zip(*(each["care"] for each in paid if "care" in each), strict=True))
    usual = {
        name: _mean(each[name] for each in paid if name in each) for name in ("child", "living", "nursing")
    }
    sides = {name: _pooled([place[name] for place in places if name in place]) for name in ("urban", "rural")}
    return tuple(
        Profile(
            place["region"],
            place["source"],
            _side(place, "urban", sides["urban"]),
            _side(place, "rural", sides["rural"]),
            care=tuple(map(_fen, place["paid"].get("care", care))),
            findings=tuple(place.get("findings", ())),
            **{name: _fen(place["paid"].get(name, usual[name])) for name in usual},
        )
        for place in places
    )


def _fen(yuan: float) -> int:
    return round(yuan * 100)


def _mean(yuan: Iterable[float]) -> int:
    """Their mean in whole yuan."""
    every = list(yuan)
    return round(sum(every) / len(every))


def _pooled(sides: list[dict[str, float]]) -> tuple[float, float, float]:
    """All places that published, taken as one: households, the persons in one of them, tekun for each of them."""
    with_tekun = [side for side in sides if "tekun" in side]
    return (
        UNPUBLISHED_HOUSEHOLDS / 2,
        sum(side["persons"] for side in sides) / sum(side["households"] for side in sides),
        sum(side["tekun"] for side in with_tekun) / sum(side["households"] for side in with_tekun),
    )


def _side(place: dict[str, Any], name: str, pooled: tuple[float, float, float]) -> Side:
    households, size, tekun = pooled
    told, paid = place.get(name, {}), place["paid"][name]
    if told:
        households, size = told["households"], told["persons"] / told["households"]
        tekun = told["tekun"] / told["households"] if "tekun" in told else tekun
    standard = _fen(paid["dibao"])
    basic = _fen(paid["tekun"]) if "tekun" in paid else round(standard * _LEAST_TEKUN)
    return Side(households, size, tekun, standard, basic, tuple(map(_fen, paid.get("tiers", ()))))

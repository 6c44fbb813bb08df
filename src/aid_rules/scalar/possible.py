"""What can an unknown fact turn out to be, and what stands in for what?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from aid_rules.scalar.span import Span

_NUMBER = (int, Fraction)


@dataclass(frozen=True, slots=True)
class Ruling:
    """To be supposed of a finding: that the rule it is on says so, whatever the rule rests on."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Domain:
    """Values to try for a fact. `whole`: there are no others, but for what lies in the span."""

    values: tuple[Any, ...]
    whole: bool
    span: Span | None = None

    @property
    def told(self) -> bool:
        """Can it be told what the fact may be? Not of a list or a record: what would be in it?"""
        return self.whole or len(self.values) > 1

    @property
    def parts(self) -> tuple[Any, ...]:
        """Everything known that it may be: values, and parts of the span."""
        if self.span is None:
            return self.values
        least, greatest = self.span.ends
        apart = (v for v in self.values if not isinstance(v, _NUMBER) or not least <= v <= greatest)
        return (*apart, *self.span.parts())


@dataclass(frozen=True, slots=True)
class Possible:
    """What unknown facts can turn out to be, and for which settings and facts an officer's finding may stand in."""

    domain: Callable[[str], Domain]
    stands_in: Callable[[str, str], bool]
    """By the names of the finding and of the setting or fact."""
    days: Callable[[str], tuple[Any, ...]] = lambda _: ()
    """All days that can be told apart of a date, and none of anything else: many, so they are gone through last."""

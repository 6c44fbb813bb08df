"""Which rules hold here, on this day?

`Rulebook.load()` finds the rule files, `resolve(region, on)` gives a Plan. Reads no case, computes no money.
"""

from aid_rules.rulebook.rulebook import Rulebook

__all__ = ["Rulebook"]

"""How many examples a law is shown on. `AID_RULES_DRAWN` (such as 1/3) asks for that share of them: where all have been
drawn on one Python, fewer do on the next.
"""

from __future__ import annotations

import math
import os
from fractions import Fraction

from hypothesis import settings

SHARE = Fraction(os.environ.get("AID_RULES_DRAWN", "1"))


def drawing(count: int) -> settings:
    """Seeded drawings, so many of them or the share asked for."""
    return settings(settings.get_profile("seeded"), max_examples=max(2, math.ceil(count * SHARE)))

"""Where in the case, as it was handed in, do the rows of a household stand that a day leaves of it?

Who has died and what has not happened yet are left out before a decision, so that what remains is counted anew.
Whoever is asked for a fact looks for it in the case that was handed in.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """For each row that is left of these lists, its place in the list as it was handed in."""

    members: tuple[int, ...]
    awards: tuple[int, ...]
    hardships: tuple[int, ...]

    def after(self, earlier: Places | None) -> Places:
        """The same, where `earlier` had left out rows already."""
        if earlier is None:
            return self
        return Places(
            tuple(earlier.members[at] for at in self.members),
            tuple(earlier.awards[at] for at in self.awards),
            tuple(earlier.hardships[at] for at in self.hardships),
        )

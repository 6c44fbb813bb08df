"""One problem in two languages; `{name}` stands for a fact of the problem."""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """A sentence in Chinese and in English."""

    zh: str
    en: str

"""The small rulebook without fault, changed here and there, and its plan."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from aid_rules import Rulebook
from aid_rules.plan import Plan

GOOD = Path(__file__).parent.parent / "rulebook" / "good"
NATIONAL, REGION = "national/shore.yaml", "regions/990101-lakeside.yaml"
ON = date(2030, 8, 1)
Change = tuple[str, str]


def plan_with(*changes: Change, region: str = "990101", on: date = ON) -> Plan:
    """The plan after these replacements of text, in whichever file they occur."""
    texts = {name: (GOOD / name).read_text(encoding="utf-8") for name in (NATIONAL, REGION)}
    for old, new in changes:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new, 1) for name, text in texts.items()}
    return plan_of(texts, region, on)


def plan_of(texts: dict[str, str], region: str = "990101", on: date = ON) -> Plan:
    """The plan of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Rulebook.load(folder, shipped_rules=False).resolve(region, on)

"""Is a message word for word what a person has read and kept? `ACCEPT=1` writes it anew, to be read again."""

from __future__ import annotations

import os
from pathlib import Path


def same_as_kept(said: str, path: Path) -> None:
    """Compare with the golden file, or write it where the user accepts."""
    if os.environ.get("ACCEPT"):
        path.write_text(f"{said}\n", encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing; read this message, then run with ACCEPT=1:\n{said}"
    assert f"{said}\n" == path.read_text(encoding="utf-8")

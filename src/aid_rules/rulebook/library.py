"""Where do the rule files lie, and which of them count?

The shipped rules are found in an installed package and in a checkout alike. Directories of the user are laid
over them file by file: the same path replaces, any other path adds.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from aid_rules.problems import Problem, RuleError, Source, Span
from aid_rules.rulebook.awarded import awarded
from aid_rules.rulebook.directories import faults
from aid_rules.rulebook.documents import Document
from aid_rules.rulebook.entries import (
    Awarded,
    NationalFile,
    ParameterEntry,
    RegionFile,
    RuleEntry,
)
from aid_rules.rulebook.memory import Memory
from aid_rules.rulebook.read_national import read_national
from aid_rules.rulebook.read_region import read_region
from aid_rules.rulebook.read_tree import LARGEST
from aid_rules.rulebook.reading import fault


def shipped() -> Path:
    """The directory of the rules that ship with the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent.parent / "rules"


class Library:
    """The rule files, read when first asked for and then kept. Later directories cover earlier ones."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self.roots = tuple(roots)
        if found := [fault for root in self.roots if root != shipped() for fault in faults(root)]:
            raise RuleError(found)
        self.memory = Memory()
        self._regions: dict[str, RegionFile] = {}
        self._over: tuple[RegionFile, ...] = ()

    def laid_over(self, file: RegionFile) -> Library:
        """The same library with a region's file that is in no directory; it comes before its region's own."""
        found = copy.copy(self)
        found._over = (file, *self._over)
        return found

    def _files(self, folder: str) -> Mapping[str, Path]:
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in sorted((root / folder).glob("*.yaml")):
                found[path.name] = path
        return dict(sorted(found.items()))

    def national_files(self) -> tuple[str, ...]:
        """The names of the national files."""
        return tuple(self._files("national"))

    def national_file(self, name: str) -> NationalFile:
        """One national file. RuleError for the first thing that cannot be understood."""
        return read_national(_source(self._files("national")[name], f"national/{name}"))

    @cached_property
    def national(self) -> Mapping[str, NationalFile]:
        """National files by namespace."""
        found: dict[str, NationalFile] = {}
        for name in self.national_files():
            file = self.national_file(name)
            if file.namespace in found:
                raise fault(
                    "R161", Span(file.name, 1, 1), found=file.namespace, other=found[file.namespace].name
                )
            found[file.namespace] = file
        if not found:
            raise RuleError([Problem("R160", Span(str(self.roots[-1]), 1, 1), {"found": "national/*.yaml"})])
        return found

    @cached_property
    def codes(self) -> Mapping[str, Path]:
        """The regions that have a file, by division code."""
        found: dict[str, Path] = {}
        for name, path in self._files("regions").items():
            code = name.partition("-")[0].removesuffix(".yaml")
            if code in found:
                raise fault("R161", Span(f"regions/{name}", 1, 1), found=code, other=found[code].name)
            found[code] = path
        return found

    def region(self, code: str) -> RegionFile:
        """The file of this code."""
        if code not in self._regions:
            path = self.codes[code]
            file = read_region(_source(path, f"regions/{path.name}"))
            if file.code != code:
                raise fault("R153", Span(file.name, 1, 1), found=file.code, name=path.name)
            self._regions[code] = file
        return self._regions[code]

    def chain(self, code: str) -> tuple[RegionFile, ...]:
        """The files that speak for a division, the most specific first; empty for an unknown one."""
        return tuple(file for c in ancestors(code) for file in self._speaking_for(c))

    def _speaking_for(self, code: str) -> tuple[RegionFile, ...]:
        own = (self.region(code),) if code in self.codes else ()
        return (*(file for file in self._over if file.code == code), *own)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """National documents by full key."""
        return {key: d for file in self.national.values() for key, d in file.documents.items()}

    @cached_property
    def awarded(self) -> Mapping[str, Awarded]:
        """The aid that the rules know, by name."""
        return awarded(self.national.values())

    @cached_property
    def rules(self) -> Mapping[str, tuple[RuleEntry, ...]]:
        """National rules by full name, all versions."""
        found: dict[str, tuple[RuleEntry, ...]] = {}
        for file in self.national.values():
            for rule in file.rules:
                found[rule.name] = (*found.get(rule.name, ()), rule)
        return found

    @cached_property
    def parameters(self) -> Mapping[str, tuple[ParameterEntry, ...]]:
        """Parameters by full name, all versions."""
        found: dict[str, tuple[ParameterEntry, ...]] = {}
        for file in self.national.values():
            for parameter in file.parameters:
                found[parameter.name] = (*found.get(parameter.name, ()), parameter)
        return found


def ancestors(code: str) -> tuple[str, ...]:
    """A division and what contains it, below the nation: village, town, county, prefecture, province."""
    county = code[:6]
    longer = [code[:n] for n in (12, 9) if len(code) >= n]
    return tuple(dict.fromkeys([*longer, county, county[:4] + "00", county[:2] + "0000"]))


def _source(path: Path, name: str) -> Source:
    try:
        if path.stat().st_size > 4 * LARGEST:  # bytes; no need to read what would be refused
            raise RuleError([Problem("R101", Span(name, 1, 1), {"limit": str(LARGEST)})])
        return Source(name, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleError([Problem("R102", Span(name, 1, 1), {"fault": str(error.strerror)})]) from None
    except UnicodeDecodeError:
        raise RuleError([Problem("R102", Span(name, 1, 1), {"fault": "不是 UTF-8 编码 not UTF-8"})]) from None

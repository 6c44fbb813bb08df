"""Under which name does generated code stand, so that a traceback shows it, and how long?

Two evaluators of one plan write the same source: each has a name of its own, so that neither takes the other's away.
"""

from __future__ import annotations

import linecache
import weakref
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

_NUMBERS = count()


def source_name(about: str) -> str:
    """A name that no other source has: `<plan 3f9a17… 5>`."""
    return f"<{about} {next(_NUMBERS)}>"


def defined(function: str, source: str, name: str, names: Mapping[str, Any]) -> Callable[..., Any]:
    """The function of this name that source written from a checked plan defines; `names` are those that it may use.

    The source can be looked up under `name` as long as the function lives.
    """
    scope = dict(names)
    exec(compile(source, name, "exec"), scope)  # noqa: S102 - see above
    found: Callable[..., Any] = scope[function]
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    weakref.finalize(found, linecache.cache.pop, name, None)
    return found

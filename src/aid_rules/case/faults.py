"""What was wrong with the case, said by field: pydantic's errors as problems with codes.

Says where (JSON path), what was found, what is allowed, and the one name probably meant. Values of
private fields (names, ids, free text) are never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from aid_rules.case.enums import Labels
from aid_rules.case.fact import fact_of
from aid_rules.case.record import Record
from aid_rules.case.showing import key_shown, masked, repeatable, shown
from aid_rules.case.whereabouts import Home, called, homes, keys_of, notes_of, parts_of, record_in
from aid_rules.problems import CaseError, Field, Problem, nearest

Place = tuple[str | int, ...]

_FORMS = {
    True: {"zh": "键应为认定条件的全名", "en": "the key must be a criterion's full name"},
    False: {
        "zh": "首尾不能有空白，也不能有换行、控制字符",
        "en": "no blanks at either end, no line breaks and no control characters",
    },
}

_CODES = {
    "model_type": "C104",
    "model_attributes_type": "C104",
    "dict_type": "C104",
    "bool_type": "C113",
    "int_type": "C114",
    "string_type": "C116",
    "string_unicode": "C128",
    "invalid_key": "C135",
    "tuple_type": "C121",
}
_BARE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def case_error(root: type[Record], error: ValidationError, obj: object) -> CaseError:
    """One CaseError with every fault that pydantic found in `obj`, read as a `root`."""
    household = _household_id(obj)
    found = error.errors(include_url=False)
    return CaseError(
        replace(problem, at=_field(_path_of(problem), household))
        for details in (*found, *_besides(root, found, obj))
        for problem in _problems(root, details)
    )


def _besides(root: type[Record], found: Sequence[ErrorDetails], obj: object) -> Iterator[ErrorDetails]:
    """What does not fit together in the rest, were each faulty fact unknown; nothing where one has to be known.

    A relation that cannot be read may be the head's: that there is none is not said then.
    """
    if not all(details["loc"] for details in found):  # the whole was looked at
        return
    rest = obj
    try:
        for details in found:
            if not _follows(details):
                rest = _left_out(rest, details["loc"], gone=details["type"] == "extra_forbidden")
        root.__pydantic_validator__.validate_python(rest)
    except ValidationError as error:
        related = any("relation" in each["loc"] for each in found)
        for details in error.errors(include_url=False):
            own = details.get("ctx", {}).get("error")
            if isinstance(own, CaseError) and not details["loc"]:
                sure = [problem for problem in own.problems if not (related and problem.code == "C150")]
                yield {**details, "ctx": {"error": CaseError(sure)}}
    except (KeyError, IndexError, TypeError):
        return  # a place of which nothing can be left out


def _left_out(obj: Any, place: Place, *, gone: bool) -> Any:
    """A copy in which what stands at a place is unknown, or `gone`; of what is beside it nothing is copied."""
    step, below = place[0], place[1:]
    copied: Any = obj[:] if isinstance(obj, list) else dict(obj)
    if below:
        copied[step] = _left_out(copied[step], below, gone=gone)
    elif gone:
        del copied[step]
    else:
        copied[step] = None
    return copied


def json_path(place: Place) -> str:
    """`members[0].disability.grade`; a key that is no plain name is quoted, one that may be a person's left out."""
    path = ""
    for step in place:
        if step == "[key]":
            continue
        if isinstance(step, int):
            path += f"[{step}]"
        elif _BARE_KEY.fullmatch(step):
            path += f".{masked(step)}" if path else masked(step)
        else:
            path += "[…]" if repeatable(step) is None else f"[{shown(step)}]"
    return path


def _household_id(obj: object) -> str:
    """The household that the problems are about, where it can be told."""
    given = obj.get("household_id") if isinstance(obj, Mapping) else None
    return given if isinstance(given, str) and len(given) <= 64 and given.isprintable() else ""


def _field(path: str, household: str) -> Field | None:
    """The whole case where no field can be named, unless even that has no name."""
    return Field(path, household) if path or household else None


def _path_of(problem: Problem) -> str:
    return problem.at.path if isinstance(problem.at, Field) else ""


def _problems(root: type[Record], details: ErrorDetails) -> Iterator[Problem]:
    """Readers and records raise problems of their own; the rest is pydantic's."""
    own = details.get("ctx", {}).get("error")
    place: Place = details["loc"]
    kind = details["type"]
    if details["input"] is None and place and kind not in {"missing", "extra_forbidden"}:
        last = place[-2:] if isinstance(place[-1], int) else place[-1:]
        yield Problem("C105", Field(json_path(place)), {"field": json_path(last)})
    elif isinstance(own, CaseError):
        for problem in own.problems:
            path = ".".join(filter(None, [json_path(place), _path_of(problem)]))
            yield replace(problem, at=Field(path))
    elif kind == "extra_forbidden":
        yield _unknown_field(root, place)
    elif _follows(details):
        return
    else:
        yield _plain(root, details, place)


def _follows(details: ErrorDetails) -> bool:
    """A list too short for want of items that were given: each that was refused has a problem of its own."""
    return details["type"] == "too_short" and bool(details["input"])


def _plain(root: type[Record], details: ErrorDetails, place: Place) -> Problem:
    at = Field(json_path(place))
    _, field = _walk(root, place)
    limits: Mapping[str, Any] = details.get("ctx", {})
    match details["type"]:
        case "missing":
            title = fact_of(field).zh if field else ""
            return Problem("C101", at, {"field": str(place[-1]), "title": title})
        case "literal_error":
            return _unknown_word(at, details["input"], field)
        case "greater_than_equal":
            return Problem("C115", at, {"found": shown(details["input"]), "limit": f"≥ {limits['ge']}"})
        case "less_than_equal":
            return Problem("C115", at, {"found": shown(details["input"]), "limit": f"≤ {limits['le']}"})
        case "too_long":
            return Problem("C122", at, {"most": str(limits["max_length"])})
        case "too_short":
            return Problem("C125", at)
        case "string_too_short":
            return Problem("C117", at, {"zh": "不能为空", "en": "must not be empty"})
        case "string_too_long":
            most = limits["max_length"]
            return Problem("C117", at, {"zh": f"最多 {most} 个字符", "en": f"at most {most} characters"})
        case "string_pattern_mismatch":
            return Problem("C117", at, _FORMS[place[-1] == "[key]"])
        case kind:
            hidden = field is not None and fact_of(field).private
            found = f"… ({type(details['input']).__name__})" if hidden else shown(details["input"])
            return Problem(_CODES.get(kind, "C199"), at, {"found": found, "why": details["msg"]})


def _walk(root: type[Record], place: Place) -> tuple[type[Record], FieldInfo | None]:
    """The innermost record that a place leads into, and the model field it names, if any."""
    owner, field = root, None
    items: type[Record] | None = None
    for step in place:
        if items is not None:
            owner, items = items, None
            continue
        name = keys_of(owner).get(str(step))
        if name is None:
            return owner, None
        field = owner.model_fields[name]
        match record_in(field):
            case ("record", record):
                owner = record
            case (_, record):
                items = record
    return owner, field


def _unknown_word(at: Field, found: object, field: FieldInfo | None) -> Problem:
    """A word outside the enum, with the one that was probably meant: perhaps its Chinese name stands there."""
    allowed = [
        word
        for part in (parts_of(field.annotation) if field else ())
        if get_origin(part) is Literal
        for word in get_args(part)
    ]
    labels = {
        zh: word
        for note in (notes_of(field) if field else ())
        if isinstance(note, Labels)
        for word, zh in note.items()
    }
    meant = (labels.get(found) or nearest(found, allowed)) if isinstance(found, str) else None
    return Problem("C120", at, {"found": shown(found, meant), "allowed": ", ".join(allowed)}, write=meant)


def _unknown_field(root: type[Record], place: Place) -> Problem:
    """A key that the record does not have: it may belong elsewhere, or be misspelt."""
    key = str(place[-1])
    at = Field(json_path(place))
    here = json_path(place[:-1])
    elsewhere = [home for home in homes(root) if key in keys_of(home.record)]
    if elsewhere:
        home = max(elsewhere, key=lambda other: _nearness(other, here))
        target = ".".join(filter(None, [_brought_here(home.path, here), key]))
        facts = {"key": key_shown(key), "zh": home.record.zh, "en": called(home.record)}
        return Problem("C103", at, facts, write=target)
    owner, _ = _walk(root, place[:-1])
    meant = nearest(key, keys_of(owner))
    return Problem(
        "C102", at, {"key": key_shown(key, meant), "allowed": ", ".join(keys_of(owner))}, write=meant
    )


def _common(template: str, here: str) -> list[str]:
    """The leading steps of `here` that lead towards the template."""
    steps = []
    for given, wanted in zip(here.split("."), template.split("."), strict=False):
        if given.partition("[")[0] != wanted.partition("[")[0]:
            break
        steps.append(given)
    return steps


def _nearness(home: Home, here: str) -> tuple[int, int]:
    """Homes on the way first, then the outer before the inner."""
    return len(_common(home.path, here)), -home.path.count(".")


def _brought_here(template: str, here: str) -> str:
    """The template with the indices of the faulty place, as far as the two agree."""
    steps = _common(template, here)
    return ".".join([*steps, *template.split(".")[len(steps) :]])

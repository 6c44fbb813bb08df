"""How is one value read without loss: an amount, an area, an exact number, a day?

Each reader takes what JSON or Python gives and returns the stored value, or raises CaseError with
one problem; the record that holds the field adds the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import core_schema

from aid_rules.case.enums import PROGRAMMES
from aid_rules.case.showing import shown
from aid_rules.money import LARGEST, Fen, InexactAmount, Quantity, parse_yuan, show_fraction, show_yuan
from aid_rules.problems import CaseError, Field, Problem

LARGEST_AREA = 10**8
"""Largest floor area in 1/100 m²: a million square metres."""

LARGEST_NUMBER = 1000
"""Largest plain number, such as an officer's multiplier."""

NUMBER_DECIMALS = 4
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2999, 12, 31)


_MONTH = re.compile(r"(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
_PROGRAMME = re.compile(r"[^\W\d][\w.]{0,63}")


class SquareMetres(Quantity):
    """A floor area in whole 1/100 m²: `SquareMetres(8950)` is 89.50 m², and so is `SquareMetres.of("89.5")`."""

    __slots__ = ()

    @classmethod
    def of(cls, area: str | int | Decimal) -> SquareMetres:
        """Square metres with at most two decimals. Raises InexactAmount."""
        return cls(parse_yuan(area))

    def __str__(self) -> str:
        return show_yuan(int(self))

    def __repr__(self) -> str:
        return f"SquareMetres({int(self)})"


def refuse(code: str, value: object, at: str = "", **facts: object) -> CaseError:
    """The error for one value; `at` is a field of the record at hand, the rest of the place comes later."""
    said = {name: str(fact) for name, fact in facts.items()}
    return CaseError([Problem(code, Field(at), {"found": shown(value), **said})])


def _decimal(value: object, mode: str, decimals: int, largest: int) -> str | int | Decimal:
    """A string, an int or a Decimal of harmless size; a JSON number by its shortest text."""
    if type(value) is float:
        if mode != "json":
            raise refuse("C110", value)
        value = Decimal(repr(value))
    if isinstance(value, bool | Quantity) or not isinstance(value, str | int | Decimal):
        raise refuse("C106", value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise refuse("C106", value)
        if value and value.adjusted() > 12:
            raise refuse("C108", value, most=largest)
        if int(value.as_tuple().exponent) < -20:
            raise refuse("C107", value, decimals=decimals)
    elif isinstance(value, int) and abs(value) > LARGEST:
        raise refuse("C108", value, most=largest)
    return value


def _hundredths(value: object, mode: str, most: int) -> Fen:
    """Two decimals at most, read as whole hundredths between 0 and `most`."""
    plain = _decimal(value, mode, 2, most // 100)
    try:
        whole = parse_yuan(plain)
    except InexactAmount as error:
        raise _why_inexact(value, plain, 2, most // 100) from error
    if not 0 <= whole <= most:
        raise refuse("C109" if whole < 0 else "C108", value, most=most // 100)
    return whole


def _why_inexact(value: object, plain: str | int | Decimal, decimals: int, most: int) -> CaseError:
    text = format(plain, "f") if isinstance(plain, Decimal) else str(plain)
    whole, _, rest = text.removeprefix("-").partition(".")
    if not (whole.isascii() and whole.isdigit() and (rest or "0").isascii() and (rest or "0").isdigit()):
        return refuse("C106", value)
    if text.endswith("."):
        return refuse("C106", value)
    if len(rest) > decimals:
        return refuse("C107", value, decimals=decimals)
    return refuse("C108", value, most=most)


def read_yuan(value: Any, info: ValidationInfo) -> Fen:
    """Yuan with at most two decimals, not negative; a `Fen` is taken as it is."""
    if type(value) is Fen and 0 <= value <= LARGEST:
        return value
    return _hundredths(str(value) if type(value) is Fen else value, info.mode, LARGEST)


def read_area(value: Any, info: ValidationInfo) -> SquareMetres:
    """Square metres with at most two decimals; a `SquareMetres` is taken as it is."""
    if type(value) is SquareMetres and 0 <= value <= LARGEST_AREA:
        return value
    raw = str(value) if type(value) is SquareMetres else value
    return SquareMetres(_hundredths(raw, info.mode, LARGEST_AREA))


def read_number(value: Any, info: ValidationInfo) -> Fraction:
    """An exact decimal of at most four places between 0 and 1000."""
    if isinstance(value, Fraction):
        exact = value
    else:
        plain = _decimal(value, info.mode, NUMBER_DECIMALS, LARGEST_NUMBER)
        text = format(plain, "f") if isinstance(plain, Decimal) else str(plain)
        whole, point, rest = text.removeprefix("-").partition(".")
        if not (f"{whole}{rest}".isascii() and whole.isdigit() and len(whole) < 20 and len(text) < 60):
            raise refuse("C106", value)
        if point and not rest.isdigit():
            raise refuse("C106", value)
        exact = Fraction(text)
    if (exact * 10**NUMBER_DECIMALS).denominator != 1:
        raise refuse("C107", value, decimals=NUMBER_DECIMALS)
    if not 0 <= exact <= LARGEST_NUMBER:
        raise refuse("C109" if exact < 0 else "C108", value, most=LARGEST_NUMBER)
    return exact


def read_day(value: Any, _info: ValidationInfo) -> date:
    """A `date`, or the text YYYY-MM-DD."""
    day = value
    if type(value) is str and len(value) == 10 and value[4] == "-" == value[7]:
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise refuse("C111", value) from error
    if type(day) is not date:
        raise refuse("C111", value)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise refuse("C112", value, first=FIRST_DAY, last=LAST_DAY)
    return day


def read_region(value: Any, _info: ValidationInfo) -> str:
    """A division code (GB/T 2260) of 6, 9 or 12 digits; the nation is no place to live in."""
    if not (type(value) is str and value.isascii() and value.isdigit() and len(value) in {6, 9, 12}):
        raise refuse("C118", value)
    if value.startswith("000000"):
        raise refuse("C119", value)
    return value


def read_month(value: Any, _info: ValidationInfo) -> str:
    """The text YYYY-MM."""
    if type(value) is str and _MONTH.fullmatch(value):
        return value
    raise refuse("C141", value)


def read_programme(value: Any, _info: ValidationInfo) -> str:
    """What a programme may be called; whether there is one of that name is for a rulebook to say."""
    if type(value) is str and _PROGRAMME.fullmatch(value):
        return value
    raise refuse("C158", value)


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """Annotates a type with its reader, its JSON text and its JSON Schema."""

    read: Callable[[Any, ValidationInfo], Any]
    show: Callable[[Any], str]
    form: Mapping[str, Any]
    written: Literal["json", "always"] = "json"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(
            self.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                self.show, return_schema=core_schema.str_schema(), when_used=self.written
            ),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.form)


_EVEN = {2: (1, 21), 4: (1, 27, 99, 109)}
"""Parts of the last decimal. Nearly all validators divide in binary, where 19.99 is no multiple of 0.01: of these parts
one comes out whole for every number of so many decimals, and for none with more.
"""


def _decimals(decimals: int) -> Mapping[str, Any]:
    """No more decimals than these, for a JSON number."""
    last = Decimal(1).scaleb(-decimals)
    parts = [{"multipleOf": 1 / 10**decimals / part} for part in _EVEN[decimals]]
    return {"anyOf": parts, "$comment": f"multipleOf {last}, also in binary floating point"}


def _decimal_form(whole: int, decimals: int, most: int) -> Mapping[str, Any]:
    pattern = rf"^[0-9]{{1,{whole}}}(\.[0-9]{{1,{decimals}}})?$"
    return {
        "anyOf": [
            {"type": "string", "pattern": pattern},
            {"type": "number", "minimum": 0, "maximum": most, **_decimals(decimals)},
        ]
    }


_DAY_FORM = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

Yuan = Annotated[Fen, Scalar(read_yuan, str, _decimal_form(11, 2, LARGEST // 100))]
Area = Annotated[SquareMetres, Scalar(read_area, str, _decimal_form(7, 2, LARGEST_AREA // 100))]
Number = Annotated[
    Fraction, Scalar(read_number, show_fraction, _decimal_form(4, NUMBER_DECIMALS, LARGEST_NUMBER), "always")
]
_REGION_FORM = {"type": "string", "pattern": "^([0-9]{6}|[0-9]{9}|[0-9]{12})$"}
_MONTH_FORM = {"type": "string", "pattern": "^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])$"}
_PROGRAMME_FORM = {"type": "string", "pattern": r"^[^\W\d][\w.]{0,63}$", "examples": list(PROGRAMMES)}
Programme = Annotated[str, Scalar(read_programme, str, _PROGRAMME_FORM), PROGRAMMES]
Month = Annotated[str, Scalar(read_month, str, _MONTH_FORM)]
Region = Annotated[str, Scalar(read_region, str, _REGION_FORM)]
Day = Annotated[date, Scalar(read_day, date.isoformat, _DAY_FORM)]

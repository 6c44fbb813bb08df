"""What kind of value does an expression yield?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from aid_rules.case import NOTHING
from aid_rules.language.units import PLAIN, Unit

Kind = Literal["boolean", "number", "date", "enum", "rounding", "comparison", "record"]


@dataclass(frozen=True, slots=True)
class Type:
    """Kind, unit of a number, members of an enum; `optional`: the thing may not exist at all."""

    kind: Kind
    unit: Unit = PLAIN
    members: tuple[str, ...] = ()
    optional: bool = False
    labels: tuple[str, ...] = field(default=(), compare=False)
    """The Chinese words for the members, where there are any: wording, no meaning."""

    def required(self) -> Type:
        """The same for a thing that exists."""
        return replace(self, optional=False)

    def say(self, lang: str = "zh") -> str:
        """For messages: `元/月`, `日期`, `urban | rural`."""
        if self.kind == "number":
            counted = _COUNTED.get(self.unit.name) if lang == "zh" else None
            return counted or self.unit.say(lang) or _WORDS["number"][lang == "en"]
        if self.kind == "enum":
            return " | ".join(self.members)
        return _WORDS[self.kind][lang == "en"]


_COUNTED = {"months": "月数", "years": "年数", "days": "天数"}
_WORDS = {
    "boolean": ("是否", "yes or no"),
    "number": ("数", "a number"),
    "date": ("日期", "a date"),
    "rounding": ("取整规则", "a rounding"),
    "comparison": ("比较符", "a comparison"),
    "record": ("登记信息", "a record"),
}

BOOLEAN = Type("boolean")
NUMBER = Type("number")
DATE = Type("date")
ROUNDING = Type("rounding")
COMPARISON = Type("comparison")


def number(unit: Unit) -> Type:
    """A number of this unit."""
    return Type("number", unit)


def enum(*members: str, labels: tuple[str, ...] = ()) -> Type:
    """One of these names, with the Chinese words for them."""
    return Type("enum", members=members, labels=labels)


def key_word(value: Any) -> str:
    """A key's value as rule files write it: `full`, `true`, `3`, `none`."""
    if value is NOTHING:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)

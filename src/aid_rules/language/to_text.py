"""How does an expression read: as a sentence for people, as canonical source for digests and formulas?

Wording comes from the operations' own records; names come from the caller, who knows the titles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from aid_rules.case import NOTHING, VOCABULARY
from aid_rules.language.nodes import Call, Choice, Fact, Fold, IsSet, Literal, Node, Read, Today
from aid_rules.language.operations import FOLDS, OPERATIONS
from aid_rules.language.types import Type
from aid_rules.language.unknown import Unknown
from aid_rules.money import STEPS, Rounding, show_fraction, show_yuan

Titles = Callable[[Node], str]
"""The words for a leaf: a fact, a rule or parameter read, whether a parameter is set."""


@dataclass(frozen=True)
class Numbers:
    """Numbers for the leaves, but words within the tests that choose between values."""

    numbers: Titles
    words: Titles

    def __call__(self, node: Node) -> str:
        """The number for a leaf."""
        return self.numbers(node)


_OPEN = 10
_STEP_NAMES = {
    "zh": {1: "分", 10: "角", 100: "元", 1000: "十元"},
    "en": {step: name for name, step in STEPS.items()},
}
_SIGNS_ZH = {"<": "低于", "<=": "不超过", ">": "超过", ">=": "不低于"}
_DIRECTIONS = {"up": "进位到{}", "down": "舍去到{}", "half_up": "四舍五入到{}"}


def to_text(node: Node, title: Titles, lang: str = "zh") -> str:
    """The expression in words: `家庭月收入 ÷ 家庭人口`."""
    return _text(node, title, lang)[0]


def _text(node: Node, title: Titles, lang: str) -> tuple[str, int]:
    match node:
        case Literal():
            return show_value(node.value, node.type, lang), _OPEN
        case Today():
            return ("认定日" if lang == "zh" else "the day of decision"), _OPEN
        case Fact() | Read() | IsSet():
            return title(node), _OPEN
        case Call():
            return _call(node, title, lang), 0 if node.op.name.startswith("round_") else node.op.rank
        case Choice():
            return _choice(node, title, lang), 0
        case Fold():
            return _fold(node, title, lang), _OPEN
        case _:
            raise TypeError(node)


def _bracketed(node: Node, above: int, title: Titles, lang: str) -> str:
    text, rank = _text(node, title, lang)
    return (f"（{text}）" if lang == "zh" else f"({text})") if rank < above else text


def _call(node: Call, title: Titles, lang: str) -> str:
    op = node.op
    joint = {"or": ("，或", " or "), "and": ("，且", " and ")}.get(op.name, ("、", ", "))[lang == "en"]
    if op.name.startswith("round_") and op.name != "round_by":
        step = _STEP_NAMES[lang][node.operands[1].value]  # type: ignore[attr-defined]
        return (op.zh if lang == "zh" else op.en).format(_text(node.operands[0], title, lang)[0], step)
    if op.name == "not" and lang == "zh" and (text := _opposite(node.operands[0], title)):
        return text
    if op.name == "full_years" and is_age(node):
        return "年龄" if lang == "zh" else "age"
    tight = op.rank + (op.name in ("subtract", "divide"))
    parts = [
        _bracketed(operand, (op.rank if i == 0 else tight) if op.rank < 9 else 0, title, lang)
        for i, operand in enumerate(node.operands)
    ]
    if lang == "zh":
        parts = _spoken(node, parts)
    return template(node, lang).format(
        *parts, all=joint.join(parts), rest=("、" if lang == "zh" else ", ").join(parts[1:])
    )


def _spoken(node: Call, parts: list[str]) -> list[str]:
    """Operands as Chinese has them: conditions without 是否 before them or a comma inside; `已满3年`, `年满60周岁`."""
    if node.op.name in ("and", "or", "not"):
        return [
            f"“{part}”" if isinstance(operand, Read | Fact) and "，" in part else part.removeprefix("是否")
            for operand, part in zip(node.operands, parts, strict=True)
        ]
    if node.op.zh_ages and is_age(node.operands[0]):
        return [parts[0], *(part.removesuffix("年") + "周岁" for part in parts[1:])]
    if node.op.zh_ages and _is_span(node.operands[0]):
        return [parts[0].rpartition("的")[0], *parts[1:]]
    return parts


def _is_span(node: Node) -> bool:
    return isinstance(node, Call) and node.op.name in ("full_years", "full_months", "days")


def is_age(node: Node) -> bool:
    """Are these the years that somebody has lived?"""
    return (
        isinstance(node, Call)
        and node.op.name == "full_years"
        and isinstance(node.operands[0], Fact)
        and node.operands[0].path == "birth_date"
    )


def template(node: Call, lang: str) -> str:
    """The words of an operation; in Chinese dates come early or late, ages are reached, and what is not is missing."""
    op, first = node.op, node.operands[0]
    if lang == "en":
        return op.en
    if op.name in ("same", "differs") and any(_is_nothing(operand) for operand in node.operands[1:]):
        return "没有{0}" if op.name == "same" else "有{0}"
    if op.zh_dates and first.type.kind == "date":
        return op.zh_dates
    return op.zh_ages if op.zh_ages and _is_span(first) else op.zh


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Literal) and node.value is NOTHING


def _opposite(node: Node, title: Titles) -> str:
    """That a condition does not hold, in Chinese; empty where `并非` before it says it best."""
    if isinstance(node, Fold) and node.how == "any":
        return "没有" + _fold(node, title, "zh").removeprefix("有")
    if isinstance(node, Read) and "~" in node.name and title(node).startswith("有"):
        return "没有" + title(node).removeprefix("有")  # a part of a rule has no title, only its own words
    if not isinstance(node, Call):
        return ""
    if node.op.opposite:
        text = _call(replace(node, op=OPERATIONS[node.op.opposite]), title, "zh")
        absent = node.op.absent == "false" and any(operand.type.optional for operand in node.operands)
        return f"{text}（或没有登记）" if absent else text
    if not node.op.zh_not:
        return ""
    parts = [_text(operand, title, "zh")[0] for operand in node.operands]
    return node.op.zh_not.format(*parts, rest="、".join(parts[1:]))


def _choice(node: Choice, title: Titles, lang: str) -> str:
    arm, last = ("{}时为{}", "否则为{}") if lang == "zh" else ("{1} if {0}", "else {}")
    words = title.words if isinstance(title, Numbers) else title
    parts = [
        arm.format(to_text(t, words, lang).removeprefix("是否"), to_text(v, title, lang))
        for t, v in node.arms
    ]
    return ("；" if lang == "zh" else "; ").join([*parts, last.format(to_text(node.otherwise, title, lang))])


def _fold(node: Fold, title: Titles, lang: str) -> str:
    kind, entity = FOLDS[node.how], VOCABULARY[node.entity]
    rows = entity.zh if lang == "zh" else entity.en
    if node.test is not None:
        test = to_text(node.test, title, lang)
        rows = f"（{test}的）{rows}" if lang == "zh" else f"{rows} with {test}"
    template = kind.zh if lang == "zh" else kind.en
    return template.format(rows=rows, value=_bracketed(node.value, 6, title, lang))


def show_value(value: Any, type_: Type, lang: str = "zh") -> str:
    """A value for people: `632.00元/月`, `是`, `2026-11-01`, `无`, `未知`."""
    words = ("未知", "无", "是", "否", "") if lang == "zh" else ("unknown", "none", "yes", "no", " ")
    if type(value) is Unknown:
        return words[0]
    if value is NOTHING or value is None:
        return words[1]
    if isinstance(value, bool):
        return words[2] if value else words[3]
    if isinstance(value, Rounding):
        return _rounding(value, lang)
    if isinstance(value, date):
        return value.isoformat()
    if type_.kind == "comparison" and lang == "zh":
        return _SIGNS_ZH[value]
    if isinstance(value, int | Fraction):
        unit = type_.unit.say(lang)
        return spoken_value(value, type_) + (f"{words[4]}{unit}" if unit else "")
    if lang == "zh" and type_.labels and value in type_.members:
        return type_.labels[type_.members.index(value)]
    return str(value)


def show_key(value: Any, type_: Type, title: str, lang: str = "zh") -> str:
    """What a parameter is asked for: `低保边缘`, and with the key's title where the value alone says little, `残疾等级 1`."""
    shown = show_value(value, type_, lang)
    if type_.kind == "enum" and value is not NOTHING and value != "none":
        return shown
    return f"{title} {shown}".strip()


def _rounding(value: Rounding, lang: str) -> str:
    if not value.step:
        return "不取整" if lang == "zh" else "no rounding"
    step = _STEP_NAMES[lang][value.step]
    return _DIRECTIONS[value.direction].format(step) if lang == "zh" else f"{value.direction} to the {step}"


def plain_value(value: int | Fraction, type_: Type) -> str:
    """A number as records have it: yuan with two decimals, an exact fraction, a whole number."""
    if type_.unit.is_money:
        return show_yuan(value)
    if type_.unit.name == "m2":
        return show_fraction(Fraction(value) / 100)
    return show_fraction(value)


def spoken_value(value: int | Fraction, type_: Type) -> str:
    """A number as people read it: as records have it, but a part of one in per cent where it comes out even (`3.5%`)."""
    part = Fraction(value) * 100
    if type_.unit.name or not 0 < abs(part) < 100 or (part * 100).denominator != 1:
        return plain_value(value, type_)
    return f"{show_fraction(part)}%"


_SIGNS = {
    "or": " or ", "and": " and ", "less": " < ", "at_most": " <= ", "more": " > ", "at_least": " >= ", "same": " == ",
    "differs": " != ", "add": " + ", "subtract": " - ", "multiply": " * ", "divide": " / ",
}  # fmt: skip


def to_source(node: Node) -> str:
    """Canonical source: full names, fixed spacing, brackets only where needed. Equal meaning written
    with other spaces, brackets or short names gives the same text, another meaning another one.
    """
    return _source(node)[0]


def _source(node: Node) -> tuple[str, int]:
    match node:
        case Literal():
            return _literal(node), _OPEN
        case Today():
            return "on", _OPEN
        case Fact(row=row, path=path):
            return f"{row}.{path}", _OPEN
        case Read(name=name):
            return _apart_from_facts(name), _OPEN
        case IsSet(name=name):
            return f"is_set({name})", _OPEN
        case Call():
            return _source_call(node)
        case Choice():
            arms = "".join(f"{_source_in(v, 1)} if {_source_in(t, 1)} else " for t, v in node.arms)
            return arms + _source_in(node.otherwise, 0), 0
        case Fold():
            return _source_fold(node), _OPEN
        case _:
            raise TypeError(node)


_FACTS = frozenset(f"{row}.{path}" for row, entity in VOCABULARY.items() for path in entity.fields)


def _apart_from_facts(name: str) -> str:
    """A rule's full name; `income:amount` where a library called `income` has a rule called as a field of an income is."""
    return ":".join(name.rsplit(".", 1)) if name in _FACTS else name


def _source_in(node: Node, above: int) -> str:
    text, rank = _source(node)
    return f"({text})" if rank < above else text


def _source_call(node: Call) -> tuple[str, int]:
    op, operands = node.op, node.operands
    if op.name in _SIGNS:
        tight = op.rank + (op.name not in ("or", "and", "add", "multiply"))
        parts = [_source_in(o, op.rank if i == 0 else tight) for i, o in enumerate(operands)]
        return _SIGNS[op.name].join(parts), op.rank
    if op.name == "not":
        return f"not {_source_in(operands[0], op.rank)}", op.rank
    if op.name == "negate":
        return f"-{_source_in(operands[0], op.rank)}", op.rank
    if op.name == "among":
        return (
            f"{_source_in(operands[0], 5)} in {{{', '.join(_source(o)[0] for o in operands[1:])}}}",
            op.rank,
        )
    return f"{op.name}({', '.join(_source(o)[0] for o in operands)})", _OPEN


def _source_fold(node: Fold) -> str:
    test = f" if {_source_in(node.test, 1)}" if node.test is not None else ""
    default = f", default={_source(node.default)[0]}" if node.default is not None else ""
    body = f"{_source_in(node.value, 1)} for {node.entity} in {node.owner}.{node.list}{test}"
    return f"{node.how}({body})" if not default else f"{node.how}(({body}){default})"


def _literal(node: Literal) -> str:
    if node.value is NOTHING:
        return "none"
    if isinstance(node.value, int | Fraction) and not isinstance(node.value, bool):
        unit = node.type.unit.name
        return plain_value(node.value, node.type) + (f" {unit}" if unit else "")
    return str(node.value)

"""How is a cause said, in Chinese and English? Persons by their id, values as published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from aid_rules.case import Happening
from aid_rules.engine.timelines.turning import Turning
from aid_rules.language import BY_NAME, Type, show_value
from aid_rules.language.to_text import spoken_value
from aid_rules.plan import Cell, Citation, Parameter, Title
from aid_rules.scalar import Said

_NOT = Said(zh="未设定", en="not set")

_HAPPENED = {
    "birth": Said(zh="{who}于 {day} 出生", en="{who} was born on {day}"),
    "death": Said(zh="{who}于 {day} 死亡", en="{who} died on {day}"),
    "hardship": Said(zh="{day} 发生突发困难", en="a hardship arose on {day}"),
    "award": Said(zh="已享受的救助自 {day} 起", en="an aid already granted begins on {day}"),
    "work": Said(zh="{who}的就业状态自 {day} 起", en="{who}: employment as on record begins on {day}"),
    "parents": Said(zh="{who}的父母情形自 {day} 起", en="{who}: the situation of a parent begins on {day}"),
    "cleric": Said(zh="{who}自 {day} 起任宗教教职", en="{who} became a cleric on {day}"),
}


def happened(happening: Happening) -> Said:
    """`p3 于 2026-05-10 死亡`."""
    said = _HAPPENED[happening.what]
    day = happening.day.isoformat()
    who = happening.person_id
    return Said(zh=said.zh.format(who=_zh(who), day=day), en=said.en.format(who=who, day=day))


def lapsed(programme: Title, since: date) -> Said:
    """A confirmation whose term has run out."""
    return Said(
        zh=f"{programme.zh}的认定于 {since.isoformat()} 起期满，需重新申请",
        en=f"the confirmation ({programme.en}) has run out from {since.isoformat()}: a new application is needed",
    )


def confirmed(programme: Title, since: date) -> Said:
    """A confirmation that was made anew after it had run out."""
    return Said(
        zh=f"{programme.zh}自 {since.isoformat()} 起重新认定",
        en=f"{programme.en}: confirmed anew from {since.isoformat()}",
    )


def standard(parameter: Parameter, old: Cell | None, new: Cell | None, since: date) -> Said:
    """`低保标准 630 元/月 → 719 元/月（《…通知》，2020-12-31 起）`."""
    said = []
    for lang, title in (("zh", parameter.title.zh), ("en", parameter.title.en)):
        values = [_published(cell, parameter.type, lang) for cell in (old, new)]
        source = cite(new.basis, lang) if new else ""
        begin = since.isoformat()
        said.append(
            f"{title} {values[0]} → {values[1]}（{source}{'，' if source else ''}{begin} 起）"
            if lang == "zh"
            else f"{title}: {values[0]} → {values[1]} ({source}{', ' if source else ''}from {begin})"
        )
    return Said(zh=said[0], en=said[1])


def _published(cell: Cell | None, type_: Type, lang: str) -> str:
    """As published, with the unit in the language; words and truths as the language shows them."""
    if cell is None:
        return _NOT.zh if lang == "zh" else _NOT.en
    amount, _, unit = cell.published.partition(" ")
    if unit in BY_NAME:
        return f"{amount} {BY_NAME[unit].say(lang)}"
    return cell.published if type_.kind in ("number", "rounding") else show_value(cell.value, type_, lang)


def cite(basis: Iterable[Citation], lang: str) -> str:
    """The documents, each once."""
    joint = "、" if lang == "zh" else ", "
    return joint.join(dict.fromkeys(_document(one.document, one.number) for one in basis))


def _document(title: str, number: str) -> str:
    return f"《{title}》" + (f"（{number}）" if number else "")


def law(
    gone: Sequence[tuple[str, str]], come: Sequence[tuple[str, str]], programmes: Sequence[Title], since: date
) -> Said:
    """Documents that took over, and for what."""
    before, after = ("、".join(_document(*one) for one in several) for several in (gone, come))
    begin = since.isoformat()
    if gone and come:
        zh, en = f"依据由{before}改为{after}", f"the basis was {before} and is {after}"
    elif come:
        zh, en = f"依据增加{after}", f"{after} joins the basis"
    else:
        zh, en = f"{before}不再是依据", f"{before} is no longer a basis"
    names = "、".join(title.zh for title in programmes)
    return Said(
        zh=f"{zh}（{names}，{begin} 起）",
        en=f"{en} ({', '.join(title.en for title in programmes)}; from {begin})",
    )


def introduced(title: Title, basis: Sequence[Citation], since: date) -> Said:
    """A programme for which there is a rule for the first time."""
    begin = since.isoformat()
    return Said(
        zh=f"{title.zh}自 {begin} 起有规则（{cite(basis, 'zh')}）",
        en=f"there are rules on {title.en} from {begin} ({cite(basis, 'en')})",
    )


def ended(title: Title, since: date) -> Said:
    """A programme for which there is no rule any more."""
    begin = since.isoformat()
    return Said(zh=f"{title.zh}自 {begin} 起不再有规则", en=f"there are no rules on {title.en} from {begin}")


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that came out otherwise, of a person where it has one: type and value of the two days."""

    title: Title
    person: str | None
    old: tuple[Type, Any]
    new: tuple[Type, Any]

    def say(self, lang: str) -> str:
        """`p1 的“计入家庭收入的月额”185.00 元/月 → 未知`; without values where they read alike."""
        owner_zh, owner_en = (f"{_zh(self.person)}的", f"{self.person}: ") if self.person else ("", "")
        named = f"{owner_zh}“{self.title.zh}”" if lang == "zh" else f"{owner_en}{self.title.en}"
        old, new = (_word(value, type_, lang) for type_, value in (self.old, self.new))
        if old == new:
            return named
        return f"{named}{'' if lang == 'zh' else ': '}{old} → {new}"


def turned(what: Turning, change: Change) -> Said:
    """`p2 于 2026-05-31 满 80 周岁`, `p1 的残疾证于 2026-05-31 到期`, months that are over."""
    day, person = what.day.isoformat(), change.person
    if what.kind == "age":
        return Said(
            zh=f"{_zh(person)}于 {day} 满 {what.count} 周岁",
            en=f"{person} reached the age of {what.count} on {day}",
        )
    if what.kind == "expiry":
        owner_zh, owner_en = (f"{_zh(person)}的", f"{person}: ") if person else ("", "")
        return Said(zh=f"{owner_zh}{what.zh}于 {day} 到期", en=f"{owner_en}{what.en} ends on {day}")
    return Said(
        zh=f"{change.say('zh')}（{what.zh} {day}，已满 {what.count} 个月）",
        en=f"{change.say('en')} ({what.en} {day}, {what.count} whole months ago)",
    )


def rule(change: Change, then: Sequence[Citation], basis: Sequence[Citation], since: date) -> Said:
    """A rule with a new text, and what it went by `then`; or a value that changed for no reason on record."""
    if not basis:
        return Said(zh=change.say("zh"), en=change.say("en"))
    begin, before, after = since.isoformat(), _article(then), _article(basis)
    zh, en = (after or cite(basis, lang) for lang in ("zh", "en"))
    past = ("", "") if before in ("", after) else (f"；此前依据{before}", f"; before by {before}")
    return Said(
        zh=f"{change.say('zh')}（规则改变：{zh}，{begin} 起{past[0]}）",
        en=f"{change.say('en')} (the rule changed: {en}, from {begin}{past[1]})",
    )


def _article(basis: Sequence[Citation]) -> str:
    """The article, where it is one only."""
    return basis[0].say() if len(basis) == 1 else ""


def asked(parameter: Parameter, cell: Cell | None, since: date) -> Said:
    """A number that the rules ask for from a day on: its value, or that nobody has set it."""
    begin, title = since.isoformat(), parameter.title
    if cell is None:
        return Said(
            zh=f"{title.zh}：自 {begin} 起由当地规定，未设定",
            en=f"{title.en}: for the region to set from {begin}, not set",
        )
    zh, en = (_published(cell, parameter.type, lang) for lang in ("zh", "en"))
    return Said(
        zh=f"{title.zh} {zh}（{cite(cell.basis, 'zh')}，{begin} 起）",
        en=f"{title.en}: {en} ({cite(cell.basis, 'en')}, from {begin})",
    )


def unasked(parameter: Parameter, cell: Cell | None, since: date) -> Said:
    """A number that the rules ask for no longer."""
    begin, title = since.isoformat(), parameter.title
    zh, en = (_published(cell, parameter.type, lang) for lang in ("zh", "en"))
    return Said(
        zh=f"{title.zh}（{zh}）：自 {begin} 起不再由当地规定",
        en=f"{title.en} ({en}): no longer for the region to set from {begin}",
    )


def _word(value: Any, type_: Type, lang: str) -> str:
    """A value with its unit, which stands apart from a number."""
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return f"{spoken_value(value, type_)} {type_.unit.say(lang)}".rstrip()
    return show_value(value, type_, lang)


def _zh(person: str | None) -> str:
    """An id stands apart from the characters around it."""
    return f"{person} " if person else ""

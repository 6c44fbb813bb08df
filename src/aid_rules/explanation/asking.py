"""What is to be found out first? What most programmes wait for; what only the office can set comes last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from aid_rules.case import VOCABULARY
from aid_rules.explanation.account import Ask
from aid_rules.explanation.reading import Reader
from aid_rules.explanation.words import say, supplier
from aid_rules.plan import Programme
from aid_rules.scalar import Decision, Missing
from aid_rules.scalar.naming import STEP

_TITLES = 3
"""Programmes that an item names; of more it says how many."""
_CELLS = 2
"""Cells of a local number that are named in short; of more it says how many."""


@dataclass
class _Asked:
    """Cells of one local number are asked for together; anything else stands alone."""

    missing: list[Missing] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)


class Asking:
    """All that a decision waits for, each with a number that holds for the whole explanation."""

    def __init__(self, reader: Reader, decision: Decision, programmes: Iterable[Programme]) -> None:
        self.reader, self.lang = reader, reader.lang
        found: dict[str, _Asked] = {}
        for programme in programmes:
            for missing in decision.programmes[programme.name].missing:
                asked = found.setdefault(_together(missing), _Asked())
                if missing.fact not in (other.fact for other in asked.missing):
                    asked.missing.append(missing)
                if programme not in asked.programmes:
                    asked.programmes.append(programme)
        titles = [asked.missing[0].title for asked in found.values()]
        self.doubled = {title for title in titles if titles.count(title) > 1}
        self.ordered = sorted(
            found.values(),
            key=lambda asked: (asked.missing[0].kind == "parameter", -len(asked.programmes)),
        )
        self.numbers: Mapping[str, int] = {
            _together(asked.missing[0]): at for at, asked in enumerate(self.ordered, start=1)
        }
        self.asks = tuple(self._with_programmes(asked) for asked in self.ordered)

    def of(self, missing: Iterable[Missing]) -> tuple[Ask, ...]:
        """What to find out for these."""
        numbers = dict.fromkeys(self.numbers[_together(one)] for one in missing)
        return tuple(self._ask(self.ordered[number - 1]) for number in numbers)

    def _ask(self, asked: _Asked) -> Ask:
        """One thing to find out: short, and in full with who can tell."""
        first = asked.missing[0]
        what = self._place(first) + self._title(asked, _CELLS) + self._of_which(first)
        whole = self._place(first) + self._title(asked, len(asked.missing)) + self._of_which(first)
        by = supplier(first.supplied_by, self.lang)
        return Ask(
            number=self.numbers[_together(first)],
            what=what,
            text=say(f"ask_{first.kind}", self.lang, what=whole, by=by),
            basis=first.basis,
        )

    def _title(self, asked: _Asked, most: int) -> str:
        """`最低生活保障标准（城市）`; of several cells the number, and for which it is wanted."""
        titles = [one.title.zh if self.lang == "zh" else one.title.en for one in asked.missing]
        if len(titles) == 1:
            return titles[0]
        opening, closing = say("open_bracket", self.lang), say("close_bracket", self.lang)
        name = _shared(titles).rpartition(opening)[0]
        cells = [
            title.removeprefix(name + opening)
            .removesuffix(closing)
            .replace(closing + opening, say("list", self.lang))
            for title in titles
        ]
        joint = say("semicolon", self.lang)
        shown = joint.join(cells[:most])
        if len(cells) > most:
            shown = say("cells_more", self.lang, cells=shown, count=len(cells))
        return f"{name}{opening}{shown}{closing}"

    def _with_programmes(self, asked: _Asked) -> Ask:
        one = self._ask(asked)
        count = len(asked.programmes)
        names = say("list", self.lang).join(p.title.say(self.lang) for p in asked.programmes[:_TITLES])
        concerns = say(
            "concerns" if count <= _TITLES else "concerns_more", self.lang, names=names, count=count
        )
        return Ask(one.number, one.what, one.text, one.basis, concerns)

    def _of_which(self, missing: Missing) -> str:
        """For which programme it is found, where others leave something of the same title to a finding."""
        if missing.kind != "finding" or missing.title not in self.doubled:
            return ""
        name = missing.fact.partition("findings[")[2]
        owner = max(
            (p for p in self.reader.view.plan.programmes if name.startswith(f"{p.name}.")),
            key=lambda p: len(p.name), default=None,
        )  # fmt: skip
        if owner is None:
            return ""
        return (
            f"{say('open_bracket', self.lang)}{owner.title.say(self.lang)}{say('close_bracket', self.lang)}"
        )

    def _place(self, missing: Missing) -> str:
        """Whose fact it is: `p2 的第 1 项收入：`."""
        if missing.kind == "parameter":
            return ""
        path, at, entity = [], 0, "household"
        for match in STEP.finditer(missing.fact.partition("findings[")[0]):
            if match[1] not in VOCABULARY[entity].lists:
                break
            path.append(match[1])
            at, entity = int(match[2]), VOCABULARY[entity].lists[match[1]].entity
        person = missing.person_id if path[:1] == ["members"] else None
        return self.reader.placed(person or "", path, at) + say("colon", self.lang) if path else ""


def _shared(titles: Sequence[str]) -> str:
    """With what all of them begin."""
    same = takewhile(lambda letters: len({*letters}) == 1, zip(*titles, strict=False))
    return "".join(letters[0] for letters in same)


def _together(missing: Missing) -> str:
    """What is asked for in one: a local number whatever its keys, a fact or a finding by itself."""
    return missing.fact.partition("[")[0] if missing.kind == "parameter" else missing.fact

"""What is to be found out first? What most programmes wait for; what only the office can set comes last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aid_rules.case import VOCABULARY
from aid_rules.explanation.account import Ask
from aid_rules.explanation.reading import Reader
from aid_rules.explanation.words import say, supplier
from aid_rules.plan import Programme
from aid_rules.scalar import Decision, Missing
from aid_rules.scalar.naming import STEP

_TITLES = 3
"""Programmes that an item names; of more it says how many."""


@dataclass
class _Asked:
    missing: Missing
    programmes: list[Programme] = field(default_factory=list)


class Asking:
    """All that a decision waits for, each with a number that holds for the whole explanation."""

    def __init__(self, reader: Reader, decision: Decision, programmes: Iterable[Programme]) -> None:
        self.reader, self.lang = reader, reader.lang
        found: dict[str, _Asked] = {}
        for programme in programmes:
            for missing in decision.programmes[programme.name].missing:
                found.setdefault(missing.fact, _Asked(missing)).programmes.append(programme)
        titles = [asked.missing.title for asked in found.values()]
        self.doubled = {title for title in titles if titles.count(title) > 1}
        ordered = sorted(
            found.values(), key=lambda asked: (asked.missing.kind == "parameter", -len(asked.programmes))
        )
        self.numbers: Mapping[str, int] = {
            asked.missing.fact: at for at, asked in enumerate(ordered, start=1)
        }
        self.asks = tuple(self._with_programmes(asked) for asked in ordered)

    def ask(self, missing: Missing) -> Ask:
        """One thing to find out: short, and in full with who can tell."""
        title = missing.title.zh if self.lang == "zh" else missing.title.en
        what = self._place(missing) + title + self._of_which(missing)
        by = supplier(missing.supplied_by, self.lang)
        return Ask(
            number=self.numbers[missing.fact],
            what=what,
            text=say(f"ask_{missing.kind}", self.lang, what=what, by=by),
            basis=missing.basis,
        )

    def _with_programmes(self, asked: _Asked) -> Ask:
        one = self.ask(asked.missing)
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

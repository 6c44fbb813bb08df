"""What is told of a decision, programme by programme: outcome, conditions, amount, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aid_rules.explanation import account
from aid_rules.explanation.asking import Asking
from aid_rules.explanation.calculation import Worked
from aid_rules.explanation.criteria import criterion, obstacles
from aid_rules.explanation.numbers import said
from aid_rules.explanation.reading import Reader
from aid_rules.explanation.tree import Grower
from aid_rules.explanation.words import Lang, say
from aid_rules.language import YUAN, Read, number, walk
from aid_rules.money import fen_of, ratio
from aid_rules.plan import Programme, Rule
from aid_rules.problems import in_language
from aid_rules.scalar import (
    HOUSEHOLD,
    UNTRIED,
    Basis,
    Decision,
    Detail,
    PersonDecision,
    ProgrammeDecision,
    Row,
)


def told(decision: Decision, lang: Lang, regions: Mapping[str, str]) -> account.Account:
    """All there is to say of a decision. `regions`: names by division code, in place of those the decision knows."""
    reader = Reader(decision.view, lang)
    record = decision.record(with_trace=False)
    applying = [
        p for p in decision.plan.programmes if decision.programmes[p.name].outcome != "not_applicable"
    ]
    untried = any(UNTRIED in decision.programmes[programme.name].warnings for programme in applying)
    asking = Asking(reader, decision, applying)
    teller = _Teller(reader, Grower(reader), asking)
    programmes = tuple(teller.programme(p, decision.programmes[p.name]) for p in applying)
    others = [p.title.say(lang) for p in decision.plan.programmes if p not in applying]
    return account.Account(
        household=record.household_id,
        region=record.region,
        region_name=regions.get(record.region) or (decision.place.say(lang) if decision.place else ""),
        on=record.on,
        total=f"{record.monthly_total}",
        total_open=amount_open(decision),
        once=f"{record.once_total}" if record.once_total else "",
        programmes=programmes,
        asks=asking.asks,
        asks_note=in_language(UNTRIED, lang) if untried else "",
        not_applicable=tuple(others),
        plan=record.plan,
        case=record.case,
        engine=record.engine,
        warnings=tuple(dict.fromkeys(w for p in programmes for w in p.warnings)),
    )


def amount_open(decision: Decision) -> bool:
    """Can what is missing still add to the amounts decided?"""
    return any(
        _open(decision.programmes[programme.name], programme) for programme in decision.plan.programmes
    )


def _open(decided: ProgrammeDecision, programme: Programme) -> bool:
    if decided.outcome == "undetermined" or any(
        p.outcome == "undetermined" for p in decided.persons.values()
    ):
        return programme.amount is not None
    paid = decided.monthly if programme.amount_per == "month" else decided.once
    return decided.outcome == "eligible" and programme.amount is not None and paid is None


@dataclass
class _Teller:
    reader: Reader
    grower: Grower
    asking: Asking

    @property
    def lang(self) -> Lang:
        return self.reader.lang

    def programme(self, programme: Programme, decided: ProgrammeDecision) -> account.Programme:
        """One programme."""
        worked = Worked.telling(self.reader, self.grower)
        if programme.unit == "household":
            verdict = self._verdict(programme, decided, decided, HOUSEHOLD, worked)
            persons = self._paid_persons(programme, decided, worked)
        else:
            verdict = account.Verdict(decided.outcome, self._sentence(programme, decided, decided))
            persons = tuple(
                (self.reader.view.person_id(row.at[0]), self._verdict(programme, decided, own, row, worked))
                for row in self.reader.view.persons()
                if (own := decided.persons[self.reader.view.person_id(row.at[0])]).outcome != "not_applicable"
            )
        return account.Programme(
            name=programme.name,
            title=programme.title.say(self.lang),
            verdict=verdict,
            persons=persons,
            shares=self._shares(decided),
            details=tuple(self._details(decided)),
            standards=tuple(worked.standards.values()),
            documents=_documents(decided, verdict, [person for _, person in persons], worked),
            warnings=tuple(in_language(each, self.lang) for each in decided.warnings if each != UNTRIED),
        )

    def _details(self, decided: ProgrammeDecision) -> Iterator[str]:
        """What else follows: of persons, those together of whom the same is said."""
        together: dict[tuple[str, str], list[Detail]] = {}
        for detail in decided.details:
            together.setdefault((detail.name, detail.said.zh), []).append(detail)
        for details in together.values():
            first = details[0]
            what = first.said.zh if self.lang == "zh" else first.said.en
            title = first.title.zh if self.lang == "zh" else first.title.en
            persons = say("list", self.lang).join(d.person_id for d in details if d.person_id is not None)
            waits = dict.fromkeys(
                m.title.zh if self.lang == "zh" else m.title.en for d in details for m in d.missing
            )
            if waits:
                what = say("detail_open", self.lang, what=what, waits=say("list", self.lang).join(waits))
            if first.value is True and persons:
                yield f"{title}{say('colon', self.lang)}{persons}"
            else:
                yield f"{title}{say('colon', self.lang)}{f'{persons} ' if persons else ''}{what}"

    def _shares(self, decided: ProgrammeDecision) -> str:
        """Who has which part of what the household is paid: all the same, by heads."""
        if decided.monthly is None or len(decided.shares) < 2:
            return ""
        each = ratio(fen_of(decided.monthly), len(decided.shares))
        persons = say("list", self.lang).join(share.person_id for share in decided.shares)
        amount = said(each, number(YUAN), self.lang)
        return say("share", self.lang, persons=persons, count=len(decided.shares), amount=amount)

    def _paid_persons(
        self, programme: Programme, decided: ProgrammeDecision, worked: Worked
    ) -> tuple[tuple[str, account.Verdict], ...]:
        """What a household's programme pays for each person, where it pays so."""
        found = []
        for row in self.reader.view.persons() if programme.amount else ():
            person = self.reader.view.person_id(row.at[0])
            if person in decided.persons and programme.amount:
                own = decided.persons[person]
                start = len(worked.lines)
                worked.work(programme.amount, row)
                tree = self.grower.branch(programme.amount, row)
                verdict = account.Verdict(
                    "eligible",
                    self._sentence(programme, own, None),
                    lines=tuple(worked.lines[start:]),
                    amount_tree=tree,
                )
                found.append((person, verdict))
        return tuple(found)

    def _verdict(
        self, programme: Programme, whole: ProgrammeDecision, own: PersonDecision, row: Row, worked: Worked
    ) -> account.Verdict:
        lines = len(worked.lines)
        before = len(worked.left_out)
        criteria = tuple(criterion(self.reader, self.grower, programme.name, c, row) for c in own.criteria)
        exclusions = tuple(
            criterion(self.reader, self.grower, programme.name, e, row) for e in own.exclusions
        )
        for name in programme.criteria:
            self._standards_of(name, row, worked)
        paid = own.outcome == "eligible" and programme.amount and programme.amount_row == programme.unit
        if paid and programme.amount:
            worked.work(programme.amount, row)
        return account.Verdict(
            outcome=own.outcome,
            sentence=self._sentence(programme, own, whole),
            criteria=criteria,
            exclusions=exclusions,
            lines=tuple(worked.lines[lines:]),
            left_out=tuple([*worked.left_out.values()][before:]),
            missing=self.asking.of(own.missing),
            amount_tree=self.grower.branch(programme.amount, row) if paid and programme.amount else None,
        )

    def _standards_of(self, name: str, row: Row, worked: Worked) -> None:
        """The standards, and what is left out, behind the two sides of a criterion."""
        step = self.reader.step(name)
        if isinstance(step, Rule) and step.node is not None:
            worked.chosen(step, row)
            sides = [(self.reader.settled(step.node, row), row), *obstacles(self.reader, step.node, row)]
            for node, at in sides:
                for part in walk(node):
                    if isinstance(part, Read):
                        # Not told here, and free to be told when the amount is worked out.
                        silent = Worked.telling(self.reader, self.grower, worked.standards, worked.left_out)
                        silent.work(part.name, at)

    def _sentence(self, programme: Programme, own: PersonDecision, whole: ProgrammeDecision | None) -> str:
        parts = [say(own.outcome, self.lang)]
        if own.outcome == "eligible" and programme.amount is not None:
            key = "monthly" if programme.amount_per == "month" else "once"
            paid = own.monthly if key == "monthly" else own.once
            key = "amount_open" if paid is None else key if paid else "nothing_due"
            parts.append(say(key, self.lang, amount=paid))
            if whole is not None and whole.from_month and paid:
                key = "from_month_past" if whole.decided_from else "from_month"
                parts.append(say(key, self.lang, month=whole.from_month, decided=whole.decided_from))
            elif whole is not None and programme.from_month is not None and paid:
                parts.append(say("from_month_open", self.lang))
        if own.outcome == "ineligible" and self._whatever(own):
            parts.append(say("whatever", self.lang))
        if own.outcome == "undetermined" and own.missing:
            count = len(self.asking.of(own.missing))
            parts.append(say("lacking_one" if count == 1 else "lacking", self.lang, count=count))
        return say("comma", self.lang).join(parts)

    @staticmethod
    def _whatever(own: PersonDecision) -> bool:
        """Is no single obstacle certain, because what is not known leads to one or another?"""
        open_ones = any(c.holds is None for c in (*own.criteria, *own.exclusions))
        certain = any(c.holds is False for c in own.criteria) or any(e.holds for e in own.exclusions)
        return open_ones and not certain


def _documents(
    decided: ProgrammeDecision, verdict: account.Verdict, persons: Iterable[account.Verdict], worked: Worked
) -> tuple[Basis, ...]:
    """Every document and place that the programme's account cites, once."""
    found: dict[Basis, None] = {}
    for one in (verdict, *persons):
        exclusions = [exclusion for exclusion in one.exclusions if exclusion.holds]
        cited = [part.basis for part in (*one.criteria, *exclusions)]
        cited += [line.basis for line in one.lines] + [row.basis for row in one.left_out]
        cited += [detail.basis for detail in decided.details] if one is verdict else []
        for basis in cited:
            found |= dict.fromkeys(basis)
    for standard in worked.standards.values():
        found |= dict.fromkeys(standard.basis)
    return tuple(found or dict.fromkeys(decided.basis))

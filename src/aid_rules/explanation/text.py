"""How does an account read as plain text, short or in full?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aid_rules.explanation.account import Account, Ask, Branch, Criterion, Programme, Verdict
from aid_rules.explanation.citing import cites
from aid_rules.explanation.telling import told
from aid_rules.explanation.words import MARKS, Lang, say
from aid_rules.scalar import Decision

SHORT, USUAL, FULL = 0, 1, 60

MOST_ASKED = 30
"""Of what is to be found out, so much is listed unless the explanation is full."""
MOST_NAMED = 3
"""Of that a programme waits for, so much is named again where it is told; of more the numbers."""


def to_text(
    decision: Decision,
    lang: Lang = "zh",
    *,
    depth: int = USUAL,
    regions: Mapping[str, str] | None = None,
    programme: str | None = None,
) -> str:
    """A decision in words.

    `depth` 0: outcomes, what fails, what is missing. 1: also conditions that hold, the calculation,
    standards, documents, assumptions. More: so many levels of the values behind each number.
    `regions`: names by division code. `programme`: only this one.
    """
    account = told(decision, lang, regions or {})
    return "\n".join(_Writer(lang, depth).account(account, programme))


def named(asks: tuple[Ask, ...], lang: Lang) -> str:
    """What a programme waits for, in short, by its numbers in the list of all."""
    ordered = sorted(asks, key=lambda ask: ask.number)
    if len(ordered) <= MOST_NAMED:
        return say("semicolon", lang).join(f"{ask.number}. {ask.what}" for ask in ordered)
    return say("asked_numbers", lang, numbers=say("list", lang).join(runs([ask.number for ask in ordered])))


def runs(numbers: list[int]) -> list[str]:
    """Numbers in order, those that follow one another as `1–4`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [text for run in found for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]


class _Writer:
    def __init__(self, lang: Lang, depth: int) -> None:
        self.lang, self.depth = lang, depth
        self.alone = False

    def account(self, account: Account, only: str | None) -> Iterator[str]:
        region = f"{account.region_name} {account.region}".strip()
        yield say("heading", self.lang, household=account.household, region=region, on=account.on)
        self.alone = only is not None
        if account.asks and not self.alone:
            yield from self.first(account.asks, account.asks_note)
        for programme in account.programmes:
            if only in (None, programme.name):
                yield ""
                yield from self.programme(programme)
                if only is not None:
                    yield from self.warnings(programme.warnings)
        if only is None:
            yield ""
            if account.not_applicable:
                yield say("none_apply", self.lang, names=say("list", self.lang).join(account.not_applicable))
            yield say("total_open" if account.total_open else "total", self.lang, monthly=account.total)
            if account.once:
                yield say("once_total", self.lang, once=account.once)
            yield from self.warnings(account.warnings)

    def warnings(self, warnings: tuple[str, ...]) -> Iterator[str]:
        if warnings and self.depth < USUAL:
            yield say("warning_count", self.lang, count=len(warnings))
        elif warnings:
            yield from self.listed("warnings", [f"! {warning}" for warning in warnings], "")

    def programme(self, programme: Programme) -> Iterator[str]:
        yield f"■ {programme.title}{say('colon', self.lang)}{programme.verdict.sentence}"
        yield from self.verdict(programme.verdict, "  ")
        for person, verdict in programme.persons:
            yield f"  ● {person}{say('colon', self.lang)}{verdict.sentence}"
            yield from self.verdict(verdict, "    ")
        yield from self.listed("details", list(programme.details), "  ")
        if self.depth < USUAL:
            return
        if programme.shares:
            yield f"  {say('shares', self.lang)}{say('colon', self.lang)}{programme.shares}"
        standards = [
            text
            for standard in programme.standards
            for text in (f"{standard.text} {cites(standard.basis, self.lang)}",)
        ]
        yield from self.listed("standards", standards, "  ")
        if programme.documents:
            documents = cites(programme.documents, self.lang)
            yield f"  {say('documents', self.lang)}{say('colon', self.lang)}{documents}"

    def verdict(self, verdict: Verdict, indent: str) -> Iterator[str]:
        for criterion in verdict.criteria:
            if self.depth >= USUAL or (criterion.holds is not True and verdict.outcome != "eligible"):
                yield from self.criterion(criterion, criterion.title, indent)
        for exclusion in verdict.exclusions:
            if exclusion.holds is not False:
                title = say(
                    "excluded" if exclusion.holds else "maybe_excluded", self.lang, title=exclusion.title
                )
                yield from self.criterion(exclusion, title, indent, failed=exclusion.holds is True)
        if self.depth >= USUAL:
            yield from self.calculation(verdict, indent)
        if self.alone or self.depth > USUAL:
            asked = [f"→ {ask.text}{self.bracketed(cites(ask.basis, self.lang))}" for ask in verdict.missing]
            yield from self.listed("missing", asked, indent)
        elif verdict.missing:
            yield f"{indent}→ {say('missing', self.lang)}{say('colon', self.lang)}{named(verdict.missing, self.lang)}"

    def first(self, asks: tuple[Ask, ...], note: str) -> Iterator[str]:
        """What is to be found out, once for all programmes."""
        shown = asks if self.depth > USUAL else asks[:MOST_ASKED]
        lines = [
            f"{ask.number}. {ask.text}{say('comma', self.lang)}{ask.concerns}{self.bracketed(cites(ask.basis, self.lang))}"
            for ask in shown
        ]
        if len(shown) < len(asks):
            lines.append(say("missing_more", self.lang, count=len(asks) - len(shown)))
        if note:
            lines.append(f"! {note}")
        yield ""
        yield from self.listed("missing_first", lines, "")

    def criterion(
        self, criterion: Criterion, title: str, indent: str, *, failed: bool = False
    ) -> Iterator[str]:
        mark = MARKS[False] if failed else MARKS[criterion.holds]
        shown = title if failed or criterion.holds is not False else say("failed", self.lang, title=title)
        yield f"{indent}{mark} {shown}"
        yield from (f"{indent}    {text}" for text in (criterion.reason, criterion.finding) if text)
        if self.depth > USUAL:
            yield from self.branches(criterion.tree.children, indent + "    ", self.depth - USUAL)

    def calculation(self, verdict: Verdict, indent: str) -> Iterator[str]:
        lines = []
        for line in verdict.lines:
            lines.append(f"{line.title} = {line.words}")
            numbers = f"{line.numbers} = " if line.numbers and line.numbers != line.result else ""
            lines.append(f"    = {numbers}{line.result}")
        yield from self.listed("calculation", lines, indent)
        out = [
            f"{one.what}{say('colon', self.lang)}{one.why}{self.bracketed(cites(one.basis, self.lang))}"
            for one in verdict.left_out
        ]
        yield from self.listed("left_out", out, indent)
        if verdict.amount_tree is not None and self.depth > USUAL:
            yield f"{indent}{say('detail', self.lang)}{say('colon', self.lang)}"
            yield from self.branches((verdict.amount_tree,), indent + "  ", self.depth - USUAL)

    def branches(self, branches: tuple[Branch, ...], indent: str, depth: int) -> Iterator[str]:
        for branch in branches if depth > 0 else ():
            again = self.bracketed(say("seen_above", self.lang)) if branch.again else ""
            yield f"{indent}· {branch.label} = {branch.value}{again}"
            if branch.formula and branch.formula != branch.label:
                numbers = f" → {branch.numbers}" if branch.numbers not in ("", branch.formula) else ""
                yield f"{indent}    {branch.formula}{numbers}"
            notes = [*branch.notes, *([cites(branch.basis, self.lang)] if branch.basis else [])]
            if notes:
                yield f"{indent}    {say('semicolon', self.lang).join(notes)}"
            yield from self.branches(branch.children, indent + "  ", depth - 1)

    def listed(self, key: str, lines: list[str], indent: str) -> Iterator[str]:
        if lines:
            yield f"{indent}{say(key, self.lang)}{say('colon', self.lang).rstrip()}"
            yield from (f"{indent}  {line}" for line in lines)

    def bracketed(self, text: str) -> str:
        return f"{say('open_bracket', self.lang)}{text}{say('close_bracket', self.lang)}" if text else ""

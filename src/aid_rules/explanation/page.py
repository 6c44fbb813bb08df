"""How does an account look as one page that needs nothing from outside?

Whatever comes from a case or a rule file is escaped in `text`; the same decisions give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from aid_rules.explanation.account import Account, Branch, Criterion, Line, Programme, Verdict
from aid_rules.explanation.citing import cites
from aid_rules.explanation.style import CSS
from aid_rules.explanation.telling import told
from aid_rules.explanation.words import MARKS, Lang, say
from aid_rules.scalar import Basis, Decision

_CLASS = {True: "yes", False: "no", None: "open"}
_OUTCOME_MARK = {"eligible": True, "ineligible": False, "undetermined": None}


def to_html(
    decisions: Iterable[Decision], lang: Lang = "zh", regions: Mapping[str, str] | None = None
) -> str:
    """One self-contained page: a table of all households, then each in full.

    `regions`: names by division code, where the caller knows them. Behind each number the page can be opened
    down to the facts of the case.
    """
    accounts = [told(decision, lang, regions or {}) for decision in decisions]
    page = _Page(lang)
    title = escape(say("page_title", lang))
    language = "zh-CN" if lang == "zh" else "en"
    body = "\n".join(
        [page.summary(accounts), *(page.household(n, account) for n, account in enumerate(accounts, 1))]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f'<p class="sub">{escape(say("legend", lang))}</p>\n{body}\n</body>\n</html>\n'
    )


class _Page:
    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, key: str, **facts: object) -> str:
        """A phrase, escaped."""
        return escape(say(key, self.lang, **facts))

    def summary(self, accounts: list[Account]) -> str:
        """The table at the top."""
        heads = "".join(f"<th>{self.say(key)}</th>" for key in ("col_household", "col_region", "col_results"))
        rows = "\n".join(self._row(number, account) for number, account in enumerate(accounts, 1))
        total = f'<th class="n">{self.say("col_total")}</th>'
        return f"<table>\n<thead><tr>{heads}{total}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"

    def _row(self, number: int, account: Account) -> str:
        results = "<br>".join(
            f"{self._mark(_OUTCOME_MARK[p.verdict.outcome])}{escape(p.title)}{self.say('colon')}{escape(p.verdict.sentence)}"
            for p in account.programmes
        )
        region = (
            f"{escape(account.region_name)}<br>{escape(account.region)}"
            if account.region_name
            else escape(account.region)
        )
        total = f"{escape(account.total)}{' + ?' if account.total_open else ''}"
        return (
            f'<tr><td><a href="#h{number}">{escape(account.household)}</a></td><td>{region}</td>'
            f'<td>{results}</td><td class="n">{total}</td></tr>'
        )

    def household(self, number: int, account: Account) -> str:
        """One household in full."""
        region = f"{account.region_name} {account.region}".strip()
        total = "total_open" if account.total_open else "total"
        parts = [
            f'<section class="household" id="h{number}">',
            f"<h2>{self.say('heading', household=account.household, region=region, on=account.on)}</h2>",
            f'<p class="total">{self.say(total, monthly=account.total)}</p>',
        ]
        if account.once:
            parts.append(f'<p class="total">{self.say("once_total", once=account.once)}</p>')
        asked = [
            f'<span class="ask">{escape(ask.text)}</span>{self.say("comma")}{escape(ask.concerns)} {self.cite(ask.basis)}'
            for ask in account.asks
        ]
        parts.append(self._list("missing_first", asked, numbered=True))
        parts.append(f'<p class="sub">{escape(account.asks_note)}</p>' if account.asks_note else "")
        parts += [self.programme(programme) for programme in account.programmes]
        if account.not_applicable:
            names = say("list", self.lang).join(account.not_applicable)
            parts.append(f'<p class="sub">{self.say("none_apply", names=names)}</p>')
        if account.warnings:
            items = "".join(f"<li>{escape(warning)}</li>" for warning in account.warnings)
            parts.append(f'<h4>{self.say("warnings")}</h4><ul class="sub">{items}</ul>')
        footer = self.say("footer", plan=account.plan, case=account.case, engine=account.engine)
        return "\n".join([*filter(None, parts), f"<footer>{footer}</footer>", "</section>"])

    def programme(self, programme: Programme) -> str:
        """One programme."""
        parts = [
            f'<div class="programme {programme.verdict.outcome}">',
            f"<h3>{escape(programme.title)}</h3>",
            self.verdict(programme.verdict),
        ]
        for person, verdict in programme.persons:
            parts.append(
                f'<div class="person {verdict.outcome}">'
                f"<h3>{escape(person)}</h3>{self.verdict(verdict)}</div>"
            )
        parts.append(self._list("details", [escape(detail) for detail in programme.details]))
        if programme.shares:
            parts.append(self._list("shares", [escape(programme.shares)]))
        parts.append(
            self._list("standards", [f"{escape(s.text)} {self.cite(s.basis)}" for s in programme.standards])
        )
        if programme.documents:
            parts.append(
                f'<h4>{self.say("documents")}</h4><p class="cite">{self.cite(programme.documents)}</p>'
            )
        return "\n".join(filter(None, [*parts, "</div>"]))

    def verdict(self, verdict: Verdict) -> str:
        """Outcome, conditions, what is missing, the amount."""
        out = [f'<p class="verdict {verdict.outcome}">{escape(verdict.sentence)}</p>']
        conditions = [self.criterion(criterion, criterion.title) for criterion in verdict.criteria]
        for exclusion in verdict.exclusions:
            if exclusion.holds is not False:
                key = "excluded" if exclusion.holds else "maybe_excluded"
                title = say(key, self.lang, title=exclusion.title)
                conditions.append(self.criterion(exclusion, title, turned=True))
        out.append(self._list("criteria", conditions))
        asked = sorted(verdict.missing, key=lambda ask: ask.number)
        out.append(self._list("missing", [f"{ask.number}. {escape(ask.what)}" for ask in asked]))
        if verdict.lines:
            out.append(f"<h4>{self.say('calculation')}</h4>" + "".join(map(self.line, verdict.lines)))
        left_out = [
            f"{escape(o.what)}{self.say('colon')}{escape(o.why)} {self.cite(o.basis)}"
            for o in verdict.left_out
        ]
        out.append(self._list("left_out", left_out))
        if verdict.amount_tree is not None:
            out.append(self.opened(say("detail", self.lang), (verdict.amount_tree,)))
        return "\n".join(filter(None, out))

    def criterion(self, criterion: Criterion, title: str, *, turned: bool = False) -> str:
        """A condition with its mark, its reason, and what lies behind it."""
        holds = not criterion.holds if turned and criterion.holds is not None else criterion.holds
        shown = say("failed", self.lang, title=title) if holds is False and not turned else title
        why = "".join(
            f'<span class="why">{escape(text)}</span>'
            for text in (criterion.reason, criterion.finding)
            if text
        )
        cited = f'<span class="why">{self.cite(criterion.basis)}</span>'
        tree = (
            self.opened(say("detail", self.lang), criterion.tree.children) if criterion.tree.children else ""
        )
        return f"{self._mark(holds)}{escape(shown)}{why}{cited}{tree}"

    def line(self, line: Line) -> str:
        """A line of the calculation."""
        numbers = f"{escape(line.numbers)} = " if line.numbers and line.numbers != line.result else ""
        return (
            f'<div class="sum">{escape(line.title)} = {escape(line.words)}<br>'
            f"= {numbers}<b>{escape(line.result)}</b> {self.cite(line.basis)}</div>"
        )

    def opened(self, label: str, branches: tuple[Branch, ...]) -> str:
        """A part of the page that opens on a click."""
        inner = "".join(map(self.branch, branches))
        return f'<details><summary>{escape(label)}</summary><div class="tree">{inner}</div></details>'

    def branch(self, branch: Branch) -> str:
        """One value, and what it comes from."""
        again = f" <span class='f'>{self.say('seen_above')}</span>" if branch.again else ""
        head = f"{escape(branch.label)} = <b>{escape(branch.value)}</b>{again}"
        below = ""
        if branch.formula and branch.formula != branch.label:
            below += f'<p class="f">{self.say("formula")}{self.say("colon")}{escape(branch.formula)}</p>'
        if branch.numbers and branch.numbers != branch.formula:
            below += f'<p class="f">{self.say("with_numbers")}{self.say("colon")}{escape(branch.numbers)}</p>'
        below += "".join(f'<p class="f">{escape(note)}</p>' for note in branch.notes)
        if branch.basis:
            below += f"<p>{self.cite(branch.basis)}</p>"
        below += "".join(map(self.branch, branch.children))
        if not below:
            return f'<div class="leaf">{head}</div>'
        return f'<details><summary>{head}</summary><div class="tree">{below}</div></details>'

    def cite(self, basis: Iterable[Basis]) -> str:
        """Documents and places."""
        text = cites(basis, self.lang)
        return f'<span class="cite">{escape(text)}</span>' if text else ""

    def _mark(self, holds: bool | None) -> str:
        return f'<span class="mark {_CLASS[holds]}">{MARKS[holds]}</span>'

    def _list(self, key: str, items: list[str], *, numbered: bool = False) -> str:
        if not items:
            return ""
        kind = "ol" if numbered else "ul"
        return f"<h4>{self.say(key)}</h4><{kind}>{''.join(f'<li>{item}</li>' for item in items)}</{kind}>"

"""How is a timeline said as text? Changes with their causes, months, differences, days to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from aid_rules.engine.timelines.days import DAY
from aid_rules.engine.timelines.record import (
    Balance,
    Deadline,
    Due,
    Lang,
    Month,
    Payments,
    ProgrammeState,
    Review,
    Span,
    Timeline,
)
from aid_rules.money import sum_yuan
from aid_rules.scalar import Said

WORDS: dict[str, tuple[str, str]] = {
    "heading": ("家庭 {household}｜{region}｜{first} 至 {last}", "Household {household} | {region} | {first} to {last}"),
    "spans": (
        "应享受的待遇及其变化（何时起发、各月实发见各月应发）",
        "Entitlement, and what changes it (from when it is paid: due by month)",
    ),
    "span": ("{since} 至 {last}：应享受每月 {total} 元{open}", "{since} to {last}: entitled to {total} yuan a month{open}"),
    "once": ("{amount}（一次性）", "{amount} (once)"),
    "span_open": ("（另有待定）", " (something is open)"),
    "nobody": ("{since} 至 {last}：无在世成员", "{since} to {last}: nobody of the household is alive"),
    "confirmed": ("认定有效至 {last}", "confirmed to {last}"),
    "held": ("符合条件", "eligible"),
    "lapsed": ("认定已期满", "the confirmation has run out"),
    "months": ("各月应发", "Due by month"),
    "month_row": ("{months}：每月 {total} 元{open}（{parts}）", "{months}: {total} yuan a month{open} ({parts})"),
    "nothing": ("{months}：无应发金额", "{months}: nothing is due"),
    "to": ("{first} 至 {last}", "{first} to {last}"),
    "waits": ("待定", "open"),
    "lacking": ("{title} 待定，缺：{facts}", "{title} is open, for want of: {facts}"),
    "payments": ("应发与已发", "Due and paid"),
    "balance": (
        "{title}{person}：应发 {due} 元，已发 {paid} 元，应补 {back} 元，多发 {over} 元{open}",
        "{title}{person}: {due} yuan due, {paid} paid, {back} to be paid, {over} overpaid{open}",
    ),
    "balance_open": ("（{count} 个月待定）", " ({count} months are open)"),
    "difference": (
        "{months}：应发 {due}，已发 {paid}，差额 {difference}",
        "{months}: due {due}, paid {paid}, difference {difference}",
    ),
    "totals": ("合计：应补发 {back} 元，多发 {over} 元", "In all: {back} yuan to be paid, {over} yuan overpaid"),
    "unmatched": (
        "未列入比较：{programme}{person} {month} 发放 {paid} 元（{why}）",
        "Not compared: {programme}{person} {month}, {paid} yuan ({why})",
    ),
    "outside_range": ("不在所查月份内", "outside the months asked for"),
    "no_such_programme": ("规则中没有这个项目", "the rules know no such programme"),
    "not_monthly": ("不是按月发放的项目", "not paid by the month"),
    "ungranted": (
        "{title}{person}：{count} 个月共 {due} 元应发而无救助记录，需申请，不计入补发",
        "{title}{person}: {due} yuan would be due for {count} months without an award: to be applied for, no back pay",
    ),
    "not_on_record": ("没有发放记录、未比较：{names}", "No payments on record, not compared: {names}"),
    "reviews": ("核查与到期", "Reviews and renewals"),
    "deadlines": ("办理期限", "Deadlines"),
    "by": ("（{who}）", " ({who})"),
    "sooner": ("（有事实未知，按最短周期）", " (facts are unknown: by the shortest interval)"),
    "dated": ("{due}　{title}{person}", "{due}  {title}{person}"),
    "notes": ("说明", "Notes"),
    "list": ("、", ", "),
}  # fmt: skip


def say(key: str, lang: Lang, **facts: object) -> str:
    """A phrase in one language."""
    return WORDS[key][lang == "en"].format(**facts)


def to_text(timeline: Timeline, lang: Lang) -> str:
    """The whole timeline."""
    name = said(timeline.region_name, lang) if timeline.region_name else ""
    region = f"{name} {timeline.region}".strip()
    first, last = timeline.since, last_day(timeline.until)
    lines = [say("heading", lang, household=timeline.household_id, region=region, first=first, last=last)]
    parts = [
        ("spans", list(_spans(timeline, lang))),
        ("months", list(month_lines(timeline, lang))),
        ("payments", list(payment_lines(timeline.payments, titles(timeline), lang))),
        ("reviews", [_dated(r.due, r.title, r.person_id, lang) + _open(r, lang) for r in timeline.reviews]),
        ("deadlines", [_dated(d.due, d.title, None, lang) + _by(d, lang) for d in timeline.deadlines]),
        ("notes", [said(note, lang) for note in timeline.notes]),
    ]
    for key, part in parts:
        if part:
            lines += ["", say(key, lang), *(f"  {line}" for line in part)]
    return "\n".join(lines)


def said(words: Said, lang: Lang) -> str:
    """In one of the two languages."""
    return words.zh if lang == "zh" else words.en


def last_day(until: str) -> str:
    """The last day of a period that ends before `until`."""
    return (date.fromisoformat(until) - DAY).isoformat()


def _dated(due: str, title: Said, person: str | None, lang: Lang) -> str:
    return say("dated", lang, due=due, title=said(title, lang), person=_of(person))


def _by(deadline: Deadline, lang: Lang) -> str:
    """Who has to do it, where that is known."""
    return "" if deadline.who is None else say("by", lang, who=said(deadline.who, lang))


def _open(review: Review, lang: Lang) -> str:
    """That it may come later, once more is known."""
    return say("sooner", lang) if review.missing else ""


def _of(person: str | None) -> str:
    return f" {person}" if person else ""


def _spans(timeline: Timeline, lang: Lang) -> Iterator[str]:
    for span in timeline.spans:
        for cause in span.causes:
            yield f"→ {said(cause.text, lang)}"
        yield span_line(span, lang)
        yield from (f"    {line}" for line in _paying(span, lang))


def span_line(span: Span, lang: Lang) -> str:
    """One stretch: from when to when, how much."""
    last = last_day(span.until)
    if not span.alive:
        return say("nobody", lang, since=span.since, last=last)
    waits = any(p.outcome == "undetermined" or p.missing for p in span.programmes.values())
    mark = say("span_open", lang) if waits else ""
    return say("span", lang, since=span.since, last=last, total=span.monthly_total, open=mark)


def _paying(span: Span, lang: Lang) -> Iterator[str]:
    for state in span.programmes.values():
        amount = state.monthly if state.monthly is not None else state.once
        term = _term(state, lang)
        settled = state.outcome == "eligible" and not state.missing
        if state.outcome in ("eligible", "undetermined") and (amount is not None or term or settled):
            held = say("held", lang) if settled and amount is None else ""
            paid = (
                say("once", lang, amount=amount)
                if state.monthly is None and state.once is not None
                else str(amount)
            )
            parts = (said(state.title, lang), held if amount is None else paid, term)
            yield " ".join(filter(None, parts))
        if state.missing:
            facts = say("list", lang).join(
                f"{_of(each.person_id)} {said(each.title, lang)}".strip() for each in state.missing
            )
            yield say("lacking", lang, title=said(state.title, lang), facts=facts)


def _term(state: ProgrammeState, lang: Lang) -> str:
    """Until when the confirmation on record holds, or that it has run out."""
    if state.lapsed:
        return say("lapsed", lang)
    return say("confirmed", lang, last=last_day(state.confirmed_until)) if state.confirmed_until else ""


def month_lines(timeline: Timeline, lang: Lang) -> Iterator[str]:
    """Months with the same amounts on one line."""
    called = titles(timeline)
    for _, group in groupby(timeline.months, key=lambda month: (month.due, month.total)):
        same = list(group)
        months = _months(same[0].month, same[-1].month, lang)
        if not same[0].due:
            yield say("nothing", lang, months=months)
            continue
        parts = say("list", lang).join(due_text(due, called, lang) for due in same[0].due)
        mark = say("span_open", lang) if same[0].open else ""
        yield say("month_row", lang, months=months, total=same[0].total, open=mark, parts=parts)


def titles(timeline: Timeline) -> dict[str, Said]:
    """What the programmes are called, those of the payments too."""
    paid = timeline.payments
    found = {each.programme: each.title for each in paid.balances} if paid else {}
    found |= {each.programme: each.title for each in paid.ungranted} if paid else {}
    return found | {name: p.title for span in timeline.spans for name, p in span.programmes.items()}


def due_text(due: Due, titles: dict[str, Said], lang: Lang) -> str:
    """A programme and its amount; what an open one waits for is said with its span."""
    name = f"{said(titles[due.programme], lang)}{_of(due.person_id)}"
    if due.amount is not None:
        return f"{name} {due.amount}"
    return f"{name} {say('waits', lang)}"


def _months(first: str, last: str, lang: Lang) -> str:
    return first if first == last else say("to", lang, first=first, last=last)


def payment_lines(payments: Payments | None, titles: dict[str, Said], lang: Lang) -> Iterator[str]:
    """What is owed and what was overpaid, with the months."""
    if payments is None:
        return

    def called(name: str) -> str:
        return said(titles[name], lang) if name in titles else name

    for balance in payments.balances:
        yield balance_line(balance, lang)
        for difference, group in groupby(balance.months, key=lambda m: (m.due, m.paid, m.difference)):
            if difference[2]:
                same = list(group)
                yield "  " + say(
                    "difference", lang, months=_months(same[0].month, same[-1].month, lang), due=difference[0],
                    paid=difference[1], difference=signed(difference[2]),
                )  # fmt: skip
    yield say("totals", lang, back=payments.back_pay, over=payments.overpaid)
    for stray in payments.unmatched:
        yield say(
            "unmatched", lang, programme=called(stray.programme), person=_of(stray.person_id), month=stray.month,
            paid=stray.paid, why=say(stray.reason, lang),
        )  # fmt: skip
    for each in payments.ungranted:
        title, person = said(each.title, lang), _of(each.person_id)
        yield say("ungranted", lang, title=title, person=person, count=len(each.months), due=each.due)
    if payments.not_on_record:
        yield say("not_on_record", lang, names=say("list", lang).join(map(called, payments.not_on_record)))


def balance_line(balance: Balance, lang: Lang) -> str:
    """One programme against its payments."""
    mark = say("balance_open", lang, count=balance.open) if balance.open else ""
    return say(
        "balance", lang, title=said(balance.title, lang), person=_of(balance.person_id), due=balance.due,
        paid=balance.paid, back=balance.back_pay, over=balance.overpaid, open=mark,
    )  # fmt: skip


def signed(amount: Decimal) -> str:
    """With its sign: `+30.00`."""
    return f"{amount:+}"


def paid_in(month: Month, payments: Payments) -> tuple[Decimal, Decimal | None]:
    """What was paid for a month under all programmes compared, and the difference; None where it is open."""
    found = [each for balance in payments.balances for each in balance.months if each.month == month.month]
    known = [each.difference for each in found if each.difference is not None]
    total = sum_yuan(known) if len(known) == len(found) else None
    return sum_yuan(each.paid for each in found), total

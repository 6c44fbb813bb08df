"""Which words do the summary and the page of a job use? One table, two languages."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str]] = {
    "title": ("标准调整重新认定：{before} → {after}", "Re-evaluation: {before} → {after}"),
    "rules": ("（规则 {rules}）", " (rules {rules})"),
    "in": (
        "读入 {households} 户 = 认定 {decided} 户 + 退回 {rejected} 户",
        "{households} households = {decided} decided + {rejected} rejected",
    ),
    "changed": (
        "有变化的 {changed} 户；有项目尚不能判断的 {undetermined} 户",
        "{changed} households change; {undetermined} are open in some programme",
    ),
    "carried": (
        "规则没有变化的 {carried} 户沿用调整前的认定，没有按新的日期重新看年龄和期限，也没有核算补发",
        "{carried} households carried over, for no rule of theirs changed: not looked at again on the new day, nor settled",
    ),
    "cost": (
        "每月支出（已能确定的）：调整前 {before} 元，调整后 {after} 元",
        "cost a month as far as known: {before} yuan before, {after} after",
    ),
    "comparable": (
        "其中调整前后都能确定的：{before} 元 → {after} 元（{difference} 元）",
        "of which known on both sides: {before} → {after} yuan ({difference})",
    ),
    "waiting": ("；尚不能判断：调整前 {before} 户次，调整后 {after} 户次", "; open: {before} before, {after} after"),
    "months": (
        "{first} 至 {last}：应补 {back} 元，多发 {over} 元",
        "{first} to {last}: {back} yuan to be paid, {over} yuan overpaid",
    ),
    "paid_by": ("已发金额的依据（户次）：{told}", "what was paid is taken from (households by programme): {told}"),
    "paid_by_payments": ("发放记录 {count}", "payments on record {count}"),
    "paid_by_award": ("救助所载金额 {count}", "the amount that the award states {count}"),
    "paid_by_mixed": ("部分人按发放记录、部分人按救助所载金额 {count}", "payments for some persons, the award for others {count}"),
    "paid_by_before": ("调整前规则算得 {count}", "what the rules before give {count}"),
    "and": ("；", "; "),
    "seconds": ("用时 {seconds} 秒", "{seconds} seconds"),
    "synthetic": ("合成数据，不对应任何真实的人", "synthetic data: nobody in it is real"),
    "by_programme": ("按项目", "By programme"),
    "by_place": ("按地区、城乡", "By division and residence"),
    "money": ("各项目支出（元）", "Cost by programme (yuan)"),
    "rejects": ("退回原因", "Reasons of rejects"),
    "programme": ("项目", "Programme"), "place": ("地区", "Division"), "reason": ("原因", "Reason"),
    "households": ("户数", "Households"),
    "eligible_before": ("调整前", "Before"), "eligible_after": ("调整后", "After"),
    "new": ("新增", "New"), "raised": ("提高", "Raised"), "lowered": ("降低", "Lowered"), "ended": ("停发", "Ended"),
    "undetermined": ("变为待定", "Now open"), "settled": ("由待定变为可定", "No longer open"),
    "open": ("尚不能判断", "Open"),
    "cost_before": ("调整前/月", "Before, a month"), "cost_after": ("调整后/月", "After, a month"),
    "difference": ("可比差额/月", "Comparable difference"), "back_pay": ("应补", "To be paid"), "overpaid": ("多发", "Overpaid"),
    "once": ("（一次性）", " (once)"),
    "urban": ("城镇", "urban"), "rural": ("农村", "rural"), "unknown": ("城乡不详", "residence unknown"),
    "people": ("变化户数", "Households by kind of change"), "costs": ("每月支出", "Cost a month"),
    "total": ("合计", "Total"),
}  # fmt: skip


def phrase(key: str, lang: str, **facts: object) -> str:
    """A phrase with its facts filled in."""
    return PHRASES[key][lang == "en"].format(**facts)

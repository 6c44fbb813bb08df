"""Which words does an explanation use? One table, two languages; `{name}` stands for what is filled in."""

from __future__ import annotations

from typing import Literal

Lang = Literal["zh", "en"]

WORDS: dict[str, tuple[str, str]] = {
    "heading": (
        "家庭 {household}｜{region}｜认定日 {on}",
        "Household {household} | {region} | decided as of {on}",
    ),
    "total": ("每月合计 {monthly} 元", "{monthly} yuan a month in all"),
    "total_open": (
        "每月合计 {monthly} 元（另有金额待定）",
        "{monthly} yuan a month in all (another amount is open)",
    ),
    "once_total": ("一次性合计 {once} 元", "{once} yuan once in all"),
    "eligible": ("符合条件", "eligible"),
    "ineligible": ("不符合条件", "not eligible"),
    "undetermined": ("尚不能判断", "cannot be decided yet"),
    "not_applicable": ("不适用", "does not apply"),
    "monthly": ("每月 {amount} 元", "{amount} yuan a month"),
    "once": ("一次性 {amount} 元", "{amount} yuan once"),
    "nothing_due": ("按计算没有应发金额（0 元）", "nothing is due (0 yuan)"),
    "from_month_past": (
        "最早自 {month} 起发放，其中 {decided} 以前的月份须逐月认定，符合条件的才发",
        "paid from {month} at the earliest: each month before {decided} has to be decided, and is paid if eligible then",
    ),
    "from_month_open": ("起发月待定", "the first month is open"),
    "from_month": ("自 {month} 起发放", "paid from {month}"),
    "amount_open": ("金额待定", "the amount is open"),
    "lacking": ("还缺 {count} 项信息", "{count} pieces of information are missing"),
    "lacking_one": ("还缺 1 项信息", "1 piece of information is missing"),
    "none_apply": ("不适用于本户：{names}", "Do not apply to this household: {names}"),
    "nobody": ("无人符合条件", "nobody is eligible"),
    "criteria": ("条件", "Conditions"),
    "calculation": ("怎样算出", "How the amount comes about"),
    "standards": ("所用标准", "Standards used"),
    "standard": ("{title}：{value}，自 {start} 起", "{title}: {value}, since {start}"),
    "published": ("公布为 {text}", "published as {text}"),
    "region": ("区划 {code}", "division {code}"),
    "nation": ("国家规则的缺省值", "national default"),
    "left_out": ("没有计入的、扣减的", "Left out or taken off"),
    "details": ("由此可得、如何办理", "What follows from it"),
    "detail_open": ("{what}（还要弄清：{waits}）", "{what} (to be found out: {waits})"),
    "shares": ("分到个人", "Shares"),
    "share": ("{persons} 各占 1/{count}，每月 {amount}", "{persons}: 1/{count} each, {amount} a month"),
    "missing": ("接下来要弄清", "To be found out next"),
    "missing_first": (
        "接下来要弄清（涉及项目多的在前）",
        "To be found out next (what most programmes wait for first)",
    ),
    "missing_more": ("另有 {count} 项，见完整说明", "{count} more: see the full explanation"),
    "asked_numbers": ("上列第 {numbers} 项", "numbers {numbers} above"),
    "concerns": ("涉及{names}", "for {names}"),
    "concerns_more": ("涉及{names}等 {count} 项", "for {names} … {count} in all"),
    "cells_more": ("{cells}等 {count} 档", "{cells} … {count} in all"),
    "ask_fact": ("{what}：由{by}提供", "{what}: from {by}"),
    "ask_finding": (
        "{what}：当地没有数字标准或事实不足，由{by}作出人工认定",
        "{what}: to be found by {by}, on record",
    ),
    "ask_parameter": (
        "{what}：当地标准尚未录入，由{by}提供",
        "{what}: no local value is on record; from {by}",
    ),
    "whatever": ("尚缺的事实无论为何都是如此", "whatever the facts not known turn out to be"),
    "persons": ("个人", "Persons"),
    "documents": ("依据", "Based on"),
    "warnings": (
        "文件没有写明、由规则文件作出的选择",
        "Where the documents are silent and the rule files choose (in their words)",
    ),
    "warning_count": (
        "有 {count} 处文件没有写明、由规则文件作出选择（见完整说明）",
        "choices where the documents are silent: {count} (see the full explanation)",
    ),
    "detail": ("逐项来历", "Where every value comes from"),
    "seen_above": ("见上文", "see above"),
    "finding": (
        "人工认定：{holds}（{by}，{on}）{reason}",
        "Found by an officer: {holds} ({by}, {on}) {reason}",
    ),
    "finding_yes": ("符合", "holds"),
    "finding_no": ("不符合", "does not hold"),
    "excluded": ("不另享受：{title}", "excluded: {title}"),
    "maybe_excluded": ("是否排除：{title}", "may be excluded: {title}"),
    "gap": ("相差 {gap}", "by {gap}"),
    "side": ("，", ""),
    "side_open": ("，是否", ""),
    "comparison_open": ("{text}", "not known whether {text}"),
    "failed": ("未满足：{title}", "not met: {title}"),
    "equal": ("正好相等", "exactly equal"),
    "about": ("{exact}（约 {about}）", "{exact} (about {about})"),
    "between": ("未定，在 {low} 与 {high} 之间", "not known, between {low} and {high}"),
    "at_least": ("未定，不低于 {low}", "not known, at least {low}"),
    "at_most": ("未定，不高于 {high}", "not known, at most {high}"),
    "unset": ("当地没有设定", "not set locally"),
    "wants_setting": ("{value}，所需的当地标准没有设定", "{value}: a local value that it needs is not set"),
    "perhaps": ("{value}，是否计入尚未确定", "{value}, if it counts"),
    "years_old": ("{years} 周岁", "{years} years"),
    "maybe": ("是否{what}：未知", "not known whether {what}"),
    "not_there": ("没有{what}", "no {what}"),
    "has_none": ("没有{what}", "{what}: none"),
    "there": ("有{what}", "has {what}"),
    "unknown": ("未知", "unknown"),
    "is_set": ("已设定{title}", "{title} is set"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "nothing": ("无", "none"),
    "nth": ("第 {n} 项{what}", "{what} {n}"),
    "of": ("{owner} 的{what}", "{owner}: {what}"),
    "household": ("本户", "household"),
    "colon": ("：", ": "),
    "comma": ("，", ", "),
    "semicolon": ("；", "; "),
    "list": ("、", ", "),
    "open_bracket": ("（", " ("),
    "close_bracket": ("）", ")"),
    "not_counted": ("{what}：{how}", "{what}: {how}"),
    "taken_off": ("减去{title} {value}", "less {title} {value}"),
    "not_true": ("{title}：否", "{title}: no"),
    "counted_nothing": ("{title}为 0", "{title} is 0"),
    "unseen": ("（未见原文）", " (text not seen)"),
    "page_title": ("社会救助认定说明", "Social assistance: decisions explained"),
    "col_household": ("家庭", "Household"),
    "col_region": ("地区", "Region"),
    "col_results": ("认定结果", "Decisions"),
    "col_total": ("每月合计（元）", "Yuan a month"),
    "because": ("因为：{test}", "because: {test}"),
    "otherwise": ("不属于前面列举的各种情形", "none of the cases listed before"),
    "formula": ("算式", "formula"),
    "with_numbers": ("代入", "with the numbers"),
    "footer": (
        "规则 {plan}｜案件 {case}｜{engine}",
        "rules {plan} | case {case} | {engine}",
    ),
    "legend": ("✓ 符合　✗ 不符合　? 尚不能判断", "✓ holds   ✗ does not hold   ? cannot be decided yet"),
}

SUPPLIERS = {
    "申请人": "the applicant",
    "民政部门": "the civil affairs department",
    "评估机构": "the assessor",
    "司法行政部门": "the judicial administration",
    "人社部门": "the human resources and social security department",
    "核对机构": "the verification office",
    "教育部门": "the education department",
    "公安部门": "the police",
    "法定义务人": "the person obliged to support",
    "公安、法院等部门": "the police or the court",
    "退役军人部门": "the veterans department",
    "认定人": "the deciding officer",
    "民宗部门": "the ethnic and religious affairs department",
    "权利人": "the owner",
    "医保部门": "the medical insurance department",
    "不动产登记机构": "the property register",
}
"""Who supplies a fact, in English; the case vocabulary names them in Chinese."""

MARKS = {True: "✓", False: "✗", None: "?"}


def say(key: str, lang: Lang, **facts: object) -> str:
    """A phrase in one language."""
    return WORDS[key][lang == "en"].format(**facts)


def supplier(by: str, lang: Lang) -> str:
    """Who supplies a fact."""
    return by if lang == "zh" else SUPPLIERS.get(by, by)

"""What evaluating a case finds, in words."""

from aid_rules.problems.words.table import Wording

EVALUATION: dict[str, Wording] = {
    "V101": Wording(
        "没有地区 {found} 的规则；相近的有：{near}",
        "there are no rules for region {found}; near it are: {near}",
    ),
    "V106": Wording(
        "没有地区 {found} 的规则，同一省份也没有；aid-rules regions 列出有哪些",
        "there are no rules for region {found} nor for its province; `aid-rules regions` lists what there is",
    ),
    "V109": Wording(
        "{found} 是对个人的认定，写在该成员的 findings 里",
        "{found} is found of a person: write it in the member's findings",
    ),
    "V110": Wording(
        "{found} 是对家庭的认定，写在家庭的 findings 里",
        "{found} is found of the household: write it in the household's findings",
    ),
    "V104": Wording(
        "决定日 {found} 不在 {least} 至 {most} 之间", "the day {found} is not between {least} and {most}"
    ),
    "V105": Wording(
        "{found} 没有有效的规则；规则自 {first} 起", "no rules are in force on {found}; they begin on {first}"
    ),
    "V107": Wording("{found} 时家庭成员均已死亡", "nobody of the household is alive on {found}"),
    "V108": Wording("止日 {found} 早于起日 {since}", "the end {found} comes before the beginning {since}"),
    "V102": Wording(
        "人工认定 {name} 与系统计算结果相反，而该条不允许自由裁量",
        "the finding {name} contradicts what the rules compute, and the rule allows no discretion",
    ),
    "V111": Wording(
        "规则里没有 {found} 这个救助项目；有：{allowed}",
        "the rules know of no programme {found}; they know: {allowed}",
    ),
    "V112": Wording(
        "{programme} 是发给个人的：须写 person_id",
        "{programme} is granted to a person: person_id is required",
    ),
    "V113": Wording(
        "{programme} 是发给家庭的：不写 person_id",
        "{programme} is granted to the household: leave person_id out",
    ),
    "V103": Wording(
        "没有可作人工认定的条件 {found}", "there is no criterion {found} on which a finding can be recorded"
    ),
}

"""What reading populations in columns finds, in words."""

from aid_rules.problems.words.table import Wording

POPULATION: dict[str, Wording] = {
    "T201": Wording("没有 {found} 这一列", "there is no column {found}"),
    "T202": Wording(
        "列的类型为 {found}，应为：{allowed}", "the column's type is {found}, it must be one of: {allowed}"
    ),
    "T203": Wording("缺少列 {wanted}", "the column {wanted} is missing"),
    "T204": Wording("对 {found} 的认定出现了两次", "the finding {found} stands twice"),
    "T205": Wording(
        "已享受救助须全户都已知或都未知", "awards are known of the household and all its members, or of none"
    ),
    "T206": Wording("列 {found} 出现了两次", "the column {found} stands twice"),
    "T207": Wording(
        "计算记录出自另一套规则（{found}），与现有规则（{wanted}）不同",
        "the trace was made by other rules ({found}) than those at hand ({wanted})",
    ),
    "T208": Wording(
        "{rule} 的记录值与案情不符", "the value recorded for {rule} is not what the facts beside it give"
    ),
}

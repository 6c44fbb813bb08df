"""What reading spreadsheets finds, in words."""

from aid_rules.problems.words.table import Wording

SHEETS: dict[str, Wording] = {
    "T101": Wording("不是可用的表；可用：{allowed}", "this is none of the tables; there are: {allowed}"),
    "T102": Wording("缺少表 {wanted}", "the table {wanted} is missing"),
    "T103": Wording("没有 {found} 这一列", "there is no column {found}"),
    "T104": Wording("{found} 与 {other} 是同一列", "{found} and {other} are the same column"),
    "T105": Wording("{found} 读不懂；可写：{allowed}", "{found} cannot be read; write one of: {allowed}"),
    "T106": Wording("缺少列 {wanted}", "the column {wanted} is missing"),
    "T107": Wording("编号为空", "the id is empty"),
    "T108": Wording("没有编号为 {found} 的家庭", "there is no household {found}"),
    "T109": Wording("家庭 {found} 重复", "the household {found} is given twice"),
    "T110": Wording("本户没有编号为 {found} 的人员", "the household has no person {found}"),
}

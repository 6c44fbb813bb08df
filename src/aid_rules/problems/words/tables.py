"""What reading spreadsheets finds, in words."""

from aid_rules.problems.words.table import Wording

SHEETS: dict[str, Wording] = {
    "T101": Wording("不是可用的表；可用：{allowed}", "this is none of the tables; there are: {allowed}"),
    "T102": Wording("缺少表 {wanted}", "the table {wanted} is missing"),
    "T103": Wording(
        "没有 {found} 这一列；可用：{allowed}", "there is no column {found}; there are: {allowed}"
    ),
    "T104": Wording("{found} 与 {other} 是同一列", "{found} and {other} are the same column"),
    "T105": Wording("{found} 读不懂；可写：{allowed}", "{found} cannot be read; write one of: {allowed}"),
    "T106": Wording("缺少列 {wanted}", "the column {wanted} is missing"),
    "T107": Wording("编号为空", "the id is empty"),
    "T108": Wording("没有编号为 {found} 的家庭", "there is no household {found}"),
    "T109": Wording("家庭 {found} 重复", "the household {found} is given twice"),
    "T110": Wording("本户没有编号为 {found} 的人员", "the household has no person {found}"),
    "T111": Wording(
        "已享受救助中没有同一对象的 {programme}，这笔发放无处可归",
        "there is no award of {programme} to the same person or household that was paid here",
    ),
    "T112": Wording(
        "同一对象有 {awards} 项 {programme}，其中 {running} 项涵盖 {month}：须恰好一项",
        "of {awards} awards of {programme} to the same one, {running} cover {month}: it must be exactly one",
    ),
    "T113": Wording("这一格为空或未知，须填写", "the cell is empty or unknown, and must be filled in"),
    "T114": Wording(
        "不是 --complete 可用的表；可用：{allowed}", "this is no table for --complete; there are: {allowed}"
    ),
    "T115": Wording("没有这个文件或文件夹", "there is no such file or folder"),
    "T116": Wording(
        "不是 CSV 文件夹，也不是 Excel 工作簿（.xlsx）",
        "this is neither a folder of CSV files nor a workbook (.xlsx)",
    ),
    "T117": Wording("文件不是 UTF-8，也不是 GB 18030 编码", "the file is neither UTF-8 nor GB 18030"),
    "T119": Wording(
        '这一格上方没有列名；数值里的逗号须加引号（"1,200"），或去掉',
        'there is no header above this cell; a number with a comma in it is quoted ("1,200") or written without',
    ),
    "T120": Wording(
        "{found} 是表格软件按数字保存的长编号，后几位已不可信；请把这一列设为文本格式，重新填写",
        "{found} is a long number that the spreadsheet kept as a number, so its last digits are lost: format the column "
        "as text and enter it again",
    ),
    "T121": Wording(
        "公式没有保存计算结果：请先在 Excel 或 LibreOffice 中打开并保存工作簿",
        "a formula without a saved value: open the workbook in Excel or LibreOffice and save it first",
    ),
    "T122": Wording(
        "人工认定 {name} 已在前面的行里写过：以哪一条为准须先弄清",
        "the finding {name} stands in a row before: which of them holds has to be found out first",
    ),
    "T118": Wording(
        "这一行不是正确的 CSV（如引号不成对）", "the line is no proper CSV (such as an open quote)"
    ),
}

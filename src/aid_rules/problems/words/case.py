"""What the case room finds, in words."""

from aid_rules.problems.words.table import Wording

CASE: dict[str, Wording] = {
    "C101": Wording("缺少必填字段 {field}（{title}）", "required field {field} is missing"),
    "C102": Wording("没有 {key} 这个字段；可用：{allowed}", "there is no field {key}; allowed: {allowed}"),
    "C103": Wording("{key} 不在这里，是“{zh}”的字段，请移到那里", "{key} belongs on {en}: move it there"),
    "C104": Wording("应为对象 {{…}}，实为 {found}", "expected an object {{…}}, found {found}"),
    "C105": Wording("{field} 不能为 null：这一项必须已知", "{field} cannot be null: it must be known"),
    "C106": Wording(
        "{found} 不是十进制数；写成 1894.00 这样的字符串或数字",
        "{found} is no decimal number; write a string or number such as 1894.00",
    ),
    "C107": Wording(
        "{found} 的小数超过 {decimals} 位；不会代为舍入",
        "{found} has more than {decimals} decimals; nothing is rounded for you",
    ),
    "C108": Wording("{found} 过大，最大为 {most}", "{found} is too large, at most {most}"),
    "C109": Wording("{found} 为负数，不能小于 0", "{found} is negative, it must be at least 0"),
    "C110": Wording(
        "浮点数 {found} 不精确；请传字符串或 Decimal",
        "the float {found} is not exact; pass a string or a Decimal",
    ),
    "C111": Wording(
        "{found} 不是日期；写成 YYYY-MM-DD，如 2026-07-01",
        "{found} is no date; write YYYY-MM-DD, such as 2026-07-01",
    ),
    "C112": Wording(
        "日期 {found} 应在 {first} 至 {last} 之间；没有终止日期就不填",
        "the date {found} must lie between {first} and {last}; leave out an end that does not exist",
    ),
    "C113": Wording("应为 true 或 false，实为 {found}", "expected true or false, found {found}"),
    "C114": Wording("应为整数，实为 {found}", "expected a whole number, found {found}"),
    "C115": Wording("{found} 超出范围，应 {limit}", "{found} is out of range, it must be {limit}"),
    "C116": Wording("应为文字（字符串），实为 {found}", "expected a string, found {found}"),
    "C117": Wording("文字不合要求：{zh}", "the text will not do: {en}"),
    "C118": Wording(
        "行政区划代码 {found} 应为 6、9 或 12 位数字的字符串",
        "the division code {found} must be a string of 6, 9 or 12 digits",
    ),
    "C119": Wording(
        "行政区划代码 {found} 指全国，应为家庭所在的区划",
        "the division code {found} means the whole nation; give the place where the household lives",
    ),
    "C120": Wording("{found} 不在可选值中：{allowed}", "{found} is none of: {allowed}"),
    "C121": Wording("应为列表 […]，实为 {found}", "expected a list […], found {found}"),
    "C122": Wording("列表过长，最多 {most} 项", "the list is too long, at most {most} items"),
    "C123": Wording(
        "终止日期 {found} 早于起始日期 {begin}", "the end {found} comes before the beginning {begin}"
    ),
    "C124": Wording("家庭成员中没有这个 person_id", "no member has this person_id"),
    "C125": Wording("家庭至少有一名成员", "a household has at least one member"),
    "C126": Wording(
        "months（{found}）只用于 period 为 once 的一次性金额",
        "months ({found}) goes only with period once",
    ),
    "C128": Wording("文字含有无效字符（不成对的代理项）", "the text holds half of a surrogate pair"),
    "C130": Wording(
        "JSON 有误，第 {line} 行第 {column} 列：{zh}",
        "malformed JSON at line {line}, column {column}: {en}",
    ),
    "C131": Wording(
        "从第 {line} 行第 {column} 列开始的对象里，键 {key} 出现了两次",
        "in the object that begins at line {line}, column {column} the key {key} stands twice",
    ),
    "C132": Wording(
        "第 {line} 行第 {column} 列：{found} 不是 JSON 的数；未知写成 null",
        "line {line}, column {column}: {found} is no number of JSON; write null for unknown",
    ),
    "C133": Wording("JSON 嵌套超过 {most} 层", "the JSON is nested more than {most} deep"),
    "C134": Wording("文件不是 UTF-8 编码（第 {byte} 字节处）", "the file is not UTF-8 (at byte {byte})"),
    "C135": Wording("对象的键应为文字（字符串）", "the keys of an object must be strings"),
    "C136": Wording(
        "第 {line} 行第 {column} 列：数字过长（{digits} 位）",
        "line {line}, column {column}: a number of {digits} digits is too long",
    ),
    "C140": Wording("日期 {found} 晚于决定日 {on}", "the date {found} is later than the decision day {on}"),
    "C141": Wording(
        "{found} 不是月份；写成 YYYY-MM，如 2026-07", "{found} is no month; write YYYY-MM, such as 2026-07"
    ),
    "C150": Wording(
        "家庭没有户主：须有一名成员的 relation 为 head",
        "the household has no head: one member's relation must be head",
    ),
    "C151": Wording("户主只能有一名，{first} 已是户主", "there is one head only, and {first} is it already"),
    "C152": Wording("人员编号重复，与 {first} 相同", "the person_id is taken: the same as {first}"),
    "C154": Wording(
        "户主的配偶只能有一名，{first} 已是配偶", "the head has one spouse, and {first} is it already"
    ),
    "C155": Wording(
        "父或母只能各列一次，{first} 已列",
        "father and mother stand here once each, and {first} is there already",
    ),
    "C157": Wording(
        "认定为 {found}，而父母情形记载有履行抚养义务能力的父母：两者只能有一个对",
        "recognised as {found}, yet parents on record are able to care: only one of the two can be right",
    ),
    "C159": Wording(
        "收入中记有工伤保险生活护理费（work_injury_care），这里却没有记为领取：写 true，或更正收入类别",
        "the care allowance of work-injury insurance is among the incomes (work_injury_care), yet not said to be drawn: write true, "
        "or mend the kind of the income",
    ),
    "C153": Wording(
        "赡养、抚养等转移性支出要写在支付人名下：移到 members[…].expenses",
        "support paid to others belongs to whoever pays it: move it under members[…].expenses",
    ),
    "C158": Wording(
        "{found} 不能作救助项目的名称：以字母开头，只用字母、数字、下划线和点，最多 64 个字符",
        "{found} cannot be a programme's name: it begins with a letter and has only letters, digits, underscores and dots, 64 at most",
    ),
    "C199": Wording("值 {found} 不能用：{why}", "the value {found} cannot be used: {why}"),
}

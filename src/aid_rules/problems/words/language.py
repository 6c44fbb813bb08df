"""What the language finds wrong in an expression, in words."""

from aid_rules.problems.words.table import Wording

LANGUAGE: dict[str, Wording] = {
    "L101": Wording(
        "表达式过长或嵌套过深（上限 {limit}）", "the expression is too long or too deep (limit {limit_en})"
    ),
    "L102": Wording("表达式写法有误：{text}", "this is not an expression: {text}"),
    "L103": Wording("规则语言不允许这种写法（{form}）", "the rule language has no such form ({form_en})"),
    "L104": Wording(
        "{text} 不能写在表达式里：数不用科学计数，取值不加引号",
        "{text} cannot stand in an expression: no exponents, no quotes around values",
    ),
    "L105": Wording(
        "没有 {found} 这个取值，可用：{allowed}", "there is no value {found}; allowed: {allowed}"
    ),
    "L106": Wording(
        "in 的右边须是花括号里的取值，如 in {{a, b}}", "`in` takes values in braces: in {{a, b}}"
    ),
    "L107": Wording("没有函数 {found}", "there is no function {found}"),
    "L108": Wording(
        "{found} 不能这样调用：参数按次序写，不带名称",
        "{found} cannot be called like this: arguments in order, without names",
    ),
    "L109": Wording("{found} 要对一列成员或项目使用", "{found} works over a list of rows"),
    "L110": Wording(
        "{found} 有 {count} 个参数，应为 {wanted} 个", "{found} takes {wanted} arguments, not {count}"
    ),
    "L111": Wording("is_set 只能用于地方参数", "is_set asks about a parameter"),
    "L112": Wording("这里只允许一个 for 和至多一个 if", "one `for` and at most one `if` are allowed here"),
    "L114": Wording("count 数的是行，条件写在 if 后面", "count counts rows; put the condition after `if`"),
    "L115": Wording("{found} 须写 default=，以防列表为空", "{found} needs default= for an empty list"),
    "L116": Wording(
        "{name} 是每个 {per} 一个值，这里只有 {rows}", "{name} has a value per {per}; here are only {rows}"
    ),
    "L117": Wording(
        "{name} 是每个 {per} 一个值，不属于 {row}", "{name} has a value per {per}, not per {row}"
    ),
    "L118": Wording("没有列表 {found}，这里可用：{allowed}", "there is no list {found}; here are: {allowed}"),
    "L119": Wording("不认识名称 {name}", "unknown name {name}"),
    "L120": Wording(
        "{name} 是 {row} 的列表，这里逐个 {here} 计算；请另写一条 {row} 规则再引用",
        "{name} is a list of the {row}, and this is per {here}; make a rule per {row} and read that",
    ),
    "L122": Wording(
        "{name} 是一列，要逐个使用：count(x for x in {name})、any(… for x in {name})",
        "{name} is a list; go through it: count(x for x in {name}), any(… for x in {name})",
    ),
    "L121": Wording("{name} 的 {keys} 须由引用处指明", "whoever reads {name} must name its {keys}"),
    "L201": Wording("这里要的是条件（是或否），却是{found}", "a condition is wanted here, found {found_en}"),
    "L202": Wording("{name} 只能用于可能不存在的登记信息", "{name} is for what may not exist"),
    "L203": Wording(
        "两边不能放在一起：左边是{left}，右边是{right}", "these do not go together: {left_en} and {right_en}"
    ),
    "L204": Wording("单位不同：左边是{left}，右边是{right}", "units differ: {left_en} and {right_en}"),
    "L205": Wording(
        "compare 的第二个参数须是比较符参数，却是{found}",
        "compare wants a comparison in the middle, found {found_en}",
    ),
    "L206": Wording("这里要的是数，却是{found}", "a number is wanted here, found {found_en}"),
    "L207": Wording(
        "金额的周期随数据而定，先写 monthly( ) 或 yearly( )",
        "this amount has a period of its own; say monthly( ) or yearly( ) first",
    ),
    "L208": Wording("这样相乘除得不出有意义的单位：{found}", "no such unit makes sense: {found_en}"),
    "L209": Wording(
        "这里要的是没有单位的数，却是{found}", "a number without unit is wanted here, found {found_en}"
    ),
    "L210": Wording(
        "这里要的是每月、每年或自带周期的金额，却是{found}",
        "an amount a month, a year or a period is wanted here, found {found_en}",
    ),
    "L211": Wording("取整只用于金额，却是{found}", "only amounts are rounded, found {found_en}"),
    "L212": Wording(
        "round_by 的第二个参数须是取整参数，却是{found}", "round_by wants a rounding, found {found_en}"
    ),
    "L213": Wording("这里要的是日期，却是{found}", "a date is wanted here, found {found_en}"),
    "L214": Wording(
        "这一项可能不存在，用 given(…, …) 写明没有时取什么",
        "this may not exist; say with given(…, …) what counts where there is none",
    ),
}

"""What reading and resolving rule files finds, in words."""

from aid_rules.problems.words.table import Wording

RULEBOOK: dict[str, Wording] = {
    "R101": Wording("文件过大（上限 {limit} 字符）", "the file is too large (limit {limit} characters)"),
    "R102": Wording("不是可读的 YAML（{fault}）", "this is not readable YAML ({fault})"),
    "R103": Wording("文件应是一个键值表", "the file must be a mapping"),
    "R104": Wording(
        "规则文件不允许锚点、别名和标签", "anchors, aliases and tags are not allowed in rule files"
    ),
    "R105": Wording("嵌套过深（上限 {limit} 层）", "nested too deep (limit {limit})"),
    "R106": Wording("一个文件只能有一份文档", "only one document a file"),
    "R107": Wording("键必须是文字", "a key must be text"),
    "R108": Wording("键 {key} 重复", "the key {key} stands twice"),
    "R110": Wording("{what} 应为{wanted}", "{what} must be {wanted_en}"),
    "R111": Wording(
        "{what} 应为 2026-07-01 这样的日期，却是 {found}",
        "{what} must be a date like 2026-07-01, found {found}",
    ),
    "R112": Wording("{what} 不能是 {found}，可用：{allowed}", "{what} cannot be {found}; allowed: {allowed}"),
    "R113": Wording("{what} 缺少 {key}", "{what} lacks {key}"),
    "R114": Wording("{what} 里没有 {key} 这一项，可用：{allowed}", "{what} has no {key}; allowed: {allowed}"),
    "R120": Wording("止日 {end} 不晚于起日 {start}", "until {end} does not come after from {start}"),
    "R121": Wording("没有写依据（basis）", "no basis is given"),
    "R122": Wording("依据要写到条：{found}", "a basis names document and article: {found}"),
    "R123": Wording("没有文件 {found}，已列：{allowed}", "there is no document {found}; listed: {allowed}"),
    "R130": Wording("{found} 不是可用的数值（应为 {wanted}）", "{found} is no value here (wanted {wanted})"),
    "R131": Wording("单位应为 {wanted}，却是 {found}", "the unit must be {wanted}, found {found_en}"),
    "R132": Wording(
        "{found} 不是整分的金额，或超出范围", "{found} is not a whole number of fen within limits"
    ),
    "R140": Wording(
        "{found} 不能作名称（只用字母、数字、下划线）",
        "{found} cannot be a name (letters, digits, underscores)",
    ),
    "R141": Wording(
        "{name} 须有且只有一种写法：value/test、cases、或 on+rows（条件可只写 finding: true）",
        "{name} wants exactly one of value/test, cases, on+rows (a criterion may have only finding: true)",
    ),
    "R142": Wording(
        "每个分支写 when 与 value，最后一个写 otherwise", "an arm has when and value, the last one otherwise"
    ),
    "R143": Wording(
        "{found} 是案件字段名，不能作命名空间", "{found} is a field of the case and cannot be a namespace"
    ),
    "R144": Wording(
        "按人认定的项目不能按户计金额", "a programme per person cannot have an amount per household"
    ),
    "R145": Wording(
        "{found} 是案件字段名或规则语言的词，不能作规则或参数名",
        "{found} is a fact of the case or a word of the language and cannot name a rule or parameter",
    ),
    "R150": Wording("{found} 不是行政区划代码", "{found} is no division code"),
    "R151": Wording(
        "起日 {start} 不晚于前一值的起日 {before}",
        "from {start} does not come after {before} of the value before",
    ),
    "R152": Wording(
        "起日 {start} 时前一值尚未止（{end}）", "at {start} the value before still holds (until {end})"
    ),
    "R153": Wording("文件 {name} 里写的代码是 {found}", "the file {name} says it is {found}"),
    "R154": Wording(
        "这里只能用取值有限的项（枚举、是否、小整数），却是{found}",
        "only enums, yes/no and small whole numbers can stand here, found {found_en}",
    ),
    "R155": Wording(
        "{parameter}（{key}）在同一日有两个值，另一个在第 {other} 行",
        "{parameter} ({key}) has two values on one day, the other on line {other}",
    ),
    "R156": Wording("没有键 {found}，可用：{allowed}", "there is no key {found}; allowed: {allowed}"),
    "R157": Wording(
        "{parameter}：{high}（{high_value}）应高于 {low}（{low_value}）；与它相对的一档见 {region} 自 {start}",
        "{parameter}: {high} ({high_value}) must be above {low} ({low_value}); the other of the two is set in {region} from {start}",
    ),
    "R160": Wording("找不到规则目录 {found}", "there is no rule directory {found}"),
    "R161": Wording("{found} 已在 {other} 定义", "{found} is already defined in {other}"),
    "R162": Wording(
        "{found} 里没有规则：national/、regions/ 或 cases/ 里须有 .yaml 文件",
        "there are no rules in {found}: it needs .yaml files in national/, regions/ or cases/",
    ),
    "R163": Wording(
        "{found} 不会被读取：规则文件须直接放在 national/ 或 regions/ 里，情景案例放在 cases/ 里",
        "{found} is not read: rule files lie directly in national/ or regions/, scenario cases in cases/",
    ),
    "R164": Wording(
        "{found} 不会被读取：规则文件须以 .yaml 结尾", "{found} is not read: rule files end with .yaml"
    ),
    "R170": Wording(
        "{name} 在 {on} 没有一份有效的依据文件", "no document that {name} rests on is in force on {on}"
    ),
    "R171": Wording("得出的是 {found}，应为 {allowed}", "this yields {found_en}, wanted {allowed_en}"),
    "R172": Wording("得出的单位是{found}，应为{wanted}", "this yields {found_en}, wanted {wanted_en}"),
    "R173": Wording(
        "{name} 的最后一个分支须是 otherwise，且只能有一个",
        "the last arm of {name}, and only that, must be otherwise",
    ),
    "R174": Wording(
        "这一行有 {count} 项，表有 {wanted} 个输入", "this row has {count} entries, the table {wanted} inputs"
    ),
    "R175": Wording(
        "{found} 应为 3 或 1..3 这样的整数或范围", "{found} must be a whole number or a range like 1..3"
    ),
    "R176": Wording("{name} 有两行都适用于 {key}", "two rows of {name} fit {key}"),
    "R177": Wording("{name} 没有适用于 {key} 的行", "no row of {name} fits {key}"),
    "R178": Wording(
        "{name} 的输入有超过 {limit} 种组合，请拆成几张表",
        "the inputs of {name} combine in more than {limit} ways; make several tables of it",
    ),
    "R180": Wording("没有可替换的规则 {found}", "there is no rule {found} to replace"),
    "R181": Wording(
        "{name} 在 {on} 有两个有效版本，另一个在 {other}",
        "{name} has two versions in force on {on}, the other at {other}",
    ),
    "R182": Wording("没有参数 {found}", "there is no parameter {found}"),
    "R183": Wording("{name} 没有被任何规则用到", "{name} is used by no rule"),
    "R188": Wording(
        "after 不能是 {found}：它只能是同一项目里排在前面的步骤（{allowed}）",
        "after cannot be {found}: it names a step of the same programme that stands before this one ({allowed})",
    ),
    "R189": Wording(
        "全国没有步骤 {found}（有：{allowed}）；本地自有的步骤要写 within（天数）和 title",
        "the nation has no step {found} (it has: {allowed}); a step of the region's own says within (days) and title",
    ),
    "R190": Wording(
        "定期核查的间隔应为不少于一个月的整月，{name} 却可能是 {found}",
        "reviews are whole months apart, one at the least, and {name} may be {found}",
    ),
    "R184": Wording(
        "{found} 没有任何救助项目：规则里没有一个 programme 文件",
        "there is no programme at all in {found}: no rule file is one of a programme",
    ),
    "R185": Wording(
        "情景的地区是 {wanted}，案件的地区却是 {found}",
        "the scenario is set in {wanted}, its case in {found}",
    ),
    "R186": Wording("这里没有写应得的结果", "nothing is expected here"),
    "R187": Wording(
        "{name} 把未知的当作已知（when_unknown），只能供时间线使用，不能用于认定",
        "{name} takes what is unknown for something (when_unknown): for timelines only, no decision may rest on it",
    ),
    "R301": Wording("规则互相等待：{circle}", "these rules wait for each other: {circle}"),
    "R302": Wording("除数可能为零，先用条件排除", "this divisor may be zero; rule it out with a condition"),
    "R303": Wording(
        "决策表只有 {rows} 的行，输入可为 {least}..{most}",
        "the table has rows for {rows}, its input may be {least}..{most}",
    ),
    "R304": Wording(
        "{parameter}（{key}）为 {value}，低于应有的下限 {floor}",
        "{parameter} ({key}) is {value}, below its floor {floor}",
    ),
    "R305": Wording("引用了未见原文的《{title}》", "{title} is cited although its text was not seen"),
    "R307": Wording("{name} 引用规则的链条过长", "{name} reads rules that read rules, too deep"),
    "R308": Wording(
        "{parameter} 的前一值 {end} 止，这一值 {start} 才起：其间本地没有数值",
        "{parameter}: the value before ends {end} and this one begins {start}: in between the region has none",
    ),
    "R309": Wording(
        "{name} 算出的金额为 {found} 分：应发金额须为整分，不小于零，不超过一百亿元",
        "{name} comes to {found} fen: what is paid must be whole fen, not negative, and at most ten thousand million yuan",
    ),
    "R310": Wording(
        "日期只能移动整月、整年，且须在 {first} 至 {last} 之间",
        "a date moves by whole months or years and stays between {first} and {last}",
    ),
    "R311": Wording(
        "决策表的行是整数，输入却可能不是整数，落在两行之间（如 3.5）：请先取整（floor、ceil）",
        "the rows are whole numbers, but the input may lie between two of them (such as 3.5): round it first (floor, ceil)",
    ),
    "R312": Wording(
        "这一行是 {row}，输入只可为 {least}..{most}",
        "this row is for {row}, but the input can only be {least}..{most}",
    ),
    "R315": Wording(
        "{text} 可能超过 10 的 100 次方，或是同样细碎的分数：请先限定大小或取整",
        "{text} may come to more than 10^100, or to a fraction as fine as that: limit or round it first",
    ),
    "R313": Wording(
        "{name} 的键有超过 {limit} 种组合，请减少键，或拆成几个参数",
        "the keys of {name} combine in more than {limit} ways; leave some out, or make several parameters of it",
    ),
    "R314": Wording(
        "{parameter} 的本地数值 {end} 止，此后会用 {held}：如应如此，请写明",
        "{parameter}: the region's value ends {end}, and from then on {held_en} is used: if that is meant, say so",
    ),
    "R316": Wording(
        "规则自 {first} 起才用 {parameter}，这一值自 {start} 起：在那以前不起作用",
        "the rules ask for {parameter} from {first} on, this value begins {start}: until then it says nothing",
    ),
    "R317": Wording(
        "规则用 {parameter} 到 {last} 为止，这一值自 {start} 起：不起作用",
        "the rules ask for {parameter} until {last}, this value begins {start}: it says nothing",
    ),
    "R306": Wording("{name} 的金额可能不是整分，须取整", "what {name} pays may not be whole fen; round it"),
}

"""What keeps a whole job from running, in words."""

from aid_rules.problems.words.table import Wording

BATCH: dict[str, Wording] = {
    "B101": Wording(
        "{found} 不存在，或目录里没有 .parquet 文件", "{found} is not there, or holds no .parquet file"
    ),
    "B102": Wording(
        "{found} 读不了，文件可能不完整：{why}", "{found} cannot be read, it may be cut short: {why}"
    ),
    "B103": Wording(
        "同一家庭编号出现在多行（{rows}），不知以哪一条为准，均退回",
        "the same household stands in several rows ({rows}); which of them holds is not known, so all are rejected",
    ),
    "B104": Wording("{found} 的列与 {first} 不同", "the columns of {found} are not those of {first}"),
    "B105": Wording(
        "{found} 里已有结果；要接着做请加 --resume，要重做请换一个目录",
        "{found} already holds results: go on with --resume, or write to another directory",
    ),
    "B106": Wording(
        "{found} 里是另一次任务（{what} 不同），不能接着做",
        "{found} holds another job ({what} differs): it cannot be resumed",
    ),
    "B107": Wording(
        "{found} 里没有可以接着做的任务；新任务不要写 --resume",
        "there is no job in {found} to resume; leave out --resume to begin one",
    ),
    "B108": Wording("写不了 {found}：{why}", "cannot write {found}: {why}"),
    "B109": Wording(
        "{found} 的行数与读入不符：读入 {count} 户，认定 {decided} 户，退回 {rejected} 户",
        "{found} does not add up: {count} households came in, {decided} were decided and {rejected} rejected",
    ),
    "B110": Wording("{found} 正由另一个进程处理", "{found} is being worked on by another process"),
    "B111": Wording(
        "--until {found} 早于 --after 的月份 {first}",
        "--until {found} comes before the month of --after, {first}",
    ),
    "B112": Wording(
        "{found} 不是日期、规则目录或“目录@日期”", "{found} is no date, directory of rules or DIRECTORY@DATE"
    ),
    "B113": Wording(
        "规则目录 {found} 没有日期：写成 {found}@2021-01-01",
        "the rules {found} have no date: write {found}@2021-01-01",
    ),
    "B114": Wording("{found} 里没有家庭 {household}", "there is no household {household} in {found}"),
    "B139": Wording(
        "找不到 {out} 所用的规则目录 {found}：用 --rules 写明它现在的位置",
        "the rules of {out}, {found}, are not to be found: give the directory where they are now with --rules",
    ),
    "B140": Wording(
        "{found} 沿用了家庭 {household} 原来的认定（--changed-only，所在地规则没有变化），没有留存过程："
        "用 explain 和案件文件按 --on {on} 说明，或不加 --changed-only 重新认定",
        "{found} carried household {household} over (--changed-only: no rule of its place changed) and kept no trace of it: "
        "explain its case file with --on {on}, or re-evaluate without --changed-only",
    ),
    "B118": Wording(
        "--until {found} 太远：最多核算 {most} 个月",
        "--until {found} is too far: at most {most} months can be settled",
    ),
    "B119": Wording("{found} 不是重新认定的结果目录", "{found} is no directory of results"),
    "B116": Wording(
        "{found} 没有留存过程；认定时加 --trace 才能逐户说明",
        "{found} kept no trace: with --trace every household can be explained",
    ),
    "B117": Wording(
        "一个进程中途停止，可能是内存不足；做完的部分保留，加 --resume 接着做，可减少 --processes",
        "a process stopped half-way, perhaps for want of memory; what is done is kept: go on with --resume, perhaps "
        "with fewer --processes",
    ),
    "B130": Wording(
        "{side} {found}：这一天没有有效的规则，规则自 {first} 起；年份是否写错",
        "{side} {found}: no rules are in force on that day, they begin on {first}; a slip in the year?",
    ),
    "B131": Wording(
        "{found} 不是 .parquet 文件，不会读入：请改名或移走；以 _ 或 . 开头的不算",
        "{found} is no .parquet file and would not be read: rename or remove it; what begins with _ or . does not count",
    ),
    "B132": Wording("{found} 是文件，不是目录", "{found} is a file, not a directory"),
    "B133": Wording(
        "{found} 里应有 {wanted} 行，实有 {rows} 行：加 --resume 补齐；已完成的任务须换一个目录重做",
        "{found} should hold {wanted} rows and holds {rows}: --resume does them again; a job that had ended "
        "must be done anew in another directory",
    ),
    "B134": Wording(
        "{found} 不见了：加 --resume 补齐；已完成的任务须换一个目录重做",
        "{found} is missing: --resume does it again; a job that had ended must be done anew in another directory",
    ),
    "B135": Wording(
        "结果目录 {found} 在输入目录 {source} 之内，会被当作输入：请换一个目录",
        "the results {found} would lie within the population {source} and be read as part of it: write elsewhere",
    ),
    "B137": Wording(
        "Spark 的工作进程（{python}）没有 {missing}：在建立会话之前设环境变量 PYSPARK_PYTHON={own}；"
        "集群上指向各节点装有 aid-rules[spark] 的 Python",
        "the workers' Python ({python}) has no {missing}: set PYSPARK_PYTHON={own} before the session is made; "
        "on a cluster, the Python of the nodes that has aid-rules[spark]",
    ),
    "B141": Wording(
        "{found} 里的文件不是任务写下的那些（manifest 所记的摘要是 {wanted}）",
        "the files in {found} are not those that the job wrote (the digest in the manifest is {wanted})",
    ),
    "B138": Wording(
        "Spark 的工作进程（{python}）装的是 aid-rules {found}，此处是 {own}：须一致",
        "the workers' Python ({python}) has aid-rules {found} and this one {own}: they must be the same",
    ),
    "B136": Wording("{found} 不是这次任务写的：请移走", "{found} was not written by this job: remove it"),
    "B115": Wording(
        "只有 Parquet 文件的结果可以写到 out；表和案件的结果直接返回",
        "results go to `out` for Parquet files only: those of tables and cases are returned",
    ),
}

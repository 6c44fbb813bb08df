"""Which commands are there? Arguments and help; the work is done in the files beside this one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aid_rules.cli import checking, converting, coverage, deciding, reevaluating, synthesizing, telling
from aid_rules.cli import timeline as timelines
from aid_rules.cli.ending import refuse, refusing
from aid_rules.cli.options import CaseOn, Json, Lang, Language, LastOn, On, Rules, day, rulebook
from aid_rules.scalar.decision import engine_version

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(engine_version())
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="版本 / the version"),
    ] = False,
) -> None:
    """社会救助规则引擎 / rules engine for Chinese social assistance"""


Directory = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="规则目录 / a directory of rule files")
]
Only = Annotated[bool, typer.Option("--only", help="只用该目录，不叠加自带规则 / the directory alone")]


@app.command()
def evaluate(
    cases: Annotated[
        list[Path], typer.Argument(metavar="CASE…", help="案件文件；- 为标准输入 / case files; - is stdin")
    ],
    on: On = None,
    rules: Rules = None,
    as_json: Json = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="写成一个网页 / write one page")
    ] = None,
    lang: Language = Lang.zh,
    explain: Annotated[bool, typer.Option("--explain", help="每户完整说明 / explain in full")] = False,
    crosscheck: Annotated[
        bool, typer.Option("--crosscheck", help="用 durable-rules 复核 / have a second engine check")
    ] = False,
) -> None:
    """认定家庭可得的救助 / decide households. --json: 每户一行 / a line a household."""
    if as_json and html is not None:
        refuse("--json 与 --html 只能选一个 / --json or --html, not both")
    with refusing():
        how = deciding.Showing(as_json, html, explain, crosscheck)
        deciding.evaluate(deciding.Deciding(rulebook(rules), day(on), lang), cases, how)


@app.command()
def explain(
    case: Annotated[
        Path,
        typer.Argument(
            metavar="CASE", help="案件文件；用 --from-run 时为家庭编号 / a case file, or a household's id"
        ),
    ],
    on: CaseOn = None,
    from_run: Annotated[
        Path | None,
        typer.Option(
            "--from-run", metavar="RUN", help="reevaluate --trace 的结果目录 / a directory of results"
        ),
    ] = None,
    programme: Annotated[
        str | None, typer.Option("--programme", help="只说明一个项目 / one programme only")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="连同每个数的来历 / with the origin of every value")
    ] = False,
    rules: Rules = None,
    lang: Language = Lang.zh,
) -> None:
    """说明一个认定 / explain a decision."""
    with refusing():
        if from_run is not None:
            if on is not None:
                refuse(
                    "--from-run 的日期以结果为准，不能再写 --on\nthe day is that of the run: leave out --on"
                )
            reevaluating.explain(from_run, str(case), rules or [], programme, full, lang)
        else:
            deciding.explain(deciding.Deciding(rulebook(rules), day(on), lang), case, programme, full)


@app.command()
def timeline(
    case: Annotated[
        Path, typer.Argument(metavar="CASE", help="案件文件；- 为标准输入 / a case file; - is stdin")
    ],
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="YYYY-MM", help="第一个月，必填 / the first month, required"),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="YYYY-MM", help="最后一个月，必填 / the last month, required"),
    ] = None,
    rules: Rules = None,
    as_json: Json = False,
    lang: Language = Lang.zh,
    text: Annotated[bool, typer.Option("--text", help="全部用文字 / words only, no table")] = False,
    holidays: Annotated[
        Path | None,
        typer.Option(
            "--workdays", metavar="FILE", help="节假日和调休（JSON） / holidays and worked weekends"
        ),
    ] = None,
) -> None:
    """逐月应发、变化的原因、应补和多发 / what is due month by month, why it changes, what was paid."""
    first, last = timelines.month(since, "--from"), timelines.month(to, "--to")
    with refusing():
        asked = timelines.Asked(rulebook(rules), first, last, timelines.workdays(holidays), lang)
        timelines.show(asked, case, as_json, text)


@app.command()
def standards(
    region: Annotated[str, typer.Argument(metavar="REGION", help="行政区划代码 / a division code")],
    on: On = None,
    rules: Rules = None,
    as_json: Json = False,
    lang: Language = Lang.zh,
) -> None:
    """一个地区在一天有效的全部标准 / every standard in force in a region on a day."""
    with refusing():
        telling.standards(rulebook(rules), region, day(on), lang, as_json)


@app.command()
def regions(on: LastOn = None, rules: Rules = None, as_json: Json = False, lang: Language = Lang.zh) -> None:
    """各地区逐项目已设定、未设定的参数 / what each region has set and left open.

    不写 --on 则按当地最后一次变化之日 / without --on: as of the last change there.
    """
    with refusing():
        coverage.regions(rulebook(rules), None if on is None else day(on), lang, as_json)


class What(StrEnum):
    """What has a schema."""

    case = "case"
    decision = "decision"
    timeline = "timeline"


@app.command()
def schema(what: Annotated[What, typer.Argument(help="case、decision 或 timeline")]) -> None:
    """输出 JSON Schema / print a JSON Schema."""
    telling.schema(what.value)


@app.command()
def check(
    directory: Directory = None,
    region: Annotated[str | None, typer.Option("--region", help="只查一个地区 / one region only")] = None,
    only: Only = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="有警告也以 1 结束 / warnings end with 1 too")
    ] = False,
) -> None:
    """检查规则文件：每个地区、每个生效日 / check the rule files, every region and every day of change."""
    checking.check(directory, region, only, strict)


@app.command("test")
def run_cases(
    directory: Directory = None,
    only: Only = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="也列出通过的 / list what passes too")
    ] = False,
    name: Annotated[
        str, typer.Option("--name", help="只跑路径含此文字的 / those whose path contains this")
    ] = "",
) -> None:
    """运行 cases/ 里的情景案例 / run the scenario cases under cases/."""
    checking.run_cases(directory, only, verbose, name)


@app.command()
def synthesize(
    count: Annotated[int, typer.Argument(metavar="COUNT", min=0, help="户数 / how many households")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="写成的 Parquet 文件 / the Parquet file")
    ],
    seed: Annotated[int, typer.Option("--seed", min=0, help="随机种子 / seed")] = 1,
    on: Annotated[
        str,
        typer.Option("--on", metavar="YYYY-MM-DD", help="哪一天的情况 / the day on which they live so"),
    ] = "2021-03-31",
    lang: Language = Lang.zh,
) -> None:
    """生成一份合成的人口数据（不对应真实的人）/ a synthetic population, to try things on."""
    synthesizing.synthesize(count, out, seed, day(on), lang)


@app.command()
def reevaluate(
    population: Annotated[
        Path,
        typer.Argument(
            metavar="POPULATION", help="Parquet 文件或目录 / a Parquet file or a directory of them"
        ),
    ],
    before: Annotated[
        str,
        typer.Option("--before", metavar="SIDE", help="日期，或“规则目录@日期” / a date, or DIRECTORY@DATE"),
    ],
    after: Annotated[
        str,
        typer.Option("--after", metavar="SIDE", help="日期，或“规则目录@日期” / a date, or DIRECTORY@DATE"),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="结果目录 / directory of the results")],
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="YYYY-MM", help="补发算到哪个月 / the last month to settle"),
    ] = None,
    changed_only: Annotated[
        bool,
        typer.Option("--changed-only", help="规则未变的沿用 / carry over whose rules did not change"),
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="接着做 / go on with a job that was cut off")
    ] = False,
    trace: Annotated[
        bool,
        typer.Option(
            "--trace", help="留存每条规则的值，供 explain --from-run / keep every value of every rule"
        ),
    ] = False,
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, help="进程数 / how many processes")
    ] = None,
    lang: Language = Lang.zh,
) -> None:
    """标准调整后全部重新认定，算出变化和补发 / decide a population again, with changes and back pay."""
    with refusing():
        reevaluating.reevaluate(
            population, out, before, after, timelines.month(until, "--until") if until else None,
            reevaluating.How(changed_only, resume, processes, trace, lang),
        )  # fmt: skip


@app.command()
def convert(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE", help="CSV 文件夹或 Excel 工作簿 / a folder of CSV files or a workbook"
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="写成的 Parquet 文件 / the Parquet file")
    ],
    rejects: Annotated[
        Path | None, typer.Option("--rejects", metavar="FILE", help="退回清单（CSV）/ the list of rejects")
    ] = None,
    complete: Annotated[
        str,
        typer.Option(
            "--complete",
            metavar="TABLES",
            help="没有行即为没有的表，逗号分隔 / tables in which no row means none",
        ),
    ] = "",
    lang: Language = Lang.zh,
) -> None:
    """把家庭、人员等表转换成人口数据 / turn flat tables into a population."""
    with refusing():
        converting.convert(source, out, rejects, frozenset(filter(None, complete.split(","))), lang)

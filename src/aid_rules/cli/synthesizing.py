"""`synthesize`: a population that nobody lives in, to try a re-evaluation on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from aid_rules.cli.ending import refuse
from aid_rules.cli.options import Lang


def synthesize(count: int, out: Path, seed: int, on: date, lang: Lang) -> None:
    """Write `count` households as Parquet, and say that they are synthetic."""
    try:
        from aid_rules.batch.files import write_parquet
        from aid_rules.batch.synthetic import profiles, schema
        from aid_rules.batch.synthetic import synthesize as drawn
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] not in ("numpy", "pyarrow"):
            raise
        refuse(
            f"synthesize 需要 {error.name}，请安装：pip install 'aid-rules[batch]'\n"
            f"synthesize needs {error.name}: pip install 'aid-rules[batch]'"
        )
    told = {"aid-rules": f"synthetic, seed {seed}, on {on.isoformat()}"}
    try:
        rows = write_parquet(out, schema(), drawn(count, seed=seed, on=on), told)
    except OSError as error:
        refuse(f"写不了 {out}：{error.strerror}\ncannot write {out}: {error.strerror}")
    places = len(profiles())
    typer.echo(
        f"{out}：{rows} 户合成数据（{places} 个地区），按规划文件公布的总数抽取，不对应任何真实的人"
        if lang is Lang.zh
        else f"{out}: {rows} synthetic households in {places} places, drawn from published totals; nobody in them is real"
    )

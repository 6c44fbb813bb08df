"""Do manifest, summary and page say what the tables add up to, and of nobody who it is?"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from aid_rules.batch import reevaluate_files
from aid_rules.batch.chunk.layout import KINDS
from aid_rules.batch.counted import KINDS as TABLES
from aid_rules.batch.summary.page import page
from aid_rules.batch.summary.text import summary
from tests.batch import harbour
from tests.columnar.rows import population

ID, PHONE, NAME = "110101199003078515", "13800138000", "欧阳某某"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job over households in order, and some with faults that speak of somebody."""
    chance = Random(6)
    cases = [harbour.raw(chance, number) for number in range(90)]
    cases[4]["members"][0]["person_id"] = None
    cases[8]["members"][0]["incomes"] = [{"kind": "wage", "amount": "-" + PHONE, "period": "month"}]
    cases[12]["members"][0]["relation"] = ID
    cases[16]["region"] = "990999"
    cases[20]["findings"] = {
        "dibao.nothing_such": {"holds": True, "by": NAME, "on": "2030-01-01", "reason": NAME}
    }
    folder = tmp_path_factory.mktemp("manifest")
    path = harbour.write(folder / "people.parquet", pa.Table.from_batches([population(cases)]))
    reevaluate_files(path, folder / "out", harbour.asked(), chunk=40)
    return folder / "out"


@pytest.fixture(scope="module")
def manifest(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return found


def rows(out: Path, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = harbour.read(out, kind).to_pylist()
    return found


def test_counts_are_those_of_the_tables(out: Path, manifest: dict[str, Any]) -> None:
    counts, decisions, rejects = manifest["counts"], rows(out, "decisions"), rows(out, "rejects")
    assert counts["decided"] == len(decisions)
    assert counts["rejected"] == len(rejects) == 5
    assert counts["households"] == len(decisions) + len(rejects) == 90
    assert counts["rejects"] == dict(sorted(Counter(row["code"] for row in rejects).items()))
    assert counts["undetermined"] == sum(row["open"] for row in decisions)
    changed = {row["household_id"] for row in rows(out, "changes") if row["kind"] != "unchanged"}
    assert counts["changed"] == len(changed)


def test_groups_are_sums_over_the_tables(out: Path, manifest: dict[str, Any]) -> None:
    expected: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in rows(out, "decisions"):
        for name, about in manifest["programmes"].items():
            group = expected[row["region"], row["residence"], name]
            group["eligible_after"] += row[name] == "eligible"
            group["undetermined_after"] += row[name] == "undetermined"
            if about["per"]:
                group["fen_after"] += row[f"{name}.{'monthly' if about['per'] == 'month' else 'once'}"] or 0
    for row in rows(out, "changes"):
        group = expected[row["region"], row["residence"], row["programme"]]
        if row["kind"] != "unchanged":
            group[row["kind"]] += 1
        group["back_pay"] += row["back_pay"] or 0
        group["overpaid"] += row["overpaid"] or 0
    names = ("eligible_after", "undetermined_after", "fen_after", *KINDS[:-1], "back_pay", "overpaid")
    found = {
        (group["region"], group["residence"], group["programme"]): {name: group[name] for name in names if group.get(name)}
        for group in manifest["groups"]
    }  # fmt: skip
    told = {key: {name: sums[name] for name in names if sums[name]} for key, sums in expected.items()}
    assert {key: sums for key, sums in found.items() if sums} == {
        key: sums for key, sums in told.items() if sums
    }
    assert sum(group.get("back_pay", 0) for group in manifest["groups"]) > 0


def test_what_was_before_and_what_changed_is_what_is_after(out: Path, manifest: dict[str, Any]) -> None:
    differences: Counter[str] = Counter()
    for row in rows(out, "changes"):
        differences[row["programme"]] += (row["after_amount"] or 0) - (row["before_amount"] or 0)
    for name, sums in manifest["totals"].items():
        assert sums.get("fen_after", 0) - sums.get("fen_before", 0) == differences[name]


def test_totals_are_sums_over_the_groups(manifest: dict[str, Any]) -> None:
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    for group in manifest["groups"]:
        expected[group["programme"]].update({k: v for k, v in group.items() if isinstance(v, int)})
    assert manifest["totals"] == {name: dict(sums) for name, sums in expected.items()}


def test_by_what_was_decided(manifest: dict[str, Any]) -> None:
    for side, on in (("before", harbour.BEFORE), ("after", harbour.AFTER)):
        told = manifest[side]
        assert told["on"] == on.isoformat()
        rules = harbour.harbour()
        assert told["plans"] == {
            region: f"sha256:{rules.resolve(region, on).digest}" for region in sorted(harbour.REGIONS)
        }
    assert manifest["before"]["plans"] != manifest["after"]["plans"]
    assert manifest["months"] == ["2030-07", "2030-08", "2030-09"]
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", manifest["population"]["digest"])
    assert manifest["regions"][harbour.RAISED] == "港湾1县"
    assert manifest["seconds"] > 0


def test_nobody_is_named(out: Path) -> None:
    for name, content in texts(out):
        for secret in (NAME, "某某", ID, PHONE):
            assert secret not in content, name


def texts(out: Path) -> Iterator[tuple[str, str]]:
    for path in (out / "manifest.json", out / "summary.html"):
        yield path.name, path.read_text(encoding="utf-8")
    for kind in TABLES:
        yield kind, json.dumps(rows(out, kind), default=str, ensure_ascii=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_nothing_from_outside(manifest: dict[str, Any], lang: str) -> None:
    html = page(manifest, lang)
    assert html == page(json.loads(json.dumps(manifest)), lang)
    for outside in ("http:", "https:", "src=", "@import", "url(", "<script", "<link", "<img"):
        assert outside not in html
    assert html.count("<table") == html.count("</table>") >= 3
    assert f'lang="{"zh-CN" if lang == "zh" else "en"}"' in html
    assert 'class="chart"' in html
    for share in re.findall(r"width:([0-9.]+)%", html):
        assert 0 <= float(share) <= 100


def test_the_page_that_was_written(out: Path, manifest: dict[str, Any]) -> None:
    assert (out / "summary.html").read_text(encoding="utf-8") == page(manifest)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_summary_and_page_contain_the_numbers(manifest: dict[str, Any], lang: str) -> None:
    for text in (summary(manifest, lang), unescape(page(manifest, lang))):
        counts, monthly = manifest["counts"], Counter[str]()
        for name, sums in manifest["totals"].items():
            if manifest["programmes"][name]["per"] == "month":
                monthly.update(sums)
            assert manifest["programmes"][name][lang] in text
        for number in (counts["households"], counts["decided"], counts["changed"], counts["undetermined"]):
            assert re.search(rf"(?<![\d,.]){number:,}(?![\d,])", text)
        difference = monthly["fen_after"] - monthly["fen_before"]
        for fen in (monthly["fen_before"], monthly["fen_after"], monthly["back_pay"], monthly["overpaid"]):
            assert f"{fen // 100:,}.{fen % 100:02d}" in text
        assert (
            f"{'+' if difference > 0 else '-'}{abs(difference) // 100:,}.{abs(difference) % 100:02d}" in text
        )
        for code in counts["rejects"]:
            assert code in text
        for region, name in manifest["regions"].items():
            assert f"{name} {region}" in text or region == "990999"


def test_the_summary_stands_in_columns(manifest: dict[str, Any]) -> None:
    found = summary(manifest, "zh")
    assert found.startswith("标准调整重新认定：2030-06-01 → 2030-07-01\n")
    assert "\t" not in found
    assert not any(line != line.rstrip() for line in found.splitlines())


def test_what_rules_say_is_escaped(manifest: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(manifest))
    for about in changed["programmes"].values():
        about["zh"] = '<b onclick="x">&'
    changed["before"]["rules"] = "<i>"
    html = page(changed)
    assert "<b onclick" not in html
    assert "<i>" not in html
    assert "&lt;b onclick" in html


def test_without_months_and_rejects(tmp_path: Path) -> None:
    path = harbour.write(tmp_path / "p.parquet", harbour.table(2))
    told = reevaluate_files(path, tmp_path / "out", harbour.asked(until=None))
    if not told["counts"]["rejected"]:
        assert "退回原因" not in summary(told)
    assert "应补" not in summary(told)

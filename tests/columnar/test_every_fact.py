"""Is every field of a case the same to the columns, to a kept trace and to the evaluator of one case, where no rule asks first
whether it exists?

The shipped rules mostly ask. Here each readable field is a rule of its own, read bare, for families drawn with every field
given, null or absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid_rules import Rulebook
from aid_rules.case import VOCABULARY, read_case_dict
from aid_rules.case.vocabulary import FactField
from aid_rules.columnar import Columnar, from_cases, told
from aid_rules.scalar import Evaluator, restored
from tests.case.drawn import households
from tests.columnar.slots import differences
from tests.drawing import drawing

ON = date(2999, 12, 31)
"""No day is drawn after it."""
HEADER = """programme: facts
title: {zh: 案情, en: Facts}
unit: household
documents:
  manual: {title: 说明, from: 2020-01-01}
applies: {value: true, basis: manual §1}
criteria:
  - {name: any_family, title: {zh: 案情, en: Facts}, test: household_whole, basis: manual §1}
rules:
"""
REGION = 'region: "990101"\nname: {zh: 湖滨县, en: Lakeside}\n'
RULE = """  - name: {name}
    title: {{zh: 案情, en: Fact}}
    per: {row}
    value: {value}
    basis: manual §1
"""


def read(path: str, field: FactField) -> str:
    """The field as a rule writes it: a record can only be asked for, and an amount of a period needs one."""
    written = path.replace("from", "from_") if path.split(".")[-1] == "from" else path
    return {"record": f"has({written})", "rate": f"monthly({written})"}.get(field.kind, written)


def rules() -> Iterator[str]:
    """A rule for each field; a few a row that read these, and one that reads those, so that each is needed."""
    for row, entity in VOCABULARY.items():
        fields = {
            f"{row}_{path}".replace(".", "_"): read(path, field) for path, field in entity.fields.items()
        }
        asked = [f"{name} != {name}" for name in fields]
        asked += [f"any(r.{held.entity}_whole for r in {name})" for name, held in entity.lists.items()]
        parts = {f"{row}_part_{n}": " or ".join(asked[n : n + 8]) for n in range(0, len(asked), 8)}
        for name, value in (fields | parts | {f"{row}_whole": " or ".join(parts)}).items():
            yield RULE.format(name=name, row=row, value=value)


@pytest.fixture(scope="module")
def evaluator(tmp_path_factory: pytest.TempPathFactory) -> Evaluator:
    folder = tmp_path_factory.mktemp("facts")
    for name, text in (("national/facts.yaml", HEADER + "".join(rules())), ("regions/990101.yaml", REGION)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    plan = Rulebook.load(folder, shipped_rules=False).resolve("990101", ON)
    made = {line.split()[-1] for line in "".join(rules()).splitlines() if "- name: " in line}
    assert made <= {step.name.removeprefix("facts.") for step in plan.steps}
    return Evaluator(plan)


@drawing(30)
@given(st.lists(households(), min_size=1, max_size=6))
def test_every_field_is_the_same(evaluator: Evaluator, cases: list[dict[str, Any]]) -> None:
    families = [
        read_case_dict(case | {"region": "990101", "household_id": f"h{n}"}) for n, case in enumerate(cases)
    ]
    assert list(differences([evaluator], ON, families, [0] * len(families))) == []
    trace = Columnar(lambda _: evaluator.plan, ON).trace(from_cases(families)).decisions
    for row in range(len(trace)):
        kept = told(trace, row)
        slots = restored(evaluator, kept.case, ON, kept.plan, kept.values).view.slots
        assert repr(tuple(slots)) == repr(tuple(evaluator(kept.case, ON)))

"""What does `import aid_rules` load, and what the names that it brings? (How long it takes `benchmarks/` measures.)"""

import subprocess
import sys

import pytest

import aid_rules
from aid_rules import batch

# Whoever reads a case, or decides one household, pays for none of these.
OPTIONAL = (
    "typer", "rich", "numpy", "pyarrow", "filelock", "openpyxl", "altair", "pyspark", "durable", "zen",
)  # fmt: skip
FOR_LATER_USE = ("aid_rules.cli", "aid_rules.explanation", "aid_rules.columnar", "aid_rules.batch")
# Needed with the first rule file and the first date, and (what pydantic loads of it) the first validator.
AT_WORK = ("yaml", "dateutil", "importlib.metadata")
RULES = ("aid_rules.language", "aid_rules.plan", "aid_rules.rulebook", "aid_rules.scalar", "aid_rules.engine")


@pytest.fixture(scope="module")
def with_the_package() -> set[str]:
    return _loaded("import aid_rules")


@pytest.fixture(scope="module")
def with_the_evaluator() -> set[str]:
    return _loaded("from aid_rules import Household, Rulebook, evaluate")


@pytest.mark.parametrize("module", [*OPTIONAL, *FOR_LATER_USE, *AT_WORK, *RULES])
def test_import_leaves_for_later(with_the_package: set[str], module: str) -> None:
    assert module not in with_the_package


@pytest.mark.parametrize("module", [*OPTIONAL, *FOR_LATER_USE, *AT_WORK])
def test_the_evaluator_leaves_for_later(with_the_evaluator: set[str], module: str) -> None:
    assert module not in with_the_evaluator


def test_every_name_of_the_face_is_there() -> None:
    assert {name for name in aid_rules.__all__ if getattr(aid_rules, name, None) is None} == set()
    assert {*aid_rules.__all__} <= {*dir(aid_rules)}


def test_the_whole_population_is_at_hand_where_its_extra_is() -> None:
    assert aid_rules.reevaluate is batch.reevaluate
    assert "reevaluate" in dir(aid_rules)
    without = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from aid_rules import *\nimport aid_rules\n"
        "try: aid_rules.reevaluate\nexcept ModuleNotFoundError as error: print(error)"
    )
    assert "pip install 'aid-rules[batch]'" in _python("-c", without).stdout


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="aid_rules has no 'evalute'"):
        aid_rules.evalute  # noqa: B018


def _loaded(statement: str) -> set[str]:
    return set(_python("-c", f"{statement}\nimport sys; print(*sys.modules)").stdout.split())


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)

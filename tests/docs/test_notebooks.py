"""Does every notebook run from its first cell to its last, with the package as installed and without a network?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))

_OFFLINE = """
import socket
_connect = socket.socket.connect
def _refuse(self, address):
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1"):
        raise OSError(f"a notebook works offline, and this one asks for {address[0]}")
    return _connect(self, address)
socket.socket.connect = _refuse
"""


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A notebook with its outputs, run far from the checkout."""
    notebook = nbformat.read(request.param, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(_OFFLINE))
    where = tmp_path_factory.mktemp("notebook")
    NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(where)}}).execute()
    return notebook


def outputs(notebook: Any, kind: str) -> list[str]:
    """What the cells show in one form."""
    return [
        "".join(output.data[kind])
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if kind in getattr(output, "data", {})
    ]


def test_there_is_one() -> None:
    assert NOTEBOOKS


def test_a_family_and_a_county_are_shown_as_pages(executed: Any) -> None:
    pages = outputs(executed, "text/html")
    assert any("最低生活保障" in page and "怎样算出" in page for page in pages)
    assert any("重新认定" in page and "每月支出" in page for page in pages)
    assert not any("http://" in page or "https://" in page or "src=" in page for page in pages)


def test_a_chart_is_drawn_in_chinese(executed: Any) -> None:
    pictures = outputs(executed, "image/svg+xml")
    assert any("最低生活保障每月支出" in picture and "调整后" in picture for picture in pictures)


def test_what_is_kept_has_no_outputs() -> None:
    """They would go stale: whoever opens a notebook runs it."""
    for path in NOTEBOOKS:
        assert '"output_type"' not in path.read_text(encoding="utf-8"), path.name
